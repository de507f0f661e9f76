//! Charts as SVG. They draw what they are given: scales, ticks and words come ready made, and no
//! CI word is known here.

mod bars;
mod path;
mod sparkline;

pub use bars::{BarColumn, BarSegment, bars};
pub use sparkline::sparkline;
