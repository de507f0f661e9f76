//! Data sets in the store: which run is which column, which rows are which cell.

mod fill;
mod heads;
mod plan;
mod required;

pub(super) use fill::add;
