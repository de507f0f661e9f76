//! A button with words, an icon, or both.

use super::icon::{Icon, IconShape};
use leptos::prelude::*;

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonLook {
    /// Framed, as high as the filter.
    #[default]
    Plain,
    /// Framed, as low as a target may be (24 px).
    Small,
    /// Without a frame.
    Quiet,
    /// In the accent colour: the one thing to do.
    Primary,
}

impl ButtonLook {
    /// The whole `class` of a button or link with this look.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Small => "button button--small",
            Self::Quiet => "button button--quiet",
            Self::Primary => "button button--primary",
        }
    }
}

/// A button.
#[component]
pub fn Button(
    /// Its words; empty for an icon alone, which needs `label`.
    #[prop(into, optional)]
    text: Signal<String>,
    /// Its accessible name and hover text where the words do not say it.
    #[prop(into, optional)]
    label: MaybeProp<String>,
    /// An icon before the words.
    #[prop(into, optional)]
    icon: Option<Signal<IconShape>>,
    /// Stable name for tests.
    #[prop(optional)]
    test_id: Option<&'static str>,
    /// Whether it cannot be pressed now.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// Its look.
    #[prop(optional)]
    look: ButtonLook,
    /// Called when pressed.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=look.class()
            data-testid=test_id
            disabled=disabled
            title=move || label.get()
            aria-label=move || label.get()
            on:click=move |_| on_click.run(())
        >
            {icon.map(|shape| view! { <Icon shape /> })}
            {text}
        </button>
    }
}
