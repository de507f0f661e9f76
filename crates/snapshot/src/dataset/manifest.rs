//! The manifest as it is held in memory: what a data set holds and where.

use super::facts::{CommitRange, Project, Source};
use crate::Kind;
use crate::config::Config;

/// What a data set holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// Name of the file or its address, as the reader gave it.
    pub source: String,
    /// When it was written, in seconds since 1970 UTC. Ages relate to it.
    pub generated_at: Option<i64>,
    /// The program that wrote it.
    pub tool: String,
    /// Projects; the configuration tells their order.
    pub projects: Vec<Project>,
    /// How much is held, by source.
    pub coverage: Vec<Coverage>,
    /// Required sets over time.
    pub required: Vec<Required>,
    /// What the page needs of the configuration.
    pub config: Option<Config>,
    /// Commits between the heads of nightly runs.
    pub commits: Vec<CommitRange>,
    /// Where the results are: newest first.
    pub shards: Vec<ShardInfo>,
    /// Files of older manifests that still lie there, and when one last named them.
    pub retired: Vec<(String, i64)>,
}

/// How much is held of one source, day by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Of which runs.
    pub source: Source,
    /// The first day told, counted from 1970-01-01 UTC.
    pub first_day: i64,
    /// A letter a day: `c` complete, `p` partial, `n` nothing there, `-` not asked for.
    pub days: String,
}

/// The jobs that had to pass before a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Required {
    /// What runs name it by.
    pub id: String,
    /// Id of the project.
    pub project: String,
    /// Where it was read.
    pub source: String,
    /// When it was first seen, in seconds since 1970 UTC.
    pub at: i64,
    /// Full names, in ascending order.
    pub jobs: Vec<String>,
}

/// A file of results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardInfo {
    /// Its place, relative to the manifest.
    pub file: String,
    /// SHA-256 of its bytes in 64 hex digits.
    pub sha256: String,
    /// Scheduled runs or pull requests.
    pub kind: Kind,
    /// Creation of its oldest run, in seconds since 1970 UTC.
    pub from: i64,
    /// Creation of its newest run.
    pub to: i64,
    /// Number of runs.
    pub runs: u64,
    /// Number of jobs.
    pub jobs: u64,
    /// Number of attempts.
    pub results: u64,
    /// Its size.
    pub bytes: u64,
}
