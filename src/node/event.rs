//! What handlers of events need: the event as what it is, elements by id, and the moment after the
//! next drawing.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::ev::{Event, KeyboardEvent};
use leptos::html::{self, ElementType};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// Any element that can have the focus: all have the same methods.
pub type AnyElement = <html::Dialog as ElementType>::Output;

/// The event of a key.
pub fn key_of(event: &Event) -> &KeyboardEvent {
    event.unchecked_ref()
}

/// What the field in which the event happened holds now.
pub fn value_of(event: &Event) -> String {
    event_target_value(event)
}

/// An id for an element, never given out twice on this page.
pub fn next_id() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut id = String::from("ui-");
    id.push_str(&NEXT.fetch_add(1, Ordering::Relaxed).to_string());
    id
}

/// The element with this id.
pub fn by_id(id: &str) -> Option<AnyElement> {
    document().get_element_by_id(id).map(JsCast::unchecked_into)
}

/// Focuses the element with this id, if there is one.
pub fn focus_id(id: &str) {
    if let Some(element) = by_id(id) {
        element.focus().ok();
    }
}

/// Scrolls the nearest scrolling box as little as needed to show the element with this id.
pub fn reveal_id(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Does something once what was changed just now has been drawn.
pub fn soon(act: impl FnOnce() + 'static) {
    leptos::leptos_dom::helpers::queue_microtask(act);
}
