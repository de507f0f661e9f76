//! The figures over all rows left.

use tailorbird_snapshot::Outcome;

use super::table::{Table, TableRow};
use crate::stats::{AttemptCounts, ResultCounts};
use crate::store::Store;

/// Sums over the rows that are left. None is n/a: some row cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Rows of the view before any filter (`M` of "N of M").
    pub listed: u32,
    /// Rows left (`N`).
    pub jobs: u32,
    /// Rows left that are required now; None: no job says.
    pub required: Option<u32>,
    /// Cells by result.
    pub results: ResultCounts,
    /// Real attempts by outcome.
    pub attempts: Option<AttemptCounts>,
    /// Mixed cells.
    pub mixed: Option<u32>,
    /// Flaky cells.
    pub flaky: Option<u32>,
}

/// Adds up the rows that are left.
#[must_use]
pub fn totals(store: &Store, table: &Table, rows: &[u32]) -> Totals {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut sum = Totals {
        listed: count(table.rows.len()),
        jobs: count(rows.len()),
        required: None,
        results: ResultCounts::default(),
        attempts: None,
        mixed: None,
        flaky: None,
    };
    // A filter that leaves no row leaves zeros, where the view's data can tell the figure at all.
    let can = |tells: fn(&TableRow) -> bool| {
        let left = rows.iter().filter_map(|r| table.rows.get(*r as usize));
        if rows.is_empty() {
            !table.rows.is_empty() && table.rows.iter().all(tells)
        } else {
            left.into_iter().all(tells)
        }
    };
    let mut attempts = AttemptCounts::default();
    let (mut required, mut mixed, mut flaky) = (0, 0, 0);
    for row in rows.iter().filter_map(|r| table.rows.get(*r as usize)) {
        let is_required = store.series(row.series).and_then(|s| s.required);
        required += u32::from(is_required == Some(true));
        sum.results.merge(&row.stats.results);
        if let Some(counts) = &row.stats.attempts {
            attempts.merge(counts);
        }
        mixed += row.stats.mixed.unwrap_or_default();
        flaky += row.stats.flaky.unwrap_or_default();
    }
    sum.required = (!table.required_unknown).then_some(required);
    sum.attempts = can(|r| r.stats.attempts.is_some()).then_some(attempts);
    sum.mixed = can(|r| r.stats.mixed.is_some()).then_some(mixed);
    sum.flaky = can(|r| r.stats.flaky.is_some()).then_some(flaky);
    sum
}

impl Totals {
    /// Real attempts of one outcome, where attempts are known.
    #[must_use]
    pub fn attempts_of(&self, outcome: Outcome) -> Option<u32> {
        self.attempts
            .and_then(|a| a.0.get(outcome as usize).copied())
    }
}
