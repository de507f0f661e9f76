//! A view that this version does not have yet.

use tailorbird_core::url::View;

use crate::node::Node;
use crate::ui::{Button, EmptyState};

/// The page: the view that was asked for, and what leads to the start page.
pub fn unavailable(view: View, on_home: impl Fn() + Send + Sync + 'static) -> Node {
    let home = Button {
        text: "Nightly runs by job".into(),
        ..Button::default()
    };
    let mut title = String::from("The view \"");
    title.push_str(view.as_str());
    title.push_str("\" is not part of this version");
    let state = EmptyState {
        title: title.into(),
        why: "The link is good and will open in a later version.".into(),
        test_id: "unavailable",
        actions: vec![home.draw(on_home)],
        ..EmptyState::default()
    };
    state.draw()
}
