//! Wire types of CI result files and their decoding: bytes in, a snapshot and a list of what is
//! odd in it out. Knows no clock, no network, no browser and no statistics.

mod issue;
mod outcome;

pub use issue::{Issue, codes};
pub use outcome::{Kind, Outcome, Verdict};
