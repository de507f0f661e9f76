//! A button with words, an icon, or both.

use super::icon::{IconShape, icon};
use crate::node::{Node, Text, el, text};

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonLook {
    /// Framed, as high as the filter.
    #[default]
    Plain,
    /// Framed, as low as a target may be (24 px).
    Small,
    /// Without a frame.
    Quiet,
    /// In the accent colour: the one thing to do.
    Primary,
}

impl ButtonLook {
    /// The whole `class` of a button or link with this look.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Small => "button button--small",
            Self::Quiet => "button button--quiet",
            Self::Primary => "button button--primary",
        }
    }
}

/// A button.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Button {
    /// Its words; empty for an icon alone, which needs `label`.
    pub text: Text,
    /// Its accessible name and hover text where the words do not say it; empty for none.
    pub label: Text,
    /// An icon before the words.
    pub icon: Option<IconShape>,
    /// Stable name for tests.
    pub test_id: &'static str,
    /// Whether it cannot be pressed now.
    pub is_disabled: bool,
    /// Its look.
    pub look: ButtonLook,
}

impl Button {
    /// The button; `on_press` is called when it is pressed.
    pub fn draw(self, on_press: impl Fn() + Send + Sync + 'static) -> Node {
        self.frame().on("click", move |_| on_press())
    }

    fn frame(self) -> Node {
        let label = (!self.label.is_empty()).then_some(self.label);
        el("button")
            .with("type", "button")
            .class(self.look.class())
            .with("data-testid", self.test_id)
            .with_some("disabled", self.is_disabled.then_some(""))
            .with_some("title", label.clone())
            .with_some("aria-label", label)
            .child_some(self.icon.map(icon))
            .child_some((!self.text.is_empty()).then(|| text(self.text)))
    }
}
