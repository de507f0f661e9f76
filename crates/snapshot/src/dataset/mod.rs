//! The data set: a folder of static files that holds the results of years (docs/data-format.md).
//!
//! With the feature `write`: the rows ([`History`]) that collectors and importers fill. What reads
//! the files needs no feature.

#[cfg(feature = "write")]
mod history;
#[cfg(feature = "write")]
mod real;
#[cfg(feature = "write")]
mod required;
#[cfg(feature = "write")]
mod rows;
#[cfg(feature = "write")]
mod stand;

#[cfg(feature = "write")]
pub use history::{Change, History};
#[cfg(feature = "write")]
pub use real::Real;
#[cfg(feature = "write")]
pub use rows::{
    Attempt, Commit, CommitRange, Covered, Project, PullRequest, RequiredSet, Run, RunKey, Source,
    TestCase,
};

#[cfg(all(test, feature = "write"))]
mod tests;
