//! Lines of a view that single keys lead through: elements with `data-step`. A line that is a tab
//! stop takes the focus itself, any other gives it to its first link or button.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn lines() -> Option<web_sys::NodeList> {
    let found = document()?.query_selector_all("main [data-step]").ok()?;
    (found.length() > 0).then_some(found)
}

/// The line in which the focus is.
fn present() -> Option<Element> {
    document()?.active_element()?.closest("[data-step]").ok()?
}

/// Focuses the line that is `step` lines further, the first one in sight where none has the focus.
/// Whether there are lines.
pub fn step_lines(step: i32) -> bool {
    let Some(lines) = lines() else { return false };
    let line = |at: u32| lines.item(at)?.dyn_into::<Element>().ok();
    let n = lines.length();
    let now = present();
    let is_it = |at: &u32| line(*at).as_ref() == now.as_ref();
    let is_in_sight =
        |at: &u32| line(*at).is_some_and(|it| it.get_bounding_client_rect().top() > 0.0);
    let to = match now.as_ref().and_then(|_| (0..n).find(is_it)) {
        Some(at) => at.saturating_add_signed(step).min(n - 1),
        None => (0..n).find(is_in_sight).unwrap_or(0),
    };
    let Some(line) = line(to) else { return true };
    let inner = || line.query_selector("a[href], button").ok().flatten();
    let target = match line.has_attribute("tabindex") {
        true => Some(line.clone()),
        false => inner(),
    };
    let target = target.and_then(|it| it.dyn_into::<HtmlElement>().ok());
    target.is_none_or(|it| it.focus().is_ok())
}

/// Presses what opens or closes the line in which the focus is. Whether there are lines.
pub fn press_line() -> bool {
    let Some(line) = present() else {
        return lines().is_some();
    };
    let inner = || line.query_selector("[aria-expanded]").ok().flatten();
    let found = match line.has_attribute("aria-expanded") {
        true => Some(line.clone()),
        false => inner(),
    };
    if let Some(it) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        it.click();
    }
    true
}
