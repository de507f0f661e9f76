//! One run: its jobs by outcome, worst first, and what is different in it from another.
//!
//! States are those of the run: what came after it is not looked at.

use tailorbird_snapshot::{Kind, Outcome, Verdict};

use super::detail::{AttemptView, attempts};
use super::export::result_word;
use super::order;
use super::row::state_text;
use super::run_diff::{Against, DiffPart, against, part_of};
use super::run_tally::Tally;
use super::runs::{RunRow, count, run_row, run_word};
use super::select::{self, Selection};
use super::sheets::Asking;
use super::table::{Table, TableRow, table_of_axis};
use crate::compare::{self, Diff, FindError, RunAt};
use crate::link;
use crate::state::State;
use crate::stats::Window;
use crate::store::{CellIdx, SeriesIdx, Store};
use crate::url::{Runs, Status};

/// Jobs of one outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunGroup {
    /// Result failed.
    Failed,
    /// Result passed, after an attempt on the same commit that failed.
    Flaky,
    /// Result passed, and attempts differ, in data that does not tell why.
    Mixed,
    /// Result cancelled.
    Cancelled,
    /// Result running or waiting.
    Running,
    /// Any other.
    Unknown,
    /// Result skipped.
    Skipped,
    /// Result passed, nothing else.
    Passed,
}

impl RunGroup {
    /// All of them, worst first.
    pub const ALL: [Self; 8] = [
        Self::Failed,
        Self::Flaky,
        Self::Mixed,
        Self::Cancelled,
        Self::Running,
        Self::Unknown,
        Self::Skipped,
        Self::Passed,
    ];

    /// Its word, also in `open=`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Flaky => "flaky",
            Self::Mixed => "mixed",
            Self::Cancelled => "cancelled",
            Self::Running => "running",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
            Self::Passed => "passed",
        }
    }

    const fn of(result: Outcome, verdict: Verdict) -> Self {
        match (result, verdict) {
            (Outcome::Failed, _) => Self::Failed,
            (Outcome::Passed, Verdict::Flaky) => Self::Flaky,
            (Outcome::Passed, Verdict::Mixed) => Self::Mixed,
            (Outcome::Passed, _) => Self::Passed,
            (Outcome::Skipped, _) => Self::Skipped,
            (Outcome::Cancelled, _) => Self::Cancelled,
            (Outcome::Running | Outcome::Waiting, _) => Self::Running,
            (Outcome::Unknown, _) => Self::Unknown,
        }
    }
}

/// One job of the run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunJob {
    /// Its id.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// Parts of the name before the leaf, joined by " / ".
    pub path: String,
    /// Last part without its matrix values.
    pub leaf: String,
    /// Matrix values.
    pub values: Vec<String>,
    /// Required now; None: unknown.
    pub required: Option<bool>,
    /// Its result in the run.
    pub result: Outcome,
    /// What all its attempts say together.
    pub verdict: Verdict,
    /// Where it stood after the run.
    pub state: State,
    /// The same in words.
    pub state_text: String,
    /// Since which run it failed, in words; None: this one, or it does not.
    pub since: Option<String>,
    /// Those that are told of it, newest first.
    pub attempts: Vec<AttemptView>,
    /// How many it had; None: the data tells those of the run.
    pub n_attempts: Option<u32>,
    /// What became of it since the other run; None: the same, or there is no other.
    pub change: Option<DiffPart>,
}

impl RunJob {
    /// Its result as a word: waiting counts as running.
    #[must_use]
    pub const fn outcome(&self) -> &'static str {
        result_word(self.result)
    }
}

/// Jobs of one outcome, worst first.
#[derive(Clone, Debug, PartialEq)]
pub struct JobGroup {
    /// Their outcome.
    pub group: RunGroup,
    /// The jobs.
    pub jobs: Vec<RunJob>,
}

/// One run.
#[derive(Clone, Debug, PartialEq)]
pub struct OneRun {
    /// What is told of the run in a list of runs; its figures are over the jobs shown.
    pub row: RunRow,
    /// Head commit, where known, and its address, where it may be a link.
    pub commit: Option<(String, Option<String>)>,
    /// The run after it and the one before: words for `run=`.
    pub newer: Option<String>,
    /// See `newer`.
    pub older: Option<String>,
    /// Jobs in the run.
    pub listed: u32,
    /// Jobs that the filters leave, in groups that are not empty.
    pub groups: Vec<JobGroup>,
    /// What is different from another run.
    pub against: Against,
}

/// The run that the address names; without one the newest of the workflow with the most jobs.
fn find(asking: Asking<'_>) -> Result<RunAt, FindError> {
    let Asking { store, table, .. } = asking;
    let project = Some(table.project.as_str()).filter(|p| !p.is_empty());
    match asking.query.run.as_deref() {
        Some(word) => compare::find(store, project, word),
        None => {
            let newest = compare::newest_two(store, project).map(|two| two.1);
            let first = || {
                let window = table.windows.iter().find(|w| w.window.len > 0)?;
                let at = RunAt {
                    axis: window.axis,
                    column: 0,
                };
                Some(at).filter(|_| table.kind == Kind::Nightly)
            };
            newest.or_else(|why| first().ok_or(why))
        }
    }
}

/// Rows of the run's table that the filter text, `required` and `owner` leave.
fn left(asking: Asking<'_>, table: &Table) -> Vec<u32> {
    let Asking { store, query, .. } = asking;
    let (selection, is_read) = select::asked(store, query);
    // Words of `status` are asked of the result in the run.
    let selection = Selection {
        status: Vec::new(),
        ..selection
    };
    let mut rows = select::select(store, table, &selection);
    if !is_read {
        // While a text is being typed, what the last good one left stands.
        let series = |table: &Table, at: u32| table.rows.get(at as usize).map(|r| r.series);
        let kept = |at: &u32| {
            let wanted = series(table, *at);
            let mut good = asking.rows.iter();
            good.any(|row| series(asking.table, *row) == wanted)
        };
        rows.retain(kept);
    }
    rows
}

/// Whether `status` leaves a result: of its words those count that are outcomes.
fn has_status(wanted: &[Status], result: Outcome) -> bool {
    let mut outcomes = wanted.iter().filter(|s| s.is_outcome()).peekable();
    outcomes.peek().is_none() || outcomes.any(|s| s.as_str() == result_word(result))
}

/// The cell of a job in a column.
fn cell_in(store: &Store, series: SeriesIdx, column: u32) -> Option<CellIdx> {
    store.cells(series).find(|c| store.run(*c) == column)
}

fn lost() -> String {
    FindError::TooFew.to_string()
}

/// The run that the address names, its jobs, and the rows of them that the filters leave.
fn asked_for(asking: Asking<'_>) -> Result<(RunAt, Table, Vec<u32>), String> {
    let head = find(asking).map_err(|why| why.to_string())?;
    let table = table_of_run(asking, head).ok_or_else(lost)?;
    let rows = left(asking, &table);
    Ok((head, table, rows))
}

/// The results of the run, each with its job and whether the filters leave it.
pub(super) fn cells(asking: Asking<'_>) -> Result<Vec<(SeriesIdx, CellIdx, bool)>, String> {
    let store = asking.store;
    let (head, table, rows) = asked_for(asking)?;
    let one = |(at, row): (u32, &TableRow)| {
        let cell = cell_in(store, row.series, head.column)?;
        let is_left = rows.contains(&at) && has_status(&asking.query.status, store.result(cell));
        Some((row.series, cell, is_left))
    };
    Ok((0..).zip(&table.rows).filter_map(one).collect())
}

/// The run that the address names, or the newest one.
///
/// # Errors
/// There is no such run; the text fits after "failed to".
pub fn run(asking: Asking<'_>) -> Result<OneRun, String> {
    let Asking { store, query, .. } = asking;
    let (head, table, mut rows) = asked_for(asking)?;
    let left_series: Vec<SeriesIdx> = rows
        .iter()
        .filter_map(|at| series_at(&table, *at))
        .collect();
    let (against, diff) = against(asking, head, &|at| left_series.contains(&at));
    order::sort(store, &table, &mut rows, query.sort);
    let mut tally = Tally::default();
    let mut listed = 0;
    for (at, row) in (0_u32..).zip(&table.rows) {
        let Some(cell) = cell_in(store, row.series, head.column) else {
            continue;
        };
        listed += 1;
        let is_left = rows.contains(&at) && has_status(&query.status, store.result(cell));
        let before = cell_in(store, row.series, head.column + 1);
        tally.add(store, row, cell, before, is_left);
    }
    let jobs = rows
        .iter()
        .filter_map(|at| job(asking, table.rows.get(*at as usize)?, head, diff.as_ref()))
        .filter(|job| has_status(&query.status, job.result));
    let word = |column: u32| {
        let at = RunAt { column, ..head };
        at.info(store).map(|_| run_word(store, asking.table, at))
    };
    Ok(OneRun {
        row: run_row(asking, head, &tally).ok_or_else(lost)?,
        commit: commit(asking, head),
        newer: head.column.checked_sub(1).and_then(word),
        older: word(head.column + 1),
        listed,
        groups: groups(jobs.collect()),
        against,
    })
}

fn series_at(table: &Table, at: u32) -> Option<SeriesIdx> {
    table.rows.get(at as usize).map(|row| row.series)
}

/// The jobs of the run and of the one it is compared with, as they stood after the run.
fn table_of_run(asking: Asking<'_>, head: RunAt) -> Option<Table> {
    let n_runs = asking.store.axis(head.axis)?.runs.len();
    let len = match asking.query.runs {
        Runs::Count(n) => n,
        Runs::All => u32::MAX,
    };
    let window = Window {
        newest: head.column,
        len: len.min(count(n_runs).saturating_sub(head.column)),
    };
    let project = Some(asking.table.project.as_str()).filter(|p| !p.is_empty());
    let asked = asking.query.base.as_deref();
    let found = asked.and_then(|word| compare::find(asking.store, project, word).ok());
    let base = found.filter(|base| base.axis == head.axis);
    let other = base.map_or(head.column + 1, |base| base.column);
    table_of_axis(asking.store, head.axis, window, &[head.column, other])
}

fn groups(jobs: Vec<RunJob>) -> Vec<JobGroup> {
    let mut all = RunGroup::ALL.map(|group| JobGroup {
        group,
        jobs: Vec::new(),
    });
    for job in jobs {
        let group = RunGroup::of(job.result, job.verdict);
        if let Some(place) = all.iter_mut().find(|g| g.group == group) {
            place.jobs.push(job);
        }
    }
    all.into_iter().filter(|g| !g.jobs.is_empty()).collect()
}

fn job(asking: Asking<'_>, row: &TableRow, head: RunAt, diff: Option<&Diff>) -> Option<RunJob> {
    let store = asking.store;
    let cell = cell_in(store, row.series, head.column)?;
    let series = store.series(row.series)?;
    let described = store.described(row.series)?;
    let standing = &row.stats.standing;
    let since = standing.broken_since.filter(|since| *since != cell);
    let attempts = attempts(store, cell, &asking.config.link_hosts);
    let n_attempts = row.stats.attempts.map(|_| count(attempts.len()));
    let since = since.and_then(|since| store.run_info(row.series, since));
    Some(RunJob {
        id: series.id().to_string(),
        name: series.name.clone(),
        path: described.path.clone(),
        leaf: described.job.leaf.clone(),
        values: described.job.values.clone(),
        required: series.required,
        result: store.result(cell),
        verdict: store.verdict(cell),
        state: standing.state,
        state_text: state_text(standing.state, Kind::Nightly),
        since: since.map(|run| {
            let is_open = matches!(
                standing.state,
                State::Failing {
                    open_ended: true,
                    ..
                }
            );
            let words = if is_open { "at least since " } else { "since " };
            [words, &run.name().text(Kind::Nightly)].concat()
        }),
        attempts,
        n_attempts,
        change: diff.and_then(|diff| part_of(diff, row.series)),
    })
}

/// The head commit and its page.
fn commit(asking: Asking<'_>, at: RunAt) -> Option<(String, Option<String>)> {
    let sha = at.info(asking.store)?.head_sha.clone()?;
    let url = asking
        .store
        .repository(at.axis)
        .map(|repository| ["https://github.com/", repository, "/commit/", sha.as_str()].concat());
    let url = url.filter(|u| link::safe(u, &asking.config.link_hosts).is_some());
    Some((sha, url))
}
