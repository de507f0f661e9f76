//! `tailorbird.toml`: what people write about their project, checked, as the same types that the
//! page reads from `config.json`. Knows nothing of results, but for the report of what they lack.

mod check;
mod file;
mod node;
mod problem;
mod read;
mod read_project;
mod seen;
mod settings;

pub use file::{OpenError, build, open};
pub use problem::{Problem, Problems};
pub use read::parse;
pub use seen::{Seen, never_seen};
pub use settings::Settings;

#[cfg(test)]
mod tests;
