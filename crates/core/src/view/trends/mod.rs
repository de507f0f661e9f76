//! Figures over time: nights from the oldest to the newest, and the charts made of them.

mod caption;
mod charts;
mod of_some;
mod points;
mod required;
mod sheet;

pub use charts::{Chart, ChartSeries, Cited, Look, TrendsView, trends};
pub(super) use of_some::{SIDES, Then, in_days, in_job, of_days, of_job, of_sides};
pub use points::Point;
pub(super) use points::{CellOf, cells_of};
pub(super) use sheet::sheet;
