//! Figures that stand in words: in the line above a view, in the sentence over a pull request, in
//! that of a job, at the head of a group of a run: `note:OF:FIGURE`.

use tailorbird_snapshot::{Kind, Outcome};

use super::address::FigureAt;
use super::ask::{CountedIn, Explained};
use super::cells::why_not;
use super::lists;
use crate::format::{plural, run_time};
use crate::link;
use crate::pull;
use crate::store::RunInfo;
use crate::url::View;
use crate::view::nights::{Columns, Held};
use crate::view::table::asked;
use crate::view::{Asking, compare, job, pr, run, runs, tree, trends};

/// Explains such a figure; None: the view has none of this name.
pub(super) fn explained(asking: Asking<'_>, at: FigureAt<'_>) -> Option<Explained> {
    match at.figure {
        "branches" => Some(branches(asking)),
        "over" => Some(over(asking)),
        "tests" => tests(asking),
        "columns" => Some(columns(asking)),
        "nights" => nights(asking),
        "verdict" => verdict(asking),
        "streak" => streak(asking, at.of),
        "outcome" => outcome(asking, at.of),
        _ => None,
    }
}

fn named(name: String, said: String) -> CountedIn {
    CountedIn {
        name,
        said,
        ..CountedIn::default()
    }
}

/// Branches of the tree, opened or not.
fn branches(asking: Asking<'_>) -> Explained {
    let all = tree::paths(asking);
    let mut out = Explained::new(
        "branches",
        "Branches".to_owned(),
        plural(all.len() as u64, "branch", "branches"),
        "parts of the names of the jobs that the filters leave, split at \" / \" outside parentheses, the last part of each name left out",
    );
    for (path, jobs) in all {
        out.count(&|| named(path.clone(), plural(jobs.into(), "job", "jobs")));
    }
    out
}

/// The jobs that the counts of each run are over.
fn over(asking: Asking<'_>) -> Explained {
    let view = runs::runs(asking);
    let mut out = Explained::new(
        "over",
        "Counts are over".to_owned(),
        plural(view.jobs.0.into(), "job", "jobs"),
        "jobs with a result in the window that the filters leave; each run counts those of them that it has",
    );
    for row in asking.rows {
        if let Some(row) = asking.table.rows.get(*row as usize) {
            out.count(&|| CountedIn::job(asking.store, row.series, String::new()));
        }
    }
    out.leave(
        "jobs that the filters leave out",
        view.jobs.1.saturating_sub(view.jobs.0),
    );
    out
}

/// The tests that are adjusted together.
fn tests(asking: Asking<'_>) -> Option<Explained> {
    let view = compare::compare(asking).ok()?;
    if !view.is_days {
        return None;
    }
    let mut out = Explained::new(
        "tests",
        "Tests adjusted together".to_owned(),
        plural(view.tests.into(), "test", "tests"),
        "a job whose pass rate falls or rises by more than 5 points, with at least 3 failed results on the worse side, is tested by Fisher's exact test; one with enough durations on both sides by the Mann-Whitney test; q after Benjamini and Hochberg over all of them",
    );
    for (series, what) in compare::tested_jobs(asking).ok()? {
        out.count(&|| CountedIn::job(asking.store, series, what.to_owned()));
    }
    Some(out)
}

/// The columns of the grid.
fn columns(asking: Asking<'_>) -> Explained {
    let all = Columns::of(asking.store, asking.table).all;
    let (one, many) = match asking.table.kind {
        Kind::Nightly => ("run", "runs"),
        Kind::Prs => ("pull request", "pull requests"),
    };
    let mut out = Explained::new(
        "columns",
        "Columns".to_owned(),
        plural(all.len() as u64, one, many),
        "runs of the window; runs of several workflows in one night share a column",
    );
    for column in all {
        let mut said = plural(column.runs.len() as u64, "run", "runs");
        if column.partial {
            said.push_str(", partial");
        }
        out.count(&|| named(column.label.clone(), said.clone()));
    }
    out
}

/// The nights of charts, or the runs where no days are known.
fn nights(asking: Asking<'_>) -> Option<Explained> {
    let query = asking.query;
    let view = match (query.view, query.job.as_deref()) {
        (Some(View::Job), Some(named)) => job::job(asking, named)?.nights,
        _ => trends::trends(asking),
    };
    let (title, formula) = match view.is_by_night {
        true => (
            "Nights",
            "days (UTC) from the first to the last of the window; partial: not all jobs of a run could be read; not fetched: nothing is known of the day",
        ),
        false => ("Runs", "runs of the window; the data knows no days"),
    };
    let mut out = Explained::new("nights", title.to_owned(), view.held, formula);
    for point in view.points.iter().rev() {
        if point.runs == 0 {
            out.leave(untold(point.held), 1);
            continue;
        }
        let mut said = plural(point.runs.into(), "run", "runs");
        if point.held == Held::Partial {
            said.push_str(", partial");
        }
        out.count(&|| named(point.label.clone(), said.clone()));
    }
    Some(out)
}

const fn untold(held: Held) -> &'static str {
    match held {
        Held::NotFetched => "nights that were not fetched",
        Held::Partial => "nights that are partial and have no run",
        _ => "nights without a run",
    }
}

/// What the sentence over a pull request counts: all its red checks, whatever the filters leave.
fn verdict(asking: Asking<'_>) -> Option<Explained> {
    let number = asking.query.pr?;
    let pull = pr::pull_of(asking.store, &asking.table.project, number, asking.config).ok()?;
    let mut out = Explained::new(
        "verdict",
        ["Verdict of PR #", &number.to_string()].concat(),
        pull::sentence(&pull),
        "all red checks of the pull request by their class, whatever the filters leave",
    );
    for check in &pull.checks {
        match &check.judged {
            Some(judged) => {
                let said = judged.class.title();
                out.count(&|| CountedIn::job(asking.store, check.series, said.to_owned()));
            }
            None => out.leave(why_not(check.result), 1),
        }
    }
    Some(out)
}

/// For how many runs a job is red or green.
fn streak(asking: Asking<'_>, id: &str) -> Option<Explained> {
    let (store, view) = (asking.store, job::job(asking, id)?);
    let series = store.find(id, asking.table.kind)?;
    let axis = store.axis(store.series(series)?.axis)?;
    let newest = asked(asking.query, store).window(axis).newest;
    let mut out = Explained::new(
        "streak",
        "For how long".to_owned(),
        view.told.join(" "),
        "results like the newest that passed or failed, from it back to the first that is not, over all that is loaded",
    );
    let mut like = None;
    for cell in store.cells(series).filter(|c| store.run(*c) >= newest) {
        let result = store.result(cell);
        if !result.is_decided() {
            out.leave(why_not(result), 1);
            continue;
        }
        if *like.get_or_insert(result) != result {
            break;
        }
        let run = store.run_info(series, cell);
        let name = run.map(|run: &RunInfo| run.name().text(view.kind));
        let at = run.and_then(|run| run.created_at).and_then(run_time);
        let at = at.map_or_else(String::new, |at| at + ", ");
        let url = store.attempts(cell).next();
        let url = url.and_then(|at| store.address(at));
        out.count(&|| CountedIn {
            name: name.clone().unwrap_or_default(),
            said: [&at, result.as_str()].concat(),
            job: None,
            url: url
                .clone()
                .filter(|u| link::safe(u, &asking.config.link_hosts).is_some()),
        });
    }
    Some(out)
}

/// The jobs of a group of the run.
fn outcome(asking: Asking<'_>, word: &str) -> Option<Explained> {
    let view = run::run(asking).ok()?;
    let group = view.groups.iter().find(|g| g.group.as_str() == word)?;
    let formula = match group.jobs.first()?.result {
        Outcome::Failed => "jobs whose result in this run is failed",
        Outcome::Passed if matches!(word, "flaky" | "mixed") => {
            "jobs whose result in this run is passed, after an attempt that failed"
        }
        Outcome::Passed => "jobs that passed in this run, and no attempt failed",
        _ => "jobs whose result in this run is this word",
    };
    let n = group.jobs.len();
    let mut out = Explained::new("outcome", lists::capital(word), n.to_string(), formula);
    for job in &group.jobs {
        out.count(&|| CountedIn {
            name: job.name.clone(),
            said: job.verdict.as_str().to_owned(),
            job: Some(job.id.clone()),
            url: None,
        });
    }
    let others = view
        .row
        .counts
        .all()
        .saturating_sub(u32::try_from(n).unwrap_or(u32::MAX));
    out.leave("jobs of the other groups", others);
    out.leave(
        "jobs of the run that the filters leave out",
        view.listed.saturating_sub(view.row.counts.all()),
    );
    Some(out)
}
