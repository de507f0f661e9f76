//! One run: its jobs, their repair where the list is not whole, and logs of failed ones.

use std::collections::{BTreeMap, BTreeSet};

use tailorbird_github::types::Job;
use tailorbird_github::{Client, Error, LogReader, RepoName};
use tailorbird_logs::{Digest, Scanner};
use tailorbird_snapshot::dataset::{Attempt, History};

use super::journal::{Entry, LogEntry};
use super::plan::Wanted;
use super::rows;
use super::target::Target;

/// Most that is read of a log, in bytes.
const MAX_LOG: u64 = 50 * 1024 * 1024;

/// A run as fetched, and what was odd about it.
pub(super) struct Fetched {
    pub(super) entry: Entry,
    pub(super) n_logs: usize,
    pub(super) problems: Vec<String>,
}

/// Asks for everything of a run.
///
/// # Errors
///
/// The jobs could not be had at all.
pub(super) fn run(
    client: &mut Client,
    target: &Target,
    wanted: &Wanted,
    pulls: BTreeSet<u64>,
    logs: Option<&History>,
) -> Result<Fetched, Error> {
    let mut problems = Vec::new();
    let (mut jobs, mut complete) = jobs(client, &target.repo, wanted, &mut problems)?;
    jobs.retain(|job| {
        let named = rows::is_named(job);
        if !named {
            complete = false;
            problems.push(rows::nameless(job));
        }
        named
    });
    let mut entry = Entry {
        project: target.project.id.clone(),
        nightly: wanted.kind == tailorbird_snapshot::Kind::Nightly,
        run: wanted.run.clone(),
        jobs,
        complete,
        pulls: pulls.into_iter().collect(),
        logs: Vec::new(),
    };
    let mut n_logs = 0;
    if let Some(history) = logs {
        n_logs = read_logs(client, target, &mut entry, history, &mut problems);
    }
    Ok(Fetched {
        entry,
        n_logs,
        problems,
    })
}

fn jobs(
    client: &mut Client,
    repo: &RepoName,
    wanted: &Wanted,
    problems: &mut Vec<String>,
) -> Result<(Vec<Job>, bool), Error> {
    let id = wanted.run.id;
    let all = client.jobs(repo, id)?;
    let odd = |why: &String| format!("run {id}: a job cannot be read: {why}");
    problems.extend(all.unreadable.iter().map(odd));
    if all.complete || !all.unreadable.is_empty() {
        return Ok((all.rows, all.complete));
    }
    // Rows were missing: attempt by attempt they may all come.
    let mut jobs: BTreeMap<u64, Job> = all.rows.into_iter().map(|job| (job.id, job)).collect();
    let mut complete = true;
    for attempt in 1..=wanted.run.run_attempt.unwrap_or(1) {
        match client.attempt_jobs(repo, id, attempt) {
            Ok(listing) => {
                complete &= listing.complete;
                jobs.extend(listing.rows.into_iter().map(|job| (job.id, job)));
            }
            Err(err) if err.stops_all() => return Err(err),
            Err(err) => {
                complete = false;
                problems.push(format!("run {id}: failed to {err}"));
            }
        }
    }
    if !complete {
        problems.push(format!("run {id}: GitHub lists fewer jobs than it counts"));
    }
    Ok((jobs.into_values().collect(), complete))
}

/// Reads logs of real attempts that failed and of which nothing is known yet. One that cannot be
/// had leaves the run partial, unless it is gone for good.
fn read_logs(
    client: &mut Client,
    target: &Target,
    entry: &mut Entry,
    history: &History,
    problems: &mut Vec<String>,
) -> usize {
    let mut n_read = 0;
    for id in unread(entry, history) {
        let mut reader = LogScanner(Scanner::new());
        match client.log(&target.repo, id, MAX_LOG, &mut reader) {
            Ok(_) => {
                n_read += 1;
                entry.logs.push(log_entry(id, reader.0.finish()));
            }
            Err(err) if err.is_absent() => {}
            Err(err) => {
                entry.complete = false;
                problems.push(format!("log of job {id}: failed to {err}"));
                if err.stops_all() {
                    break;
                }
            }
        }
    }
    n_read
}

/// Ids of the jobs whose logs are worth reading.
fn unread(entry: &Entry, history: &History) -> Vec<u64> {
    let mut alone = History::default();
    let Some(key) = entry.insert(&mut alone) else {
        return Vec::new();
    };
    let known: BTreeSet<u64> = history
        .attempts(&key)
        .filter(|attempt| attempt.excerpt.is_some() || !attempt.failing_tests.is_empty())
        .map(|attempt| attempt.job_id)
        .collect();
    let real = alone.real_attempts(&key);
    let failed = |attempt: &&Attempt| {
        rows::has_failed(attempt.conclusion.as_deref()) && !known.contains(&attempt.job_id)
    };
    let attempts = real.attempts.iter().map(|(_, attempt)| *attempt);
    attempts
        .filter(failed)
        .map(|attempt| attempt.job_id)
        .collect()
}

fn log_entry(job_id: u64, digest: Digest) -> LogEntry {
    let case = |case: tailorbird_logs::TestCase| (case.file.unwrap_or_default(), case.name);
    LogEntry {
        job_id,
        tests: digest.tests.into_iter().map(case).collect(),
        excerpt: digest.excerpt,
    }
}

/// Scans a log as it comes.
struct LogScanner(Scanner);

impl LogReader for LogScanner {
    fn begin(&mut self) {
        self.0 = Scanner::new();
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.0.push(bytes);
        Ok(())
    }
}
