//! The shape of `config.json`. Unknown fields are ignored, missing ones take their default.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The whole configuration. `Config::default()` is what a project without one gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Config {
    /// Version of the format, 1.
    pub version: u32,
    /// Title of the page. Empty: the page's own name.
    pub title: String,
    /// Projects in the order of the switch; the first one is shown by default. Empty: whatever
    /// the data holds.
    pub projects: Vec<Project>,
    /// Who answers for which jobs. A job may have several owners.
    pub owners: Vec<Owner>,
    /// Categories of jobs. A job may be in several.
    pub categories: Vec<Category>,
    /// Dimension → its values; a value may begin or end in `*`. These win over the built-in
    /// dictionary.
    pub dimensions: BTreeMap<String, Vec<String>>,
    /// Old and new names of one job whose histories are joined.
    pub renames: Vec<Rename>,
    /// Name prefixes that mean the same in a nightly run and in a pull request.
    pub counterparts: Vec<Counterpart>,
    /// Which steps set up and which test.
    pub steps: Steps,
    /// Where the set of required jobs comes from.
    pub required: Required,
    /// Windows and limits of the flaky and the readiness rules.
    pub thresholds: Thresholds,
    /// Runs shown by default, ≥ 1.
    pub runs: u32,
    /// Data the page opens by default: relative to the page, or https.
    pub data: Vec<String>,
    /// Hosts (exact names) that links in the data may lead to.
    pub link_hosts: Vec<String>,
    /// What is refused for its size.
    pub limits: Limits,
    /// Age in hours from which data is called stale, ≥ 1.
    pub stale_after_hours: u32,
    /// Whether the page may be kept for a time without network. The page's service worker reads it.
    pub offline: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            version: 1,
            title: String::new(),
            projects: Vec::new(),
            owners: Vec::new(),
            categories: Vec::new(),
            dimensions: BTreeMap::new(),
            renames: Vec::new(),
            counterparts: Vec::new(),
            steps: Steps::default(),
            required: Required::default(),
            thresholds: Thresholds::default(),
            runs: 10,
            data: Vec::new(),
            link_hosts: vec!["github.com".to_owned()],
            limits: Limits::default(),
            stale_after_hours: 36,
            offline: true,
        }
    }
}

/// One project: a repository and the workflows that are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Project {
    /// The word in `project=`. Empty: taken from the repository's name.
    pub id: String,
    /// Name on the screen. Empty: the id.
    pub name: String,
    /// `OWNER/NAME` on GitHub.
    pub repository: String,
    /// Workflows and what they are. Empty: `schedule` runs are nightly, `pull_request` runs are
    /// pull-request checks.
    pub workflows: Vec<Workflow>,
}

impl Project {
    /// The id of a project that names none: its repository's name, in small letters.
    #[must_use]
    pub fn id_of(repository: &str) -> String {
        let name = repository.rsplit('/').next().unwrap_or_default();
        name.to_ascii_lowercase()
    }
}

/// A workflow, named by its file or by the event that starts it, and its role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Workflow {
    /// File name below `.github/workflows`. None: every workflow.
    pub file: Option<String>,
    /// GitHub's event, such as `schedule`. None: every event.
    pub event: Option<String>,
    /// What its runs are.
    pub role: Role,
}

/// What the runs of a workflow are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// Scheduled runs of the whole matrix.
    #[default]
    Nightly,
    /// Checks of pull requests.
    PullRequest,
}

/// Who answers for the jobs that a pattern matches.
///
/// A pattern between slashes (`/coco.*tdx/`) is a regular expression that may match anywhere in
/// the full name. Any other pattern is a glob over the whole full name: `*` stands for any text,
/// `?` for one character. Both ignore ASCII case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Owner {
    /// Jobs of this owner: those that any of the patterns matches.
    pub patterns: Vec<String>,
    /// The word in `owner=` and on the screen.
    pub group: String,
    /// GitHub logins (`octocat`) or teams (`org/team`), without `@`. No e-mail addresses.
    pub github: Vec<String>,
    /// https link to the group's chat. None: no chat.
    pub chat: Option<String>,
}

/// A category: the jobs that any of its patterns matches (see [`Owner`] for patterns).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Category {
    /// Name on the screen and in `group=category`.
    pub name: String,
    /// Jobs in it.
    pub patterns: Vec<String>,
}

/// An accepted rename: both names are one job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Rename {
    /// The full name until the rename.
    pub from: String,
    /// The full name since.
    pub to: String,
}

/// Two prefixes of full names that mean the same job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Counterpart {
    /// Prefix in nightly runs.
    pub nightly: String,
    /// Prefix in pull-request checks.
    pub pull_request: String,
}

/// Patterns of step names (see [`Owner`] for patterns).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Steps {
    /// Steps whose failure is one of the infrastructure.
    pub setup: Vec<String>,
    /// Steps that test. Empty: every step that is no set-up step.
    pub test: Vec<String>,
}

/// Where the set of required jobs comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Required {
    /// The source.
    pub from: RequiredFrom,
    /// Path of the gatekeeper's file in the repository. None: its usual place.
    pub file: Option<String>,
    /// Full names, where the source is `list`.
    pub jobs: Vec<String>,
}

/// Source of the set of required jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RequiredFrom {
    /// What the data says.
    #[default]
    Data,
    /// GitHub's branch protection.
    BranchProtection,
    /// A gatekeeper's `required-tests.yaml`.
    Gatekeeper,
    /// The list in the configuration.
    List,
}

/// Windows and limits of the rules for flaky jobs and for readiness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Thresholds {
    /// Days that flaky cells and other evidence are looked for, ≥ 1.
    pub flake_window_days: u32,
    /// Flaky cells from which a job is known to be flaky, ≥ 1.
    pub flake_min: u32,
    /// Newest nightly cells that must all have passed at the first attempt before a job may
    /// become required, ≥ 1.
    pub promotion_runs: u32,
    /// Failed nights in the window from which a required job is a candidate for demotion, ≥ 1.
    pub demotion_failed_runs: u32,
    /// Flake rate (0..=1) from which a required job is a candidate for demotion.
    pub demotion_flake_rate: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            flake_window_days: 14,
            flake_min: 2,
            promotion_runs: 10,
            demotion_failed_runs: 2,
            demotion_flake_rate: 0.05,
        }
    }
}

/// What is refused for its size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Limits {
    /// Largest decoded input in bytes, ≥ 1.
    pub max_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 256 * 1024 * 1024,
        }
    }
}
