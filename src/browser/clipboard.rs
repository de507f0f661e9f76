//! Copying text. The clipboard interface exists in secure contexts only, so a hidden text box and
//! the old copy command stand behind it.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlTextAreaElement, Window};

/// Copies `text`; whether it worked.
pub async fn copy_text(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let clipboard = window.navigator().clipboard();
    let exists = !AsRef::<JsValue>::as_ref(&clipboard).is_undefined();
    if exists && JsFuture::from(clipboard.write_text(text)).await.is_ok() {
        return true;
    }
    copy_by_command(&window, text).unwrap_or(false)
}

fn copy_by_command(window: &Window, text: &str) -> Option<bool> {
    let document = window.document()?;
    let body = document.body()?;
    let focused = document.active_element();
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_class_name("visually-hidden");
    area.set_value(text);
    body.append_child(&area).ok()?;
    area.select();
    let command = Reflect::get(&document, &JsValue::from_str("execCommand")).ok();
    let done = command
        .and_then(|command| command.dyn_into::<Function>().ok())
        .and_then(|command| command.call1(&document, &JsValue::from_str("copy")).ok())
        .is_some_and(|done| done.is_truthy());
    area.remove();
    if let Some(focused) = focused.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        focused.focus().ok();
    }
    Some(done)
}
