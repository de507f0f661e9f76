//! That browser tests run at all: a real browser, with a document to draw into.
#![cfg(target_arch = "wasm32")]

use leptos::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_view_is_drawn_into_the_document() {
    let mounted = leptos::mount::mount_to(document().body().expect("a body"), || {
        view! { <p id="smoke">"drawn"</p> }
    });
    let drawn = document()
        .get_element_by_id("smoke")
        .and_then(|element| element.text_content());
    assert_eq!(drawn.as_deref(), Some("drawn"));
    drop(mounted);
    assert!(document().get_element_by_id("smoke").is_none());
}
