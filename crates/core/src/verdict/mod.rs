//! What a cell says, from its attempts. Pure functions of the attempts' outcomes.

mod rules;
#[cfg(test)]
mod tests;

pub use rules::{legacy_verdict, newest_result, verdict_of};
