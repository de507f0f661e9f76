//! A window over the page: the browser's own `<dialog>`, which keeps the focus inside, closes at
//! Esc and gives the focus back.

use super::focus::next_id;
use super::icon::{Icon, IconShape};
use leptos::{html, prelude::*};

/// A dialog with a title and a close button.
#[component]
pub fn Dialog(
    /// Its title and accessible name.
    #[prop(into)]
    title: String,
    /// Whether it is shown; becomes false when the visitor closes it.
    open: RwSignal<bool>,
    /// Stable name for tests.
    #[prop(optional)]
    test_id: Option<&'static str>,
    /// Its content, made when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let title_id = next_id();
    let labelled_by = title_id.clone();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let close = move |_| open.set(false);
    view! {
        <dialog
            class="dialog"
            node_ref=node
            data-testid=test_id
            aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
            on:click=move |event| {
                // Only a press on the veil has the dialog itself as its innermost element.
                let on_veil = node
                    .get_untracked()
                    .is_some_and(|dialog| event.composed_path().index_of(dialog.as_ref(), 0) == 0);
                if on_veil {
                    open.set(false);
                }
            }
        >
            <div class="dialog__head">
                <h2 id=title_id>{title}</h2>
                <button type="button" class="button button--quiet" aria-label="Close" on:click=close>
                    <Icon shape=IconShape::Close />
                </button>
            </div>
            <div class="dialog__body">{move || open.get().then(|| children())}</div>
        </dialog>
    }
}
