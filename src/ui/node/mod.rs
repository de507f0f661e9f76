//! A tree of elements as plain data, drawn by comparing it with what stands on the page.
//!
//! Long lists are drawn with it. The static view types of Leptos are compiled once for each shape,
//! which is much code, and a line of the table has fifty elements, which is much work to make anew
//! for each line that scrolls into sight. Here a line is data, all lines share one drawing
//! function, and a line that leaves the page gives its elements to one that comes in.
//! docs/decisions/0005 has the figures.

mod draw;
mod order;
mod tree;

pub use draw::{Nodes, drawn};
pub use order::{Around, Order};
pub use tree::{Node, Text, el, text};
