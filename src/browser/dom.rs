//! What an event says of the place where it happened, read from `data-…` attributes: one listener
//! on a list serves all its lines.

use super::guard::Guard;
use super::listen::{after, next_frame};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event};

/// Value of attribute `name` on the nearest element around the event's target that has it.
pub fn attribute_at(event: &Event, name: &str) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let mut selector = String::from("[");
    selector.push_str(name);
    selector.push(']');
    target.closest(&selector).ok()??.get_attribute(name)
}

/// The address of the figure that was pressed: `data-explain`, after the `data-figures` of its line.
/// None: it was a link, a button or anything else that has its own meaning, or the end of selecting
/// a text.
pub fn figure_at(event: &Event) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let own = "[data-explain], [data-act], a, button, input, select";
    let found = target.closest(own).ok()??;
    let figure = found.get_attribute("data-explain")?;
    // Asked last: the browser lays the page out to answer.
    let selection = web_sys::window()?.get_selection().ok().flatten();
    if has_modifier(event) || selection.is_some_and(|s| !s.is_collapsed()) {
        return None;
    }
    let mut address = figures_of(&found).unwrap_or_default();
    address.push_str(&figure);
    Some(address)
}

/// The address of all figures of the line around an element.
fn figures_of(element: &Element) -> Option<String> {
    let line = element.closest("[data-figures]").ok()??;
    line.get_attribute("data-figures")
}

/// The address of all figures of the line that has the focus.
pub fn figures_at_focus() -> Option<String> {
    figures_of(&web_sys::window()?.document()?.active_element()?)
}

/// Whether a press of the pointer came with a key held that makes it the browser's: a new tab, a
/// new window, a download.
pub fn has_modifier(event: &Event) -> bool {
    let event: &web_sys::MouseEvent = event.unchecked_ref();
    event.ctrl_key() || event.meta_key() || event.shift_key()
}

/// Whether the event's target is, or lies in, a link, a button or a field.
pub fn is_on_control(event: &Event) -> bool {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let found = target.and_then(|t| t.closest("a, button, input, select").ok().flatten());
    found.is_some()
}

/// Whether the event's target itself is the element that matches `selector`, not something in it.
pub fn is_exactly(event: &Event, selector: &str) -> bool {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    target.is_some_and(|t| t.matches(selector).unwrap_or(false))
}

/// Focuses the first element that matches, and scrolls to it.
pub fn focus_first(selector: &str) -> bool {
    let document = web_sys::window().and_then(|w| w.document());
    let found = document.and_then(|d| d.query_selector(selector).ok().flatten());
    let element = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    element.is_some_and(|e| e.focus().is_ok())
}

/// Scrolls the element with this id sideways, as far as it takes to have the one in it that matches
/// in the middle.
pub fn centre_in(id: &str, selector: &str) {
    let document = web_sys::window().and_then(|w| w.document());
    let Some(outer) = document.and_then(|d| d.get_element_by_id(id)) else {
        return;
    };
    if let Ok(Some(inner)) = outer.query_selector(selector) {
        let (around, at) = (
            outer.get_bounding_client_rect(),
            inner.get_bounding_client_rect(),
        );
        let off = at.left() + at.width() / 2.0 - around.left() - around.width() / 2.0;
        #[expect(clippy::cast_possible_truncation, reason = "whole pixels are meant")]
        outer.set_scroll_left(outer.scroll_left() + off as i32);
    }
}

/// Opens the file dialog of the `<input type="file">` with this id.
pub fn press_id(id: &str) {
    let document = web_sys::window().and_then(|w| w.document());
    let found = document.and_then(|d| d.get_element_by_id(id));
    if let Some(element) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        element.click();
    }
}

/// Height in pixels of the element with this id; 0 where there is none.
pub fn height_of_id(id: &str) -> f64 {
    let document = web_sys::window().and_then(|w| w.document());
    let found = document.and_then(|d| d.get_element_by_id(id));
    found.map_or(0.0, |e| e.get_bounding_client_rect().height())
}

/// Height in pixels of the first element that matches `selector` once it is as high as the element in it,
/// though its style gives it no height now: its borders and that element.
pub fn height_within(selector: &str) -> Option<f64> {
    let found = web_sys::window()?.document()?.query_selector(selector);
    let found = found.ok()??;
    let inner = found.first_element_child()?;
    let height = |it: &Element| it.get_bounding_client_rect().height();
    Some(height(&found) + height(&inner))
}

/// Lays out the first to the last element that match `selector`, also where their style has the browser skip
/// them: where their text stands is only known then.
pub fn lay_out(selector: &str) {
    let document = web_sys::window().and_then(|w| w.document());
    document.and_then(|document| {
        let found = document.query_selector_all(selector).ok()?;
        let last = found.length().checked_sub(1)?;
        let range = document.create_range().ok()?;
        range.set_start_before(&found.get(0)?).ok()?;
        range.set_end_after(&found.get(last)?).ok()?;
        Some(range.get_bounding_client_rect())
    });
}

/// Waits until what was changed before has been painted.
pub async fn painted() {
    let guards: Rc<RefCell<Vec<Guard>>> = Rc::default();
    let kept = Rc::clone(&guards);
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let kept = Rc::clone(&kept);
        let frame = next_frame(move || {
            // A task behind the frame: the frame is painted by then.
            let task = after(0, move || {
                resolve.call0(&wasm_bindgen::JsValue::NULL).ok();
            });
            kept.borrow_mut().push(task);
        });
        guards.borrow_mut().push(frame);
    });
    JsFuture::from(promise).await.ok();
}

/// Waits for so many milliseconds.
pub async fn pause(delay_ms: i32) {
    let guards: Rc<RefCell<Vec<Guard>>> = Rc::default();
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        guards.borrow_mut().push(after(delay_ms, move || {
            resolve.call0(&wasm_bindgen::JsValue::NULL).ok();
        }));
    });
    JsFuture::from(promise).await.ok();
}
