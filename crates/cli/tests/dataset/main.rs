//! Data sets through the commands and against computations of their own.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

mod commands;
mod fixture;
mod generate;
mod independent;
mod real;
mod renames;
mod sample;
mod schema;
mod tool;
