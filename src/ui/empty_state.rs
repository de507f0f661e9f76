//! What stands where there is nothing to show: why, and what to do about it.

use super::icon::{Icon, IconShape};
use leptos::prelude::*;

/// Why there is nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmptyLook {
    /// Nothing matches, or nothing is there.
    #[default]
    Empty,
    /// Something failed; announced at once.
    Failed,
}

/// A title, a reason, and buttons.
#[component]
pub fn EmptyState(
    /// One short line.
    #[prop(into)]
    title: Signal<String>,
    /// The reason, as long as it needs; line breaks are kept.
    #[prop(into, optional)]
    why: Signal<String>,
    /// Stable name for tests.
    #[prop(optional)]
    test_id: Option<&'static str>,
    /// Its look.
    #[prop(optional)]
    look: EmptyLook,
    /// Buttons or links: what can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, role, shape) = match look {
        EmptyLook::Empty => ("empty-state", "status", IconShape::Search),
        EmptyLook::Failed => (
            "empty-state empty-state--failed",
            "alert",
            IconShape::Warning,
        ),
    };
    view! {
        <div class=class role=role data-testid=test_id>
            <Icon shape />
            <p class="empty-state__title">{title}</p>
            <p class="empty-state__why">{why}</p>
            <div class="empty-state__actions">{children.map(|children| children())}</div>
        </div>
    }
}
