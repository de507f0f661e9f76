//! Words that appear over something on hover and focus; Esc hides them.

use super::focus::next_id;
use leptos::prelude::*;

/// A focusable text with an explanation.
#[component]
pub fn Tooltip(
    /// The explanation; line breaks are kept.
    #[prop(into)]
    text: Signal<String>,
    /// What is explained; nothing focusable, as the tooltip itself takes the focus.
    children: Children,
) -> impl IntoView {
    let hidden = RwSignal::new(false);
    let id = next_id();
    let described_by = id.clone();
    view! {
        <span
            class=move || if hidden.get() { "tooltip tooltip--hidden" } else { "tooltip" }
            tabindex="0"
            aria-describedby=described_by
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    hidden.set(true);
                }
            }
            on:blur=move |_| hidden.set(false)
            on:pointerleave=move |_| hidden.set(false)
        >
            {children()}
            <span class="tooltip__text" role="tooltip" id=id>
                {text}
            </span>
        </span>
    }
}
