//! The form of the files: one object, job name → ten arrays and numbers.

use serde::{Serialize, Serializer};

/// Repository of all links.
const REPOSITORY: &str = "https://github.com/tailorbird-example/sample-runtime";

/// The word for a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) enum Word {
    Pass,
    Fail,
    Skip,
}

/// One job's entry. All lists are newest first and equally long.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Entry {
    runs: usize,
    fails: usize,
    skips: usize,
    urls: Vec<String>,
    results: Vec<Word>,
    run_nums: Vec<u64>,
    reruns: Vec<usize>,
    rerun_results: Vec<Option<Vec<Word>>>,
    attempt_urls: Vec<Vec<Option<String>>>,
    required: bool,
}

/// One cell to be added to an entry.
pub(super) struct Cell {
    /// Run or pull-request number.
    pub(super) number: u64,
    /// Page of the run or of the pull request's checks.
    pub(super) url: String,
    /// The newest attempt.
    pub(super) result: Word,
    /// Older attempts, newest first.
    pub(super) older: Vec<Word>,
    /// A URL for each attempt, newest first. None: the job was not in that attempt.
    pub(super) attempt_urls: Vec<Option<String>>,
}

impl Entry {
    /// A job that was in no run yet.
    pub(super) fn new(required: bool) -> Self {
        Self {
            required,
            ..Self::default()
        }
    }

    /// Adds a cell behind the newer ones. `none_as_null`: no older attempt is written as `null`,
    /// not as an empty list.
    pub(super) fn push(&mut self, cell: Cell, none_as_null: bool) {
        let count = |word: Word| {
            usize::from(cell.result == word) + cell.older.iter().filter(|w| **w == word).count()
        };
        self.runs += 1;
        self.fails += count(Word::Fail);
        self.skips += count(Word::Skip);
        self.urls.push(cell.url);
        self.results.push(cell.result);
        self.run_nums.push(cell.number);
        self.reruns.push(cell.older.len());
        let is_null = none_as_null && cell.older.is_empty();
        self.rerun_results.push((!is_null).then_some(cell.older));
        self.attempt_urls.push(cell.attempt_urls);
    }

    /// Whether the job was in no run at all.
    pub(super) fn is_empty(&self) -> bool {
        self.runs == 0
    }
}

/// A whole file, in the order of its jobs.
pub(super) struct Stats(pub(super) Vec<(String, Entry)>);

impl Serialize for Stats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, entry)| (name, entry)))
    }
}

impl Stats {
    /// The file's text with a line end behind it.
    pub(super) fn to_json(&self) -> String {
        // Writing strings and numbers into memory cannot fail.
        let mut text = serde_json::to_string(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

pub(super) fn run_url(run_id: u64) -> String {
    format!("{REPOSITORY}/actions/runs/{run_id}")
}

pub(super) fn job_url(run_id: u64, job_id: u64) -> String {
    format!("{REPOSITORY}/actions/runs/{run_id}/job/{job_id}")
}

pub(super) fn checks_url(pr: u64) -> String {
    format!("{REPOSITORY}/pull/{pr}/checks")
}
