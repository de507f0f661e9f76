//! A tree on the page: what is the same stays untouched, what differs is changed in place.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::tachys::renderer::types::{Element as DomElement, Node as DomNode, Text as DomText};
use leptos::tachys::renderer::{RemoveEventHandler, Rndr};
use leptos::wasm_bindgen::{JsCast, JsValue};

use super::keyed::{self, Lines, Placed};
use super::tree::{Element, Handler, Node, el};

/// A tree on the page.
pub(super) struct Live {
    /// What was drawn, without children and handlers.
    tree: Node,
    /// Its place on the page.
    dom: Dom,
    children: Vec<Live>,
    lines: Vec<Placed>,
    listeners: Vec<Listener>,
}

enum Dom {
    Text(DomText),
    Element(DomElement),
}

/// What listens to one event; ends when it is dropped.
struct Listener {
    event: &'static str,
    handler: Rc<RefCell<Handler>>,
    _remove: RemoveEventHandler<DomElement>,
}

impl Live {
    pub(super) fn new(mut tree: Node) -> Self {
        let mut live = Self {
            dom: if tree.is_text() {
                Dom::Text(Rndr::create_text_node(&tree.0.words))
            } else {
                Dom::Element(Rndr::create_element(tree.0.tag, namespace(tree.0.tag)))
            },
            children: Vec::new(),
            lines: Vec::new(),
            listeners: Vec::new(),
            tree: el(""),
        };
        if let Dom::Element(dom) = &live.dom {
            for (name, value) in &tree.0.attributes {
                set(dom, name, value);
            }
            if !tree.0.words.is_empty() {
                say(dom, &tree.0.words);
            }
            live.fill(&mut tree);
        }
        live.tree = tree;
        live
    }

    pub(super) fn node(&self) -> &DomNode {
        match &self.dom {
            Dom::Text(text) => text.as_ref(),
            Dom::Element(element) => element.as_ref(),
        }
    }

    pub(super) const fn element(&self) -> Option<&DomElement> {
        match &self.dom {
            Dom::Element(element) => Some(element),
            Dom::Text(_) => None,
        }
    }

    /// Whether it can be changed into `tree`.
    pub(super) fn fits(&self, tree: &Node) -> bool {
        self.tree.0.tag == tree.0.tag
    }

    /// Whether it is of the kind of `tree`, so that changing it is cheaper than making a new one:
    /// the same element with the same first attribute.
    pub(super) fn is_alike(&self, tree: &Node) -> bool {
        self.fits(tree) && self.tree.0.attributes.first() == tree.0.attributes.first()
    }

    /// Changes it into `tree`, which must fit.
    pub(super) fn change(&mut self, mut tree: Node) {
        let (old, new) = (&self.tree.0, &tree.0);
        let has_new_words = old.words != new.words;
        match &self.dom {
            Dom::Text(dom) if has_new_words => Rndr::set_text(dom, &new.words),
            Dom::Text(_) => {}
            Dom::Element(dom) => {
                change_attributes(dom, old, new);
                // Writing a text takes all else out; where there are children, it goes with them.
                if has_new_words && self.children.is_empty() {
                    say(dom, &new.words);
                } else if has_new_words {
                    for gone in self.children.drain(..) {
                        Rndr::remove(gone.node());
                    }
                    say(dom, &new.words);
                }
                self.fill(&mut tree);
            }
        }
        self.tree = tree;
    }

    /// Makes what is in the element and what is done at its events that of `tree`.
    fn fill(&mut self, tree: &mut Node) {
        let Dom::Element(dom) = &self.dom else { return };
        let handlers = std::mem::take(&mut tree.0.handlers);
        change_listeners(dom, &mut self.listeners, handlers);
        let children = std::mem::take(&mut tree.0.children);
        change_children(dom, &mut self.children, children);
        let lines = tree.0.lines.take();
        if lines.is_some() || !self.lines.is_empty() {
            let lines = lines.unwrap_or_else(Lines::none);
            keyed::draw(dom, &mut self.lines, lines, None);
        }
    }
}

/// Makes `words` all that is in the element.
fn say(dom: &DomElement, words: &str) {
    dom.set_text_content(Some(words));
}

/// Pictures are drawn in SVG's name space.
fn namespace(tag: &str) -> Option<&'static str> {
    matches!(tag, "svg" | "path" | "circle" | "title").then_some("http://www.w3.org/2000/svg")
}

/// Calls the handler that holds when the event happens.
fn listen(dom: &DomElement, event: &'static str, handler: Handler) -> Listener {
    let handler = Rc::new(RefCell::new(handler));
    let inner = Rc::clone(&handler);
    let act = Box::new(move |event: JsValue| {
        // What it does may draw, and so replace it.
        let present = inner.borrow().clone();
        (present.0)(event.unchecked_into());
    });
    Listener {
        event,
        handler,
        _remove: Rndr::add_event_listener(dom, event, act),
    }
}

fn change_listeners(
    dom: &DomElement,
    listeners: &mut Vec<Listener>,
    handlers: Vec<(&'static str, Handler)>,
) {
    listeners.truncate(handlers.len());
    for (at, (event, handler)) in handlers.into_iter().enumerate() {
        match listeners.get_mut(at) {
            Some(old) if old.event == event => *old.handler.borrow_mut() = handler,
            Some(old) => *old = listen(dom, event, handler),
            None => listeners.push(listen(dom, event, handler)),
        }
    }
}

fn set(dom: &DomElement, name: &str, value: &str) {
    match name.split_once(':') {
        Some(("style", property)) => Rndr::set_css_property(&Rndr::style(dom), property, value),
        Some(("prop", property)) => {
            Rndr::set_property(dom, property, &JsValue::from_str(value));
        }
        _ => Rndr::set_attribute(dom, name, value),
    }
}

fn remove(dom: &DomElement, name: &str) {
    match name.split_once(':') {
        Some(("style", property)) => Rndr::remove_css_property(&Rndr::style(dom), property),
        Some(("prop", property)) => Rndr::set_property(dom, property, &JsValue::from_str("")),
        _ => Rndr::remove_attribute(dom, name),
    }
}

fn change_attributes(dom: &DomElement, old: &Element, new: &Element) {
    // Elements of one kind carry the same attributes in the same order: the usual case is a walk.
    for (at, (name, value)) in new.attributes.iter().enumerate() {
        let known = match old.attributes.get(at) {
            Some(same) if same.0 == *name => Some(&same.1),
            _ => old.attributes.iter().find(|a| a.0 == *name).map(|a| &a.1),
        };
        if known != Some(value) {
            set(dom, name, value);
        }
    }
    for (at, (name, _)) in old.attributes.iter().enumerate() {
        let same = new.attributes.get(at).is_some_and(|a| a.0 == *name);
        if !same && !new.attributes.iter().any(|a| a.0 == *name) {
            remove(dom, name);
        }
    }
}

fn change_children(dom: &DomElement, live: &mut Vec<Live>, children: Vec<Node>) {
    let n = children.len();
    for (at, child) in children.into_iter().enumerate() {
        match live.get_mut(at) {
            Some(old) if old.fits(&child) => old.change(child),
            Some(old) => {
                let new = Live::new(child);
                Rndr::insert_node(dom, new.node(), Some(old.node()));
                Rndr::remove(old.node());
                *old = new;
            }
            None => {
                let new = Live::new(child);
                Rndr::insert_node(dom, new.node(), None);
                live.push(new);
            }
        }
    }
    for gone in live.drain(n.min(live.len())..) {
        Rndr::remove(gone.node());
    }
}
