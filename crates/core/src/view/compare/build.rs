//! The comparison, ready to be drawn.

use tailorbird_snapshot::Outcome;

use super::lists::Lists;
use super::measured::{Both, Found, measured};
use super::parts::{CompareLine, CompareList, CompareView, What};
use super::sides::{self, Side};
use crate::compare::differ;
use crate::link;
use crate::stats::{JobStats, Window, job_stats, passed_secs};
use crate::store::{SeriesIdx, Store};
use crate::view::select::{self, Selection, is_left, lowered};
use crate::view::sheets::Asking;
use crate::view::table::{TableRow, asked};
use crate::view::trends::{Then, in_days, of_days, of_sides};

/// One job in both sides.
pub(super) struct Job {
    pub(super) at: SeriesIdx,
    pub(super) windows: [Window; 2],
    pub(super) stats: [JobStats; 2],
    /// The filters leave it.
    pub(super) left: bool,
}

/// Compares what the address asks for.
///
/// # Errors
/// A side is not there; the text fits after "failed to".
pub fn compare(asking: Asking<'_>) -> Result<CompareView, String> {
    let [base, head] = sides::sides(asking)?;
    let jobs = jobs(asking, base, head);
    let results = jobs.iter().map(|job| {
        let [then, now] = job
            .windows
            .map(|window| result(asking.store, job.at, window));
        (job.at, then, now)
    });
    let diff = differ(asking.store, results);
    let is_days = base.is_days() && head.is_days();
    let (found, tests) = if is_days {
        tested(asking.store, &jobs)
    } else {
        (Vec::new(), Vec::new())
    };
    let all = Lists {
        store: asking.store,
        jobs: &jobs,
        diff: &diff,
        found: &found,
    };
    let mut lists = Vec::new();
    let (mut listed, mut shown) = (0, 0);
    for what in What::ALL {
        let lines = all.of(what);
        if lines.is_empty() {
            continue;
        }
        listed += lines.len();
        let left: Vec<CompareLine> = lines
            .into_iter()
            .filter(|(left, _)| *left)
            .map(|(_, line)| line)
            .collect();
        shown += left.len();
        lists.push(CompareList { what, lines: left });
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (commits_url, same_commit) = commits(asking, base, head);
    let side = |side: Side, at: usize| {
        let mut told = side.told(asking);
        let left = jobs.iter().filter(|job| job.left);
        for stats in left.filter_map(|job| job.stats.get(at)) {
            told.results.merge(&stats.results);
        }
        told
    };
    let (base_view, head_view) = (side(base, 0), side(head, 1));
    let mut charts = vec![of_sides([&base_view, &head_view])];
    if let (Side::Days(from, to), Side::Days(then, now)) = (base, head) {
        let jobs = jobs.iter().map(|job| (job.at, job.left));
        charts.push(of_days(asking, [(from, to), (then, now)], jobs.collect()));
    }
    Ok(CompareView {
        base: base_view,
        head: head_view,
        charts,
        is_days,
        tests: count(tests.len()),
        commits_url,
        same_commit,
        lists,
        listed: count(listed),
        shown: count(shown),
    })
}

/// The jobs that are in either side, each with its columns in one of them (0: the older one) and
/// whether the filters leave it.
pub(in crate::view) fn in_side(
    asking: Asking<'_>,
    at: usize,
) -> Result<Vec<(SeriesIdx, Window, bool)>, String> {
    let [base, head] = sides::sides(asking)?;
    let jobs = jobs(asking, base, head).into_iter();
    let one = |job: Job| Some((job.at, *job.windows.get(at)?, job.left));
    Ok(jobs.filter_map(one).collect())
}

/// What the pass rate of each night is made of, where both sides are days.
pub(in crate::view) fn in_nights(asking: Asking<'_>, then: Then<'_>) {
    let sides = sides::sides(asking);
    if let Ok([base, head]) = sides
        && let (Side::Days(from, to), Side::Days(a, b)) = (base, head)
    {
        let jobs = jobs(asking, base, head).into_iter();
        let jobs = jobs.map(|job| (job.at, job.left));
        in_days(asking, [(from, to), (a, b)], jobs.collect(), then);
    }
}

/// The jobs that are in either side, by name.
fn jobs(asking: Asking<'_>, base: Side, head: Side) -> Vec<Job> {
    let store = asking.store;
    let left = Left::new(asking);
    let mut all = Vec::new();
    let of_kind: Vec<SeriesIdx> = store.series_of(asking.table.kind).collect();
    let name = |at: usize| {
        of_kind
            .get(at)
            .and_then(|at| Some(store.series(*at)?.name.as_str()))
    };
    let order = crate::sorted::indexes(of_kind.len(), &|a, b| name(a).cmp(&name(b)));
    for at in order
        .iter()
        .filter_map(|at| of_kind.get(*at as usize).copied())
    {
        let Some(series) = store.series(at) else {
            continue;
        };
        let Some(axis) = store
            .axis(series.axis)
            .filter(|_| store.is_of(series, sides::project(asking)))
        else {
            continue;
        };
        let windows = [base, head].map(|side| side.window(series.axis, axis));
        let stats = windows.map(|window| job_stats(store, at, window));
        if stats.iter().any(|stats| stats.runs() > 0) {
            let left = left.holds(at);
            all.push(Job {
                at,
                windows,
                stats,
                left,
            });
        }
    }
    all
}

/// Result of a job in a side: of its newest cell that passed or failed, else of its newest.
pub(super) fn result(store: &Store, at: SeriesIdx, window: Window) -> Option<Outcome> {
    let cells = || store.cells(at).filter(|c| window.holds(store.run(*c)));
    let mut results = cells().map(|c| store.result(c));
    let decided = results.find(|result| result.is_decided());
    decided.or_else(|| cells().next().map(|c| store.result(c)))
}

/// Which jobs the filters leave: as in the table, and by the same conditions for jobs that are not
/// in its window.
struct Left<'a> {
    asking: Asking<'a>,
    selection: Selection,
    owners: Vec<String>,
    /// Whether each row of the table is left.
    rows: Vec<bool>,
    window: crate::view::table::Asked<'a>,
}

impl<'a> Left<'a> {
    fn new(asking: Asking<'a>) -> Self {
        let query = asking.query;
        // A text that cannot be read leaves all; it is told where it is typed.
        let (selection, _) = select::asked(asking.store, query);
        let mut rows = vec![false; asking.table.rows.len()];
        for row in asking.rows {
            if let Some(is_left) = rows.get_mut(*row as usize) {
                *is_left = true;
            }
        }
        Self {
            rows,
            owners: lowered(&selection),
            window: asked(query, asking.store),
            asking,
            selection,
        }
    }

    fn holds(&self, series: SeriesIdx) -> bool {
        let Asking { store, table, .. } = self.asking;
        // The rows stand in the store's order.
        let known = table.rows.binary_search_by(|row| row.series.cmp(&series));
        if let Ok(at) = known {
            return self.rows.get(at) == Some(&true);
        }
        let axis = store.series(series).and_then(|s| store.axis(s.axis));
        let window = axis.map_or(Window::default(), |axis| self.window.window(axis));
        let stats = job_stats(store, series, window);
        let row = TableRow {
            series,
            window,
            stats,
        };
        is_left(store, &row, &self.selection, &self.owners)
    }
}

/// The jobs that are tested, and what of each: once for each test.
///
/// # Errors
/// A side is not there; the text fits after "failed to".
pub(in crate::view) fn tested_jobs(
    asking: Asking<'_>,
) -> Result<Vec<(SeriesIdx, &'static str)>, String> {
    let [base, head] = sides::sides(asking)?;
    let jobs = jobs(asking, base, head);
    let (_, tests) = tested(asking.store, &jobs);
    let test = |(job, what): (usize, What)| {
        let words = match what {
            What::Slower | What::Faster => "duration",
            _ => "pass rate",
        };
        Some((jobs.get(job)?.at, words))
    };
    Ok(tests.into_iter().filter_map(test).collect())
}

fn tested(store: &Store, jobs: &[Job]) -> (Vec<Found>, Vec<(usize, What)>) {
    let both = jobs.iter().map(|job| {
        let [base, head] = &job.stats;
        let [base_secs, head_secs] = job.windows.map(|window| passed_secs(store, job.at, window));
        Both {
            base,
            head,
            base_secs,
            head_secs,
        }
    });
    measured(&both.collect::<Vec<_>>())
}

/// The commits between two runs, where both are runs: their address, and whether there are none.
fn commits(asking: Asking<'_>, base: Side, head: Side) -> (Option<String>, bool) {
    let (Side::Run(base), Side::Run(head)) = (base, head) else {
        return (None, false);
    };
    let store = asking.store;
    let sha = |run: crate::compare::RunAt| run.info(store)?.head_sha.as_deref();
    let Some((good, bad)) = sha(base).zip(sha(head)) else {
        return (None, false);
    };
    if good == bad {
        return (None, true);
    }
    let url = store.repository(head.axis).map(|repository| {
        [
            "https://github.com/",
            repository,
            "/compare/",
            good,
            "...",
            bad,
        ]
        .concat()
    });
    let hosts = &asking.config.link_hosts;
    (url.filter(|url| link::safe(url, hosts).is_some()), false)
}
