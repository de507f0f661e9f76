//! `tailorbird collect`: GitHub's objects, asked for or read from files, become rows of a data
//! set. It prints nothing and knows no terminal.

mod commits;
mod coverage;
mod fetch;
mod from_files;
mod journal;
mod listing;
mod live;
mod plan;
mod progress;
mod pulls;
mod required;
mod rows;
mod stages;
mod summary;
mod target;

pub use from_files::{FromFiles, from_files};
pub use journal::{JOURNAL, Journal};
pub use live::{LiveOptions, collect};
pub use progress::{Progress, Silent};
pub use summary::Summary;
pub use target::{NoTarget, Target, targets};

#[cfg(test)]
mod tests;
