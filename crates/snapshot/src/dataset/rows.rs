//! The facts of a data set, row by row, as a collector or an importer finds them. Knows no file
//! and no column.

use std::collections::BTreeSet;

use crate::Kind;

/// What a run is known by. GitHub's ids exceed 2^32; those of other services may be any `u64`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunKey {
    /// Id of the project.
    pub project: String,
    /// GitHub's `run_id`.
    pub id: u64,
}

/// One execution of a workflow for one commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Project and `run_id`.
    pub key: RunKey,
    /// What the job ids are made of and `WORKFLOW:597` names: the file's name below
    /// `.github/workflows`, or the importer's word where that is unknown. Never changes.
    pub workflow: String,
    /// The workflow's name as GitHub shows it. Empty: as `workflow`.
    pub workflow_name: String,
    /// Scheduled run or pull request, by the configured role of workflow and event.
    pub kind: Kind,
    /// GitHub's `run_number`. None: unknown; the id is shown instead.
    pub number: Option<u64>,
    /// Newest `run_attempt` of the run, ≥ 1; 0: unknown.
    pub run_attempt: u32,
    /// GitHub's word, such as `schedule`. Empty: unknown.
    pub event: String,
    /// `head_branch`.
    pub branch: Option<String>,
    /// `head_sha`.
    pub head_sha: Option<String>,
    /// Raw word, such as `completed`. Empty: unknown.
    pub status: String,
    /// Raw word, such as `success`; None while there is none.
    pub conclusion: Option<String>,
    /// Creation of the first attempt in seconds since 1970 UTC; its day is the night of the run.
    /// Midnight where a source says the day only.
    pub created_at: i64,
    /// `run_started_at` of the newest attempt.
    pub started_at: Option<i64>,
    /// `updated_at`: of two rows of one run the newer one stands.
    pub updated_at: Option<i64>,
    /// Numbers of the pull requests that the head commit belongs to. Empty for scheduled runs.
    pub pull_requests: BTreeSet<u64>,
    /// Not all of its jobs could be read.
    pub partial: bool,
    /// Ids of required sets ([`RequiredSet::id`]) known to have been in force when it ran; the one
    /// seen first counts.
    pub required_sets: BTreeSet<String>,
}

impl Run {
    /// A run of which nothing more is known.
    #[must_use]
    pub fn new(project: &str, id: u64, workflow: &str, kind: Kind, created_at: i64) -> Self {
        Self {
            key: RunKey {
                project: project.to_owned(),
                id,
            },
            workflow: workflow.to_owned(),
            workflow_name: String::new(),
            kind,
            number: None,
            run_attempt: 0,
            event: String::new(),
            branch: None,
            head_sha: None,
            status: String::new(),
            conclusion: None,
            created_at,
            started_at: None,
            updated_at: None,
            pull_requests: BTreeSet::new(),
            partial: false,
            required_sets: BTreeSet::new(),
        }
    }
}

/// A pull request.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PullRequest {
    /// Id of the project.
    pub project: String,
    /// Its number.
    pub number: u64,
    /// When this was so, in seconds since 1970 UTC: of two rows the newer one stands.
    pub updated_at: Option<i64>,
    /// Its title. Free text by strangers.
    pub title: String,
    /// Login of who opened it.
    pub author: Option<String>,
    /// Whether it was merged. None: unknown.
    pub merged: Option<bool>,
}

/// One try at a job within a run, as listed: copies that GitHub made of untouched jobs included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempt {
    /// GitHub's job id; unique within the project. 0: the source has none.
    pub job_id: u64,
    /// Full name of the job. White space is joined when it is inserted.
    pub job: String,
    /// `run_attempt`, ≥ 1. 0: unknown; then attempts follow each other by ascending job id.
    pub run_attempt: u32,
    /// Which of several jobs of this name in this run and attempt it is, counted from 1 in the
    /// order of job ids. 0: to be worked out; writers leave it so.
    pub twin: u32,
    /// Raw word, such as `completed`.
    pub status: String,
    /// Raw word, such as `success`; None while there is none.
    pub conclusion: Option<String>,
    /// `created_at`, in seconds since 1970 UTC.
    pub created_at: Option<i64>,
    /// `started_at`.
    pub started_at: Option<i64>,
    /// `completed_at`.
    pub completed_at: Option<i64>,
    /// Duration where the source tells it, but not both times.
    pub duration_secs: Option<u32>,
    /// Name of the runner.
    pub runner: Option<String>,
    /// What the job asked of its runner.
    pub labels: Vec<String>,
    /// The first step that failed.
    pub failing_step: Option<String>,
    /// Test cases that failed.
    pub failing_tests: BTreeSet<TestCase>,
    /// The log around the first failure, ≤ 2 KB, without colour codes and secrets.
    pub excerpt: Option<String>,
}

/// A line of a test program. Both parts are its identity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TestCase {
    /// File or package that holds it. Empty: unknown.
    pub file: String,
    /// Its name.
    pub name: String,
}

/// The jobs that had to pass before a merge, and since when that was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequiredSet {
    /// Id of the project.
    pub project: String,
    /// Where it was read, such as `branch-protection` or `gatekeeper`.
    pub source: String,
    /// When it was first seen, in seconds since 1970 UTC.
    pub at: i64,
    /// Full names of the jobs, without the workflow in front.
    pub jobs: BTreeSet<String>,
}
