//! Invented results that look like a real project's: a data set, or the two files of 2024's
//! dashboard; the same bytes for the same options. Knows no clock.

mod behaviour;
mod checks;
mod dataset;
mod families;
mod generate;
mod jobs;
mod nightly;
mod rng;
mod wire;

pub use dataset::{NOW, history};
pub use generate::{Options, Sample, generate, write, write_legacy};

#[cfg(test)]
mod tests;
