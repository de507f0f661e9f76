//! Stage one: the jobs of a view with their figures over the window.

use chrono::NaiveDate;
use tailorbird_snapshot::Kind;

use super::columns;
use crate::query::{Facts, Metric};
use crate::state::State;
use crate::stats::{JobStats, Window, job_stats};
use crate::store::{Axis, AxisIdx, RunInfo, SeriesIdx, Store};
use crate::url::{Query, Runs, View};

/// Why "required only" shows no job where [`Table::required_unknown`].
pub const REQUIRED_UNKNOWN: &str =
    "This data does not say which jobs are required, so \"required only\" shows none.";

/// The window on each axis of the view's kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Windowed {
    /// The axis.
    pub axis: AxisIdx,
    /// Its columns in the window.
    pub window: Window,
}

/// One job of the table.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// Which job.
    pub series: SeriesIdx,
    /// Its window.
    pub window: Window,
    /// Its figures over the window.
    pub stats: JobStats,
}

/// The jobs that have a cell in the window, in the store's order.
#[derive(Clone, Debug)]
pub struct Table {
    /// Scheduled runs or pull requests.
    pub kind: Kind,
    /// Project that is shown; empty: all, or the files name none.
    pub project: String,
    /// Number of columns, those of several workflows put together by night.
    columns: u32,
    /// The windows, one for each workflow.
    pub windows: Vec<Windowed>,
    /// Jobs with at least one cell in the window.
    pub rows: Vec<TableRow>,
    /// Jobs of the kind without any.
    pub unseen: Vec<SeriesIdx>,
    /// No job says whether it is required.
    pub required_unknown: bool,
}

/// Which pull requests the view of one is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulls {
    /// Those of the list: all.
    All,
    /// The one of this number.
    One(u64),
}

/// Which columns of which project are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Id of the project; None: all.
    pub project: Option<&'a str>,
    /// The newest so many of each workflow. None: with days all within them, else 10.
    pub runs: Option<Runs>,
    /// First UTC day, inclusive. Not looked at where the data knows no days.
    pub from: Option<NaiveDate>,
    /// Last UTC day, inclusive.
    pub to: Option<NaiveDate>,
    /// What stands in place of all that where the columns are pull requests.
    pub pulls: Option<Pulls>,
}

impl Asked<'_> {
    /// The columns of one axis that are asked for. They stand newest first.
    pub(super) fn window(&self, axis: &Axis) -> Window {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let pulls = self.pulls.filter(|_| axis.kind == Kind::Prs);
        if let Some(Pulls::One(number)) = pulls {
            let at = axis.runs.iter().position(|run| run.number == number);
            return at.map_or(Window::default(), |at| Window {
                newest: count(at),
                len: 1,
            });
        }
        let runs = pulls.map_or(self.runs, |_| Some(Runs::All));
        let day = |date: NaiveDate| {
            let since = date.signed_duration_since(NaiveDate::default());
            since.num_days()
        };
        let (from, to) = (self.from.map(day), self.to.map(day));
        let is_later = |run: &&RunInfo| matches!((run.night(), to), (Some(n), Some(to)) if n > to);
        let newest = axis.runs.iter().take_while(is_later).count();
        let is_within =
            |run: &&RunInfo| from.is_none_or(|from| run.night().is_none_or(|n| n >= from));
        let held = axis.runs.iter().skip(newest).take_while(is_within).count();
        let has_days = from.is_some() || to.is_some();
        let len = match runs {
            Some(Runs::Count(n)) => n.min(count(held)),
            None if !has_days => count(held).min(10),
            Some(Runs::All) | None => count(held),
        };
        Window {
            newest: count(newest),
            len,
        }
    }
}

/// The columns that an address asks for. Of several projects one is shown: the one named, else the
/// first. With days all runs within them, unless another number than the usual one is asked for; the
/// views over time have all runs in the place of the usual number.
#[must_use]
pub fn asked<'a>(query: &'a Query, store: &'a Store) -> Asked<'a> {
    let projects = store.projects();
    let named = query.project.as_deref();
    let named = named.filter(|id| projects.contains(id));
    let first = projects.first().copied().filter(|_| projects.len() > 1);
    let has_days = query.from.is_some() || query.to.is_some();
    let runs = match query.runs == Runs::default() {
        true if has_days => None,
        true if is_over_time(query.view) => Some(Runs::All),
        _ => Some(query.runs),
    };
    Asked {
        project: named.or(first),
        runs,
        from: query.from,
        to: query.to,
        pulls: (query.view == Some(View::Pr)).then(|| query.pr.map_or(Pulls::All, Pulls::One)),
    }
}

/// Whether a view shows all runs unless a number of them is asked for.
#[must_use]
pub const fn is_over_time(view: Option<View>) -> bool {
    matches!(view, Some(View::Grid | View::Trends))
}

/// The newest `runs` columns of each workflow, of all projects.
#[must_use]
pub fn table(store: &Store, kind: Kind, runs: Runs) -> Table {
    let runs = Some(runs);
    table_of(
        store,
        kind,
        &Asked {
            runs,
            ..Asked::default()
        },
    )
}

/// The jobs that have a cell in the columns asked for.
#[must_use]
pub fn table_of(store: &Store, kind: Kind, asked: &Asked<'_>) -> Table {
    let project = asked.project;
    let windows: Vec<Windowed> = store
        .axes(kind)
        .filter(|(_, axis)| project.is_none_or(|id| axis.project == id))
        .map(|(axis, runs)| Windowed {
            axis,
            window: asked.window(runs),
        })
        .collect();
    let mut rows = Vec::new();
    let mut unseen = Vec::new();
    for at in store.series_of(kind) {
        let Some(series) = store.series(at) else {
            continue;
        };
        if !store.is_of(series, project) {
            continue;
        }
        let found = windows.iter().find(|w| w.axis == series.axis);
        let window = found.map_or(Window::default(), |w| w.window);
        let stats = job_stats(store, at, window);
        if stats.runs() > 0 {
            rows.push(TableRow {
                series: at,
                window,
                stats,
            });
        } else {
            unseen.push(at);
        }
    }
    let project = project.unwrap_or_default();
    let table = Table::of(store, kind, project, windows, rows);
    Table { unseen, ..table }
}

/// The jobs of one workflow that have a cell in one of `columns`, with their figures over a window
/// that may lie elsewhere.
#[must_use]
pub(super) fn table_of_axis(
    store: &Store,
    at: AxisIdx,
    window: Window,
    columns: &[u32],
) -> Option<Table> {
    let axis = store.axis(at)?;
    let is_here = |series: &SeriesIdx| {
        store.series(*series).is_some_and(|s| s.axis == at)
            && store
                .cells(*series)
                .any(|c| columns.contains(&store.run(c)))
    };
    let row = |series| TableRow {
        series,
        window,
        stats: job_stats(store, series, window),
    };
    let rows: Vec<TableRow> = store
        .series_of(axis.kind)
        .filter(is_here)
        .map(row)
        .collect();
    let windows = vec![Windowed { axis: at, window }];
    Some(Table::of(store, axis.kind, &axis.project, windows, rows))
}

impl Table {
    /// These jobs over these windows.
    pub(super) fn of(
        store: &Store,
        kind: Kind,
        project: &str,
        windows: Vec<Windowed>,
        rows: Vec<TableRow>,
    ) -> Self {
        let known = |r: &TableRow| store.series(r.series).is_some_and(|s| s.required.is_some());
        Self {
            kind,
            project: project.to_owned(),
            columns: columns::n_columns(store, &windows),
            windows,
            required_unknown: !rows.is_empty() && !rows.iter().any(known),
            rows,
            unseen: Vec::new(),
        }
    }

    /// Number of columns in the window: those of all workflows together, where runs of one night
    /// share theirs.
    #[must_use]
    pub const fn n_columns(&self) -> u32 {
        self.columns
    }
}

/// One row, as the filter asks for it.
pub(super) struct RowFacts<'a> {
    pub(super) store: &'a Store,
    pub(super) row: &'a TableRow,
}

impl RowFacts<'_> {
    /// Seconds from the run that broke it to the newest run loaded. None: it is not broken, no
    /// times are known, or it is a check of pull requests.
    fn broken_for(&self) -> Option<f64> {
        let series = self.store.series(self.row.series)?;
        let cell = self.row.stats.standing.broken_since?;
        let at = self.store.run_info(self.row.series, cell)?.created_at?;
        let secs = self.store.newest_run_at()?.saturating_sub(at);
        #[expect(clippy::cast_precision_loss, reason = "seconds of some years")]
        (series.kind == Kind::Nightly).then_some(secs as f64)
    }
}

impl Facts for RowFacts<'_> {
    fn name(&self) -> &str {
        self.store.series(self.row.series).map_or("", |s| &s.name)
    }
    fn name_lower(&self) -> &str {
        self.store
            .series(self.row.series)
            .map_or("", |s| &s.name_lower)
    }
    fn path_lower(&self) -> &str {
        self.store
            .described(self.row.series)
            .map_or("", |d| &d.path_lower)
    }
    fn required(&self) -> Option<bool> {
        self.store.series(self.row.series).and_then(|s| s.required)
    }
    fn state(&self) -> State {
        self.row.stats.standing.state
    }
    fn is_fixed(&self) -> bool {
        self.row.stats.standing.fixed
    }
    fn is_mixed(&self) -> bool {
        self.row.stats.mixed.is_some_and(|n| n > 0)
    }
    fn owned_by(&self, owner_lower: &str) -> bool {
        self.store.owned_by(self.row.series, owner_lower)
    }
    fn kind(&self) -> &str {
        self.store
            .described(self.row.series)
            .map_or("other", |d| d.job.kind.as_str())
    }
    fn dimension(&self, key: &str) -> Option<&str> {
        self.store
            .described(self.row.series)
            .and_then(|d| d.job.dimension(key))
    }
    fn metric(&self, metric: Metric) -> Option<f64> {
        let stats = &self.row.stats;
        match metric {
            Metric::Fails => Some(f64::from(stats.results.failed)),
            Metric::Reruns => stats.reruns.map(f64::from),
            Metric::Rate => stats.results.pass_rate().map(|r| r * 100.0),
            Metric::Flakes => stats.flakes().map(f64::from),
            Metric::Streak => Some(f64::from(stats.standing.streak)),
            Metric::P50 => stats.p50_secs.map(f64::from),
            Metric::Since => self.broken_for(),
        }
    }
}
