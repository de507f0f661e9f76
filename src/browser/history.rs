//! The browser's history: one path, the whole state in the query. Each entry carries a number of
//! its own, so that scroll position and focus can be kept beside it.

use super::guard::Guard;
use super::listen::on_window;
use super::location::pathname;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{History, PopStateEvent};

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}

/// The address of this page with another query; the fragment is dropped.
fn address(query: &str) -> String {
    let mut address = pathname();
    if !query.is_empty() {
        address.push('?');
        address.push_str(query);
    }
    address
}

/// Adds an entry with this query (without `?`) and number.
pub fn push_query(query: &str, entry: u32) {
    if let Some(history) = history() {
        let state = JsValue::from(entry);
        history
            .push_state_with_url(&state, "", Some(&address(query)))
            .ok();
    }
}

/// Gives the present entry this query (without `?`) and number.
pub fn replace_query(query: &str, entry: u32) {
    if let Some(history) = history() {
        let state = JsValue::from(entry);
        history
            .replace_state_with_url(&state, "", Some(&address(query)))
            .ok();
    }
}

/// The number of the present entry; None where the page has not given it one yet.
pub fn present_entry() -> Option<u32> {
    entry_of(&history()?.state().ok()?)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of ours"
)]
fn entry_of(state: &JsValue) -> Option<u32> {
    state
        .as_f64()
        .filter(|n| *n >= 0.0 && *n < f64::from(u32::MAX))
        .map(|n| n as u32)
}

/// Calls `call` with the number of the entry that back or forward led to.
pub fn on_back_or_forward(mut call: impl FnMut(Option<u32>) + 'static) -> Guard {
    on_window("popstate", move |event| {
        let state = event.dyn_into::<PopStateEvent>().map(|e| e.state());
        call(state.ok().as_ref().and_then(entry_of));
    })
}
