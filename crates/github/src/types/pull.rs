//! A pull request.

use serde::{Deserialize, Serialize};

use super::commit::Person;
use super::run::RepositoryRef;
use crate::lenient::or_default;
use crate::time::lenient as time;

/// A pull request (schema `pull-request-simple`). Times are seconds since 1970 in UTC.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Pull {
    /// Its number in the repository.
    pub number: u64,
    /// Its title, free text.
    #[serde(default, deserialize_with = "or_default")]
    pub title: String,
    /// `open` or `closed`.
    #[serde(default)]
    pub state: Option<String>,
    /// Who opened it. None: the account was deleted.
    #[serde(default)]
    pub user: Option<Person>,
    /// Where its commits are.
    #[serde(default, deserialize_with = "or_default")]
    pub head: PullHead,
    /// Where they are to go.
    #[serde(default, deserialize_with = "or_default")]
    pub base: PullHead,
    /// When it was opened.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<i64>,
    /// When anything of it last changed.
    #[serde(default, deserialize_with = "time")]
    pub updated_at: Option<i64>,
    /// When it was closed or merged.
    #[serde(default, deserialize_with = "time")]
    pub closed_at: Option<i64>,
    /// When it was merged. None: it was not.
    #[serde(default, deserialize_with = "time")]
    pub merged_at: Option<i64>,
}

/// A branch of a pull request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PullHead {
    /// Newest commit.
    #[serde(default)]
    pub sha: Option<String>,
    /// Name of the branch.
    #[serde(default, rename = "ref")]
    pub branch: Option<String>,
    /// Its repository. None: it was deleted.
    #[serde(default)]
    pub repo: Option<RepositoryRef>,
}
