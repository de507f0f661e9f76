//! The files published in 2024 and 2025: `job_stats.json` (nightly) and `check_stats.json` (pull
//! requests), in every shape in which they appeared (6, 7, 10 and 13 keys).
//!
//! They say only Pass, Fail and Skip. What an older attempt is worth differs by kind and is decided
//! here once: an older `Pass` of a nightly proves nothing, and an attempt without an address never
//! was one.

mod build;
mod entry;
mod lists;
mod read;
mod scalar;
mod settle;
#[cfg(test)]
mod tests;

pub(crate) use read::decode;
