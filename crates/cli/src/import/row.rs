//! One row: an attempt of a job and what is known of its run. All importers make these.

use std::collections::BTreeSet;

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::TestCase;

/// An attempt of a job, as a file tells it. What it does not tell is None, 0 or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Id of the project.
    pub project: Option<String>,
    /// `OWNER/NAME`.
    pub repository: Option<String>,
    /// The workflow's file.
    pub workflow: Option<String>,
    /// Scheduled run or pull request. None: by whether it names pull requests.
    pub kind: Option<Kind>,
    /// Id of the run.
    pub run_id: u64,
    /// Number of the run.
    pub run_number: Option<u64>,
    /// Attempts of the whole run that are known of.
    pub run_attempt: u32,
    /// Full name of the job.
    pub job: String,
    /// Id of the job.
    pub job_id: u64,
    /// Number of this attempt of the job.
    pub attempt: u32,
    /// The word as it stood in the file, for counting.
    pub word: String,
    /// GitHub's status.
    pub status: String,
    /// GitHub's conclusion, or the source's own word.
    pub conclusion: Option<String>,
    /// Creation of the run in seconds since 1970 UTC, or the beginning of its day.
    pub created_at: i64,
    /// Start of the attempt.
    pub started_at: Option<i64>,
    /// End of the attempt.
    pub completed_at: Option<i64>,
    /// How long it took.
    pub duration_secs: Option<u32>,
    /// The step that failed.
    pub failing_step: Option<String>,
    /// Test cases that failed.
    pub failing_tests: BTreeSet<TestCase>,
    /// The log around the first failure.
    pub excerpt: Option<String>,
    /// Needed to merge at that time.
    pub required: Option<bool>,
    /// Event that started the run.
    pub event: Option<String>,
    /// Branch of the head commit.
    pub branch: Option<String>,
    /// The head commit.
    pub head_sha: Option<String>,
    /// Name of the runner.
    pub runner: Option<String>,
    /// What the job asked of its runner.
    pub labels: Vec<String>,
    /// Pull requests of the head commit, with titles where those can be told apart.
    pub pulls: Vec<(u64, Option<String>)>,
    /// Whether they were merged.
    pub merged: Option<bool>,
    /// When the source showed this.
    pub seen_at: Option<i64>,
    /// The source does not hold all jobs of the run.
    pub partial: bool,
}

impl Row {
    /// What the run is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind.unwrap_or(if self.pulls.is_empty() {
            Kind::Nightly
        } else {
            Kind::Prs
        })
    }
}
