//! The height of an element as it changes, for rows whose height is measured.

use super::guard::Guard;
use super::listen::callback;
use wasm_bindgen::JsCast;
use web_sys::{Element, ResizeObserver};

/// Calls `call` with the element's height in pixels now and whenever it changes.
pub fn on_height(element: &Element, mut call: impl FnMut(f64) + 'static) -> Guard {
    let element = element.clone();
    let watched = element.clone();
    let function = callback(move |_| call(watched.get_bounding_client_rect().height()));
    let observer = ResizeObserver::new(function.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        observer.observe(&element);
    }
    Guard::new(move || {
        if let Some(observer) = observer {
            observer.disconnect();
        }
        drop(function);
    })
}
