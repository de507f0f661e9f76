//! An invented data set that looks like a real project's: two legacy files, the same bytes for
//! the same options. Knows no clock and reads nothing.

mod behaviour;
mod checks;
mod families;
mod generate;
mod jobs;
mod nightly;
mod rng;
mod wire;

pub use generate::{Options, Sample, generate, write};

#[cfg(test)]
mod tests;
