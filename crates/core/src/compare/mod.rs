//! Two runs of one workflow against each other. Knows no address and no output.

mod diff;
mod find;
mod renames;
mod text;

pub use diff::{Diff, diff};
pub use find::{FindError, RunAt, find, newest_two};
pub use renames::renames;
pub use text::{Row, json, markdown, rows};

#[cfg(test)]
mod tests;
