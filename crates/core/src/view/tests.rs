//! What a view shows, from strips (`store::testkit` has the letters).

mod compare;
mod dataset;
mod explain;
mod explain_charts;
mod explain_count;
mod explain_history;
mod explain_notes;
mod explain_views;
mod export;
mod figures;
mod grid;
mod groups;
mod job;
mod nights;
mod order;
mod palette;
mod pr;
mod rows;
mod run;
mod runs;
mod selection;
mod shuffle;
mod tree;
mod trends;

use tailorbird_snapshot::Kind;

use super::{Selection, Table, select, sort, table};
use crate::query::{self, Context};
use crate::store::Store;
use crate::url::Runs;

/// The table over the newest `runs`, and its rows in the default order.
fn view(store: &Store, kind: Kind, runs: Runs) -> (Table, Vec<u32>) {
    let table = table(store, kind, runs);
    let mut rows = select(store, &table, &Selection::default());
    sort(store, &table, &mut rows, None);
    (table, rows)
}

/// The rows that a filter text leaves.
fn filtered(store: &Store, table: &Table, text: &str) -> Vec<u32> {
    let is_job_name = |text: &str| store.is_job_name(text);
    let context = Context {
        dimension_keys: store.naming().dimensions.keys(),
        is_job_name: &is_job_name,
    };
    let selection = Selection {
        filter: query::parse(text, &context).unwrap(),
        ..Selection::default()
    };
    select(store, table, &selection)
}

/// Names of rows, in their order.
fn names<'a>(store: &'a Store, table: &Table, rows: &[u32]) -> Vec<&'a str> {
    let name = |r: &u32| {
        store
            .series(table.rows[*r as usize].series)
            .unwrap()
            .name
            .as_str()
    };
    rows.iter().map(name).collect()
}
