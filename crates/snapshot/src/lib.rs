//! Wire types of CI result files and their decoding: bytes in, a [`Snapshot`] and a list of what is
//! odd in it out. Knows no clock, no network, no browser and no statistics.

pub mod config;
pub mod dataset;
mod decode;
mod issue;
mod legacy;
mod outcome;
mod refuse;
mod snapshot;

pub use decode::{DecodeError, decode};
pub use issue::{Issue, codes};
pub use outcome::{Kind, Outcome, Verdict};
pub use refuse::Refusal;
pub use snapshot::{Link, Run, Series, Snapshot};
