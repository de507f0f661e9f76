//! A search box: icon, text, key hint, a button that clears it, and what is wrong with the text.

use super::focus::next_id;
use super::icon::{Icon, IconShape};
use leptos::{ev, html, prelude::*};

/// A one-line search box. The text shown follows `value`; typing reports and changes nothing else.
#[component]
pub fn TextField(
    /// Classes of the outer box, for its place in the layout.
    #[prop(optional)]
    class: &'static str,
    /// Accessible name.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// What is wrong with the text; None when nothing is.
    #[prop(into, optional)]
    error: MaybeProp<String>,
    /// Hint shown in the empty box.
    #[prop(into, optional)]
    placeholder: String,
    /// Key that leads here, shown at the end of the empty box.
    #[prop(optional)]
    key_hint: Option<&'static str>,
    /// Stable name for tests, on the input itself.
    #[prop(optional)]
    test_id: Option<&'static str>,
    /// The input, to focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
    /// Called with the whole text at each change by the visitor.
    #[prop(into)]
    on_input: Callback<String>,
    /// Called at each key press in the box, before the browser acts on it.
    #[prop(into, optional)]
    on_key: Option<Callback<ev::KeyboardEvent>>,
) -> impl IntoView {
    let error_id = next_id();
    let described_by = error_id.clone();
    let mut outer = String::from("text-field ");
    outer.push_str(class);
    // `:placeholder-shown` tells the style whether the box is empty: there must be a placeholder.
    let placeholder = if placeholder.is_empty() {
        String::from(" ")
    } else {
        placeholder
    };
    let is_wrong = move || error.read().is_some();
    let clear = move |_| {
        on_input.run(String::new());
        if let Some(input) = node_ref.get_untracked() {
            input.set_value("");
            input.focus().ok();
        }
    };
    view! {
        <div class=outer>
            <div class="text-field__box">
                <Icon shape=IconShape::Search />
                <input
                    class="text-field__input"
                    type="search"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    data-testid=test_id
                    aria-label=label
                    aria-invalid=move || is_wrong().then_some("true")
                    aria-describedby=move || is_wrong().then(|| described_by.clone())
                    placeholder=placeholder
                    prop:value=value
                    node_ref=node_ref
                    on:input=move |event| on_input.run(event_target_value(&event))
                    on:keydown=move |event| {
                        if let Some(on_key) = on_key {
                            on_key.run(event);
                        }
                    }
                />
                <button
                    type="button"
                    class="text-field__clear"
                    aria-label="Clear"
                    title="Clear"
                    on:click=clear
                >
                    <Icon shape=IconShape::Close />
                </button>
                {key_hint.map(|key| view! { <kbd aria-hidden="true">{key}</kbd> })}
            </div>
            <p class="text-field__error" id=error_id role="status">
                {move || error.get()}
            </p>
        </div>
    }
}
