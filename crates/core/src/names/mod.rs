//! What a job's name says: its path, its matrix values and the dimensions they belong to, its
//! kind, its owners. Knows names only: no results, no runs, no workflow files.

mod dictionary;
mod dimensions;
mod job_name;
mod kind;
mod matchers;
mod normalize;
mod split;

pub use dictionary::Dimensions;
pub use dimensions::Dimension;
pub use job_name::{JobName, parse};
pub use kind::JobKind;
pub use matchers::{Matchers, OwnerGroup, Pattern, PatternError};
pub use normalize::{Change, MAX_CHARS, Normalized, normalize};

#[cfg(test)]
mod tests;
