//! The bar on top: what this is, the views, where the data comes from, and the page's own switches.

use leptos::{ev, prelude::*};

use tailorbird_core::url::View;

use crate::browser;
use crate::ui::node::{Node, Nodes, drawn, el};
use crate::ui::{Button, ButtonLook, Icon, IconShape};

/// A view to go to.
#[derive(Clone, Debug, PartialEq)]
pub struct Tab {
    /// Its word in `view=`.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its address.
    pub href: String,
    /// It is the present one.
    pub is_present: bool,
    /// A number beside the name, where there is one to tell.
    pub count: Option<u32>,
    /// The number counts something bad.
    pub is_bad: bool,
}

/// Element id of the file dialog.
pub const FILE_INPUT: &str = "open-files";

/// The bar.
#[component]
pub fn TopBar(
    /// Name of the project.
    title: Signal<String>,
    /// The views.
    tabs: Signal<Vec<Tab>>,
    /// Where the data comes from, in a few words.
    source: Signal<String>,
    /// The same in full.
    source_title: Signal<String>,
    /// Loading is under way.
    is_loading: Signal<bool>,
    /// The theme in force, as a picture.
    theme_icon: Signal<IconShape>,
    /// Called with the view that was chosen.
    #[prop(into)]
    on_view: Callback<View>,
    /// Called to load again.
    #[prop(into)]
    on_reload: Callback<()>,
    /// Called with the event of the file dialog.
    #[prop(into)]
    on_files: Callback<ev::Event>,
    /// Called for the next theme.
    #[prop(into)]
    on_theme: Callback<()>,
    /// Called for the help sheet.
    #[prop(into)]
    on_help: Callback<()>,
) -> impl IntoView {
    let on_tab = move |event: ev::MouseEvent| {
        // With a modifier it is the browser's: a new tab or window.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let view = browser::attribute_at(&event, "data-act").and_then(|id| View::parse(&id));
        if let Some(view) = view {
            event.prevent_default();
            on_view.run(view);
        }
    };
    view! {
        <header class="bar" id="bar">
            <h1 class="bar__brand">
                <Icon shape=IconShape::Brand />
                "Tailorbird"
            </h1>
            <span class="bar__project">{title}</span>
            <nav class="bar__tabs" aria-label="Views" on:click=on_tab>
                {drawn(move || Nodes::list(tabs.read().iter().map(draw_tab).collect()))}
            </nav>
            <span class="bar__right">
                <span class="bar__source" title=source_title>{source}</span>
                <Button
                    label="Load the data again"
                    icon=Signal::stored(IconShape::Reload)
                    look=ButtonLook::Quiet
                    test_id="reload"
                    disabled=is_loading
                    on_click=on_reload
                />
                <input
                    type="file"
                    class="visually-hidden"
                    id=FILE_INPUT
                    data-testid="file-input"
                    tabindex="-1"
                    aria-label="Files to open"
                    accept=".json,application/json"
                    multiple=true
                    on:change=move |event| on_files.run(event)
                />
                <Button
                    label="Open files from this computer (or drop them on the page)"
                    icon=Signal::stored(IconShape::Upload)
                    look=ButtonLook::Quiet
                    test_id="open"
                    on_click=move |()| browser::press_id(FILE_INPUT)
                />
                <Button
                    label="Theme: light, dark or as the system has it"
                    icon=theme_icon
                    look=ButtonLook::Quiet
                    test_id="theme"
                    on_click=on_theme
                />
                <Button
                    label="Help and shortcuts"
                    icon=Signal::stored(IconShape::Help)
                    look=ButtonLook::Quiet
                    test_id="help"
                    on_click=on_help
                />
            </span>
        </header>
    }
}

fn draw_tab(tab: &Tab) -> Node {
    let class = if tab.is_present {
        "bar__tab bar__tab--present"
    } else {
        "bar__tab"
    };
    let count_class = if tab.is_bad {
        "bar__count bar__count--bad"
    } else {
        "bar__count"
    };
    let count = tab
        .count
        .map(|n| el("span").class(count_class).text(n.to_string()));
    let mut test_id = String::from("tab-");
    test_id.push_str(tab.id);
    el("a")
        .with("data-testid", test_id)
        .class(class)
        .with("href", tab.href.clone())
        .with("data-act", tab.id)
        .with_some("aria-current", tab.is_present.then_some("page"))
        .text(tab.name)
        .child_some(count)
}
