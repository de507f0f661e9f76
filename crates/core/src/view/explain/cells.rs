//! What one result adds to a figure, and what a job does.

use tailorbird_snapshot::{Outcome, Verdict};

use super::ask::Explained;
use super::measure::Measure;
use crate::format::{duration, plural, run_time};
use crate::state::State;
use crate::stats::ResultCounts;
use crate::store::{CellIdx, SeriesIdx, Store};
use crate::view::row::state_text;
use crate::view::table::TableRow;
use crate::view::{Asking, Table};

/// What a result of the job adds to the figure; None: it is left out.
pub(super) fn said_of_cell(
    store: &Store,
    measure: Measure,
    series: SeriesIdx,
    cell: CellIdx,
) -> Option<String> {
    let result = store.result(cell);
    let word = |counts: bool| counts.then(|| result.as_str().to_owned());
    let is = |wanted: Outcome| word(result == wanted);
    let is_running = matches!(result, Outcome::Running | Outcome::Waiting);
    match measure {
        Measure::Runs | Measure::JobsSeen => word(true),
        Measure::Rate | Measure::Low | Measure::High | Measure::Weather | Measure::State => {
            word(result.is_decided())
        }
        Measure::Passed => is(Outcome::Passed),
        Measure::Fails | Measure::Last => is(Outcome::Failed),
        Measure::Skips => is(Outcome::Skipped),
        Measure::Cancelled => is(Outcome::Cancelled),
        Measure::Unknown => is(Outcome::Unknown),
        Measure::Running => word(is_running),
        Measure::Other => word(!result.is_decided() && result != Outcome::Skipped),
        Measure::Required => {
            let required = store.series(series).and_then(|s| s.required);
            word(required == Some(true) && result != Outcome::Skipped)
        }
        Measure::First => {
            let decided = store.outcomes(cell).iter().rev().find(|o| o.is_decided())?;
            Some(decided.as_str().to_owned())
        }
        Measure::Attempts | Measure::Reruns => {
            let n = store.attempts(cell).len();
            let is_told = n > usize::from(measure == Measure::Reruns);
            is_told.then(|| plural(n as u64, "attempt", "attempts"))
        }
        Measure::Flakes | Measure::Flaky | Measure::Mixed => {
            let verdict = store.verdict(cell);
            let wanted = match measure {
                Measure::Flaky => verdict == Verdict::Flaky,
                Measure::Mixed => verdict == Verdict::Mixed,
                _ => matches!(verdict, Verdict::Flaky | Verdict::Mixed),
            };
            wanted.then(|| [verdict.as_str(), ", in the end ", result.as_str()].concat())
        }
        Measure::P10 | Measure::P50 | Measure::P90 | Measure::P95 => {
            let secs = store.duration_secs(cell)?;
            (result == Outcome::Passed).then(|| duration(secs.into()))
        }
        Measure::Queue50 | Measure::Queue90 => {
            let newest = store.attempts(cell).next()?;
            let (shard, row) = store.source(newest).filter(|_| result.is_decided())?;
            let secs = u64::try_from(shard.queue_secs(row)?).ok()?;
            Some(duration(secs))
        }
        Measure::Span => span(store, cell),
        Measure::NewlyFailing => changed(store, series, cell, Outcome::Passed, Outcome::Failed),
        Measure::Fixed => changed(store, series, cell, Outcome::Failed, Outcome::Passed),
        _ => None,
    }
}

/// When the first attempt of a job began and how long it took.
fn span(store: &Store, cell: CellIdx) -> Option<String> {
    let oldest = store.attempts(cell).next_back()?;
    if store.outcome(oldest) == Outcome::Skipped {
        return None;
    }
    let (shard, row) = store.source(oldest)?;
    let secs = u64::try_from(shard.duration_secs(row)?).ok()?;
    let start = shard
        .started_at(row)
        .filter(|_| shard.run_attempt(row) <= 1)?;
    Some([&run_time(start)?, ", took ", &duration(secs)].concat())
}

/// What a job was in the run before, where it was that and is this now.
fn changed(
    store: &Store,
    series: SeriesIdx,
    cell: CellIdx,
    then: Outcome,
    now: Outcome,
) -> Option<String> {
    let column = store.run(cell) + 1;
    let before = store.cells(series).find(|c| store.run(*c) == column)?;
    let is_it = (store.result(before), store.result(cell)) == (then, now);
    is_it.then(|| [then.as_str(), ", now ", now.as_str()].concat())
}

/// Why a result does not count, by what it is.
pub(super) const fn why_not(result: Outcome) -> &'static str {
    match result {
        Outcome::Passed => "passed results",
        Outcome::Failed => "failed results",
        Outcome::Skipped => "skipped results",
        Outcome::Cancelled => "cancelled results",
        Outcome::Running | Outcome::Waiting => "results still running",
        Outcome::Unknown => "results of an unknown word",
    }
}

/// Results that decide nothing.
const fn others(r: &ResultCounts) -> [(Outcome, u32); 4] {
    [
        (Outcome::Skipped, r.skipped),
        (Outcome::Cancelled, r.cancelled),
        (Outcome::Running, r.running),
        (Outcome::Unknown, r.unknown),
    ]
}

fn text_of(state: State, table: &Table) -> String {
    state_text(state, table.kind)
}

/// What a job adds to a figure that counts jobs; else it is left out.
pub(super) fn said_of_job(
    asking: Asking<'_>,
    measure: Measure,
    row: &TableRow,
    out: &mut Explained,
) -> Option<String> {
    let standing = &row.stats.standing;
    let state = || text_of(standing.state, asking.table);
    let is_broken = standing.state.is_red();
    let required = asking.store.series(row.series).and_then(|s| s.required);
    match measure {
        Measure::Jobs | Measure::Worst => return Some(state()),
        Measure::Broken if is_broken => return Some(state()),
        Measure::RequiredJobs | Measure::TileRequired if required != Some(true) => {
            out.leave("jobs that are not required", 1);
        }
        Measure::RequiredJobs => return Some("required".to_owned()),
        Measure::TileLastRun | Measure::TileRequired => {
            let newest = asking.store.cells(row.series);
            let cell = newest
                .into_iter()
                .find(|c| asking.store.run(*c) == row.window.newest);
            match cell.map(|c| asking.store.result(c)) {
                None => out.leave("jobs that are not in the newest run", 1),
                Some(Outcome::Skipped) => out.leave("jobs that were skipped", 1),
                Some(result) => return Some(result.as_str().to_owned()),
            }
        }
        Measure::TileBroken if standing.state == State::NewlyBroken => return Some(state()),
        Measure::TileFixed if standing.fixed => return Some(state()),
        Measure::TileFlaky => match row.stats.flakes() {
            Some(0) => out.leave("jobs without such a result", 1),
            None => out.leave("jobs of which attempts are not known", 1),
            Some(n) => return Some(plural(u64::from(n), "such result", "such results")),
        },
        Measure::TileRate => {
            let r = row.stats.results;
            for (why, n) in others(&r) {
                out.leave(why_not(why), n);
            }
            if r.decided() > 0 {
                let (passed, failed) = (r.passed.to_string(), r.failed.to_string());
                return Some([&passed, " passed, ", &failed, " failed"].concat());
            }
        }
        _ => out.leave("jobs in another state", 1),
    }
    None
}
