//! All rows of a data set, put together. Rows may come in any order and any number of times: the
//! outcome is the same. Writes no bytes.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::facts::{CommitRange, Covered, Project, Source};
use super::real::{self, Real};
use super::rows::{Attempt, PullRequest, RequiredSet, Run, RunKey};
use super::stand;
use crate::Kind;
use crate::config::Config;

/// What an insertion did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Change {
    /// The row was not there.
    New,
    /// A row of this key was there, and it is another one now.
    Updated,
    /// Nothing was learnt.
    Same,
}

/// What tells attempts of one run apart: the job id, or name and attempt where there is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct AttemptKey(u64, String, u32);

/// A run and its attempts.
#[derive(Clone, Debug, Default, PartialEq)]
struct Entry {
    run: Option<Run>,
    attempts: BTreeMap<AttemptKey, Attempt>,
}

/// The rows of a data set. Two histories that were given the same rows are equal, whatever the
/// order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    projects: BTreeMap<String, Project>,
    runs: BTreeMap<RunKey, Entry>,
    pull_requests: BTreeMap<(String, u64), PullRequest>,
    required: BTreeMap<String, RequiredSet>,
    coverage: BTreeMap<(Source, i32), Covered>,
    commits: BTreeMap<(String, String, String), CommitRange>,
    config: Option<Config>,
}

impl History {
    /// Adds or completes a project.
    pub fn insert_project(&mut self, project: Project) -> Change {
        keep(
            &mut self.projects,
            project.id.clone(),
            project,
            stand::project,
        )
    }

    /// Adds a run. Of two rows of one run the one with the newer `updated_at` stands; pull requests
    /// and required sets add up.
    pub fn insert_run(&mut self, run: Run) -> Change {
        let slot = &mut self.runs.entry(run.key.clone()).or_default().run;
        let Some(known) = slot else {
            *slot = Some(run);
            return Change::New;
        };
        let before = known.clone();
        stand::run(known, run);
        Change::of(*known != before)
    }

    /// Adds an attempt of a run, which may itself come later. The same attempt twice changes
    /// nothing; a finished one stands over an unfinished one; details add up.
    pub fn insert_attempt(&mut self, run: &RunKey, mut attempt: Attempt) -> Change {
        attempt.job = joined(&attempt.job);
        let key = match attempt.job_id {
            0 => AttemptKey(0, attempt.job.clone(), attempt.run_attempt),
            id => AttemptKey(id, String::new(), 0),
        };
        let entry = self.runs.entry(run.clone()).or_default();
        keep(&mut entry.attempts, key, attempt, stand::attempt)
    }

    /// Adds a pull request; the row with the newer `updated_at` stands.
    pub fn insert_pull_request(&mut self, pull: PullRequest) -> Change {
        let key = (pull.project.clone(), pull.number);
        keep(&mut self.pull_requests, key, pull, stand::pull_request)
    }

    /// Adds a required set and returns its id for [`Run::required_sets`]. The same jobs from the
    /// same source are one set, as old as it was first seen.
    pub fn insert_required(&mut self, mut set: RequiredSet) -> String {
        set.jobs = set.jobs.iter().map(|job| joined(job)).collect();
        let id = set.id();
        let _ = keep(&mut self.required, id.clone(), set, |known, new| {
            stand::required(known, &new);
        });
        id
    }

    /// Notes how much of a day (counted from 1970-01-01 UTC) is held of a source. More stands over
    /// less.
    pub fn cover(&mut self, source: Source, day: i32, covered: Covered) -> Change {
        keep(&mut self.coverage, (source, day), covered, |known, new| {
            *known = (*known).max(new);
        })
    }

    /// Takes back that days of a kind are held completely: runs of them were lost.
    pub fn uncover(&mut self, kind: Kind, days: RangeInclusive<i32>) {
        for ((source, day), covered) in &mut self.coverage {
            if source.kind == kind && days.contains(day) {
                *covered = (*covered).min(Covered::Partial);
            }
        }
    }

    /// Adds the commits between two heads; a longer list stands.
    pub fn insert_commits(&mut self, range: CommitRange) -> Change {
        let key = (
            range.project.clone(),
            range.base.clone(),
            range.head.clone(),
        );
        keep(&mut self.commits, key, range, stand::commits)
    }

    /// Sets the configuration that rides with the data.
    pub fn set_config(&mut self, config: Config) {
        self.config = Some(config);
    }

    /// Adds all rows of another history. Its configuration stands where it has one.
    pub fn merge(&mut self, other: Self) {
        for project in other.projects.into_values() {
            let _ = self.insert_project(project);
        }
        for (key, entry) in other.runs {
            if let Some(run) = entry.run {
                let _ = self.insert_run(run);
            }
            for attempt in entry.attempts.into_values() {
                let _ = self.insert_attempt(&key, attempt);
            }
        }
        for pull in other.pull_requests.into_values() {
            let _ = self.insert_pull_request(pull);
        }
        for set in other.required.into_values() {
            self.insert_required(set);
        }
        for ((source, day), covered) in other.coverage {
            let _ = self.cover(source, day, covered);
        }
        for range in other.commits.into_values() {
            let _ = self.insert_commits(range);
        }
        self.config = other.config.or_else(|| self.config.take());
    }

    /// Forgets runs created before this time, with all that only they name: the retention.
    /// Returns how many were forgotten.
    pub fn forget_before(&mut self, created_at: i64) -> usize {
        let before = self.runs.len();
        self.runs.retain(|_, entry| {
            entry
                .run
                .as_ref()
                .is_none_or(|run| run.created_at >= created_at)
        });
        before - self.runs.len()
    }

    /// Projects by id.
    pub fn projects(&self) -> impl Iterator<Item = &Project> {
        self.projects.values()
    }

    /// Runs by project and id. Attempts whose run was never told are not among them.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        self.runs.values().filter_map(|entry| entry.run.as_ref())
    }

    /// A run. None: not told.
    #[must_use]
    pub fn run(&self, key: &RunKey) -> Option<&Run> {
        self.runs.get(key)?.run.as_ref()
    }

    /// What was inserted of a run's attempts, copies included, by job id.
    pub fn attempts(&self, key: &RunKey) -> impl Iterator<Item = &Attempt> {
        self.runs
            .get(key)
            .into_iter()
            .flat_map(|entry| entry.attempts.values())
    }

    /// The real attempts of a run by job, twin and age, oldest first, and how many rows were
    /// copies (see [`Real`]).
    #[must_use]
    pub fn real_attempts(&self, key: &RunKey) -> Real<'_> {
        real::real_attempts(self.attempts(key))
    }

    /// Attempts whose run was never told: they are not written.
    #[must_use]
    pub fn n_orphans(&self) -> usize {
        let lost = self.runs.values().filter(|entry| entry.run.is_none());
        lost.map(|entry| entry.attempts.len()).sum()
    }

    /// Pull requests by project and number.
    pub fn pull_requests(&self) -> impl Iterator<Item = &PullRequest> {
        self.pull_requests.values()
    }

    /// A pull request.
    #[must_use]
    pub fn pull_request(&self, project: &str, number: u64) -> Option<&PullRequest> {
        self.pull_requests.get(&(project.to_owned(), number))
    }

    /// Required sets with their ids.
    pub fn required(&self) -> impl Iterator<Item = (&str, &RequiredSet)> {
        self.required.iter().map(|(id, set)| (id.as_str(), set))
    }

    /// Id of the required set of a run: of those it names, the one seen first. None: unknown.
    #[must_use]
    pub fn required_of<'a>(&'a self, run: &'a Run) -> Option<&'a str> {
        let known = |id: &&'a String| self.required.get(*id).map_or(i64::MAX, |set| set.at);
        let first = run.required_sets.iter().min_by_key(|id| (known(id), *id));
        first.map(String::as_str)
    }

    /// How much is held, by source and day.
    pub fn coverage(&self) -> impl Iterator<Item = (&Source, i32, Covered)> {
        self.coverage
            .iter()
            .map(|((source, day), covered)| (source, *day, *covered))
    }

    /// Commits between heads.
    pub fn commits(&self) -> impl Iterator<Item = &CommitRange> {
        self.commits.values()
    }

    /// The configuration.
    #[must_use]
    pub const fn config(&self) -> Option<&Config> {
        self.config.as_ref()
    }
}

impl Change {
    const fn of(changed: bool) -> Self {
        if changed { Self::Updated } else { Self::Same }
    }
}

/// Inserts a row, or lets `join` put it together with the one that is there.
fn keep<K: Ord, V: Clone + PartialEq>(
    rows: &mut BTreeMap<K, V>,
    key: K,
    row: V,
    join: impl FnOnce(&mut V, V),
) -> Change {
    match rows.get_mut(&key) {
        None => {
            rows.insert(key, row);
            Change::New
        }
        Some(known) if *known == row => Change::Same,
        Some(known) => {
            let before = known.clone();
            join(known, row);
            Change::of(*known != before)
        }
    }
}

/// A name with its white space joined to single spaces.
fn joined(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
