//! What stands in the place of rows where the filters leave none.

use tailorbird_core::Kind;

use super::edit;
use crate::node::Node;
use crate::state::{Address, Rows, Step};
use crate::ui::{Button, EmptyState};

/// Why, when there is no more to say.
pub(super) const NOTHING_LEFT: &str = "The filter text and the buttons beside it leave nothing.";

/// The filters leave no job; a press forgets them.
pub(super) fn no_match(address: Address) -> Node {
    empty("No job matches", NOTHING_LEFT, CLEAR, move || {
        address.change(Step::Push, edit::clear);
    })
}

/// The words of the button that forgets the filters.
pub(super) const CLEAR: &str = "Clear filters";

/// Nothing is left to show: what is missing, why, and a button with these words.
pub(super) fn empty(
    title: &'static str,
    why: &'static str,
    words: &'static str,
    act: impl Fn() + Send + Sync + 'static,
) -> Node {
    let button = Button {
        text: words.into(),
        test_id: "empty-act",
        ..Button::default()
    };
    let state = EmptyState {
        title: title.into(),
        why: why.into(),
        test_id: "empty",
        actions: vec![button.draw(act)],
        ..EmptyState::default()
    };
    state.draw()
}

/// There are no results, runs or pull requests (`what`) of this project in what is opened.
pub(super) fn none_of(rows: Rows, what: &str) -> Node {
    let why = "Choose another project, view or days, or open another file.";
    let state = EmptyState {
        title: ["No ", what, " here"].concat().into(),
        why: [why, lack(rows)].concat().into(),
        test_id: "empty",
        ..EmptyState::default()
    };
    state.draw()
}

/// Where what is not found may be, as a sentence more: in a part that is on its way, or that could not be
/// read. Empty where everything is here.
pub(super) fn lack(rows: Rows) -> &'static str {
    rows.stage.with(|stage| match stage.as_ref() {
        Some(it) if it.loaded.is_partial => " More of the data is still loading.",
        Some(it) if it.store().missing_shards().next().is_some() => {
            " A part of the data is missing."
        }
        _ => "",
    })
}

/// Results of this kind, in words.
pub(super) const fn results_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Nightly => "nightly results",
        Kind::Prs => "pull-request results",
    }
}
