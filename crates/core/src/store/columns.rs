//! The columns and their typed accessors: the one place that reads them by index.

use std::sync::Arc;

use tailorbird_snapshot::dataset::{Manifest, Shard};
use tailorbird_snapshot::{Kind, Link, Outcome, Verdict};

use super::ids::SeriesId;
use super::naming::{Lazy, Naming};

/// Index of a job in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeriesIdx(pub u32);

/// Index of a cell (one job in one run) in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellIdx(pub u32);

/// Index of an axis in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AxisIdx(pub u32);

/// The runs of one workflow, or the pull requests of one project: the columns of its jobs' strips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Project id; empty for legacy files.
    pub project: String,
    /// Workflow name; `nightly` or `prs` for legacy files.
    pub workflow: String,
    /// Scheduled runs or pull requests.
    pub kind: Kind,
    /// Newest first.
    pub runs: Vec<RunInfo>,
}

/// One column: a scheduled run or a pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunInfo {
    /// GitHub's `run_number`, or the pull request's number.
    pub number: u64,
    /// Its address as published, not yet trusted.
    pub url: Option<String>,
    /// Attempts of the whole run, ≥ 1, where known.
    pub attempts: Option<u32>,
    /// GitHub's `run_id`; None for pull requests and legacy files.
    pub id: Option<u64>,
    /// Creation of the run, of the newest run of a pull request, in seconds since 1970 UTC. Its
    /// UTC day is the night. None for legacy files.
    pub created_at: Option<i64>,
    /// Head commit, where known.
    pub head_sha: Option<String>,
    /// Title of the pull request, where known.
    pub title: Option<String>,
    /// Not all of its jobs could be read.
    pub partial: bool,
}

/// What a run or pull request is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunName {
    /// GitHub's `run_number`, the number of the pull request, or the id of a run without number.
    pub number: u64,
    /// Days since 1970-01-01 UTC, where that says more than the number.
    night: Option<i64>,
}

impl RunName {
    /// `#597` for a nightly run, `30 May` for one without a number, `PR #10686`.
    #[must_use]
    pub fn text(self, kind: Kind) -> String {
        if let Some(day) = self.night.and_then(crate::format::day) {
            return day;
        }
        let mut text = String::from(if kind == Kind::Prs { "PR #" } else { "#" });
        text.push_str(&self.number.to_string());
        text
    }
}

impl RunInfo {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> RunName {
        RunName {
            number: self.number,
            // Some sources know no number of a run: its id stands for it, which nobody can read.
            night: self.night().filter(|_| self.id == Some(self.number)),
        }
    }

    /// The night: days since 1970-01-01 UTC.
    #[must_use]
    pub fn night(&self) -> Option<i64> {
        self.created_at.map(|at| at.div_euclid(86_400))
    }
}

/// Where a job belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// Id of the project; empty for legacy files.
    pub project: String,
    /// What the job's id is made of: the workflow's file name; `nightly` or `prs` for legacy files.
    pub workflow: String,
    /// Name of the workflow on the screen; empty: as `workflow`.
    pub title: String,
}

/// One job through time.
#[derive(Debug)]
pub struct Series {
    /// Normalised full name.
    pub name: String,
    /// The same in lower case, for the filter.
    pub name_lower: String,
    /// Older names that the configuration joins to it.
    pub was: Vec<String>,
    /// Scheduled or pull request.
    pub kind: Kind,
    /// Its columns.
    pub axis: AxisIdx,
    /// Required now; None: unknown.
    pub required: Option<bool>,
    /// Older attempts are listed in the file.
    pub lists_attempts: bool,
    /// From files that cannot tell flaky from mixed, and know no times.
    pub is_legacy: bool,
    /// Project and workflow.
    pub home: Arc<Home>,
    pub(super) lazy: Lazy,
}

/// Everything loaded. Big: share it behind an [`Arc`], never clone it.
#[derive(Debug, Default)]
pub struct Store {
    pub(super) axes: Vec<Axis>,
    pub(super) series: Vec<Series>,
    /// Cells of series `s`: `cell_start[s]..cell_start[s + 1]`, newest run first.
    pub(super) cell_start: Vec<u32>,
    pub(super) cell_run: Vec<u32>,
    pub(super) cell_result: Vec<Outcome>,
    pub(super) cell_verdict: Vec<Verdict>,
    pub(super) attempt_end: Vec<u32>,
    pub(super) attempt_outcome: Vec<Outcome>,
    pub(super) attempt_link: Vec<Link>,
    pub(super) words: Vec<(u32, String)>,
    pub(super) prefixes: Vec<String>,
    /// Attempts from this index on stand in shards: `attempt_row` says where, counted over all
    /// shards, which begin at `shard_base`.
    pub(super) first_row: usize,
    pub(super) attempt_row: Vec<u32>,
    pub(super) shard_base: Vec<u32>,
    pub(super) shards: Vec<Arc<Shard>>,
    pub(super) manifests: Vec<Arc<Manifest>>,
    pub(super) naming: Arc<Naming>,
}

impl Store {
    /// Number of jobs of all kinds.
    #[must_use]
    pub const fn n_series(&self) -> usize {
        self.series.len()
    }

    /// Number of cells.
    #[must_use]
    pub const fn n_cells(&self) -> usize {
        self.cell_run.len()
    }

    /// All jobs of a kind, in the store's order.
    pub fn series_of(&self, kind: Kind) -> impl Iterator<Item = SeriesIdx> + '_ {
        (0_u32..)
            .zip(&self.series)
            .filter(move |(_, s)| s.kind == kind)
            .map(|(i, _)| SeriesIdx(i))
    }

    /// Whether any job of this kind is loaded.
    #[must_use]
    pub fn has(&self, kind: Kind) -> bool {
        self.series.iter().any(|s| s.kind == kind)
    }

    /// A job; None for an index of another store.
    #[must_use]
    pub fn series(&self, at: SeriesIdx) -> Option<&Series> {
        self.series.get(at.0 as usize)
    }

    /// The axes of a kind.
    pub fn axes(&self, kind: Kind) -> impl Iterator<Item = (AxisIdx, &Axis)> {
        (0_u32..)
            .map(AxisIdx)
            .zip(&self.axes)
            .filter(move |(_, a)| a.kind == kind)
    }

    /// An axis; None for an index of another store.
    #[must_use]
    pub fn axis(&self, at: AxisIdx) -> Option<&Axis> {
        self.axes.get(at.0 as usize)
    }

    /// The columns of a job, newest first.
    #[must_use]
    pub fn runs_of(&self, at: SeriesIdx) -> &[RunInfo] {
        self.series(at)
            .and_then(|s| self.axis(s.axis))
            .map_or(&[], |a| a.runs.as_slice())
    }

    /// The cells of a job, newest run first.
    pub fn cells(&self, at: SeriesIdx) -> impl DoubleEndedIterator<Item = CellIdx> + use<> {
        let start = self
            .cell_start
            .get(at.0 as usize)
            .copied()
            .unwrap_or_default();
        let end = self
            .cell_start
            .get(at.0 as usize + 1)
            .copied()
            .unwrap_or(start);
        (start..end).map(CellIdx)
    }

    /// Column of a cell on its job's axis, 0 = newest.
    #[must_use]
    pub fn run(&self, cell: CellIdx) -> u32 {
        self.cell_run
            .get(cell.0 as usize)
            .copied()
            .unwrap_or(u32::MAX)
    }

    /// Result of a cell: what everything that counts, rates or sorts uses.
    #[must_use]
    pub fn result(&self, cell: CellIdx) -> Outcome {
        self.cell_result
            .get(cell.0 as usize)
            .copied()
            .unwrap_or(Outcome::Unknown)
    }

    /// Verdict of a cell.
    #[must_use]
    pub fn verdict(&self, cell: CellIdx) -> Verdict {
        self.cell_verdict
            .get(cell.0 as usize)
            .copied()
            .unwrap_or(Verdict::None)
    }

    /// Real attempts of a cell, as a range of attempt indexes, newest first.
    #[must_use]
    pub fn attempts(&self, cell: CellIdx) -> std::ops::Range<usize> {
        let at = |i: usize| self.attempt_end.get(i).map_or(0, |&e| e as usize);
        let start = (cell.0 as usize).checked_sub(1).map_or(0, at);
        start..at(cell.0 as usize).max(start)
    }

    /// What became of an attempt.
    #[must_use]
    pub fn outcome(&self, attempt: usize) -> Outcome {
        self.attempt_outcome
            .get(attempt)
            .copied()
            .unwrap_or(Outcome::Unknown)
    }

    /// The outcomes of a cell's attempts, newest first.
    #[must_use]
    pub fn outcomes(&self, cell: CellIdx) -> &[Outcome] {
        self.attempt_outcome
            .get(self.attempts(cell))
            .unwrap_or_default()
    }

    /// Whether this text (trimmed, in lower case) is a job's full name, or the front of one that
    /// ends with " / ": then a filter means it as it stands.
    #[must_use]
    pub fn is_job_name(&self, text: &str) -> bool {
        let is_path = text.ends_with(" /");
        !text.is_empty()
            && self.series.iter().any(|s| {
                let rest = s.name_lower.strip_prefix(text);
                rest.is_some_and(|r| r.is_empty() || is_path && r.starts_with(' '))
            })
    }

    /// The job that a link means: by id or full name, that of today or an older one; several fit:
    /// one of `kind` first.
    #[must_use]
    pub fn find(&self, id_or_name: &str, kind: Kind) -> Option<SeriesIdx> {
        let id = SeriesId::parse(id_or_name);
        let is_seen = |s: &Series| id.is_some() && s.known_id() == id;
        let is_now = |s: &Series| (id.is_some() && Some(s.id()) == id) || s.name == id_or_name;
        let is_old = |old: &String, s: &Series| old == id_or_name || Some(s.id_as(old)) == id;
        let was = |s: &Series| s.was.iter().any(|old| is_old(old, s));
        let find = |fits: &dyn Fn(&Series) -> bool| {
            let found = (0_u32..).zip(&self.series).find(|(_, s)| fits(s));
            found.map(|(i, _)| SeriesIdx(i))
        };
        // What a link was made from is found without hashing the others.
        find(&|s| s.kind == kind && is_seen(s))
            .or_else(|| find(&|s| s.kind == kind && is_now(s)))
            .or_else(|| find(&|s| s.kind == kind && was(s)))
            .or_else(|| find(&|s| is_now(s) || was(s)))
    }
}
