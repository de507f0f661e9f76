//! The line above a view, "N of M": what it counts, and which conditions leave the others out.

use tailorbird_snapshot::{Kind, Verdict};

use super::ask::{CountedIn, Explained, Listed};
use crate::store::{RunName, SeriesIdx};
use crate::url::{Query, View};
use crate::view::row::state_text;
use crate::view::{Asking, compare, grid, job, order, pulls, run, runs, select};

/// Is given each line of a view in order: a number that stays with it, and what makes its words.
type Each<'a> = &'a mut dyn FnMut(u64, &dyn Fn() -> CountedIn);

/// Whether each key of a longer list is one of a shorter one in the same order.
#[derive(Default)]
struct Among {
    keys: Vec<u64>,
    at: usize,
}

impl Among {
    /// The keys of the view.
    fn of(asking: Asking<'_>) -> Self {
        let mut keys = Vec::new();
        each(asking, &mut |key, _| keys.push(key));
        Self { keys, at: 0 }
    }

    fn has(&mut self, key: u64) -> bool {
        let is_it = self.keys.get(self.at) == Some(&key);
        self.at += usize::from(is_it);
        is_it
    }
}

/// Explains the `N` of "N of M".
pub(super) fn of_line(asking: Asking<'_>) -> Option<Explained> {
    let query = asking.query;
    let named = query.job.as_deref();
    if let Some(named) = named.filter(|_| query.view == Some(View::Job)) {
        return of_history(asking, named);
    }
    let (what, formula) = told(asking);
    let mut out = named_count(what, formula);
    each(asking, &mut |_, line| out.count(line));
    out.value = out.n_counted().to_string();
    let mut shown = Among::of(asking);
    let mut bare = query.clone();
    bare.q.clear();
    bare.find = None;
    bare.required = false;
    bare.status.clear();
    bare.owner.clear();
    bare.hide.clear();
    let mut conditions = conditions(asking, &bare);
    let (mut listed, mut n_out) = (0, 0);
    let mut missing = missing();
    asked(asking, &bare, &mut |asking| {
        each(asking, &mut |key, line| {
            listed += 1;
            let mut by = String::new();
            for (words, kept) in &mut conditions {
                if !kept.has(key) {
                    by.push_str(if by.is_empty() { "" } else { ", " });
                    by.push_str(words);
                }
            }
            if !shown.has(key) {
                n_out += 1;
                let by = if by.is_empty() { "all together" } else { &by };
                missing.add(&|| CountedIn {
                    said: by.to_owned(),
                    ..line()
                });
            }
        });
    });
    out.leave("left out by all conditions together", n_out);
    if !matches!(
        query.view,
        Some(View::Runs | View::Run | View::Pr | View::Compare)
    ) {
        let unseen = u32::try_from(asking.table.unseen.len()).unwrap_or(u32::MAX);
        out.leave(
            "jobs not seen in this window, which are not of the whole",
            unseen,
        );
    }
    let mut alone = Listed {
        key: "alone",
        title: "Each condition on its own leaves out",
        ..Listed::default()
    };
    for (words, kept) in conditions {
        alone.lines.push(CountedIn {
            name: words,
            said: usize::saturating_sub(listed, kept.keys.len()).to_string(),
            ..CountedIn::default()
        });
    }
    out.also = vec![alone, missing];
    Some(out)
}

fn missing() -> Listed {
    Listed {
        key: "missing",
        title: "Which are left out, and why",
        ..Listed::default()
    }
}

fn named_count(what: &str, formula: &'static str) -> Explained {
    let title = ["Shown: ", what].concat();
    Explained::new("count", title, String::new(), formula)
}

/// What a view counts, and by which rule.
fn told(asking: Asking<'_>) -> (&'static str, &'static str) {
    let query = asking.query;
    match query.view {
        Some(View::Runs) if asking.table.kind == Kind::Nightly => (
            "runs",
            "runs of the window in which the conditions leave at least one job",
        ),
        Some(View::Pr) if query.pr.is_some() => (
            "checks",
            "checks of the pull request that the conditions leave",
        ),
        Some(View::Runs | View::Pr) => (
            "pull requests",
            "pull requests in which the conditions leave at least one check",
        ),
        Some(View::Run) => ("jobs", "jobs of the run that the conditions leave"),
        Some(View::Compare) => (
            "entries",
            "lines of all lists whose job the conditions leave",
        ),
        _ => (
            "jobs",
            "jobs with a result in the window that the conditions leave",
        ),
    }
}

/// The conditions that leave lines out, each in words and with what it alone leaves.
fn conditions(asking: Asking<'_>, bare: &Query) -> Vec<(String, Among)> {
    let query = asking.query;
    let mut named: Vec<(&str, String)> = Vec::new();
    if query.required {
        named.push(("required only", String::new()));
    }
    let status: Vec<&str> = query.status.iter().map(|status| status.as_str()).collect();
    for (what, words) in [
        ("status ", status.join(" or ")),
        ("owner ", query.owner.join(" or ")),
    ] {
        if !words.is_empty() {
            named.push((what, words));
        }
    }
    for part in select::parts(asking.store, &query.q) {
        named.push(("filter ", part));
    }
    let is_list = query.view == Some(View::Pr) && query.pr.is_none();
    if let Some(find) = query.find.as_ref().filter(|_| is_list) {
        named.push(("search ", find.clone()));
    }
    if query.view == Some(View::Grid) {
        for word in &query.hide {
            named.push(("hide always ", word.clone()));
        }
    }
    let mut all = Vec::new();
    for (what, words) in named {
        let mut alone = bare.clone();
        match what {
            "status " => alone.status.clone_from(&query.status),
            "owner " => alone.owner.clone_from(&query.owner),
            "filter " => alone.q.clone_from(&words),
            "search " => alone.find = Some(words.clone()),
            "hide always " => alone.hide.push(words.clone()),
            _ => alone.required = true,
        }
        let mut kept = Among::default();
        asked(asking, &alone, &mut |asking| kept = Among::of(asking));
        all.push(([what, &words].concat(), kept));
    }
    all
}

/// The same with other conditions.
fn asked(asking: Asking<'_>, query: &Query, then: &mut dyn FnMut(Asking<'_>)) {
    let (store, table) = (asking.store, asking.table);
    let (selection, _) = select::asked(store, query);
    let mut rows = select::select(store, table, &selection);
    order::sort(store, table, &mut rows, query.sort);
    then(Asking {
        rows: &rows,
        query,
        ..asking
    });
}

fn each(asking: Asking<'_>, add: Each<'_>) {
    let (store, table) = (asking.store, asking.table);
    let of_job = |series, said: &str| CountedIn::job(store, series, said.to_owned());
    let of_run = |run: RunName, said: Option<&String>| CountedIn {
        name: run.text(table.kind),
        said: said.cloned().unwrap_or_default(),
        ..CountedIn::default()
    };
    match asking.query.view {
        Some(View::Runs) => {
            for row in &runs::runs(asking).rows {
                let key = u64::from(row.at.axis.0) << 32 | u64::from(row.at.column);
                let when = row.created.as_ref().map(|created| &created.1);
                add(key, &|| of_run(row.name, when));
            }
        }
        Some(View::Run) => {
            let cells = run::cells(asking).unwrap_or_default();
            for (series, cell, _) in cells.into_iter().filter(|cell| cell.2) {
                let said = store.result(cell).as_str();
                add(u64::from(series.0), &|| of_job(series, said));
            }
        }
        Some(View::Pr) if asking.query.pr.is_none() => {
            for line in &pulls::pulls(asking).lines {
                let title = line.run.title.as_ref();
                add(line.run.number, &|| of_run(line.run.name(), title));
            }
        }
        Some(View::Compare) => {
            let lists = compare::compare(asking).map(|view| view.lists);
            for list in lists.unwrap_or_default() {
                for line in &list.lines {
                    let series = store.find(&line.id, table.kind).unwrap_or(SeriesIdx(0));
                    let key = (list.what as u64) << 32 | u64::from(series.0);
                    add(key, &|| of_job(series, list.what.word()));
                }
            }
        }
        Some(View::Grid) => {
            for row in &grid::grid(asking).rows {
                add(u64::from(row.series.0), &|| of_job(row.series, ""));
            }
        }
        view => {
            for row in asking
                .rows
                .iter()
                .filter_map(|at| table.rows.get(*at as usize))
            {
                let stats = &row.stats;
                let result = stats.newest_result.filter(|_| view == Some(View::Pr));
                let said = || match result {
                    Some(result) => result.as_str().to_owned(),
                    None => state_text(stats.standing.state, table.kind),
                };
                add(u64::from(row.series.0), &|| of_job(row.series, &said()));
            }
        }
    }
}

/// The runs of one job that its list has.
fn of_history(asking: Asking<'_>, named: &str) -> Option<Explained> {
    let view = job::job(asking, named)?;
    let mut out = named_count(
        "runs",
        "the newest runs that have the job: all of the window, and 20 at least",
    );
    out.value = view.shown.to_string();
    let runs = view.detail.runs.iter();
    let runs = runs.filter(|run| run.verdict != Verdict::None);
    let mut missing = missing();
    for (at, run) in (0_u32..).zip(runs) {
        let line = || CountedIn {
            name: run.name.text(view.kind),
            said: run.verdict.as_str().to_owned(),
            job: None,
            url: run.url.clone(),
        };
        if at < view.shown {
            out.count(&line);
        } else {
            out.leave("older runs", 1);
            missing.add(&line);
        }
    }
    out.also = vec![missing];
    Some(out)
}
