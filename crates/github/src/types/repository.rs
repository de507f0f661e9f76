//! A repository, and what its branch protection asks for.

use serde::{Deserialize, Serialize};

use crate::lenient::or_default;

/// A repository (schema `full-repository`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Repository {
    /// Its id, which outlives a change of name.
    pub id: u64,
    /// `OWNER/NAME` as it is now.
    #[serde(default, deserialize_with = "or_default")]
    pub full_name: String,
    /// The branch that scheduled runs run on.
    #[serde(default)]
    pub default_branch: Option<String>,
}

/// A branch (schema `branch-with-protection`); anybody may read it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Branch {
    /// Its name.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// What is asked before a merge. None: not told.
    #[serde(default)]
    pub protection: Option<Protection>,
}

/// Classic branch protection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Protection {
    /// Which checks must pass. None: none.
    #[serde(default)]
    pub required_status_checks: Option<Checks>,
}

/// Checks that must pass.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Checks {
    /// Names of checks, the older form.
    #[serde(default, deserialize_with = "or_default")]
    pub contexts: Vec<String>,
    /// The same with the app that has to report them.
    #[serde(default, deserialize_with = "or_default")]
    pub checks: Vec<NamedCheck>,
}

/// A check by its name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NamedCheck {
    /// Name of the check.
    #[serde(default, deserialize_with = "or_default")]
    pub context: String,
}
