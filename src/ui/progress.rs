//! Something is under way: a turning ring, or a bar when it is known how much is done.

use super::meter::percent;
use leptos::prelude::*;

/// A turning ring; the words beside it say what is awaited.
#[component]
pub fn Spinner() -> impl IntoView {
    view! { <span class="spinner" aria-hidden="true"></span> }
}

/// A bar with its words.
#[component]
pub fn ProgressBar(
    /// What is under way, and how far.
    #[prop(into)]
    text: Signal<String>,
    /// The share done, 0 to 1; None when unknown.
    #[prop(into)]
    share: Signal<Option<f64>>,
) -> impl IntoView {
    let now = move || share.get().map(percent);
    let width = move || {
        now().map(|mut now| {
            now.push('%');
            now
        })
    };
    let class = move || match share.get() {
        Some(_) => "progress__fill",
        None => "progress__fill progress__fill--unknown",
    };
    view! {
        <div class="progress">
            <span>{text}</span>
            <span
                class="progress__track"
                role="progressbar"
                aria-label=text
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=now
            >
                <span class=class style:width=width></span>
            </span>
        </div>
    }
}
