//! The page's address as the model of its view: a query string to a typed [`Query`] and back,
//! and the addresses of the dashboard of 2024 to today's.
//!
//! It does not know the browser, the data or the meaning of a run, job or row id: those stay
//! text. What only the data can decide (does this id exist?) is left to whoever has it.

mod codec;
mod data;
mod format;
mod legacy;
mod list;
mod parse;
mod query;
mod saved;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use format::day;
pub use format::format;
pub use legacy::translate_old;
pub(crate) use parse::date;
pub use parse::parse;
pub use query::{ALL_COLUMNS, Query, Runs, Sort};
pub use saved::{Saved, format_saved, parse_saved, put, saved};
pub use words::{Column, Status, Theme, View};
