//! The visitor's clock and time zone. Ages of data are computed elsewhere, from the data's own time.

use wasm_bindgen::JsValue;

/// Milliseconds since 1970-01-01 UTC by the visitor's clock.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// A time in the visitor's language and time zone, for the second half of a hover text.
pub fn local_text(epoch_ms: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(epoch_ms));
    date.to_locale_string("default", &JsValue::UNDEFINED).into()
}
