//! Figures over time: nights from the oldest to the newest, and the charts made of them.

mod charts;
mod of_some;
mod points;
mod required;
mod sheet;

pub use charts::{Chart, ChartSeries, Look, TrendsView, trends};
pub(super) use of_some::{of_days, of_job, of_sides};
pub use points::Point;
pub(super) use points::cells_of;
pub(super) use sheet::sheet;
