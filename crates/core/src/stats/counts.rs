//! Counts of a job over the window.

use tailorbird_snapshot::{Kind, Outcome, Verdict};

use super::state::{Standing, standing};
use super::weather::{self, Weather};
use super::wilson::{Interval, wilson};
use crate::sorted;
use crate::store::{CellIdx, SeriesIdx, Store};

/// The columns that are looked at: `len` of them from `newest` on (0 = the newest loaded).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Window {
    /// First column, counted from the newest.
    pub newest: u32,
    /// Number of columns.
    pub len: u32,
}

impl Window {
    /// Whether a column lies in the window.
    #[must_use]
    pub const fn holds(self, column: u32) -> bool {
        column >= self.newest && column - self.newest < self.len
    }
}

/// Cells by result. Waiting counts as running; the six add up to the number of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct ResultCounts {
    /// Result passed.
    pub passed: u32,
    /// Result failed.
    pub failed: u32,
    /// Result skipped.
    pub skipped: u32,
    /// Result cancelled.
    pub cancelled: u32,
    /// Result running or waiting.
    pub running: u32,
    /// Any other.
    pub unknown: u32,
    /// Of the failed ones those of pull requests which are not held whole. Some data keeps nothing
    /// but failures of them; of a night it may be a few jobs that are missing.
    pub failed_in_part: u32,
}

/// Why there is no pass rate where nothing is known that passed: some data keeps failures only.
pub const ONLY_FAILURES: &str = "only failures are known here, not what passed";

impl ResultCounts {
    /// Counts one cell.
    pub const fn add(&mut self, result: Outcome) {
        match result {
            Outcome::Passed => self.passed += 1,
            Outcome::Failed => self.failed += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::Cancelled => self.cancelled += 1,
            Outcome::Running | Outcome::Waiting => self.running += 1,
            Outcome::Unknown => self.unknown += 1,
        }
    }

    /// Counts one cell of a job.
    pub fn add_cell(&mut self, store: &Store, job: SeriesIdx, cell: CellIdx) {
        let result = store.result(cell);
        self.add(result);
        if result == Outcome::Failed {
            let axis = store.series(job).and_then(|s| store.axis(s.axis));
            let run = axis.filter(|axis| axis.kind == Kind::Prs);
            let run = run.and_then(|axis| axis.runs.get(store.run(cell) as usize));
            self.failed_in_part += u32::from(run.is_some_and(|run| run.partial));
        }
    }

    /// Whether all that passed or failed are failures of pull requests that are not held whole: what
    /// passed is not known then, and no rate is.
    #[must_use]
    pub const fn has_only_failures(&self) -> bool {
        self.failed > 0 && self.passed == 0 && self.failed == self.failed_in_part
    }

    /// Adds the counts of other cells.
    pub const fn merge(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.cancelled += other.cancelled;
        self.running += other.running;
        self.unknown += other.unknown;
        self.failed_in_part += other.failed_in_part;
    }

    /// Number of cells.
    #[must_use]
    pub const fn all(&self) -> u32 {
        self.passed + self.failed + self.skipped + self.cancelled + self.running + self.unknown
    }

    /// Cells that passed or failed: the `n` of a pass rate.
    #[must_use]
    pub const fn decided(&self) -> u32 {
        self.passed + self.failed
    }

    /// Passed / (passed + failed), 0..=1; None where nothing passed or failed, or what passed is not
    /// known.
    #[must_use]
    pub fn pass_rate(&self) -> Option<f64> {
        let n = self.decided();
        (n > 0 && !self.has_only_failures()).then(|| f64::from(self.passed) / f64::from(n))
    }

    /// Wilson 95 % interval of the pass rate.
    #[must_use]
    pub fn pass_interval(&self) -> Option<Interval> {
        wilson(self.passed, self.decided()).filter(|_| !self.has_only_failures())
    }

    /// Lower bound of the Wilson 95 % interval of the failure rate: how surely it fails.
    #[must_use]
    pub fn failure_bound(&self) -> Option<f64> {
        wilson(self.failed, self.decided()).map(|i| i.low)
    }
}

/// Real attempts by outcome, in the order of [`Outcome::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct AttemptCounts(pub [u32; 7]);

impl AttemptCounts {
    fn add(&mut self, outcome: Outcome) {
        if let Some(n) = self.0.get_mut(outcome as usize) {
            *n += 1;
        }
    }

    /// Adds other attempts.
    pub fn merge(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a += b);
    }

    /// Number of real attempts.
    #[must_use]
    pub fn all(&self) -> u32 {
        self.0.iter().sum()
    }
}

/// Everything a row shows of a job over the window. None is n/a: the data cannot tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JobStats {
    /// Cells by result; their sum is `runs`.
    pub results: ResultCounts,
    /// Real attempts; None for legacy nightly files and for shapes that list none.
    pub attempts: Option<AttemptCounts>,
    /// Real attempts − cells; None as `attempts`.
    pub reruns: Option<u32>,
    /// Legacy: mixed cells; None for shapes that list no attempts.
    pub mixed: Option<u32>,
    /// Flaky cells; None for legacy files, which cannot tell.
    pub flaky: Option<u32>,
    /// Over each cell's oldest attempt that passed or failed: passed, and passed or failed. None
    /// where attempts are not known.
    pub first: Option<(u32, u32)>,
    /// Durations of passed cells in seconds: the middle one, and the one that 95 % do not exceed
    /// (nearest rank). None: no passed cell with a duration.
    pub p50_secs: Option<u32>,
    /// See `p50_secs`.
    pub p95_secs: Option<u32>,
    /// State, streak and its ends.
    pub standing: Standing,
    /// None: fewer than 3 decided cells.
    pub weather: Option<Weather>,
    /// Result of the newest cell in the window; None without a cell.
    pub newest_result: Option<Outcome>,
    /// Column of the newest failed result in the window.
    pub last_failure: Option<u32>,
}

impl JobStats {
    /// Flaky or, in legacy data, mixed cells of the window; None: n/a.
    #[must_use]
    pub fn flakes(&self) -> Option<u32> {
        self.flaky.or(self.mixed)
    }

    /// First-attempt pass rate, 0..=1; None: n/a.
    #[must_use]
    pub fn first_rate(&self) -> Option<f64> {
        let (passed, n) = self.first?;
        (n > 0).then(|| f64::from(passed) / f64::from(n))
    }

    /// Cells of the window.
    #[must_use]
    pub const fn runs(&self) -> u32 {
        self.results.all()
    }
}

/// Counts a job over the window.
#[must_use]
pub fn job_stats(store: &Store, at: SeriesIdx, window: Window) -> JobStats {
    let mut results = ResultCounts::default();
    let mut attempts = AttemptCounts::default();
    let (mut mixed, mut flaky, mut n, mut passed_lately, mut lately) = (0, 0, 0, 0, 0);
    let (mut newest_result, mut last_failure) = (None, None);
    let mut first = (0, 0);
    let mut durations = Vec::new();
    let series = store.series(at);
    let is_legacy = series.is_none_or(|s| s.is_legacy);
    let cells = store
        .cells(at)
        .skip_while(|c| store.run(*c) < window.newest);
    for cell in cells.take_while(|c| window.holds(store.run(*c))) {
        let result = store.result(cell);
        results.add_cell(store, at, cell);
        newest_result = newest_result.or(Some(result));
        n += 1;
        mixed += u32::from(store.verdict(cell) == Verdict::Mixed);
        flaky += u32::from(store.verdict(cell) == Verdict::Flaky);
        let outcomes = store.outcomes(cell);
        outcomes.iter().for_each(|o| attempts.add(*o));
        if let Some(oldest) = outcomes.iter().rev().find(|o| o.is_decided()) {
            first.0 += u32::from(*oldest == Outcome::Passed);
            first.1 += 1;
        }
        if result == Outcome::Passed && !is_legacy {
            durations.extend(store.duration_secs(cell));
        }
        if result == Outcome::Failed && last_failure.is_none() {
            last_failure = Some(store.run(cell));
        }
        if result.is_decided() && lately < weather::CELLS {
            lately += 1;
            passed_lately += u32::from(result == Outcome::Passed);
        }
    }
    let lists = series.is_some_and(|s| s.lists_attempts);
    // A legacy nightly lists every job of a run again with each attempt of the run.
    let is_nightly = series.is_some_and(|s| s.kind == Kind::Nightly);
    let counts = lists && !(is_legacy && is_nightly);
    let [p50_secs, p95_secs] = nearest_ranks(&durations, [50, 95]);
    JobStats {
        results,
        attempts: counts.then_some(attempts),
        reruns: counts.then(|| attempts.all().saturating_sub(n)),
        mixed: (is_legacy && lists).then_some(mixed),
        flaky: (!is_legacy).then_some(flaky),
        first: Some(first).filter(|_| counts && !results.has_only_failures()),
        p50_secs,
        p95_secs,
        standing: standing(store, at, window),
        weather: weather::weather_of(passed_lately, lately),
        newest_result,
        last_failure,
    }
}

/// Durations in seconds of the passed cells of a window, newest first; those that are not known are
/// left out.
#[must_use]
pub fn passed_secs(store: &Store, at: SeriesIdx, window: Window) -> Vec<u32> {
    if store.series(at).is_none_or(|s| s.is_legacy) {
        return Vec::new();
    }
    let cells = store.cells(at).filter(|c| window.holds(store.run(*c)));
    let passed = cells.filter(|c| store.result(*c) == Outcome::Passed);
    passed.filter_map(|c| store.duration_secs(c)).collect()
}

/// The smallest values that so many per cent of all values do not exceed; None without values.
pub(crate) fn nearest_ranks<const N: usize>(
    values: &[u32],
    percents: [usize; N],
) -> [Option<u32>; N] {
    let order = sorted::indexes(values.len(), &|a, b| values.get(a).cmp(&values.get(b)));
    percents.map(|percent| nearest_rank(values, &order, percent))
}

/// One of them, of values which stand in this order.
fn nearest_rank(values: &[u32], order: &[u32], percent: usize) -> Option<u32> {
    let rank = (order.len() * percent).div_ceil(100);
    values
        .get(*order.get(rank.checked_sub(1)?)? as usize)
        .copied()
}
