//! Commits between two others.

use serde::{Deserialize, Serialize};

use crate::lenient::or_default;
use crate::time::lenient as time;

/// What lies between two commits (schema `commit-comparison`, without its commits, which are
/// rows of their own, and without files).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Comparison {
    /// `ahead`, `behind`, `identical` or `diverged`.
    #[serde(default)]
    pub status: Option<String>,
    /// Number of commits that the head has and the base has not.
    #[serde(default)]
    pub total_commits: Option<u64>,
}

/// A commit (schema `commit`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Commit {
    /// Its hash in hexadecimal.
    pub sha: String,
    /// What was committed.
    #[serde(default, deserialize_with = "or_default")]
    pub commit: CommitBody,
    /// GitHub's account of its author. None: GitHub knows none.
    #[serde(default, deserialize_with = "or_default")]
    pub author: Option<Person>,
    /// The commits before it; two or more for a merge.
    #[serde(default, deserialize_with = "or_default")]
    pub parents: Vec<CommitRef>,
}

/// Message and time of a commit. E-mail addresses are not read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CommitBody {
    /// The whole message.
    #[serde(default, deserialize_with = "or_default")]
    pub message: String,
    /// When it was committed.
    #[serde(default, deserialize_with = "or_default")]
    pub committer: Option<Signature>,
}

/// When somebody signed a commit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Signature {
    /// Seconds since 1970 in UTC.
    #[serde(default, deserialize_with = "time")]
    pub date: Option<i64>,
}

/// An account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Person {
    /// Its name on GitHub.
    #[serde(default)]
    pub login: Option<String>,
}

/// A commit by its hash.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CommitRef {
    /// In hexadecimal.
    #[serde(default, deserialize_with = "or_default")]
    pub sha: String,
}
