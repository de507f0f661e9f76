//! The sample as a data set: runs with attempts, times, commits and what failed. "Now" is a fixed
//! time; nothing here knows a clock.

mod calendar;
mod charts;
mod checks;
mod commits;
mod failures;
mod history;
mod nightly;
mod pace;
mod pulls;
mod required;
mod tries;
mod words;

pub use calendar::NOW;
pub(super) use history::OWNER;
pub use history::history;

#[cfg(test)]
mod tests;
