//! A tree of elements as plain data, drawn by comparing it with what stands on the page.
//!
//! The whole page is drawn with it. The static view types of Leptos are compiled once for each
//! shape, which is much code, and a line of the table has fifty elements, which is much work to
//! make anew for each line that scrolls into sight. Here what is drawn is data, all of it shares
//! one drawing function, and a line that leaves the page gives its elements to one that comes in.
//! docs/decisions/0005 and 0008 have the figures. Knows nothing of what it draws.

mod event;
mod keyed;
mod live;
mod order;
mod tree;
mod view;

pub use event::{
    AnyElement, by_id, caret_of, focus_id, key_of, later, next_id, reveal_id, set_caret, soon,
    value_of, value_of_id,
};
pub use keyed::{Change, Lines};
pub use order::{Around, Order};
pub use tree::{Handler, Node, Text, Words, el, text};
pub use view::{Nodes, drawn, drawn_when};
