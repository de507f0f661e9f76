//! Facts of a data set that both its rows and its manifest tell.

use crate::Kind;

/// A project: one repository, or a group of jobs that is looked at as one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Project {
    /// The word in `project=`; what runs name.
    pub id: String,
    /// Name on the screen. Empty: the id.
    pub name: String,
    /// `OWNER/NAME` on GitHub, from which addresses of runs and jobs are made. Empty: unknown.
    pub repository: String,
}

/// How much of a day is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covered {
    /// Asked for, and there was nothing.
    Nothing,
    /// Pages or logs are missing.
    Partial,
    /// Everything there was.
    Complete,
}

/// A source: the runs of one workflow and kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Id of the project.
    pub project: String,
    /// As `workflow` of a run; empty: all workflows.
    pub workflow: String,
    /// Scheduled runs or pull requests.
    pub kind: Kind,
}

/// The commits between the heads of two nightly runs that follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CommitRange {
    /// Id of the project.
    pub project: String,
    /// Head of the older run, not among the commits.
    pub base: String,
    /// Head of the newer run.
    pub head: String,
    /// Oldest first.
    pub commits: Vec<Commit>,
}

/// One commit.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commit {
    /// Its hash.
    pub sha: String,
    /// First line of its message.
    pub title: String,
    /// Login of its author.
    pub author: Option<String>,
    /// The pull request that brought it.
    pub pull_request: Option<u64>,
    /// Commit time in seconds since 1970 UTC.
    pub time: Option<i64>,
}
