//! The program in two parts: what the first view needs, and what comes after it.
//!
//! The first part is a program of its own in which the functions of the later one are called through its
//! table of functions. Until the later part is there, stand-ins of the script are in these places.

mod first;
mod later;
mod listed;
mod moved;
mod plan;
mod program;
#[cfg(test)]
mod tests;
mod used;

use anyhow::{Context, Result};

pub(super) use listed::Listed;
pub(crate) use listed::{Seen, list};
pub(super) use plan::short;
pub(super) use used::telling;

use plan::Plan;
use program::Program;

/// By what the parts import from one another.
const FIRST: &str = "first";
pub(super) const LATER: &str = "later";

/// Both parts.
pub(super) struct Parts {
    pub(super) first: Vec<u8>,
    pub(super) later: Vec<u8>,
    /// How many functions come later.
    pub(super) n_later: usize,
}

/// Splits a program: functions whose names fit come later.
pub(super) fn split(wasm: &[u8], is_later: &dyn Fn(&str) -> bool) -> Result<Parts> {
    let program = Program::read(wasm).context("the program is not as splitting expects")?;
    let plan = Plan::new(&program, is_later)?;
    Ok(Parts {
        first: first::write(&program, &plan).context("the first part")?,
        later: later::write(&program, &plan).context("the later part")?,
        n_later: plan.n_later(),
    })
}
