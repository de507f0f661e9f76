//! A search box: icon, text, key hint, a button that clears it, and what is wrong with the text.

use std::sync::Arc;

use leptos::ev;

use super::icon::{IconShape, icon};
use crate::node::{Node, el, focus_id, value_of};

/// A one-line search box. The text shown follows `value`; typing reports and changes nothing else.
#[derive(Clone, Debug, Default)]
pub struct TextField {
    /// Classes of the outer box, for its place in the layout.
    pub class: &'static str,
    /// Accessible name.
    pub label: &'static str,
    /// The text.
    pub value: String,
    /// What is wrong with the text; None when nothing is.
    pub error: Option<String>,
    /// Hint shown in the empty box.
    pub placeholder: &'static str,
    /// Key that leads here, shown at the end of the empty box.
    pub key_hint: &'static str,
    /// Stable name for tests, on the input itself.
    pub test_id: &'static str,
    /// Element id of the input, which no other element has.
    pub id: String,
}

impl TextField {
    /// Draws it. `on_input` is called with the whole text at each change by the visitor, `on_key`
    /// at each key press in the box, before the browser acts on it.
    pub fn draw(
        self,
        on_input: impl Fn(String) + Send + Sync + 'static,
        on_key: impl Fn(ev::Event) + Send + Sync + 'static,
    ) -> Node {
        let on_input = Arc::new(on_input);
        let mut outer = String::from("text-field ");
        outer.push_str(self.class);
        let mut error_id = self.id.clone();
        error_id.push_str("-error");
        let is_wrong = self.error.is_some();
        // `:placeholder-shown` tells the style whether the box is empty: there must be a hint.
        let hint = if self.placeholder.is_empty() {
            " "
        } else {
            self.placeholder
        };
        let typed = Arc::clone(&on_input);
        let input = el("input")
            .class("text-field__input")
            .with_all(&[
                ("type", "search"),
                ("autocomplete", "off"),
                ("autocapitalize", "off"),
                ("spellcheck", "false"),
                ("enterkeyhint", "search"),
                ("data-testid", self.test_id),
                ("aria-label", self.label),
                ("placeholder", hint),
            ])
            .with("id", self.id.clone())
            .with("prop:value", self.value)
            .with_some("aria-invalid", is_wrong.then_some("true"))
            .with_some("aria-describedby", is_wrong.then(|| error_id.clone()))
            .on("input", move |event| typed(value_of(&event)))
            .on("keydown", on_key);
        let id = self.id;
        let clear = el("button")
            .class("text-field__clear")
            .with_all(&[
                ("type", "button"),
                ("aria-label", "Clear"),
                ("title", "Clear"),
            ])
            .on("click", move |_| {
                on_input(String::new());
                focus_id(&id);
            })
            .child(icon(IconShape::Close));
        let key = (!self.key_hint.is_empty())
            .then(|| el("kbd").with("aria-hidden", "true").text(self.key_hint));
        let box_ = el("div")
            .class("text-field__box")
            .child(icon(IconShape::Search))
            .child(input)
            .child(clear)
            .child_some(key);
        let error = el("p")
            .class("text-field__error")
            .with("id", error_id)
            .with("role", "status")
            .text(self.error.unwrap_or_default());
        el("div").class(outer).child(box_).child(error)
    }
}
