//! Charts as SVG. They draw what they are given: scales, ticks and words come ready made, and no
//! CI word is known here.

mod bars;
mod heatmap;
mod path;
mod plot;
mod sparkline;

pub use bars::{BarColumn, BarSegment, bars, bars_table};
pub use heatmap::HeatMap;
pub use plot::{Plot, PlotLook, PlotSeries, PlotStep};
pub use sparkline::sparkline;
