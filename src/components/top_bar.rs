//! The bar on top: what this is, the views, where the data comes from, and the page's own switches.

use leptos::ev;
use tailorbird_core::url::View;

use crate::browser;
use crate::node::{Node, el};
use crate::ui::{Button, ButtonLook, IconShape, Menu, MenuLooks, MenuOption, icon};

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

/// Element id of the list of views.
pub const TABS: &str = "tabs";

/// Element id of the file dialog.
pub const FILE_INPUT: &str = "open-files";

/// What the bar shows.
#[derive(Debug)]
pub struct TopBar {
    /// Name of the project; of the set of them, where there are several.
    pub title: String,
    /// Projects to choose from; with fewer than two there is nothing to choose.
    pub projects: Vec<MenuOption>,
    /// The menu of projects.
    pub menu: Menu,
    /// The views.
    pub tabs: Vec<Tab>,
    /// Where the data comes from, in a few words.
    pub source: String,
    /// The same in full.
    pub source_title: String,
    /// Loading is under way.
    pub is_loading: bool,
    /// The theme in force, as a picture.
    pub theme_icon: IconShape,
}

/// What was pressed in the bar.
#[derive(Clone, Debug)]
pub enum BarAct {
    /// Go to a view.
    View(View),
    /// The pointer or the focus came to what leads to a view.
    Near(View),
    /// Show the project of this id.
    Project(String),
    /// Load again.
    Reload,
    /// Open the files of the file dialog, which this event is of.
    Files(ev::Event),
    /// The next theme.
    Theme,
    /// The help sheet.
    Help,
    /// The saved views.
    Saved,
}

impl TopBar {
    /// Draws the bar; `on_act` is called with what was pressed.
    pub fn draw(self, on_act: impl Fn(BarAct) + Copy + Send + Sync + 'static) -> Node {
        let view_at = |event: &ev::Event| {
            browser::attribute_at(event, "data-act").and_then(|id| View::parse(&id))
        };
        let on_tab = move |event: ev::Event| {
            // With a modifier it is the browser's: a new tab or window.
            if browser::has_modifier(&event) {
                return;
            }
            if let Some(view) = view_at(&event) {
                event.prevent_default();
                on_act(BarAct::View(view));
            }
        };
        let on_near = move |event: ev::Event| {
            if let Some(view) = view_at(&event) {
                on_act(BarAct::Near(view));
            }
        };
        let brand = el("h1")
            .class("bar__brand")
            .child(icon(IconShape::Brand))
            .text("Tailorbird");
        let tabs = el("nav")
            .class("bar__tabs")
            .with("id", TABS)
            .with("aria-label", "Views")
            .on("click", on_tab)
            .on("pointerover", on_near)
            .on("focusin", on_near)
            .children(self.tabs.iter().map(draw_tab).collect());
        let source = el("span")
            .class("bar__source")
            .with("title", self.source_title)
            .text(self.source);
        let right = el("span")
            .class("bar__right")
            .child(source)
            .children(buttons(self.is_loading, self.theme_icon, on_act));
        el("header")
            .class("bar")
            .with("id", "bar")
            .child(brand)
            .child(project(self.title, self.projects, self.menu, on_act))
            .child(tabs)
            .child(right)
    }
}

/// The buttons at the end of the bar.
fn buttons(
    is_loading: bool,
    theme_icon: IconShape,
    on_act: impl Fn(BarAct) + Copy + Send + Sync + 'static,
) -> Vec<Node> {
    let quiet = |label: &'static str, icon, test_id| Button {
        label: label.into(),
        icon: Some(icon),
        test_id,
        look: ButtonLook::Quiet,
        ..Button::default()
    };
    let reload = Button {
        is_disabled: is_loading,
        ..quiet("Load the data again", IconShape::Reload, "reload")
    };
    let files = el("input")
        .class("visually-hidden")
        .with_all(&[
            ("type", "file"),
            ("id", FILE_INPUT),
            ("data-testid", "file-input"),
            ("tabindex", "-1"),
            ("aria-label", "Files to open"),
            ("accept", ".json,application/json"),
            ("multiple", ""),
        ])
        .on("change", move |event| on_act(BarAct::Files(event)));
    let open = "Open files from this computer (or drop them on the page)";
    let theme = "Theme: light, dark or as the system has it";
    vec![
        reload.draw(move || on_act(BarAct::Reload)),
        files,
        quiet(open, IconShape::Upload, "open").draw(|| browser::press_id(FILE_INPUT)),
        quiet("Saved views", IconShape::Saved, "saved").draw(move || on_act(BarAct::Saved)),
        quiet(theme, theme_icon, "theme").draw(move || on_act(BarAct::Theme)),
        quiet("Help and shortcuts", IconShape::Help, "help").draw(move || on_act(BarAct::Help)),
    ]
}

/// The project's name, or what chooses between several.
fn project(
    title: String,
    projects: Vec<MenuOption>,
    menu: Menu,
    on_act: impl Fn(BarAct) + Send + Sync + 'static,
) -> Node {
    if projects.len() < 2 {
        return el("span").class("bar__project").text(title);
    }
    let present = projects.iter().find(|p| p.chosen);
    let looks = MenuLooks {
        label: "Project",
        value: present.map(|p| p.label.clone()).unwrap_or_default(),
        options: projects,
        test_id: "project",
        ..MenuLooks::default()
    };
    menu.draw(looks, move |id| on_act(BarAct::Project(id)))
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
