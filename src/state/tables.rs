//! Tables that were worked out last: going back to a view, or to one that was made ahead, costs no new one.

use std::sync::Arc;

use tailorbird_core::store::Store;
use tailorbird_core::url::Query;
use tailorbird_core::view::{self, Table};
use tailorbird_snapshot::Kind;

use crate::signal::StoredValue;

/// As many are kept: of nightly runs and of pull requests.
const MOST: usize = 2;

/// A table and all that it was made from.
struct Made {
    store: Arc<Store>,
    kind: Kind,
    query: Query,
    table: Arc<Table>,
}

impl Made {
    fn is_of(&self, store: &Store, kind: Kind, query: &Query) -> bool {
        self.kind == kind && view::asked(&self.query, store) == view::asked(query, store)
    }
}

/// The tables, the newest first. A copy stands for the same.
#[derive(Clone, Copy)]
pub(super) struct Tables(StoredValue<Vec<Made>>);

impl Tables {
    pub(super) fn none() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    /// Keeps none: there is no data any more.
    pub(super) fn forget(self) {
        self.0.set_value(Vec::new());
    }

    /// The table of this kind that `query` asks for. Those of other data are kept no longer.
    pub(super) fn of(self, store: &Arc<Store>, kind: Kind, query: &Query) -> Arc<Table> {
        let find = |kept: &mut Vec<Made>| {
            kept.retain(|it| Arc::ptr_eq(&it.store, store));
            let at = kept.iter().position(|it| it.is_of(store, kind, query))?;
            let found = kept.remove(at);
            let table = Arc::clone(&found.table);
            kept.insert(0, found);
            Some(table)
        };
        if let Some(table) = self.0.try_update_value(find).flatten() {
            return table;
        }
        let table = Arc::new(view::table_of(store, kind, &view::asked(query, store)));
        let made = Made {
            store: Arc::clone(store),
            kind,
            query: query.clone(),
            table: Arc::clone(&table),
        };
        self.0.update_value(|kept| {
            kept.insert(0, made);
            kept.truncate(MOST);
        });
        table
    }
}
