//! Completion of the filter text over the rows of a view.

use super::select::{Selection, select};
use super::table::{RowFacts, Table};
use crate::query::{self, Context, Offers};
use crate::store::Store;

/// What may stand at `caret` (in bytes) of a filter text, with counts over the rows that the rest of
/// the text leaves of those that `buttons` do; the filter of `buttons` itself is to be empty.
#[must_use]
pub fn complete(
    store: &Store,
    table: &Table,
    buttons: &Selection,
    text: &str,
    caret: usize,
) -> Offers {
    let left = select(store, table, buttons);
    let rows = left.iter().filter_map(|r| table.rows.get(*r as usize));
    let facts: Vec<RowFacts<'_>> = rows.map(|row| RowFacts { store, row }).collect();
    let naming = store.naming();
    let owners = naming.matchers.all_owners();
    let owners: Vec<String> = owners.map(|o| o.group.clone()).collect();
    let ctx = Context {
        dimension_keys: naming.dimensions.keys(),
        is_job_name: &|text| store.is_job_name(text),
    };
    query::complete(text, caret, &ctx, &owners, &facts)
}
