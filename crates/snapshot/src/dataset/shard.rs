//! A shard as it is held in memory: columns, texts once. What rows mean is docs/data-format.md.

use crate::{Kind, Outcome};

use super::words;

/// Results of one month and kind.
///
/// An attempt is a row, from 0 on. Rows stand by job, within it by run (newest first), within it
/// by age (newest first).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Name of the file or its address, as the reader gave it.
    pub source: String,
    /// Scheduled runs or pull requests.
    pub kind: Kind,
    /// Workflows that its runs and jobs belong to.
    pub workflows: Vec<Workflow>,
    /// Newest first.
    pub runs: Vec<ShardRun>,
    /// Pull requests that runs name.
    pub pulls: Vec<Pull>,
    /// Pull requests of all runs, one run behind the other: indexes into `pulls`.
    pub run_pulls: Vec<u32>,
    /// Jobs with their rows.
    pub jobs: Vec<ShardJob>,
    /// Texts that the columns point at.
    pub texts: Vec<String>,
    /// Row column: index into `runs`.
    pub run: Vec<u32>,
    pub(super) letter: Vec<u8>,
    pub(super) id: Vec<u64>,
    pub(super) start: Vec<i32>,
    pub(super) queue: Vec<i32>,
    pub(super) secs: Vec<i32>,
    /// Row and `run_attempt`, where it is not 1; by row.
    pub(super) tries: Vec<(u32, u32)>,
    /// Row, name and labels, where they are told; by row.
    pub(super) runners: Vec<(u32, u32, u32)>,
    /// By row.
    pub(super) failures: Vec<Failure>,
    /// File and name of the failed test cases: indexes into `texts`.
    pub(super) tests: Vec<(u32, u32)>,
    /// Row, and status and conclusion in a line each, where the letter does not tell them; by row.
    pub(super) odd: Vec<(u32, String)>,
    pub(super) odd_runs: Vec<(u32, String)>,
}

/// Stands for "no text" where a column points into [`Shard::texts`].
pub const NO_TEXT: u32 = u32::MAX;
/// Stands for "no time".
pub(super) const NO_TIME: i32 = i32::MIN;

/// A workflow of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workflow {
    /// Id of the project.
    pub project: String,
    /// File name, or the importer's word: part of the jobs' ids.
    pub file: String,
    /// Name on the screen; empty: as `file`.
    pub name: String,
}

/// One run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardRun {
    /// Index into [`Shard::workflows`].
    pub workflow: u32,
    /// GitHub's `run_id`.
    pub id: u64,
    /// GitHub's `run_number`. None: unknown.
    pub number: Option<u64>,
    /// Newest attempt; 0: unknown.
    pub run_attempt: u32,
    /// Text of the event; [`NO_TEXT`]: unknown.
    pub event: u32,
    /// Text of the branch; [`NO_TEXT`]: unknown.
    pub branch: u32,
    /// Head commit. Empty: unknown.
    pub head_sha: String,
    pub(super) letter: u8,
    /// Seconds since 1970 UTC; the day is the night of the run.
    pub created_at: i64,
    /// Start of the newest attempt.
    pub started_at: Option<i64>,
    /// Last change.
    pub updated_at: Option<i64>,
    /// Its part of [`Shard::run_pulls`].
    pub pulls: (u32, u32),
    /// Text of the id of its required set; [`NO_TEXT`]: unknown.
    pub required: u32,
    /// Not all of its jobs could be read.
    pub partial: bool,
}

/// A pull request that a run belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pull {
    /// Id of the project.
    pub project: String,
    /// Its number.
    pub number: u64,
    /// Empty: unknown.
    pub title: String,
    /// Login. Empty: unknown.
    pub author: String,
    /// None: unknown.
    pub merged: Option<bool>,
    /// When this was so.
    pub updated_at: Option<i64>,
}

/// A job with its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardJob {
    /// Index into [`Shard::workflows`].
    pub workflow: u32,
    /// Full name.
    pub name: String,
    /// Which of several jobs of this name in one run it is, from 1.
    pub twin: u32,
    /// First row (inclusive) and last (exclusive).
    pub rows: (u32, u32),
    /// Text of the labels, a line each, that its attempts asked for; [`NO_TEXT`]: unknown.
    pub labels: u32,
}

/// What is known of why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    pub(super) row: u32,
    pub(super) step: u32,
    pub(super) tests: (u32, u32),
    pub(super) excerpt: u32,
}

impl Shard {
    /// An empty shard of this file.
    pub(super) fn new(source: &str, kind: Kind) -> Self {
        Self {
            source: source.to_owned(),
            kind,
            workflows: Vec::new(),
            runs: Vec::new(),
            pulls: Vec::new(),
            run_pulls: Vec::new(),
            jobs: Vec::new(),
            texts: Vec::new(),
            run: Vec::new(),
            letter: Vec::new(),
            id: Vec::new(),
            start: Vec::new(),
            queue: Vec::new(),
            secs: Vec::new(),
            tries: Vec::new(),
            runners: Vec::new(),
            failures: Vec::new(),
            tests: Vec::new(),
            odd: Vec::new(),
            odd_runs: Vec::new(),
        }
    }

    /// Number of attempts.
    #[must_use]
    pub const fn n_rows(&self) -> usize {
        self.run.len()
    }

    /// The text of an index; None for [`NO_TEXT`].
    #[must_use]
    pub fn text(&self, at: u32) -> Option<&str> {
        self.texts.get(at as usize).map(String::as_str)
    }

    /// The run of a row.
    #[must_use]
    pub fn run_of(&self, row: u32) -> Option<&ShardRun> {
        self.runs.get(*self.run.get(row as usize)? as usize)
    }

    /// Pull requests of a run.
    pub fn pulls_of(&self, run: &ShardRun) -> impl Iterator<Item = &Pull> {
        let range = run.pulls.0 as usize..run.pulls.1 as usize;
        let all = self.run_pulls.get(range).unwrap_or_default();
        all.iter().filter_map(|at| self.pulls.get(*at as usize))
    }

    /// What became of an attempt.
    #[must_use]
    pub fn outcome(&self, row: u32) -> Outcome {
        match self.letter.get(row as usize) {
            Some(&words::ODD) => {
                let (status, conclusion) = self.words(row);
                Outcome::from_words(status, conclusion)
            }
            Some(&letter) => words::outcome(letter),
            None => Outcome::Unknown,
        }
    }

    /// Status and conclusion of an attempt in GitHub's words.
    #[must_use]
    pub fn words(&self, row: u32) -> (&str, Option<&str>) {
        let letter = self.letter.get(row as usize).copied().unwrap_or(b'.');
        told(letter, &self.odd, row)
    }

    /// Status and conclusion of run `at`.
    #[must_use]
    pub fn run_words(&self, at: u32) -> (&str, Option<&str>) {
        let letter = self.runs.get(at as usize).map_or(b'.', |run| run.letter);
        told(letter, &self.odd_runs, at)
    }

    /// GitHub's job id; 0: unknown.
    #[must_use]
    pub fn job_id(&self, row: u32) -> u64 {
        self.id.get(row as usize).copied().unwrap_or_default()
    }

    /// `run_attempt`; 0: unknown.
    #[must_use]
    pub fn run_attempt(&self, row: u32) -> u32 {
        let found = self.tries.binary_search_by_key(&row, |t| t.0).ok();
        found.and_then(|at| self.tries.get(at)).map_or(1, |t| t.1)
    }

    /// `started_at` in seconds since 1970 UTC.
    #[must_use]
    pub fn started_at(&self, row: u32) -> Option<i64> {
        let start = time(&self.start, row)?;
        Some(self.run_of(row)?.created_at.saturating_add(start))
    }

    /// `started_at` − `created_at`; negative for oddities.
    #[must_use]
    pub fn queue_secs(&self, row: u32) -> Option<i64> {
        time(&self.queue, row)
    }

    /// `completed_at` − `started_at`; negative for oddities.
    #[must_use]
    pub fn duration_secs(&self, row: u32) -> Option<i64> {
        time(&self.secs, row)
    }

    /// What is known of why an attempt failed.
    #[must_use]
    pub fn failure(&self, row: u32) -> Option<&Failure> {
        let found = self.failures.binary_search_by_key(&row, |f| f.row).ok()?;
        self.failures.get(found)
    }

    /// The step that failed.
    #[must_use]
    pub fn failing_step(&self, row: u32) -> Option<&str> {
        self.failure(row).and_then(|f| self.text(f.step))
    }

    /// The log around the first failure.
    #[must_use]
    pub fn excerpt(&self, row: u32) -> Option<&str> {
        self.failure(row).and_then(|f| self.text(f.excerpt))
    }

    /// File (empty: unknown) and name of the test cases that failed.
    pub fn failing_tests(&self, row: u32) -> impl Iterator<Item = (&str, &str)> {
        let range = self.failure(row).map_or((0, 0), |f| f.tests);
        let range = range.0 as usize..range.1 as usize;
        let all = self.tests.get(range).unwrap_or_default();
        all.iter()
            .map(|(file, name)| (self.text(*file), self.text(*name)))
            .map(|(file, name)| (file.unwrap_or_default(), name.unwrap_or_default()))
    }

    /// Name of the runner, where it is kept: of failed attempts and of machines that are not
    /// GitHub's.
    #[must_use]
    pub fn runner(&self, row: u32) -> Option<&str> {
        self.text(self.runner_at(row)?.1)
    }

    fn runner_at(&self, row: u32) -> Option<&(u32, u32, u32)> {
        let found = self.runners.binary_search_by_key(&row, |r| r.0).ok()?;
        self.runners.get(found)
    }

    /// What an attempt of this job asked of its runner.
    pub fn labels(&self, job: &ShardJob, row: u32) -> impl Iterator<Item = &str> {
        let text = self.runner_at(row).map_or(job.labels, |r| r.2);
        let all = self.text(text).unwrap_or_default();
        all.split('\n').filter(|label| !label.is_empty())
    }
}

fn time(column: &[i32], row: u32) -> Option<i64> {
    let found = column.get(row as usize).copied();
    found.filter(|t| *t != NO_TIME).map(i64::from)
}

fn told(letter: u8, odd: &[(u32, String)], at: u32) -> (&str, Option<&str>) {
    if let Some(pair) = words::pair(letter) {
        return pair;
    }
    let found = odd.binary_search_by_key(&at, |o| o.0).ok();
    let text = found.and_then(|at| odd.get(at)).map_or("", |o| &o.1);
    match text.split_once('\n') {
        Some((status, conclusion)) => (status, Some(conclusion)),
        None => (text, None),
    }
}
