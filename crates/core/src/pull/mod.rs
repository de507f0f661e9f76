//! One pull request: each check with its attempts and, where it is red, whether the change is to
//! blame, with the evidence. Knows no clock: everything relates to the runs of the pull request.

mod collect;
mod judge;
mod seen;
mod text;

pub use collect::{Check, FindError, PullView, find, view};
pub use judge::{Class, Evidence, Judged};
pub use text::{heading, json, markdown, sentence};

#[cfg(test)]
mod tests;
