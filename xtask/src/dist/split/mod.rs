//! The program in two parts: what the first view needs, and what comes after it.
//!
//! The first part is a program of its own in which the functions of the later one are called through its
//! table of functions. Until the later part is there, stand-ins of the script are in these places. Data that
//! no function of the first part can come to is written into memory by the later one.

mod cold;
mod data;
mod first;
mod later;
mod links;
mod listed;
mod moved;
mod plan;
mod program;
mod reach;
mod similar;
#[cfg(test)]
mod tests;
mod used;

use anyhow::{Context, Result};

pub(super) use cold::{cut, is_piece};
pub(super) use listed::Listed;
pub(crate) use listed::{Seen, SeenPiece, list, list_pieces};
pub(super) use plan::short;
pub(super) use used::telling;

use data::Shares;
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
    /// How many bytes of data do, or why none does.
    pub(super) data: Result<usize>,
}

/// Splits a program: functions whose names fit come later.
pub(super) fn split(wasm: &[u8], is_later: &dyn Fn(&str) -> bool) -> Result<Parts> {
    let program = Program::read(wasm).context("the program is not as splitting expects")?;
    let plan = Plan::new(&program, is_later)?;
    let (shares, data) = match Shares::new(&program, &plan) {
        Ok(shares) => {
            let n_later = shares.n_later();
            (Some(shares), Ok(n_later))
        }
        Err(why) => (None, Err(why)),
    };
    let shares = shares.as_ref();
    Ok(Parts {
        first: first::write(&program, &plan, shares).context("the first part")?,
        later: later::write(&program, &plan, shares).context("the later part")?,
        n_later: plan.n_later(),
        data,
    })
}
