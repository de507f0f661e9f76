//! Two runs of one workflow against each other. Knows no address and no output.

mod diff;
mod find;
mod renames;
mod text;

pub(crate) use diff::differ;
pub use diff::{Diff, diff};
pub use find::{FindError, RunAt, find, newest_two, pair, word};
pub use renames::renames;
pub use text::{Row, json, markdown, rows};

#[cfg(test)]
mod tests;
