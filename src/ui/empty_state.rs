//! What stands where there is nothing to show: why, and what to do about it.

use super::icon::{IconShape, icon};
use crate::node::{Node, Text, el};

/// Why there is nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmptyLook {
    /// Nothing matches, or nothing is there.
    #[default]
    Empty,
    /// Something failed; announced at once.
    Failed,
}

/// A title, a reason, and buttons.
#[derive(Clone, Debug, Default)]
pub struct EmptyState {
    /// One short line.
    pub title: Text,
    /// The reason, as long as it needs; line breaks are kept.
    pub why: Text,
    /// Stable name for tests.
    pub test_id: &'static str,
    /// Its look.
    pub look: EmptyLook,
    /// Buttons or links: what can be done.
    pub actions: Vec<Node>,
}

impl EmptyState {
    /// Draws it.
    pub fn draw(self) -> Node {
        let (class, role, shape) = match self.look {
            EmptyLook::Empty => ("empty-state", "status", IconShape::Search),
            EmptyLook::Failed => (
                "empty-state empty-state--failed",
                "alert",
                IconShape::Warning,
            ),
        };
        let actions = el("div")
            .class("empty-state__actions")
            .children(self.actions);
        el("div")
            .class(class)
            .with("role", role)
            .with("data-testid", self.test_id)
            .child(icon(shape))
            .child(el("p").class("empty-state__title").text(self.title))
            .child(el("p").class("empty-state__why").text(self.why))
            .child(actions)
    }
}
