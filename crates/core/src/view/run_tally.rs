//! What the jobs of one run add up to.

use tailorbird_snapshot::{Kind, Outcome, Verdict};

use super::table::TableRow;
use super::tiles::LastRun;
use crate::stats::ResultCounts;
use crate::store::{CellIdx, Store};

/// Sums over the jobs of one run. `add` takes its jobs one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    /// Jobs that are left, by result.
    pub(super) counts: ResultCounts,
    flaky: u32,
    cannot_tell_flaky: bool,
    mixed: u32,
    cannot_tell_mixed: bool,
    required: LastRun,
    /// Some job left says whether it is required.
    knows_required: bool,
    reruns: u32,
    cannot_tell_reruns: bool,
    newly_failing: u32,
    fixed: u32,
    span: Span,
}

/// From the first start to the last end of what was tried first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Span {
    from: Option<i64>,
    to: Option<i64>,
    /// Some job still runs, or its times are not known.
    is_open: bool,
}

impl Tally {
    /// Adds a job's cell; `before` is its cell in the run before, `is_left` says whether the
    /// filters leave the job: the times of a run are those of all its jobs.
    pub(super) fn add(
        &mut self,
        store: &Store,
        row: &TableRow,
        cell: CellIdx,
        before: Option<CellIdx>,
        is_left: bool,
    ) {
        let Some(series) = store.series(row.series) else {
            return;
        };
        if series.kind == Kind::Nightly {
            self.span.add(store, cell);
        }
        if !is_left {
            return;
        }
        let result = store.result(cell);
        self.counts.add_cell(store, row.series, cell);
        let verdict = store.verdict(cell);
        self.flaky += u32::from(verdict == Verdict::Flaky);
        self.cannot_tell_flaky |= series.is_legacy;
        self.mixed += u32::from(verdict == Verdict::Mixed);
        self.cannot_tell_mixed |= !(series.is_legacy && series.lists_attempts);
        self.knows_required |= series.required.is_some();
        if series.required == Some(true) {
            self.required.add(result);
        }
        let n = store.attempts(cell).len().saturating_sub(1);
        self.reruns += u32::try_from(n).unwrap_or(u32::MAX);
        // A legacy nightly lists every job of a run again with each attempt of the run.
        let is_told_of_run = series.is_legacy && series.kind == Kind::Nightly;
        self.cannot_tell_reruns |= !series.lists_attempts || is_told_of_run;
        match (before.map(|cell| store.result(cell)), result) {
            (Some(Outcome::Passed), Outcome::Failed) => self.newly_failing += 1,
            (Some(Outcome::Failed), Outcome::Passed) => self.fixed += 1,
            _ => {}
        }
    }

    const fn has_jobs(&self) -> bool {
        self.counts.all() > 0
    }

    /// Flaky cells; None: the data cannot tell.
    pub(super) fn flaky(&self) -> Option<u32> {
        (self.has_jobs() && !self.cannot_tell_flaky).then_some(self.flaky)
    }

    /// Mixed cells of legacy data; None: it is other data, or cannot tell.
    pub(super) fn mixed(&self) -> Option<u32> {
        (self.has_jobs() && !self.cannot_tell_mixed).then_some(self.mixed)
    }

    /// Jobs required now; None: no job says.
    pub(super) fn required(&self) -> Option<LastRun> {
        self.knows_required.then_some(self.required)
    }

    /// Attempts beyond each job's first; None: the data cannot tell.
    pub(super) fn reruns(&self) -> Option<u32> {
        (self.has_jobs() && !self.cannot_tell_reruns).then_some(self.reruns)
    }

    /// Passed in the run before and failed in this one; failed and now passed.
    pub(super) const fn changes(&self) -> (u32, u32) {
        (self.newly_failing, self.fixed)
    }

    /// Seconds from the first start to the last end of the jobs' first attempts; None: not all
    /// times are known, or something still runs.
    pub(super) fn duration_secs(&self) -> Option<u32> {
        let secs = self.span.to?.checked_sub(self.span.from?)?;
        u32::try_from(secs).ok().filter(|_| !self.span.is_open)
    }
}

impl Span {
    /// A rerun may come days later and says nothing of how long the run took: the oldest attempt
    /// counts, unless it was never to run.
    fn add(&mut self, store: &Store, cell: CellIdx) {
        let Some(oldest) = store.attempts(cell).next_back() else {
            return;
        };
        if store.outcome(oldest) == Outcome::Skipped {
            return;
        }
        let times = store.source(oldest).and_then(|(shard, row)| {
            let start = shard.started_at(row)?;
            let secs = shard.duration_secs(row).filter(|secs| *secs >= 0)?;
            // A job that came with a later attempt of the run is no part of the first.
            (shard.run_attempt(row) <= 1).then_some((start, start.saturating_add(secs)))
        });
        let is_later = store
            .source(oldest)
            .is_some_and(|(s, r)| s.run_attempt(r) > 1);
        match times {
            Some((start, end)) => {
                self.from = Some(self.from.map_or(start, |from| from.min(start)));
                self.to = Some(self.to.map_or(end, |to| to.max(end)));
            }
            // A job that was cancelled before it began has no times, and took none.
            None if is_later || store.outcome(oldest) == Outcome::Cancelled => {}
            None => self.is_open = true,
        }
    }
}
