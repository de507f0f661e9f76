//! Runs, or pull requests: a row each, with what the jobs left by the filters came to in it.

use chrono::{DateTime, NaiveDate};
use tailorbird_snapshot::Kind;

use super::run_tally::Tally;
use super::sheet::{Sheet, Value};
use super::sheets::Asking;
use super::table::Table;
use super::tiles::LastRun;
use crate::compare::RunAt;
use crate::format;
use crate::link;
use crate::sorted;
use crate::stats::ResultCounts;
use crate::store::{RunInfo, RunName, Store};

/// One run, or one pull request.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRow {
    /// Where it stands.
    pub at: RunAt,
    /// What `run=` calls it: its number, `WORKFLOW:NUMBER` where there are several workflows. Of a
    /// pull request its number.
    pub word: String,
    /// What it is called on the screen.
    pub name: RunName,
    /// File name of its workflow; empty for pull requests.
    pub workflow: String,
    /// Title of the pull request, where known.
    pub title: Option<String>,
    /// When it was created: in seconds since 1970 UTC, for the reader, for programs. None: not
    /// known.
    pub created: Option<(i64, String, String)>,
    /// The row above it is of another night.
    pub is_new_night: bool,
    /// Jobs left, by result.
    pub counts: ResultCounts,
    /// Jobs left with a flaky verdict; None: the data cannot tell.
    pub flaky: Option<u32>,
    /// Legacy data: jobs left with a mixed verdict; None: it is other data, or cannot tell.
    pub mixed: Option<u32>,
    /// Jobs left that are required now; None: no job says.
    pub required: Option<LastRun>,
    /// Attempts of the jobs left beyond each job's first; None: the data cannot tell.
    pub reruns: Option<u32>,
    /// Attempts of the run as a whole, where known.
    pub attempts: Option<u32>,
    /// Seconds from the first start to the last end of the first attempts of all its jobs. None:
    /// not known, in progress, not all jobs could be read, or a pull request, which is many runs.
    pub duration_secs: Option<u32>,
    /// Jobs left that passed in the run before and failed in this one, and those the other way
    /// round. None: no run before it is loaded, or a pull request.
    pub changes: Option<(u32, u32)>,
    /// Not all of its jobs could be read.
    pub partial: bool,
    /// Its address, where it may be a link.
    pub url: Option<String>,
}

impl RunRow {
    /// The UTC day on which it was created; None: not known.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        let at = DateTime::from_timestamp(self.created.as_ref()?.0, 0)?;
        Some(at.date_naive())
    }
}

/// The list of runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunsView {
    /// Scheduled runs or pull requests.
    pub kind: Kind,
    /// Newest first. A filter leaves those in which it leaves a job.
    pub rows: Vec<RunRow>,
    /// Runs in the window.
    pub listed: u32,
    /// Jobs left by the filters, and of how many.
    pub jobs: (u32, u32),
    /// There are runs of more than one workflow.
    pub several: bool,
}

/// What `run=` calls a run of a view's table.
pub(super) fn run_word(store: &Store, table: &Table, at: RunAt) -> String {
    let number = at.info(store).map_or(0, |run| run.number).to_string();
    let project = table.project.as_str();
    let of_project = |p: &str| project.is_empty() || p == project;
    let axes = store
        .axes(Kind::Nightly)
        .filter(|(_, a)| of_project(&a.project));
    match store.axis(at.axis) {
        Some(axis) if axis.kind == Kind::Nightly && axes.count() > 1 => {
            [&axis.workflow, ":", &number].concat()
        }
        _ => number,
    }
}

/// A row of a run.
pub(super) fn run_row(asking: Asking<'_>, at: RunAt, tally: &Tally) -> Option<RunRow> {
    let store = asking.store;
    let axis = store.axis(at.axis)?;
    let run = at.info(store)?;
    let is_nightly = axis.kind == Kind::Nightly;
    let has_before = axis.runs.len() > at.column as usize + 1;
    let url = run
        .url
        .as_deref()
        .and_then(|u| link::safe(u, &asking.config.link_hosts));
    let created = run.created_at.and_then(|secs| {
        let words = format::run_time(secs)?;
        Some((secs, words, format::machine_time(secs)?))
    });
    Some(RunRow {
        at,
        word: run_word(store, asking.table, at),
        name: run.name(),
        workflow: axis.workflow.clone(),
        title: run.title.clone(),
        created,
        is_new_night: false,
        counts: tally.counts,
        flaky: tally.flaky(),
        mixed: tally.mixed(),
        // Of a pull request that was not read whole the number of required checks is not known.
        required: tally.required().filter(|_| is_nightly || !run.partial),
        reruns: tally.reruns(),
        attempts: run.attempts,
        duration_secs: tally.duration_secs().filter(|_| !run.partial),
        changes: (is_nightly && has_before).then(|| tally.changes()),
        partial: run.partial,
        url: url.map(str::to_owned),
    })
}

/// Lists the runs of the window of each workflow, or the pull requests.
#[must_use]
pub fn runs(asking: Asking<'_>) -> RunsView {
    let Asking { store, table, .. } = asking;
    let is_filtered = asking.rows.len() < table.rows.len();
    let mut all = Vec::new();
    for (window, tallies) in table.windows.iter().zip(tallies(asking)) {
        for (column, tally) in (window.window.newest..).zip(&tallies) {
            let at = RunAt {
                axis: window.axis,
                column,
            };
            all.extend(run_row(asking, at, tally));
        }
    }
    let listed = count(all.len());
    all.retain(|row| !is_filtered || row.counts.all() > 0);
    // Equal ones stand by workflow, then newest first: so they were listed.
    let time = |i: usize| all.get(i).and_then(|row| Some(row.created.as_ref()?.0));
    let order = sorted::indexes(all.len(), &|a, b| time(b).cmp(&time(a)));
    let mut rows: Vec<RunRow> = Vec::with_capacity(all.len());
    for at in order {
        let Some(row) = all.get(at as usize) else {
            continue;
        };
        let night = |row: &RunRow| row.at.info(store).and_then(RunInfo::night);
        let is_new = rows.last().is_some_and(|last| night(last) != night(row));
        let mut row = row.clone();
        row.is_new_night = is_new;
        rows.push(row);
    }
    RunsView {
        kind: table.kind,
        rows,
        listed,
        jobs: (count(asking.rows.len()), count(table.rows.len())),
        several: table.windows.len() > 1 && table.kind == Kind::Nightly,
    }
}

pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Sums for each column of each window.
fn tallies(asking: Asking<'_>) -> Vec<Vec<Tally>> {
    let Asking { store, table, .. } = asking;
    let empty = |len: u32| vec![Tally::default(); len as usize];
    let mut all: Vec<Vec<Tally>> = table.windows.iter().map(|w| empty(w.window.len)).collect();
    let mut left = vec![false; table.rows.len()];
    for at in asking.rows {
        if let Some(left) = left.get_mut(*at as usize) {
            *left = true;
        }
    }
    for (row, is_left) in table.rows.iter().zip(left) {
        let axis = store.series(row.series).map(|s| s.axis);
        let place = table.windows.iter().position(|w| Some(w.axis) == axis);
        let Some(tallies) = place.and_then(|at| all.get_mut(at)) else {
            continue;
        };
        let mut cells = store.cells(row.series).peekable();
        while let Some(cell) = cells.next() {
            let column = store.run(cell);
            let at = column.checked_sub(row.window.newest);
            let Some(tally) = at.and_then(|at| tallies.get_mut(at as usize)) else {
                continue;
            };
            let before = cells.peek().filter(|c| store.run(**c) == column + 1);
            tally.add(store, row, cell, before.copied(), is_left);
        }
    }
    all
}

const COLUMNS: [&str; 23] = [
    "run",
    "number",
    "workflow",
    "created_at",
    "title",
    "jobs",
    "passed",
    "failed",
    "skipped",
    "cancelled",
    "running",
    "unknown",
    "pass_rate",
    "flaky",
    "required_passed",
    "required",
    "reruns",
    "attempts",
    "duration_secs",
    "newly_failing",
    "fixed",
    "partial",
    "mixed",
];

/// The list as values.
#[expect(clippy::unnecessary_wraps, reason = "as every view's sheet")]
pub(super) fn sheet(asking: Asking<'_>) -> Result<Sheet, String> {
    let view = runs(asking);
    let row = |row: &RunRow| {
        let [passed, failed, skipped, cancelled, running, unknown] = results(&row.counts);
        vec![
            Value::Text(row.word.clone()),
            Value::Count(row.name.number),
            Value::text(Some(row.workflow.as_str()).filter(|w| !w.is_empty())),
            Value::time(row.created.as_ref().map(|c| c.0)),
            Value::text(row.title.as_deref()),
            Value::Count(row.counts.all().into()),
            passed,
            failed,
            skipped,
            cancelled,
            running,
            unknown,
            Value::number(row.counts.pass_rate()),
            Value::count(row.flaky),
            Value::count(row.required.map(|r| r.passed)),
            Value::count(row.required.map(|r| r.of)),
            Value::count(row.reruns),
            Value::count(row.attempts),
            Value::count(row.duration_secs),
            Value::count(row.changes.map(|c| c.0)),
            Value::count(row.changes.map(|c| c.1)),
            Value::Flag(row.partial),
            Value::count(row.mixed),
        ]
    };
    Ok(Sheet {
        view: "runs",
        head: Vec::new(),
        facts: vec![
            ("kind", Value::Text(view.kind.as_str().to_owned())),
            ("listed", Value::Count(view.listed.into())),
            ("shown", Value::Count(view.rows.len() as u64)),
            ("jobs", Value::Count(view.jobs.0.into())),
            ("jobs_listed", Value::Count(view.jobs.1.into())),
        ],
        columns: COLUMNS.to_vec(),
        rows: view.rows.iter().map(row).collect(),
    })
}

/// Counts by result, in the order of the fields.
pub(super) fn results(counts: &ResultCounts) -> [Value; 6] {
    let c = counts;
    let all = [
        c.passed,
        c.failed,
        c.skipped,
        c.cancelled,
        c.running,
        c.unknown,
    ];
    all.map(|n| Value::Count(n.into()))
}
