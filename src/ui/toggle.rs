//! A button that stays pressed.

use super::button::ButtonLook;
use crate::node::{Node, el};

/// A toggle button: `aria-pressed` says whether it is on. Its words are the same whether on or
/// off; `on_change` is called with what it should become.
pub fn toggle(
    text: &'static str,
    is_on: bool,
    test_id: &'static str,
    on_change: impl Fn(bool) + Send + Sync + 'static,
) -> Node {
    el("button")
        .with("type", "button")
        .class(ButtonLook::Plain.class())
        .with("data-testid", test_id)
        .with("aria-pressed", if is_on { "true" } else { "false" })
        .on("click", move |_| on_change(!is_on))
        .text(text)
}
