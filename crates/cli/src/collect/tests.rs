//! Collections from a fake GitHub: cost, faults, stops, and what is in the data set after them.

mod cost;
mod files;
mod kit;
mod matching;
mod resume;
mod stops;
