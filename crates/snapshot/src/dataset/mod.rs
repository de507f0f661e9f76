//! The data set: a folder of static files that holds the results of years (docs/data-format.md).
//!
//! With the feature `write`: the rows (`History`) that collectors and importers fill. What reads
//! the files needs no feature.

mod columns;
mod facts;
#[cfg(feature = "write")]
mod history;
mod look;
mod manifest;
mod open;
mod read_manifest;
mod read_shard;
#[cfg(feature = "write")]
mod real;
#[cfg(feature = "write")]
mod required;
#[cfg(feature = "write")]
mod rows;
mod shard;
mod sheet;
#[cfg(feature = "write")]
mod stand;
mod words;
#[cfg(feature = "write")]
mod write;

pub use facts::{Commit, CommitRange, Covered, Project, Source};
#[cfg(feature = "write")]
pub use history::{Change, History};
pub use manifest::{Coverage, Manifest, Required, ShardInfo};
pub use open::{NEWEST_VERSION, Part};
pub(crate) use open::{begins, decode, named};
#[cfg(feature = "write")]
pub use real::Real;
#[cfg(feature = "write")]
pub use rows::{Attempt, PullRequest, RequiredSet, Run, RunKey, TestCase};
pub use shard::{Failure, NO_TEXT, Pull, Shard, ShardJob, ShardRun, Workflow};
#[cfg(feature = "write")]
pub use write::{Encoded, MAX_RESULTS, Options, bundle, encode, file_name, restore, sha256_hex};

#[cfg(test)]
#[cfg(feature = "write")]
mod tests;
