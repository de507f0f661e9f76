//! What a branch says of all jobs below it.

use crate::state::State;
use crate::stats::ResultCounts;
use crate::store::Store;
use crate::view::TableRow;

/// Sums over the jobs of a branch. Cells are counted by result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeSums {
    /// Number of jobs.
    pub jobs: u32,
    /// Jobs that are failing or newly broken.
    pub broken: u32,
    /// Jobs that are required now; None: of no job it is known.
    pub required: Option<u32>,
    /// Cells by result.
    pub results: ResultCounts,
    /// State of its worst job.
    pub worst: State,
}

impl TreeSums {
    pub(super) const fn none() -> Self {
        Self {
            jobs: 0,
            broken: 0,
            required: None,
            results: ResultCounts {
                passed: 0,
                failed: 0,
                skipped: 0,
                cancelled: 0,
                running: 0,
                unknown: 0,
                failed_in_part: 0,
            },
            worst: State::NoResult,
        }
    }

    pub(super) fn add(&mut self, store: &Store, row: &TableRow) {
        let state = row.stats.standing.state;
        self.jobs += 1;
        self.broken += u32::from(state.is_red());
        if let Some(required) = store.series(row.series).and_then(|s| s.required) {
            self.required = Some(self.required.unwrap_or_default() + u32::from(required));
        }
        self.results.merge(&row.stats.results);
        if state.badness() > self.worst.badness() {
            self.worst = state;
        }
    }
}
