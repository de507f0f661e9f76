//! The help sheet: keys, and the filter language by example.

use tailorbird_core::query;
use tailorbird_core::url::View;

use crate::node::{Node, el};
use crate::signal::RwSignal;
use crate::ui::{Dialog, toggle};

/// Keys and what they do.
const KEYS: [(&str, &str); 10] = [
    ("/", "go to the filter"),
    ("Esc", "clear the filter, then leave it; close what is open"),
    ("Ctrl K", "go to a view, job, run or pull request"),
    (
        "j, ↓ and k, ↑",
        "next and previous job; j and k: line of any view",
    ),
    ("Enter, o, x", "open or close it"),
    ("e", "explain the figures of the line that has the focus"),
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

/// The sheet. A copy stands for the same.
#[derive(Clone, Copy, Debug)]
pub struct HelpSheet(Dialog);

impl HelpSheet {
    /// A sheet that is shown while `open` holds.
    pub fn new(open: RwSignal<bool>) -> Self {
        Self(Dialog::new(open))
    }

    /// Draws it: whether single keys are shortcuts, and what switches them.
    pub fn draw(
        self,
        shortcuts: bool,
        on_shortcuts: impl Fn(bool) + Send + Sync + 'static,
    ) -> Node {
        let of = |lines: Vec<Node>| el("dl").class("help").children(lines);
        self.0.draw("Help", "help-sheet", || {
            vec![
                el("h3").text("Keys"),
                of(list(&KEYS)),
                of(views()),
                toggle("Single-key shortcuts", shortcuts, "shortcuts", on_shortcuts),
                el("h3").text("Filter"),
                of(list(&EXAMPLES)),
                of(keys()),
            ]
        })
    }
}

fn list(lines: &[(&'static str, &'static str)]) -> Vec<Node> {
    let line = |(name, words): &(&'static str, &'static str)| {
        [el("dt").child(el("kbd").text(*name)), el("dd").text(*words)]
    };
    lines.iter().flat_map(line).collect()
}

/// Keys that lead to views.
fn views() -> Vec<Node> {
    let line = |view: View| {
        let mut keys = String::from("g ");
        keys.push_str(view.key()?);
        Some([
            el("dt").child(el("kbd").text(keys)),
            el("dd").text(view.title()),
        ])
    };
    View::ALL.into_iter().filter_map(line).flatten().collect()
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
