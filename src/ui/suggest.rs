//! A list of suggestions under a text box: the box keeps the focus, and says which one is chosen.

use std::sync::Arc;

use crate::node::{Node, el};

/// One suggestion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestion {
    /// What is written when it is taken.
    pub text: String,
    /// A note at its end.
    pub note: String,
}

/// What a text box shows of its suggestions.
#[derive(Clone, Debug, Default)]
pub struct Suggest {
    /// From top to bottom; none: there is no list.
    pub list: Vec<Suggestion>,
    /// The one chosen.
    pub active: Option<usize>,
    /// Element id of the list.
    pub id: String,
    /// Accessible name of the list.
    pub label: &'static str,
}

impl Suggest {
    /// Element id of a suggestion.
    pub(super) fn option_id(&self, at: usize) -> String {
        option_id(&self.id, at)
    }

    /// Draws the list; `on_take` is called with the place of the one that is pressed.
    pub(super) fn draw(self, on_take: &Arc<dyn Fn(usize) + Send + Sync>) -> Option<Node> {
        let option = |(at, it): (usize, &Suggestion)| {
            let is_active = self.active == Some(at);
            let class = if is_active {
                "suggest__option suggest__option--active"
            } else {
                "suggest__option"
            };
            let take = Arc::clone(on_take);
            el("li")
                .class(class)
                .with("id", self.option_id(at))
                .with("role", "option")
                .with("data-value", it.text.clone())
                .with("aria-selected", if is_active { "true" } else { "false" })
                .on("click", move |_| take(at))
                .child(el("span").class("suggest__text").text(it.text.clone()))
                .child(el("span").class("suggest__note").text(it.note.clone()))
        };
        (!self.list.is_empty()).then(|| {
            el("ul")
                .class("suggest")
                .with("id", self.id.clone())
                .with_all(&[
                    ("role", "listbox"),
                    ("aria-label", self.label),
                    ("data-testid", "suggestions"),
                ])
                // The box keeps the focus when a suggestion is pressed.
                .on("pointerdown", |event| event.prevent_default())
                .on("mousedown", |event| event.prevent_default())
                .children(self.list.iter().enumerate().map(option).collect())
        })
    }
}

/// Element id of a suggestion in the list of this id.
pub fn option_id(list: &str, at: usize) -> String {
    [list, "-", &at.to_string()].concat()
}
