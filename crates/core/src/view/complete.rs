//! Completion of the filter text and its facets, over the rows of a view.

use super::select::{Selection, select};
use super::table::{RowFacts, Table};
use crate::query::{self, Context, Facet, Offers};
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
    let facts = facts(store, table, buttons);
    let naming = store.naming();
    let owners = naming.matchers.all_owners();
    let owners: Vec<String> = owners.map(|o| o.group.clone()).collect();
    with_context(store, |ctx| {
        query::complete(text, caret, ctx, &owners, &facts)
    })
}

/// What there is to choose from among the rows that `buttons` leave, with the counts that the filter
/// text does; the filter of `buttons` itself is to be empty.
#[must_use]
pub fn facets(store: &Store, table: &Table, buttons: &Selection, text: &str) -> Vec<Facet> {
    let facts = facts(store, table, buttons);
    with_context(store, |ctx| query::facets(text, ctx, &facts))
}

fn facts<'a>(store: &'a Store, table: &'a Table, buttons: &Selection) -> Vec<RowFacts<'a>> {
    let left = select(store, table, buttons);
    let rows = left.iter().filter_map(|r| table.rows.get(*r as usize));
    rows.map(|row| RowFacts { store, row }).collect()
}

fn with_context<T>(store: &Store, use_it: impl FnOnce(&Context<'_>) -> T) -> T {
    use_it(&Context {
        dimension_keys: store.naming().dimensions.keys(),
        is_job_name: &|text| store.is_job_name(text),
    })
}
