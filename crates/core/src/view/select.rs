//! Stage two: the rows left by the filter text and the buttons beside it.

use tailorbird_snapshot::Outcome;

use super::table::{RowFacts, Table, TableRow};
use crate::query::{self, Context, Facts, Filter};
use crate::store::Store;
use crate::text::lowercase;
use crate::url::{Query, Status, View};

/// What the reader asked for. All parts hold together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The filter text, compiled.
    pub filter: Filter,
    /// Only jobs that are required now.
    pub required: bool,
    /// Any of these; empty: all.
    pub status: Vec<Status>,
    /// Any of these groups or handles; empty: all.
    pub owners: Vec<String>,
}

/// The words of `status` that a row is asked for. In the view of one pull request only results
/// apply; in the list of all they are asked of the check in each pull request, not of the row.
#[must_use]
pub fn status_of_rows(query: &Query) -> Vec<Status> {
    let mut words = query.status.clone();
    if query.view == Some(View::Pr) {
        words.retain(|status| status.is_outcome() && query.pr.is_some());
    }
    words
}

/// Calls with what a filter text may speak of.
fn with_words(store: &Store, use_it: &mut dyn FnMut(&Context<'_>)) {
    let is_job_name = |text: &str| store.is_job_name(text);
    use_it(&Context {
        dimension_keys: store.naming().dimensions.keys(),
        is_job_name: &is_job_name,
    });
}

/// What an address asks of rows, and whether its text could be read: where not, none counts.
pub(super) fn asked(store: &Store, query: &Query) -> (Selection, bool) {
    let mut filter = None;
    with_words(store, &mut |words| {
        filter = query::parse(&query.q, words).ok();
    });
    let is_read = filter.is_some();
    let selection = Selection {
        filter: filter.unwrap_or_default(),
        required: query.required,
        status: status_of_rows(query),
        owners: query.owner.clone(),
    };
    (selection, is_read)
}

/// The conditions of a filter text, each on its own.
pub(super) fn parts(store: &Store, text: &str) -> Vec<String> {
    let mut all = Vec::new();
    with_words(store, &mut |words| {
        all.extend(query::parts(text, words).into_iter().map(str::to_owned));
    });
    all
}

/// Whether a result is one of these words.
pub(super) fn is_result(status: Status, result: Option<Outcome>) -> bool {
    match status {
        Status::Passed => result == Some(Outcome::Passed),
        Status::Failed => result == Some(Outcome::Failed),
        Status::Skipped => result == Some(Outcome::Skipped),
        Status::Cancelled => result == Some(Outcome::Cancelled),
        Status::Running => matches!(result, Some(Outcome::Running | Outcome::Waiting)),
        Status::Unknown => result == Some(Outcome::Unknown),
        _ => false,
    }
}

/// Indexes into `table.rows` of the rows that are left, in the table's order.
#[must_use]
pub fn select(store: &Store, table: &Table, selection: &Selection) -> Vec<u32> {
    let owners = lowered(selection);
    (0..)
        .zip(&table.rows)
        .filter(|(_, row)| is_left(store, row, selection, &owners))
        .map(|(i, _)| i)
        .collect()
}

/// The owners asked for, in lower case.
pub(super) fn lowered(selection: &Selection) -> Vec<String> {
    selection.owners.iter().map(|o| lowercase(o)).collect()
}

/// Whether a row is left; `owners` are those of the selection in lower case.
pub(super) fn is_left(
    store: &Store,
    row: &TableRow,
    selection: &Selection,
    owners: &[String],
) -> bool {
    let facts = RowFacts { store, row };
    (!selection.required || facts.required() == Some(true))
        && (selection.status.is_empty() || selection.status.iter().any(|s| has_status(row, *s)))
        && (owners.is_empty() || owners.iter().any(|o| facts.owned_by(o)))
        && selection.filter.matches(&facts)
}

/// Whether a row has a status word: its state, its flags, or the result of its newest cell.
fn has_status(row: &TableRow, status: Status) -> bool {
    let result = row.stats.newest_result;
    let state = row.stats.standing.state.word();
    match status {
        Status::Fixed => row.stats.standing.fixed,
        Status::Mixed => row.stats.mixed.is_some_and(|n| n > 0),
        word if word.is_outcome() => is_result(word, result),
        word => word.as_str() == state,
    }
}
