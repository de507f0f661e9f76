//! Windowing of a long list that scrolls with the page: which items are in sight, and where.

mod layout;

pub use layout::{Layout, slot_index};
