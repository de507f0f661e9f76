//! The help sheet: keys, and the filter language by example.

use leptos::prelude::*;
use tailorbird_core::query;

use crate::ui::node::{Node, Nodes, el};
use crate::ui::{Dialog, Toggle};

/// Keys and what they do.
const KEYS: [(&str, &str); 10] = [
    ("/", "go to the filter"),
    ("Esc", "clear the filter, then leave it; close what is open"),
    ("j, ↓ and k, ↑", "next and previous job"),
    ("Enter, o, x", "open or close the job"),
    ("g n", "nightly runs"),
    ("g p", "pull requests"),
    ("r", "required only, or all"),
    ("c", "copy the link to what is shown"),
    ("t", "next theme"),
    ("?", "this sheet"),
];

/// Filters to learn from.
const EXAMPLES: [(&str, &str); 6] = [
    ("k8s tests", "both words, anywhere in the name"),
    ("\"run k8s\" -arm64", "the phrase, without arm64"),
    ("clh OR qemu", "one of them"),
    ("hypervisor:clh,qemu is:failing", "matrix values and states"),
    ("/tests-on-(aks|zvsi)/", "a regular expression"),
    ("rate:<90 fails:>=2 required:yes", "figures of the window"),
];

/// The sheet.
#[component]
pub fn HelpSheet(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Whether single keys are shortcuts.
    shortcuts: Signal<bool>,
    /// Called to switch them.
    #[prop(into)]
    on_shortcuts: Callback<bool>,
) -> impl IntoView {
    view! {
        <Dialog title="Help" open test_id="help-sheet">
            <h3>"Keys"</h3>
            <dl class="help">{Nodes::list(list(&KEYS))}</dl>
            <Toggle
                text="Single-key shortcuts"
                pressed=shortcuts
                test_id="shortcuts"
                on_change=on_shortcuts
            />
            <h3>"Filter"</h3>
            <dl class="help">{Nodes::list(list(&EXAMPLES))}</dl>
            <dl class="help">{Nodes::list(keys())}</dl>
        </Dialog>
    }
}

fn list(lines: &[(&'static str, &'static str)]) -> Vec<Node> {
    let line = |(name, words): &(&'static str, &'static str)| {
        [el("dt").child(el("kbd").text(*name)), el("dd").text(*words)]
    };
    lines.iter().flat_map(line).collect()
}

fn keys() -> Vec<Node> {
    let line = |key: &query::Key| {
        let mut example = String::from(key.name);
        example.push(':');
        example.push_str(key.example);
        [
            el("dt").child(el("kbd").text(example)),
            el("dd").text(key.help),
        ]
    };
    query::keys().iter().flat_map(line).collect()
}
