//! Figures over time: nights from the oldest to the newest, and the charts made of them.

mod charts;
mod points;
mod required;
mod sheet;

pub use charts::{Chart, ChartSeries, Look, TrendsView, trends};
pub use points::Point;
pub(super) use sheet::sheet;
