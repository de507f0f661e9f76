//! Rules that hold for a branch.

use serde::{Deserialize, Serialize};

use super::repository::NamedCheck;
use crate::lenient::or_default;

/// A rule of a ruleset (schema `repository-rule-detailed`). Only `required_status_checks` has
/// parameters that are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rule {
    /// What kind of rule.
    #[serde(default, rename = "type", deserialize_with = "or_default")]
    pub kind: String,
    /// Its settings.
    #[serde(default, deserialize_with = "or_default")]
    pub parameters: Option<RuleParameters>,
    /// The ruleset it is in.
    #[serde(default)]
    pub ruleset_id: Option<u64>,
}

/// Settings of a rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RuleParameters {
    /// Checks that must pass.
    #[serde(default, deserialize_with = "or_default")]
    pub required_status_checks: Vec<RuleCheck>,
}

/// A check that a rule asks for.
pub type RuleCheck = NamedCheck;
