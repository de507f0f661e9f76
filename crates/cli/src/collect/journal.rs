//! Runs that were fetched and are not yet in the data set: a line each, written as soon as the run
//! is whole. A crash loses no more than the run in hand.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use tailorbird_github::types::{Job, Run};
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{History, RunKey, TestCase};

use super::rows;

/// Name of the journal beside the manifest.
pub const JOURNAL: &str = "collect-journal.ndjson";

/// A run as it was fetched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) project: String,
    /// Whether it is a nightly run; else it is of pull requests.
    pub(super) nightly: bool,
    pub(super) run: Run,
    pub(super) jobs: Vec<Job>,
    pub(super) complete: bool,
    pub(super) pulls: Vec<u64>,
    #[serde(default)]
    pub(super) logs: Vec<LogEntry>,
}

/// What the log of a job told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LogEntry {
    pub(super) job_id: u64,
    /// File and name.
    pub(super) tests: Vec<(String, String)>,
    pub(super) excerpt: Option<String>,
}

impl Entry {
    pub(super) fn kind(&self) -> Kind {
        if self.nightly {
            Kind::Nightly
        } else {
            Kind::Prs
        }
    }

    /// Adds it to a history. None: the run has no time.
    pub(super) fn insert(&self, history: &mut History) -> Option<RunKey> {
        let mut row = rows::run(&self.project, self.kind(), &self.run, self.complete)?;
        row.pull_requests = self.pulls.iter().copied().collect();
        let key = row.key.clone();
        let _ = history.insert_run(row);
        for job in &self.jobs {
            let mut attempt = rows::attempt(job);
            if let Some(log) = self.logs.iter().find(|log| log.job_id == job.id) {
                let case = |(file, name): &(String, String)| TestCase {
                    file: file.clone(),
                    name: name.clone(),
                };
                let tests: Vec<TestCase> = log.tests.iter().map(case).collect();
                attempt = rows::with_log(attempt, &tests, log.excerpt.as_deref());
            }
            let _ = history.insert_attempt(&key, attempt);
        }
        Some(key)
    }
}

/// The journal of one data set.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Option<File>,
}

impl Journal {
    /// The journal beside a manifest; it is made when the first run is written.
    #[must_use]
    pub fn beside(folder: &Path) -> Self {
        Self {
            path: folder.join(JOURNAL),
            file: None,
        }
    }

    /// Adds to a history what an earlier collection left. Returns the runs. A last line that was
    /// torn is passed over.
    ///
    /// # Errors
    ///
    /// The file is there and cannot be read.
    pub fn replay(&self, history: &mut History) -> Result<Vec<RunKey>> {
        let bytes = match fs::read(&self.path) {
            Err(err) if err.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            bytes => bytes.with_context(|| format!("failed to read {}", self.path.display()))?,
        };
        let lines = bytes.split(|byte| *byte == b'\n');
        let entries = lines.filter_map(|line| serde_json::from_slice::<Entry>(line).ok());
        Ok(entries.filter_map(|entry| entry.insert(history)).collect())
    }

    /// Writes a run, and waits until it is on the disk.
    pub(super) fn append(&mut self, entry: &Entry) -> Result<()> {
        let place = self.path.display().to_string();
        let mut line = serde_json::to_vec(entry).context("failed to write a run as JSON")?;
        // A torn line before it ends here.
        line.insert(0, b'\n');
        line.push(b'\n');
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                if let Some(folder) = self.path.parent() {
                    fs::create_dir_all(folder)
                        .with_context(|| format!("failed to make {}", folder.display()))?;
                }
                let opened = OpenOptions::new()
                    .create(true)
                    .append(true)
                    .open(&self.path);
                none.insert(opened.with_context(|| format!("failed to open {place}"))?)
            }
        };
        let written = file.write_all(&line).and_then(|()| file.sync_data());
        written.with_context(|| format!("failed to write {place}"))
    }

    /// Removes it, once the data set holds its runs.
    ///
    /// # Errors
    ///
    /// It is there and cannot be removed.
    pub fn clear(self) -> Result<()> {
        drop(self.file);
        match fs::remove_file(&self.path) {
            Err(err) if err.kind() != ErrorKind::NotFound => {
                Err(err).with_context(|| format!("failed to remove {}", self.path.display()))
            }
            _ => Ok(()),
        }
    }
}
