//! Figures that count what a view lists already, and words that stand for a rule: lists of a
//! comparison, the class of a red check, the verdict of a cell.

use tailorbird_snapshot::Verdict;

use super::address::FigureAt;
use super::ask::{CountedIn, Explained};
use super::{history, left, notes, over_time};
use crate::format::{duration, run_time};
use crate::url::Query;
use crate::view::{Asking, AttemptView, DiffPart, VERDICTS, What, compare, grid, pr, run};

/// Explains a figure of such a kind; None: it is of another kind.
pub(super) fn explained(asking: Asking<'_>, at: FigureAt<'_>) -> Option<Vec<Explained>> {
    let found = match at.kind {
        "trend" => return Some(over_time::explained(asking, at)),
        "streak" | "step" | "test" | "runner" => return Some(history::explained(asking, at)),
        "list" => of_list(asking, at.of),
        "diff" => of_diff(asking, at.of),
        "check" => of_check(asking, at.of),
        "cell" => of_cell(asking, at.of),
        "grid" => of_cells(asking, at.of),
        "count" => left::of_line(asking),
        "note" => notes::explained(asking, at),
        _ => return None,
    };
    Some(found.into_iter().collect())
}

/// How a list of a comparison is made, by its name in exports.
fn rule(key: &str) -> &'static str {
    match key {
        "newly_failing" => "jobs whose result passed in the older side and failed in the newer",
        "fixed" => "jobs whose result failed in the older side and passed in the newer",
        "still_failing" => "jobs whose result failed in both sides",
        "regressions" => {
            "jobs with at least 3 failed results whose pass rate fell by more than 5 points, by Fisher's exact test with q < 0.05 over all tests"
        }
        "improvements" => {
            "jobs with at least 3 failed results whose pass rate rose by more than 5 points, by Fisher's exact test with q < 0.05 over all tests"
        }
        "slower" | "faster" => {
            "jobs whose median duration differs by at least 60 s and a tenth, by the Mann-Whitney test with q < 0.01 over all tests"
        }
        "changed" => "jobs in both sides with other results that differ",
        "new" => "jobs in the newer side only",
        "gone" => "jobs in the older side only",
        _ => "pairs of a gone and a new job whose names are alike: proposals",
    }
}

fn of_list(asking: Asking<'_>, word: &str) -> Option<Explained> {
    let view = compare::compare(asking).ok()?;
    let list = view.lists.iter().find(|list| list.what.key() == word)?;
    let what: What = list.what;
    let mut out = Explained::new(
        "jobs",
        capital(what.word()),
        list.lines.len().to_string(),
        rule(what.key()),
    );
    for line in &list.lines {
        out.count(&|| CountedIn {
            name: line.name.clone(),
            said: [or_dash(&line.base_text), " → ", or_dash(&line.head_text)].concat(),
            job: Some(line.id.clone()),
            url: None,
        });
    }
    out.leave(
        "lines of the other lists",
        view.shown - count(list.lines.len()),
    );
    out.leave(
        "lines that the filters leave out, of all lists",
        view.listed - view.shown,
    );
    Some(out)
}

fn of_diff(asking: Asking<'_>, word: &str) -> Option<Explained> {
    let against = run::run(asking).ok()?.against;
    let list = against.lists.iter().find(|l| l.part.as_str() == word)?;
    let part: DiffPart = list.part;
    let mut out = Explained::new(
        "jobs",
        part.title().to_owned(),
        list.jobs.len().to_string(),
        rule(word),
    );
    for job in &list.jobs {
        out.count(&|| CountedIn {
            name: job.name.clone(),
            said: job.note.clone(),
            job: Some(job.id.clone()),
            url: None,
        });
    }
    for other in against.lists.iter().filter(|l| l.part != part) {
        out.leave("jobs of the other lists", count(other.jobs.len()));
    }
    Some(out)
}

/// The class of a red check: whose failure it is, and the facts.
fn of_check(asking: Asking<'_>, id: &str) -> Option<Explained> {
    let number = asking.query.pr?;
    let pull = pr::pull_of(asking.store, &asking.table.project, number, asking.config).ok()?;
    let view = pr::pr(asking, &pull);
    let check = view.red.iter().find(|check| check.id == id)?.check;
    let judged = check.judged.as_ref()?;
    let mut out = Explained::new(
        "class",
        ["Is it me? ", &check.name].concat(),
        judged.class.title().to_owned(),
        judged.class.meaning(),
    );
    for fact in &judged.evidence {
        out.count(&|| CountedIn {
            name: fact.text.clone(),
            url: fact.url.clone(),
            ..CountedIn::default()
        });
    }
    let (passed, failed) = judged.since;
    out.leave("results elsewhere that passed since then", count(passed));
    out.leave("results elsewhere that failed since then", count(failed));
    out.leave("facts that are not known", count(judged.missing.len()));
    Some(out)
}

/// How a verdict comes about.
const fn verdict_rule(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "an attempt passed, and none failed",
        Verdict::Failed => "an attempt failed, and none passed",
        Verdict::Flaky => "an attempt failed and another passed, on one commit",
        Verdict::Mixed => {
            "an older attempt has the opposite result, and the data does not say whether the commit was the same"
        }
        Verdict::Skipped => "no attempt passed, failed or still runs, and one was skipped",
        Verdict::Cancelled => "each attempt was cancelled",
        Verdict::Running => "no attempt passed or failed, and one still runs or waits",
        Verdict::Unknown => "the words of all attempts are unknown",
        Verdict::None => "the job has no attempt in this run",
    }
}

const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::None => "not in this run",
        other => other.as_str(),
    }
}

/// A cell of the grid, as `at=` names it.
fn of_cell(asking: Asking<'_>, named: &str) -> Option<Explained> {
    let query = Query {
        at: Some(named.to_owned()),
        hide: asking.query.hide.clone(),
        ..Query::default()
    };
    let view = grid::grid(Asking {
        query: &query,
        ..asking
    });
    let at = view.find(Asking {
        query: &query,
        ..asking
    })?;
    let card = view.card(asking, at)?;
    let mut out = Explained::new(
        "verdict",
        ["Verdict: ", &card.job, ", ", &card.run].concat(),
        word(card.verdict).to_owned(),
        verdict_rule(card.verdict),
    );
    for attempt in &card.attempts {
        out.count(&|| of_attempt(attempt));
    }
    Some(out)
}

fn of_attempt(attempt: &AttemptView) -> CountedIn {
    let mut said = attempt.outcome.as_str().to_owned();
    let at = attempt.started_at.and_then(run_time);
    let secs = attempt.duration_secs.map(|secs| duration(secs.into()));
    for more in [at, secs].into_iter().flatten() {
        said.push_str(", ");
        said.push_str(&more);
    }
    CountedIn {
        name: ["attempt ", &attempt.position.to_string()].concat(),
        said,
        job: None,
        url: attempt.url.clone(),
    }
}

/// All cells of a verdict in the grid.
fn of_cells(asking: Asking<'_>, word_of: &str) -> Option<Explained> {
    let view = grid::grid(asking);
    let wanted = VERDICTS.into_iter().find(|v| v.as_str() == word_of)?;
    let n = view.counts.get(wanted as usize)?;
    let mut out = Explained::new(
        "cells",
        ["Cells: ", word(wanted)].concat(),
        n.to_string(),
        verdict_rule(wanted),
    );
    for row in &view.rows {
        for (verdict, column) in row.verdicts.iter().zip(&view.columns.all) {
            if *verdict != wanted {
                out.leave("cells of another verdict", 1);
                continue;
            }
            out.count(&|| CountedIn::job(asking.store, row.series, column.label.clone()));
        }
    }
    if view.hidden > 0 {
        out.leave(
            "jobs that are hidden",
            count(usize::try_from(view.hidden).unwrap_or(usize::MAX)),
        );
    }
    Some(out)
}

pub(super) fn capital(words: &str) -> String {
    let mut words = words.to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

const fn or_dash(words: &str) -> &str {
    if words.is_empty() { "–" } else { words }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
