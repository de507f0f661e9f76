//! A button that stays pressed.

use super::button::ButtonLook;
use leptos::prelude::*;

/// A toggle button: `aria-pressed` says whether it is on.
#[component]
pub fn Toggle(
    /// Its words, the same whether on or off.
    #[prop(into)]
    text: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Stable name for tests.
    #[prop(optional)]
    test_id: Option<&'static str>,
    /// Its look.
    #[prop(optional)]
    look: ButtonLook,
    /// Called with what it should become.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=look.class()
            data-testid=test_id
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            on:click=move |_| on_change.run(!pressed.get_untracked())
        >
            {text}
        </button>
    }
}
