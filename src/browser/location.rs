//! Where the visitor is: the address, the scroll position and the focused element. Reading only,
//! apart from scrolling and focusing; changing the address is `history.rs`'s work.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Location};

fn part(read: impl Fn(&Location) -> Option<String>) -> String {
    web_sys::window()
        .and_then(|window| read(&window.location()))
        .unwrap_or_default()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The whole address.
pub fn href() -> String {
    part(|location| location.href().ok())
}

/// The raw query with its `?`, or nothing.
pub fn search() -> String {
    part(|location| location.search().ok())
}

/// The path of the page, as in `/any/sub/path/`.
pub fn pathname() -> String {
    part(|location| location.pathname().ok())
}

/// The address that relative references are resolved against.
pub fn base_uri() -> String {
    document()
        .and_then(|document| document.base_uri().ok().flatten())
        .unwrap_or_default()
}

/// False only when the browser knows that there is no network.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// How far the page is scrolled down, in pixels.
pub fn scroll_y() -> f64 {
    web_sys::window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or_default()
}

/// Scrolls the page to `y` pixels from its top, at once.
pub fn scroll_to(y: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, y);
    }
}

/// Height of the window's inside in pixels.
pub fn viewport_height() -> f64 {
    inner(|window| window.inner_height().ok()?.as_f64())
}

/// Width of the window's inside in pixels.
pub fn viewport_width() -> f64 {
    inner(|window| window.inner_width().ok()?.as_f64())
}

fn inner(read: impl Fn(&web_sys::Window) -> Option<f64>) -> f64 {
    web_sys::window()
        .and_then(|window| read(&window))
        .unwrap_or_default()
}

/// Distance in pixels from the top of the window to the element with this id (negative above it).
pub fn top_of_id(id: &str) -> Option<f64> {
    Some(
        document()?
            .get_element_by_id(id)?
            .get_bounding_client_rect()
            .top(),
    )
}

/// What the focused element is found again by: its id, else the address that it leads to.
pub fn focused_name() -> Option<String> {
    let focused = document()?.active_element()?;
    let id = Some(focused.id()).filter(|id| !id.is_empty());
    id.or_else(|| focused.get_attribute("href"))
}

/// Focuses what [`focused_name`] named, without scrolling to it.
pub fn focus_named(name: &str) {
    if !focus_id(name) && name.starts_with('?') {
        let link = ["main a[href=\"", &name.replace('"', "%22"), "\"]"].concat();
        let found = document().and_then(|all| all.query_selector(&link).ok().flatten());
        found.map(focus);
    }
}

/// Focuses the element with this id without scrolling to it; whether there is one.
pub fn focus_id(id: &str) -> bool {
    document()
        .and_then(|document| document.get_element_by_id(id))
        .is_some_and(focus)
}

fn focus(element: Element) -> bool {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let element = element.dyn_into::<HtmlElement>();
    element.is_ok_and(|it| it.focus_with_options(&options).is_ok())
}

/// Makes a change that may move the focused element within the page, which takes the focus from
/// it: it gets it back. Where another element has its id afterwards, that one gets it.
pub fn keep_focus(change: &mut dyn FnMut()) {
    let active = || document()?.active_element();
    let focused = active();
    let owner = focused.as_ref().and_then(owner_of);
    change();
    let present = owner.and_then(|(id, owner)| {
        let present = document()?.get_element_by_id(&id)?;
        (present != owner).then_some(present)
    });
    if let Some(present) = present {
        focus(present);
    } else if let Some(lost) =
        focused.filter(|it| it.is_connected() && active().as_ref() != Some(it))
    {
        focus(lost);
    }
}

/// The next element around this one, or itself, with an id.
fn owner_of(element: &Element) -> Option<(String, Element)> {
    let owner = element.closest("[id]").ok()??;
    Some((owner.id(), owner))
}
