//! A search box: icon, text, key hint, a button that clears it, and what is wrong with the text.

use std::sync::Arc;

use leptos::ev;

use super::icon::{IconShape, icon};
use super::suggest::Suggest;
use crate::node::{Node, el, focus_id, value_of};

type OnInput = Arc<dyn Fn(String) + Send + Sync>;
type OnTake = Arc<dyn Fn(Option<usize>) + Send + Sync>;

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
    /// What a button beside the error says, and the text that it writes.
    pub mend: Option<(String, String)>,
    /// Hint shown in the empty box.
    pub placeholder: &'static str,
    /// Key that leads here, shown at the end of the empty box.
    pub key_hint: &'static str,
    /// Stable name for tests, on the input itself.
    pub test_id: &'static str,
    /// Element id of the input, which no other element has.
    pub id: String,
    /// What may be written, for a box that makes suggestions.
    pub suggest: Option<Suggest>,
}

impl TextField {
    /// Draws it without suggestions.
    pub fn draw(
        self,
        on_input: impl Fn(String) + Send + Sync + 'static,
        on_key: impl Fn(ev::Event) + Send + Sync + 'static,
    ) -> Node {
        self.draw_suggesting(on_input, on_key, |_| ())
    }

    /// Draws it. `on_input` is called with the whole text at each change by the visitor, `on_key`
    /// at each key press in the box, before the browser acts on it, `on_take` with the suggestion
    /// that is pressed; None: the box was left.
    pub fn draw_suggesting(
        mut self,
        on_input: impl Fn(String) + Send + Sync + 'static,
        on_key: impl Fn(ev::Event) + Send + Sync + 'static,
        on_take: impl Fn(Option<usize>) + Send + Sync + 'static,
    ) -> Node {
        let on_input: OnInput = Arc::new(on_input);
        let on_take: OnTake = Arc::new(on_take);
        let mut outer = String::from("text-field ");
        outer.push_str(self.class);
        let id = self.id.clone();
        let emptied = Arc::clone(&on_input);
        let clear = el("button")
            .class("text-field__clear")
            .with_all(&[
                ("type", "button"),
                ("aria-label", "Clear"),
                ("title", "Clear"),
            ])
            .on("click", move |_| {
                emptied(String::new());
                focus_id(&id);
            })
            .child(icon(IconShape::Close));
        let key = (!self.key_hint.is_empty())
            .then(|| el("kbd").with("aria-hidden", "true").text(self.key_hint));
        let input = self.input(&on_input, on_key, &on_take);
        let box_ = el("div")
            .class("text-field__box")
            .child(icon(IconShape::Search))
            .child(input)
            .child(clear)
            .child_some(key);
        let told = self.told(on_input);
        let take: Arc<dyn Fn(usize) + Send + Sync> = Arc::new(move |at| on_take(Some(at)));
        el("div")
            .class(outer)
            .child(box_)
            .child(told)
            .child_some(self.suggest.and_then(|s| s.draw(&take)))
    }

    /// The box itself.
    fn input(
        &self,
        on_input: &OnInput,
        on_key: impl Fn(ev::Event) + Send + Sync + 'static,
        on_take: &OnTake,
    ) -> Node {
        let (typed, left) = (Arc::clone(on_input), Arc::clone(on_take));
        let has_list = self.suggest.is_some();
        let list = self.suggest.as_ref().filter(|s| !s.list.is_empty());
        let expanded = if list.is_some() { "true" } else { "false" };
        let active = list.and_then(|s| Some(s.option_id(s.active?)));
        let is_wrong = self.error.is_some();
        // `:placeholder-shown` tells the style whether the box is empty: there must be a hint.
        let hint = if self.placeholder.is_empty() {
            " "
        } else {
            self.placeholder
        };
        el("input")
            .class("text-field__input")
            .with_all(&[
                ("type", if has_list { "text" } else { "search" }),
                ("autocomplete", "off"),
                ("autocapitalize", "off"),
                ("spellcheck", "false"),
                ("enterkeyhint", "search"),
                ("data-testid", self.test_id),
                ("aria-label", self.label),
                ("placeholder", hint),
            ])
            .with("id", self.id.clone())
            .with("prop:value", self.value.clone())
            .with_some("role", has_list.then_some("combobox"))
            .with_some("aria-autocomplete", has_list.then_some("list"))
            .with_some("aria-expanded", has_list.then_some(expanded))
            .with_some("aria-controls", list.map(|s| s.id.clone()))
            .with_some("aria-activedescendant", active)
            .with_some("aria-invalid", is_wrong.then_some("true"))
            .with_some("aria-describedby", is_wrong.then(|| self.error_id()))
            .on("input", move |event| typed(value_of(&event)))
            .on("keydown", on_key)
            .on("blur", move |_| left(None))
    }

    /// What is wrong, and what may be meant.
    fn told(&mut self, on_input: OnInput) -> Node {
        let error_id = self.error_id();
        let id = self.id.clone();
        let mend = self.mend.take().filter(|_| self.error.is_some());
        let mend = mend.map(|(words, text)| {
            el("button")
                .class("text-field__mend")
                .with_all(&[("type", "button"), ("data-testid", "mend")])
                .with("title", ["Write ", &text].concat())
                .on("click", move |_| {
                    on_input(text.clone());
                    focus_id(&id);
                })
                .text(words)
        });
        el("p")
            .class("text-field__error")
            .with("id", error_id)
            .with("role", "status")
            .text(self.error.take().unwrap_or_default())
            .child_some(mend)
    }

    fn error_id(&self) -> String {
        [&self.id, "-error"].concat()
    }
}
