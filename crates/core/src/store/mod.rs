//! All results of all opened files in columns, built once and then only read.

mod attempts;
mod build;
mod columns;
mod dataset;
mod ids;
mod merge;
mod naming;
mod renames;
#[cfg(test)]
pub(crate) mod testkit;
#[cfg(test)]
mod tests;
mod whose;

pub use build::{Input, build};
pub use columns::{Axis, AxisIdx, CellIdx, Home, RunInfo, RunName, Series, SeriesIdx, Store};
pub use ids::{SeriesId, series_id};
pub use naming::{Described, Naming};
pub use renames::Renames;
pub use whose::foreign_repository;
