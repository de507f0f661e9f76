//! A button that opens a box with more, under itself. Esc, a press outside and leaving it with the
//! keyboard close it; Esc gives the focus back.

use super::focus::{close_on_leave, next_id};
use leptos::{html, prelude::*};

/// A button and its box.
#[component]
pub fn Popover(
    /// Classes of the button.
    #[prop(optional)]
    class: &'static str,
    /// What the button shows.
    #[prop(into)]
    trigger: ViewFnOnce,
    /// Accessible name of the button where what it shows does not say it.
    #[prop(into, optional)]
    label: MaybeProp<String>,
    /// Stable name for tests, on the button.
    #[prop(optional)]
    test_id: Option<&'static str>,
    /// Whether the box lines up with the end of the button instead of its start.
    #[prop(optional)]
    at_end: bool,
    /// The box, made when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    close_on_leave(root, open);
    let panel_id = next_id();
    let controls = panel_id.clone();
    let panel_class = if at_end {
        "popover__panel popover__panel--end"
    } else {
        "popover__panel"
    };
    let panel = move || {
        let children = children.clone();
        open.get().then(|| {
            view! { <div class=panel_class id=panel_id.clone()>{children()}</div> }
        })
    };
    view! {
        <div
            class="popover"
            node_ref=root
            on:keydown=move |event| {
                if event.key() == "Escape" && open.get_untracked() {
                    event.prevent_default();
                    event.stop_propagation();
                    open.set(false);
                    if let Some(button) = button.get_untracked() {
                        button.focus().ok();
                    }
                }
            }
        >
            <button
                type="button"
                class=class
                node_ref=button
                data-testid=test_id
                aria-label=move || label.get()
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=move || open.get().then(|| controls.clone())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {trigger.run()}
            </button>
            {panel}
        </div>
    }
}
