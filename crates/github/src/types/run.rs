//! A workflow run.

use serde::{Deserialize, Serialize};

use crate::lenient::or_default;
use crate::time::lenient as time;

/// A run of a workflow, as of its newest attempt (schema `workflow-run`). Times are seconds since
/// 1970 in UTC.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Run {
    /// Identifies the run on all of GitHub; beyond 2^32.
    pub id: u64,
    /// The workflow's name, or what `run-name` made of it.
    #[serde(default)]
    pub name: Option<String>,
    /// The workflow's file, `.github/workflows/ci.yaml`, with `@REF` behind it for some.
    #[serde(default)]
    pub path: Option<String>,
    /// Identifies the workflow.
    #[serde(default)]
    pub workflow_id: Option<u64>,
    /// Counts up within the workflow.
    #[serde(default)]
    pub run_number: Option<u64>,
    /// Number of the newest attempt, from 1.
    #[serde(default)]
    pub run_attempt: Option<u32>,
    /// What started it, such as `schedule` or `pull_request`.
    #[serde(default)]
    pub event: Option<String>,
    /// How far it is, such as `completed`.
    #[serde(default)]
    pub status: Option<String>,
    /// How it ended. None: it has not.
    #[serde(default)]
    pub conclusion: Option<String>,
    /// The commit it ran for.
    #[serde(default)]
    pub head_sha: Option<String>,
    /// The branch it ran for.
    #[serde(default)]
    pub head_branch: Option<String>,
    /// The repository that branch is in; another one for a pull request from a fork. None: it was
    /// deleted.
    #[serde(default)]
    pub head_repository: Option<RepositoryRef>,
    /// The repository of the workflow.
    #[serde(default)]
    pub repository: Option<RepositoryRef>,
    /// What the list of runs shows: the title of the pull request or of the commit.
    #[serde(default)]
    pub display_title: Option<String>,
    /// When it was first asked for.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<i64>,
    /// When its newest attempt began.
    #[serde(default, deserialize_with = "time")]
    pub run_started_at: Option<i64>,
    /// When anything of it last changed.
    #[serde(default, deserialize_with = "time")]
    pub updated_at: Option<i64>,
    /// Open pull requests with that branch; empty for forks. Of a scheduled run it lists pull
    /// requests of unrelated forks.
    #[serde(default, deserialize_with = "or_default")]
    pub pull_requests: Vec<PullRef>,
    /// Its page.
    #[serde(default)]
    pub html_url: Option<String>,
}

impl Run {
    /// Whether nothing of it will change but by a rerun.
    #[must_use]
    pub fn is_completed(&self) -> bool {
        self.status.as_deref() == Some("completed")
    }

    /// The file name of its workflow, `ci.yaml`.
    #[must_use]
    pub fn workflow_file(&self) -> Option<&str> {
        let path = self.path.as_deref()?;
        let path = path.split_once('@').map_or(path, |(path, _)| path);
        path.rsplit('/').next().filter(|name| !name.is_empty())
    }
}

/// A pull request as a run names it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PullRef {
    /// Its number in the repository it is made to.
    pub number: u64,
    /// That repository's API address is within. None: not told.
    #[serde(default)]
    pub url: Option<String>,
}

/// A repository as other objects name it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RepositoryRef {
    /// Its id.
    #[serde(default)]
    pub id: Option<u64>,
    /// `OWNER/NAME`.
    #[serde(default)]
    pub full_name: Option<String>,
}
