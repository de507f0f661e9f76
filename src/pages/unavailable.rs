//! A view that this version does not have yet.

use leptos::prelude::*;
use tailorbird_core::url::View;

use crate::ui::EmptyState;

/// The page.
#[component]
pub fn UnavailablePage(
    /// The view that was asked for.
    view: Signal<View>,
    /// Called to go to the start page.
    on_home: Callback<()>,
) -> impl IntoView {
    let title = move || {
        format!(
            "The view \"{}\" is not part of this version",
            view.get().as_str()
        )
    };
    view! {
        <EmptyState
            title=Signal::derive(title)
            why="The link is good and will open in a later version."
            test_id="unavailable"
        >
            <button type="button" class="button" on:click=move |_| on_home.run(())>
                "Nightly runs by job"
            </button>
        </EmptyState>
    }
}
