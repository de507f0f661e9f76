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

/// Does something after so many milliseconds.
pub fn later(delay_ms: u64, act: impl FnOnce() + 'static) {
    set_timeout(act, std::time::Duration::from_millis(delay_ms));
}

type Field = <html::Input as ElementType>::Output;

fn caret(field: &Field) -> Option<usize> {
    let units = field.selection_start().ok()?? as usize;
    let mut seen = 0;
    let value = field.value();
    let before = value.char_indices().find(|(_, c)| {
        let is_there = seen >= units;
        seen += c.len_utf16();
        is_there
    });
    Some(before.map_or(value.len(), |(at, _)| at))
}

/// Where the caret stands in the field in which the event happened, in bytes of its text.
pub fn caret_of(event: &Event) -> Option<usize> {
    caret(&event_target::<Field>(event))
}

/// The text of the field with this id, and where the caret stands in it, in bytes, if the field has
/// the focus.
pub fn value_of_id(id: &str) -> (String, Option<usize>) {
    let Some(element) = document().get_element_by_id(id) else {
        return (String::new(), None);
    };
    let has_focus = document().active_element().as_ref() == Some(&element);
    let field: Field = element.unchecked_into();
    let caret = caret(&field).filter(|_| has_focus);
    (field.value(), caret)
}

/// Puts the caret of the field with this id behind so many bytes of its text.
pub fn set_caret(id: &str, bytes: usize) {
    if let Some(element) = document().get_element_by_id(id) {
        let field: Field = element.unchecked_into();
        let value = field.value();
        let before = value.get(..bytes).unwrap_or(&value);
        let units = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
        field.set_selection_range(units, units).ok();
    }
}
