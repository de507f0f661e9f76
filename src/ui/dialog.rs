//! A window over the page: the browser's own `<dialog>`, which keeps the focus inside, closes at
//! Esc and gives the focus back.

use super::icon::{IconShape, icon};
use crate::node::{Node, by_id, el, next_id};
use crate::signal::{RwSignal, StoredValue, effect};
use leptos::prelude::event_target;

/// A dialog with a title and a close button. A copy stands for the same.
#[derive(Clone, Copy, Debug)]
pub struct Dialog {
    open: RwSignal<bool>,
    id: StoredValue<String>,
}

impl Dialog {
    /// A dialog that is shown while `open` holds, which becomes false when the visitor closes it.
    pub fn new(open: RwSignal<bool>) -> Self {
        let id = StoredValue::new(next_id());
        effect(move || {
            let is_open = open.get();
            let Some(dialog) = by_id(&id.get_value()) else {
                return;
            };
            match (is_open, dialog.open()) {
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                _ => {}
            }
        });
        Self { open, id }
    }

    /// Draws it; `body` is asked for what is in it while it is open.
    pub fn draw(
        self,
        title: &'static str,
        test_id: &'static str,
        body: impl FnOnce() -> Vec<Node>,
    ) -> Node {
        let open = self.open;
        let id = self.id.get_value();
        let mut title_id = id.clone();
        title_id.push_str("-title");
        let close = el("button")
            .class("button button--quiet")
            .with_all(&[("type", "button"), ("aria-label", "Close")])
            .on("click", move |_| open.set(false))
            .child(icon(IconShape::Close));
        let head = el("div")
            .class("dialog__head")
            .child(el("h2").with("id", title_id.clone()).text(title))
            .child(close);
        let inside = if open.get() { ask(body) } else { Vec::new() };
        let own = id.clone();
        el("dialog")
            .class("dialog")
            .with("id", id)
            .with("data-testid", test_id)
            .with("aria-labelledby", title_id)
            .on("close", move |_| open.set(false))
            .on("click", move |event| {
                // Only a press on the veil has the dialog itself as its innermost element.
                if event_target::<crate::node::AnyElement>(&event).id() == own {
                    open.set(false);
                }
            })
            .child(head)
            .child(el("div").class("dialog__body").children(inside))
    }
}

/// A function of its own, so that it is not among those that a page without open windows needs.
#[inline(never)]
fn ask(body: impl FnOnce() -> Vec<Node>) -> Vec<Node> {
    body()
}
