//! The signals that outlive a component: the address, the opened files, the rows they lead to, and
//! what the visitor prefers.

mod address;
mod data;
mod load;
mod opening;
mod prefs;
mod rows;
mod saved;
mod tables;
mod told;

pub use address::{Address, Step};
pub use data::{Data, Loaded, Odd, Problem, Progress};
pub use prefs::Prefs;
pub use rows::{ReadFilter, Rows, Stage};
pub use saved::SavedViews;
pub use told::Told;
