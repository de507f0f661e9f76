//! A job of a run.

use serde::{Deserialize, Serialize};

use crate::lenient::or_default;
use crate::time::lenient as time;

/// One job in one attempt of a run (schema `job`). "Re-run failed jobs" lists untouched jobs again
/// with a new id and an old `started_at`. Times are seconds since 1970 in UTC.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Job {
    /// Identifies the job; beyond 2^32. A copy in a later attempt has an id of its own.
    pub id: u64,
    /// The run it belongs to.
    pub run_id: u64,
    /// Attempt of the run, from 1. None: not told.
    #[serde(default)]
    pub run_attempt: Option<u32>,
    /// Full name, with ` / ` between the parts of reusable workflows.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// How far it is, such as `completed`.
    #[serde(default)]
    pub status: Option<String>,
    /// How it ended. None: it has not.
    #[serde(default)]
    pub conclusion: Option<String>,
    /// The commit it ran for.
    #[serde(default)]
    pub head_sha: Option<String>,
    /// When this object came to be.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<i64>,
    /// When a runner took it.
    #[serde(default, deserialize_with = "time")]
    pub started_at: Option<i64>,
    /// When it ended.
    #[serde(default, deserialize_with = "time")]
    pub completed_at: Option<i64>,
    /// What it asked of a runner.
    #[serde(default, deserialize_with = "or_default")]
    pub labels: Vec<String>,
    /// The machine. None or empty: none took it.
    #[serde(default)]
    pub runner_name: Option<String>,
    /// The machine's group; 0 or `GitHub Actions` for GitHub's own machines.
    #[serde(default)]
    pub runner_group_name: Option<String>,
    /// Its steps in order.
    #[serde(default, deserialize_with = "or_default")]
    pub steps: Vec<Step>,
    /// The workflow's name.
    #[serde(default)]
    pub workflow_name: Option<String>,
    /// Its page.
    #[serde(default)]
    pub html_url: Option<String>,
    /// Repository, where a saved file names it (not GitHub's).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_repo: Option<String>,
    /// Workflow, where a saved file names it (not GitHub's).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_workflow: Option<String>,
}

impl Job {
    /// Whether it will not change any more.
    #[must_use]
    pub fn is_completed(&self) -> bool {
        self.status.as_deref() == Some("completed")
    }

    /// The first step that failed, by its number.
    #[must_use]
    pub fn failing_step(&self) -> Option<&Step> {
        let failed = |step: &&Step| {
            matches!(
                step.conclusion.as_deref(),
                Some("failure" | "timed_out" | "startup_failure")
            )
        };
        let steps = self.steps.iter().filter(failed);
        steps.min_by_key(|step| step.number.unwrap_or(u64::MAX))
    }
}

/// A step of a job.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Step {
    /// Its name.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// How far it is.
    #[serde(default)]
    pub status: Option<String>,
    /// How it ended.
    #[serde(default)]
    pub conclusion: Option<String>,
    /// Its place in the job, from 1.
    #[serde(default)]
    pub number: Option<u64>,
}
