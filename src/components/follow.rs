//! Links to other views of the page, followed without loading it again: one listener serves all
//! links in a container.

use crate::browser;
use crate::node::{Node, el};

/// A link within the page.
pub fn inner_link(href: String) -> Node {
    el("a").with("href", href.clone()).with("data-follow", href)
}

/// The same with its words.
pub fn named_link(words: String, href: String) -> Node {
    inner_link(href).text(words)
}

/// What is no link within the page, though it stands in something that leads to one.
pub fn left_alone(node: Node) -> Node {
    node.with("data-follow", "")
}

/// Reports the address of what is pressed in the container: of a link, or of a line that has
/// `data-follow`. With a modifier a press is the browser's: a new tab or window.
pub fn following(container: Node, on_follow: impl Fn(String) + Send + Sync + 'static) -> Node {
    container.on("click", move |event| {
        if browser::has_modifier(&event) || browser::figure_at(&event).is_some() {
            return;
        }
        let href = browser::attribute_at(&event, "data-follow");
        if let Some(href) = href.filter(|href| !href.is_empty()) {
            event.prevent_default();
            on_follow(href);
        }
    })
}
