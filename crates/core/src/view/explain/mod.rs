//! What a figure is made of: its formula, what was counted, and what was left out. Each figure of a
//! view has an address by which it is asked for.

mod address;
mod ask;
mod cells;
mod history;
mod left;
mod lists;
mod measure;
mod notes;
mod over_time;
mod subject;
mod subjects;
mod texts;

pub use address::FigureAt;
pub use ask::{CountedIn, Explained, Listed, explain};
pub use measure::Measure;
