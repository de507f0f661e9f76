//! From the data and the address to the rows on the screen: one memo a stage, so that a key press
//! costs only the stages behind it.

use std::sync::Arc;

use tailorbird_core::query::{self, Context, Filter};
use tailorbird_core::store::Store;
use tailorbird_core::url::{Query, View};
use tailorbird_core::view::{self, Asking, Selection, Shown, Table, Tiles, Totals};
use tailorbird_snapshot::Kind;

use super::address::Address;
use super::data::{Data, Loaded};
use super::tables::Tables;
use crate::signal::Memo;

/// A store and the table of the present window.
#[derive(Clone)]
pub struct Stage {
    /// What is loaded.
    pub loaded: Loaded,
    /// The jobs of the view over the window.
    pub table: Arc<Table>,
}

impl Stage {
    /// All results.
    pub fn store(&self) -> &Store {
        &self.loaded.store
    }

    /// What a view of these rows is computed from.
    pub fn asking<'a>(&'a self, rows: &'a [u32], query: &'a Query) -> Asking<'a> {
        Asking {
            store: self.store(),
            table: &self.table,
            rows,
            query,
            config: &self.loaded.config,
        }
    }

    /// Jobs that a link names by id or name, also by one from before a rename, by their id of
    /// today; what names none stays as it is.
    fn ids_of(&self, open: &[String]) -> Vec<String> {
        let store = self.store();
        let id_of = |named: &String| {
            let found = store.find(named, self.table.kind);
            let series = found.and_then(|at| store.series(at));
            series.map_or_else(|| named.clone(), |series| series.id().to_string())
        };
        open.iter().map(id_of).collect()
    }

    /// Some of the rows come from files that cannot tell flaky from mixed.
    pub fn is_legacy(&self) -> bool {
        let series = self
            .table
            .rows
            .iter()
            .map(|row| self.store().series(row.series));
        series.flatten().any(|series| series.is_legacy)
    }
}

impl PartialEq for Stage {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.table, &other.table)
    }
}

/// The filter text, read: the last one without an error, and the error of the present one.
#[derive(Clone, Default, PartialEq)]
pub struct ReadFilter {
    /// What holds.
    pub filter: Filter,
    /// What is wrong with the present text.
    pub error: Option<String>,
    /// What may be meant instead of a word of it, and the text with that in its place.
    pub mend: Option<(String, String)>,
}

/// The rows and all that is said of them, as memos. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct Rows {
    /// The view that is asked for, or the one that fits the data.
    pub view: Memo<View>,
    /// The kind of results in it.
    pub kind: Memo<Kind>,
    /// None until data is there.
    pub stage: Memo<Option<Stage>>,
    /// The filter.
    pub filter: Memo<ReadFilter>,
    /// Rows left, in order.
    pub sorted: Memo<Arc<Vec<u32>>>,
    /// Rows left, in groups where asked for.
    pub shown: Memo<Arc<Shown>>,
    /// Sums over the rows left.
    pub totals: Memo<Option<Totals>>,
    /// Tiles over the rows left.
    pub tiles: Memo<Option<Arc<Tiles>>>,
    /// How many nightly jobs are red now; None without nightly results.
    pub broken: Memo<Option<u32>>,
    tables: Tables,
}

impl Rows {
    /// Builds the stages.
    pub fn new(address: Address, data: Data) -> Self {
        let view = view_memo(address, data);
        let asked_kind = address.part(|q| q.kind);
        let kind = Memo::new(move |_| {
            let view = view.get();
            let asked = asked_kind.get();
            data.loaded().with(|loaded| {
                let store = loaded.as_ref().map(|l| l.store.as_ref());
                view::kind_asked(view, asked, store)
            })
        });
        let asked = address.part(asked_of);
        let tables = Tables::none();
        let stage = Memo::new(move |_| {
            let Some(loaded) = data.loaded().get() else {
                tables.forget();
                return None;
            };
            let table = tables.of(&loaded.store, kind.get(), &asked.read());
            Some(Stage { loaded, table })
        });
        let filter = filter_memo(address, stage);
        let selected = selected_memo(address, stage, filter);
        let sort = address.part(|q| q.sort);
        let sorted = Memo::new(move |_| {
            let Some(stage) = stage.get() else {
                return Arc::default();
            };
            let mut rows = Vec::clone(&selected.read());
            view::sort(stage.store(), &stage.table, &mut rows, sort.get());
            Arc::new(rows)
        });
        let group = address.part(|q| q.group.clone());
        let shown = Memo::new(move |_| {
            let Some(stage) = stage.get() else {
                return Arc::default();
            };
            let rows = sorted.read();
            Arc::new(view::shown(
                stage.store(),
                &stage.table,
                &rows,
                group.get().as_deref(),
            ))
        });
        let totals = Memo::new(move |_| {
            let stage = stage.get()?;
            Some(view::totals(stage.store(), &stage.table, &selected.read()))
        });
        let tiles = Memo::of_view(move || {
            let stage = stage.get()?;
            Some(Arc::new(view::tiles(
                stage.store(),
                &stage.table,
                &selected.read(),
            )))
        });
        Self {
            view,
            kind,
            stage,
            filter,
            sorted,
            shown,
            totals,
            tiles,
            broken: broken_memo(address, view, stage, tables),
            tables,
        }
    }

    /// Ids of the rows that the address opens.
    pub fn opened(self, address: Address) -> Memo<Vec<String>> {
        let open = address.part(|q| q.open.clone());
        Memo::new(move |_| {
            let open = open.read();
            let stage = self.stage.read();
            stage.as_ref().map_or_else(Vec::new, |s| s.ids_of(&open))
        })
    }

    /// Some of the rows come from files that cannot tell flaky from mixed.
    pub fn is_legacy(self) -> bool {
        self.stage
            .with(|stage| stage.as_ref().is_some_and(Stage::is_legacy))
    }

    /// `open` of an address, with each job by its id of today.
    pub fn ids_of(self, open: &[String]) -> Vec<String> {
        let stage = self.stage.get_untracked();
        stage.map_or_else(|| open.to_vec(), |s| s.ids_of(open))
    }

    /// What another address would show of the present data: its table, and the rows that its filter leaves.
    /// None where nothing is loaded, or the filter cannot be read.
    pub fn ahead(self, query: &Query) -> Option<(Stage, Shown)> {
        let loaded = self.stage.get_untracked()?.loaded;
        let store = Arc::clone(&loaded.store);
        let view = view::view_of(query.view, Some(&store));
        let kind = view::kind_asked(view, query.kind, Some(&store));
        let table = self.tables.of(&store, kind, &asked_of(query));
        let stage = Stage { loaded, table };
        let selection = Selection {
            filter: with_context(Some(&stage), |ctx| query::parse(&query.q, ctx)).ok()?,
            required: query.required,
            status: view::status_of_rows(query),
            owners: query.owner.clone(),
        };
        let mut rows = view::select(&store, &stage.table, &selection);
        view::sort(&store, &stage.table, &mut rows, query.sort);
        let shown = view::shown(&store, &stage.table, &rows, query.group.as_deref());
        Some((stage, shown))
    }

    /// The words around a filter text of the present data: its dimensions and job names.
    pub fn with_context<T>(self, use_it: impl FnOnce(&Context<'_>) -> T) -> T {
        let stage = self.stage.get_untracked();
        with_context(stage.as_ref(), use_it)
    }
}

/// What of an address a table is made of.
fn asked_of(query: &Query) -> Query {
    let view = query.view;
    Query {
        project: query.project.clone(),
        runs: query.runs,
        from: query.from,
        to: query.to,
        view: view.filter(|v| *v == View::Pr || view::is_over_time(Some(*v))),
        pr: query.pr.filter(|_| view == Some(View::Pr)),
        ..Query::default()
    }
}

/// How many nightly jobs are red now; None without nightly results.
fn broken_memo(
    address: Address,
    view: Memo<View>,
    stage: Memo<Option<Stage>>,
    tables: Tables,
) -> Memo<Option<u32>> {
    // No more of the address than what it is counted over: a table of a long time takes a while.
    let window = address.part(|q| Query {
        view: Some(View::Nightly),
        project: q.project.clone(),
        runs: q.runs,
        from: q.from,
        to: q.to,
        ..Query::default()
    });
    Memo::new(move |_| {
        let stage = stage.get()?;
        let store = stage.store();
        let kind = stage.table.kind;
        let red = match kind == Kind::Nightly && !view::is_over_time(Some(view.get())) {
            true => n_red(&stage.table),
            // As many as are there when one goes to them.
            false => n_red(&tables.of(&stage.loaded.store, Kind::Nightly, &window.read())),
        };
        red.filter(|_| store.has(Kind::Nightly))
    })
}

fn n_red(table: &Table) -> Option<u32> {
    let states = table.rows.iter().map(|r| r.stats.standing.state);
    u32::try_from(states.filter(|state| state.is_red()).count()).ok()
}

fn view_memo(address: Address, data: Data) -> Memo<View> {
    Memo::new(move |_| {
        let asked = address.query().with(|q| q.view);
        data.loaded()
            .with(|loaded| view::view_of(asked, loaded.as_ref().map(|l| l.store.as_ref())))
    })
}

fn with_context<T>(stage: Option<&Stage>, use_it: impl FnOnce(&Context<'_>) -> T) -> T {
    let store = stage.map(Stage::store);
    let keys = store.map_or(&[][..], |s| s.naming().dimensions.keys());
    let is_job_name = |text: &str| store.is_some_and(|s| s.is_job_name(text));
    use_it(&Context {
        dimension_keys: keys,
        is_job_name: &is_job_name,
    })
}

/// The filter text, read. While it has an error, the last good one holds.
fn filter_memo(address: Address, stage: Memo<Option<Stage>>) -> Memo<ReadFilter> {
    let text = address.part(|q| q.q.clone());
    Memo::new(move |before: Option<&ReadFilter>| {
        let stage = stage.read();
        let text = text.read();
        match with_context(stage.as_ref(), |ctx| query::parse(&text, ctx)) {
            Ok(filter) => ReadFilter {
                filter,
                ..ReadFilter::default()
            },
            Err(error) => ReadFilter {
                filter: before.map(|b| b.filter.clone()).unwrap_or_default(),
                error: Some(error.to_string()),
                mend: error.mend(&text),
            },
        }
    })
}

fn selected_memo(
    address: Address,
    stage: Memo<Option<Stage>>,
    filter: Memo<ReadFilter>,
) -> Memo<Arc<Vec<u32>>> {
    let buttons = address.part(|q| (q.required, view::status_of_rows(q), q.owner.clone()));
    Memo::new(move |_| {
        let Some(stage) = stage.get() else {
            return Arc::default();
        };
        let (required, status, owners) = buttons.get();
        let filter = filter.read().filter.clone();
        let selection = Selection {
            filter,
            required,
            status,
            owners,
        };
        Arc::new(view::select(stage.store(), &stage.table, &selection))
    })
}
