//! Results of other programs, as rows of a data set: files of older dashboards, and lines of JSON
//! that any CI can write (docs/row-format.md). Writes nothing.

mod ask;
mod counts;
mod dashboard;
mod flaky;
mod fold;
mod known;
mod legacy;
mod lines;
mod notes;
mod open;
mod place;
mod row;
mod sets;
mod tidy;
mod time;
mod words;

pub use counts::{Counts, Tally};
pub use fold::{Folded, fold};
pub use notes::Notes;
pub use open::{Options, read};
pub use row::Row;
pub use time::day;
pub use words::SETUP_STEP;

#[cfg(test)]
mod tests;
