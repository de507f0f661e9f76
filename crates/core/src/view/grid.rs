//! The grid: each job left by each run of the window, a verdict each.

use tailorbird_snapshot::{Outcome, Verdict};

use super::detail::{AttemptView, attempts};
use super::nights::Columns;
use super::sheet::{Sheet, Value};
use super::sheets::Asking;
use crate::format;
use crate::link;
use crate::store::{CellIdx, RunInfo, SeriesIdx};

/// All verdicts, in the order in which they are counted and listed.
pub const VERDICTS: [Verdict; 9] = [
    Verdict::Passed,
    Verdict::Failed,
    Verdict::Flaky,
    Verdict::Mixed,
    Verdict::Skipped,
    Verdict::Cancelled,
    Verdict::Running,
    Verdict::Unknown,
    Verdict::None,
];

/// A job with its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    /// Which job.
    pub series: SeriesIdx,
    /// Full name.
    pub name: String,
    /// One a column, newest first.
    pub verdicts: Vec<Verdict>,
}

/// The grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridView {
    /// Newest first.
    pub columns: Columns,
    /// Jobs shown, in order.
    pub rows: Vec<GridRow>,
    /// Jobs of the view before any filter.
    pub listed: u64,
    /// Jobs that the filters leave and `hide` takes away.
    pub hidden: u64,
    /// Cells of the rows shown by verdict, in the order of [`VERDICTS`].
    pub counts: [u64; 9],
    /// Columns with a run of which not all jobs could be read.
    pub partial: u64,
}

/// A cell of the grid: row and column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Index into the rows.
    pub row: usize,
    /// Index into the columns.
    pub column: usize,
}

/// All about one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellCard {
    /// What names the cell in the address.
    pub at: Option<String>,
    /// Full name of the job.
    pub job: String,
    /// Id of the job.
    pub id: String,
    /// The run: `#597`.
    pub run: String,
    /// What `run=` names it by; None: the job's workflow has no run in this column.
    pub run_key: Option<String>,
    /// When the run was created; None: not known.
    pub date: Option<String>,
    /// The run's address, where it may be a link.
    pub url: Option<String>,
    /// Not all jobs of the run could be read.
    pub partial: bool,
    /// Verdict; [`Verdict::None`] for a hole.
    pub verdict: Verdict,
    /// Result; None for a hole.
    pub result: Option<Outcome>,
    /// Newest first.
    pub attempts: Vec<AttemptView>,
}

/// Makes the grid of the rows left, without those that `hide` takes away.
#[must_use]
pub fn grid(asking: Asking<'_>) -> GridView {
    let (store, table) = (asking.store, asking.table);
    let columns = Columns::of(store, table);
    let hides = |word: &str| asking.query.hide.iter().any(|h| h == word);
    let (no_green, no_skipped) = (hides("green"), hides("skipped"));
    let mut out = GridView {
        listed: table.rows.len() as u64,
        partial: columns.all.iter().filter(|c| c.partial).count() as u64,
        ..GridView::default()
    };
    for row in asking
        .rows
        .iter()
        .filter_map(|r| table.rows.get(*r as usize))
    {
        let Some(series) = store.series(row.series) else {
            continue;
        };
        let mut verdicts = vec![Verdict::None; columns.all.len()];
        for cell in store.cells(row.series) {
            let place = columns.of_run(series.axis, store.run(cell));
            if let Some(place) = place.and_then(|p| verdicts.get_mut(p as usize)) {
                *place = store.verdict(cell);
            }
        }
        if (no_green && is_green(&verdicts)) || (no_skipped && is_skipped(&verdicts)) {
            out.hidden += 1;
            continue;
        }
        for verdict in &verdicts {
            if let Some(n) = out.counts.get_mut(*verdict as usize) {
                *n += 1;
            }
        }
        out.rows.push(GridRow {
            series: row.series,
            name: series.name.clone(),
            verdicts,
        });
    }
    out.columns = columns;
    out
}

/// Whether a job never did anything but pass: where it was skipped, cancelled or not in the run
/// does not count against it.
fn is_green(verdicts: &[Verdict]) -> bool {
    let aside = |v: &Verdict| matches!(v, Verdict::Skipped | Verdict::Cancelled | Verdict::None);
    let mut decided = verdicts.iter().filter(|v| !aside(v)).peekable();
    decided.peek().is_some() && decided.all(|v| *v == Verdict::Passed)
}

/// Whether all cells of a job are skipped.
fn is_skipped(verdicts: &[Verdict]) -> bool {
    verdicts
        .iter()
        .all(|v| matches!(v, Verdict::Skipped | Verdict::None))
}

impl GridView {
    /// The verdict of a cell; None outside of the grid.
    #[must_use]
    pub fn verdict(&self, at: Place) -> Option<Verdict> {
        self.rows.get(at.row)?.verdicts.get(at.column).copied()
    }

    /// The cell that `at` of the address names.
    #[must_use]
    pub fn find(&self, asking: Asking<'_>) -> Option<Place> {
        let (job, run) = asking.query.at.as_deref()?.rsplit_once(',')?;
        let series = asking.store.find(job, asking.table.kind)?;
        let row = self.rows.iter().position(|r| r.series == series)?;
        let axis = asking.store.series(series)?.axis;
        let number = |run: &str| run.parse::<u64>().ok();
        let of_axis = |axis, n: u64| {
            let runs = &asking.store.axis(axis)?.runs;
            let at = runs.iter().position(|r| r.number == n || r.id == Some(n))?;
            self.columns.of_run(axis, u32::try_from(at).ok()?)
        };
        let column = match run.rsplit_once(':') {
            Some((workflow, run)) => {
                let mut axes = asking.table.windows.iter().map(|w| w.axis);
                let named = |a: &_| {
                    asking
                        .store
                        .axis(*a)
                        .is_some_and(|a| a.workflow == workflow)
                };
                of_axis(axes.find(named)?, number(run)?)
            }
            None => of_axis(axis, number(run)?),
        };
        let column = column? as usize;
        Some(Place { row, column })
    }

    /// What names a cell in the address: the job's id and the run's number, with its workflow
    /// where the job's own has no run in that column.
    #[must_use]
    pub fn name(&self, asking: Asking<'_>, at: Place) -> Option<String> {
        let series = asking.store.series(self.rows.get(at.row)?.series)?;
        let column = self.columns.all.get(at.column)?;
        let own = column.runs.iter().find(|r| r.0 == series.axis);
        let (axis, place) = own.or_else(|| column.runs.first())?;
        let axis = asking.store.axis(*axis)?;
        let mut out = series.id().to_string();
        out.push(',');
        if own.is_none() {
            out.push_str(&axis.workflow);
            out.push(':');
        }
        out.push_str(&axis.runs.get(*place as usize)?.number.to_string());
        Some(out)
    }

    /// All about a cell; None outside of the grid.
    #[must_use]
    pub fn card(&self, asking: Asking<'_>, at: Place) -> Option<CellCard> {
        let store = asking.store;
        let row = self.rows.get(at.row)?;
        let series = store.series(row.series)?;
        let column = self.columns.all.get(at.column)?;
        let own = column.runs.iter().find(|r| r.0 == series.axis);
        let run = own.and_then(|r| store.axis(r.0)?.runs.get(r.1 as usize));
        let is_here = |c: &CellIdx| own.is_some_and(|r| r.1 == store.run(*c));
        let cell = store.cells(row.series).find(is_here);
        let hosts = &asking.config.link_hosts;
        let url = run.and_then(|r| r.url.as_deref());
        let date = |r: &RunInfo| r.created_at.and_then(format::run_time);
        Some(CellCard {
            at: self.name(asking, at),
            job: row.name.clone(),
            id: series.id().to_string(),
            run: run.map_or_else(
                || column.label.clone(),
                |r| r.name().text(asking.table.kind),
            ),
            run_key: run.map(|r| r.id.unwrap_or(r.number).to_string()),
            date: run.and_then(date),
            url: url.and_then(|u| link::safe(u, hosts)).map(str::to_owned),
            partial: run.is_some_and(|r| r.partial),
            verdict: cell.map_or(Verdict::None, |c| store.verdict(c)),
            result: cell.map(|c| store.result(c)),
            attempts: cell.map_or_else(Vec::new, |c| attempts(store, c, hosts)),
        })
    }
}

/// The grid as values: a row a job, its verdicts newest first.
pub(super) fn sheet(asking: Asking<'_>) -> Sheet {
    let view = grid(asking);
    let mut facts = vec![
        ("listed", Value::Count(view.listed)),
        ("shown", Value::Count(view.rows.len() as u64)),
        ("hidden", Value::Count(view.hidden)),
        ("runs", Value::Count(view.columns.all.len() as u64)),
        ("partial_runs", Value::Count(view.partial)),
    ];
    let words = VERDICTS.map(Verdict::as_str);
    let counts = view.counts.map(Value::Count);
    facts.extend(words.into_iter().zip(counts));
    let labels: Vec<&str> = view.columns.all.iter().map(|c| c.label.as_str()).collect();
    facts.push(("columns", Value::Text(labels.join(", "))));
    let row = |row: &GridRow| {
        let series = asking.store.series(row.series)?;
        let mut cells = vec![
            Value::Text(series.id().to_string()),
            Value::Text(row.name.clone()),
            Value::flag(series.required),
        ];
        let count = |v: Verdict| row.verdicts.iter().filter(|o| **o == v).count() as u64;
        cells.extend(VERDICTS.map(|v| Value::Count(count(v))));
        let all: Vec<&str> = row.verdicts.iter().map(|v| v.as_str()).collect();
        cells.push(Value::Text(all.join(" ")));
        Some(cells)
    };
    let mut columns = vec!["id", "name", "required"];
    columns.extend(words);
    columns.push("verdicts");
    Sheet {
        view: "grid",
        head: Vec::new(),
        facts,
        columns,
        rows: view.rows.iter().filter_map(row).collect(),
    }
}
