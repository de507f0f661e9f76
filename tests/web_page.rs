//! Components, state and drawing in a real browser, against the document that they make.
//! One program, so that it is linked and started once.
#![cfg(target_arch = "wasm32")]

#[path = "web/address.rs"]
mod address;
#[path = "web/controls.rs"]
mod controls;
#[path = "web/kit.rs"]
mod kit;
#[path = "web/node.rs"]
mod node;
#[path = "web/notices.rs"]
mod notices;
#[path = "web/rows.rs"]
mod rows;
#[path = "web/table.rs"]
mod table;
#[path = "web/tiles.rs"]
mod tiles;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
