//! What the page says about itself: the hooks on `<html>`, its title, and the end of the skeleton.

use web_sys::{Document, Element};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn root() -> Option<Element> {
    document()?.document_element()
}

fn set(name: &str, value: &str) {
    if let Some(root) = root() {
        root.set_attribute(name, value).ok();
    }
}

/// Says that the program runs (`html[data-mounted]`) and takes the skeleton away.
pub fn mark_mounted() {
    set("data-mounted", "true");
    if let Some(boot) = document().and_then(|document| document.get_element_by_id("boot")) {
        boot.remove();
    }
}

/// Whether the page is looked at, and not in a tab behind others.
pub fn is_visible() -> bool {
    document().is_some_and(|document| !document.hidden())
}

/// Says that the first data is painted (`html[data-ready="true"]`).
pub fn mark_ready() {
    set("data-ready", "true");
}

/// Says that everything asked for is loaded (`html[data-loaded]`): index.html waits for it to have
/// it kept for a time without network.
pub fn mark_loaded() {
    set("data-loaded", "true");
}

/// Whether files are held over the page that it would open (`html[data-drop]`).
pub(super) fn mark_drop(is_held: bool) {
    let root = root().filter(|root| root.has_attribute("data-drop") != is_held);
    if let Some(root) = root {
        root.toggle_attribute("data-drop").ok();
    }
}

/// Whether both parts of the program are there, which the script that joins them says
/// (`html[data-whole]`).
pub fn is_whole() -> bool {
    root().is_some_and(|root| root.has_attribute("data-whole"))
}

/// Sets the theme: `light`, `dark`, or None to follow the system.
pub fn set_theme(theme: Option<&str>) {
    match theme {
        Some(theme) => set("data-theme", theme),
        None => {
            if let Some(root) = root() {
                root.remove_attribute("data-theme").ok();
            }
        }
    }
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}
