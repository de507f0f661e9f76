//! Every request that the client can make. There is no other way to build one, so that a test can
//! hold each against GitHub's OpenAPI description.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::repo::RepoName;
use crate::time::format_time;

/// Kept as they are in a segment of a path and in a value: RFC 3986's unreserved characters.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Largest page that GitHub gives.
pub(crate) const FULL_PAGE: u32 = 100;

/// A GET request below the API's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    path: String,
    query: Vec<(&'static str, String)>,
    accept: &'static str,
    paged: bool,
    kept: bool,
}

const JSON: &str = "application/vnd.github+json";
const RAW: &str = "application/vnd.github.raw+json";

impl Request {
    fn new(repo: &RepoName, rest: &str) -> Self {
        Self {
            path: format!("/repos/{}/{}{rest}", repo.owner(), repo.name()),
            query: Vec::new(),
            accept: JSON,
            paged: false,
            kept: true,
        }
    }

    fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.query.push((key, value.into()));
        self
    }

    fn paged(mut self) -> Self {
        self.paged = true;
        self
    }

    /// An answer that is asked for once only: it is not kept with its ETag.
    fn once(mut self) -> Self {
        self.kept = false;
        self
    }

    /// The repository: its default branch.
    pub(crate) fn repository(repo: &RepoName) -> Self {
        Self::new(repo, "")
    }

    /// Runs of a workflow (by its file name), or of all where there is none.
    pub(crate) fn runs(repo: &RepoName, query: &RunQuery) -> Self {
        let rest = query.workflow.as_deref().map_or_else(
            || "/actions/runs".to_owned(),
            |file| format!("/actions/workflows/{}/runs", encode(file)),
        );
        let mut request = Self::new(repo, &rest).paged();
        if let Some(event) = &query.event {
            request = request.with("event", event.as_str());
        }
        if let Some(branch) = &query.branch {
            request = request.with("branch", branch.as_str());
        }
        let time = |secs: Option<i64>| secs.and_then(format_time);
        match (time(query.from), time(query.to)) {
            (Some(from), Some(to)) => request.with("created", format!("{from}..{to}")),
            (Some(from), None) => request.with("created", format!(">={from}")),
            (None, Some(to)) => request.with("created", format!("<={to}")),
            (None, None) => request,
        }
    }

    /// One run.
    pub(crate) fn run(repo: &RepoName, run_id: u64) -> Self {
        Self::new(repo, &format!("/actions/runs/{run_id}"))
    }

    /// Jobs of all attempts of a run. GitHub's default would hide older attempts.
    pub(crate) fn jobs(repo: &RepoName, run_id: u64) -> Self {
        let rest = format!("/actions/runs/{run_id}/jobs");
        Self::new(repo, &rest).with("filter", "all").paged().once()
    }

    /// Jobs of one attempt of a run.
    pub(crate) fn attempt_jobs(repo: &RepoName, run_id: u64, attempt: u32) -> Self {
        let rest = format!("/actions/runs/{run_id}/attempts/{attempt}/jobs");
        Self::new(repo, &rest).paged().once()
    }

    /// The log of a job: an address on another host.
    pub(crate) fn log(repo: &RepoName, job_id: u64) -> Self {
        Self::new(repo, &format!("/actions/jobs/{job_id}/logs"))
    }

    /// Pull requests, the last changed first.
    pub(crate) fn pulls(repo: &RepoName) -> Self {
        let request = Self::new(repo, "/pulls").with("state", "all");
        request
            .with("sort", "updated")
            .with("direction", "desc")
            .paged()
    }

    /// Commits that `head` has and `base` has not, oldest first.
    pub(crate) fn compare(repo: &RepoName, base: &str, head: &str) -> Self {
        let rest = format!("/compare/{}...{}", encode(base), encode(head));
        Self::new(repo, &rest).paged().once()
    }

    /// A branch with what its protection asks for.
    pub(crate) fn branch(repo: &RepoName, branch: &str) -> Self {
        Self::new(repo, &format!("/branches/{}", encode(branch)))
    }

    /// Rules that hold for a branch.
    pub(crate) fn rules(repo: &RepoName, branch: &str) -> Self {
        Self::new(repo, &format!("/rules/branches/{}", encode(branch))).paged()
    }

    /// A file's bytes at a branch, tag or commit.
    pub(crate) fn file(repo: &RepoName, path: &str, at: &str) -> Self {
        let parts: Vec<String> = path
            .split('/')
            .filter(|part| !part.is_empty())
            .map(encode)
            .collect();
        let mut request =
            Self::new(repo, &format!("/contents/{}", parts.join("/"))).with("ref", at);
        request.accept = RAW;
        request
    }

    /// Whether the answer is worth keeping for the next time.
    pub(crate) fn is_kept(&self) -> bool {
        self.kept
    }

    /// What the answer is to be.
    pub(crate) fn accept(&self) -> &'static str {
        self.accept
    }

    /// Path and query, encoded. `per_page` is written where pages have a meaning.
    #[must_use]
    pub fn target(&self, per_page: u32) -> String {
        let mut pairs = self.query.clone();
        if self.paged {
            pairs.push(("per_page", per_page.to_string()));
        }
        let query: Vec<String> = pairs
            .iter()
            .map(|(key, value)| format!("{key}={}", encode(value)))
            .collect();
        if query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, query.join("&"))
        }
    }

    /// As errors name it: method and path.
    #[must_use]
    pub fn name(&self) -> String {
        format!("GET {}", self.path)
    }
}

/// Which runs to list. None: any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunQuery {
    /// File name of the workflow, `ci.yaml`.
    pub workflow: Option<String>,
    /// What started them.
    pub event: Option<String>,
    /// The branch they ran for.
    pub branch: Option<String>,
    /// Created at or after this time (seconds since 1970).
    pub from: Option<i64>,
    /// Created at or before this time (seconds since 1970).
    pub to: Option<i64>,
}

fn encode(text: &str) -> String {
    percent_encode(text.as_bytes(), ENCODED).to_string()
}

#[cfg(feature = "test-util")]
impl Request {
    /// One of each request, with every parameter it may carry, beside the operation of GitHub's
    /// description that it is to be.
    #[must_use]
    pub fn examples(repo: &RepoName) -> Vec<(&'static str, Self)> {
        let full = RunQuery {
            workflow: Some("ci nightly.yaml".to_owned()),
            event: Some("schedule".to_owned()),
            branch: Some("release/1.0".to_owned()),
            from: Some(1_764_547_200),
            to: Some(1_764_633_600),
        };
        let all = RunQuery {
            workflow: None,
            to: None,
            ..full.clone()
        };
        let sha = "a04e4edfadc5492c7bf31cb8801c4005484d8cc3";
        vec![
            ("repos/get", Self::repository(repo)),
            ("actions/list-workflow-runs", Self::runs(repo, &full)),
            (
                "actions/list-workflow-runs-for-repo",
                Self::runs(repo, &all),
            ),
            ("actions/get-workflow-run", Self::run(repo, 19_811_415_348)),
            (
                "actions/list-jobs-for-workflow-run",
                Self::jobs(repo, 19_811_415_348),
            ),
            (
                "actions/list-jobs-for-workflow-run-attempt",
                Self::attempt_jobs(repo, 19_811_415_348, 2),
            ),
            (
                "actions/download-job-logs-for-workflow-run",
                Self::log(repo, 56_754_596_675),
            ),
            ("pulls/list", Self::pulls(repo)),
            (
                "repos/compare-commits-with-basehead",
                Self::compare(repo, sha, "main"),
            ),
            ("repos/get-branch", Self::branch(repo, "release/1.0")),
            ("repos/get-branch-rules", Self::rules(repo, "main")),
            (
                "repos/get-content",
                Self::file(repo, "tools/a b.yaml", "main"),
            ),
        ]
    }
}
