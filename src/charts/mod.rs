//! Charts as SVG. They draw what they are given: scales, ticks and words come ready made, and no
//! CI word is known here.

mod axis;
mod bars;
mod path;
mod sparkline;

pub use axis::{Axis, Tick};
pub use bars::{BarColumn, BarSegment, Bars};
pub use sparkline::Sparkline;
