//! A short list to choose one from, as the browser has it.

use super::menu::MenuOption;
use crate::node::{Node, el, value_of};

/// The list with its label before it; `on_choose` is called with the id of the option that was
/// chosen.
pub fn select(
    label: &'static str,
    options: &[MenuOption],
    test_id: &'static str,
    on_choose: impl Fn(String) + Send + Sync + 'static,
) -> Node {
    let option = |option: &MenuOption| {
        // As a property: an attribute would not undo what the visitor chose before.
        let chosen = if option.chosen { "yes" } else { "" };
        el("option")
            .with("value", option.id.clone())
            .with("prop:selected", chosen)
            .text(option.label.clone())
    };
    let list = el("select")
        .class("select__list")
        .with("data-testid", test_id)
        .on("change", move |event| on_choose(value_of(&event)))
        .children(options.iter().map(option).collect());
    el("label")
        .class("select")
        .text(label)
        .text(" ")
        .child(list)
}
