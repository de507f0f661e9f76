//! Ids that are unique on the page, moving the focus, and closing what floats when the visitor
//! turns elsewhere.

use leptos::html::{self, ElementType};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use std::sync::atomic::{AtomicU32, Ordering};

type AnyElement = <html::Div as ElementType>::Output;

/// An id for an element, never given out twice on this page.
pub fn next_id() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut id = String::from("ui-");
    id.push_str(&NEXT.fetch_add(1, Ordering::Relaxed).to_string());
    id
}

/// Focuses the element with this id, if there is one.
pub fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        // Every focusable element has the same method; the exact type does not matter here.
        element.unchecked_into::<AnyElement>().focus().ok();
    }
}

/// Scrolls the nearest scrolling box as little as needed to show the element with this id.
pub(super) fn reveal_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element
            .unchecked_into::<AnyElement>()
            .scroll_into_view_with_bool(false);
    }
}

/// Closes (`open` becomes false) at a press outside of `root` and when the focus leaves it.
pub fn close_on_leave(root: NodeRef<html::Div>, open: RwSignal<bool>) {
    let press = window_event_listener(leptos::ev::pointerdown, move |event| {
        if !open.get_untracked() {
            return;
        }
        let inside = root
            .get_untracked()
            .is_some_and(|root| event.composed_path().includes(root.as_ref(), 0));
        if !inside {
            open.set(false);
        }
    });
    let focus = window_event_listener(leptos::ev::focusin, move |_| {
        if !open.get_untracked() {
            return;
        }
        let active = document().active_element();
        let inside = root
            .get_untracked()
            .zip(active)
            .is_some_and(|(root, active)| root.contains(Some(&active)));
        if !inside {
            open.set(false);
        }
    });
    on_cleanup(move || {
        press.remove();
        focus.remove();
    });
}
