//! A tree on the page: what is the same stays untouched, what differs is changed in place.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::tachys::renderer::types::{Element as DomElement, Node as DomNode, Text as DomText};
use leptos::tachys::renderer::{RemoveEventHandler, Rndr};
use leptos::wasm_bindgen::{JsCast, JsValue};

use super::keyed::{self, Lines, Placed};
use super::tree::{Element, Handler, Node, Text, el};

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

/// Says that nobody is to meet an element.
const HIDDEN: &str = "aria-hidden";

/// Whether scripts, links or keys find an element by an attribute of this name.
fn is_name(name: &str) -> bool {
    matches!(
        name,
        "id" | "data-testid" | "data-job" | "data-line" | "tabindex"
    )
}

/// What listens to one event; ends when it is dropped.
struct Listener {
    event: &'static str,
    handler: Rc<RefCell<Handler>>,
    _remove: RemoveEventHandler<DomElement>,
}

impl Live {
    pub(super) fn new(mut tree: Node) -> Self {
        let dom = if tree.is_text() {
            Dom::Text(Rndr::create_text_node(&tree.0.words))
        } else {
            Dom::Element(Rndr::create_element(tree.0.tag, namespace(tree.0.tag)))
        };
        let mut live = Self::with(dom, el(""));
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

    /// A new one with this tree, made by copying one of its kind: the browser copies a line of
    /// the table in one call, and only what differs is then written.
    pub(super) fn like(model: &Self, tree: Node) -> Self {
        match model.node().clone_node_with_deep(true) {
            Ok(copy) => Self::of_copy(model, copy, tree),
            Err(_) => Self::new(tree),
        }
    }

    /// `copy` is a copy of the elements of `model`, which is made to show `tree`.
    fn of_copy(model: &Self, copy: DomNode, mut tree: Node) -> Self {
        let (old, new) = (&model.tree.0, &mut tree.0);
        if model.element().is_none() {
            let dom: DomText = copy.unchecked_into();
            if old.words != new.words {
                Rndr::set_text(&dom, &new.words);
            }
            return Self::with(Dom::Text(dom), tree);
        }
        let mut child = Rndr::first_child(&copy);
        let dom: DomElement = copy.unchecked_into();
        change_attributes(&dom, old, new);
        // Properties are not copied.
        let properties = new.attributes.iter().filter(|a| a.0.starts_with("prop:"));
        properties.for_each(|(name, value)| set(&dom, name, value));
        if old.words != new.words || !model.lines.is_empty() {
            say_instead(&dom, &old.words, &new.words);
            child = None;
        }
        let mut children = Vec::new();
        let mut given = std::mem::take(&mut new.children).into_iter();
        for old in &model.children {
            let Some(at) = child else { break };
            child = Rndr::next_sibling(&at);
            match given.next() {
                Some(new) if old.fits(&new) => children.push(Self::of_copy(old, at, new)),
                Some(new) => {
                    let new = Self::new(new);
                    Rndr::insert_node(&dom, new.node(), Some(&at));
                    Rndr::remove(&at);
                    children.push(new);
                }
                None => Rndr::remove(&at),
            }
        }
        let rest: Vec<Self> = given.map(Self::new).collect();
        for new in &rest {
            Rndr::insert_node(&dom, new.node(), None);
        }
        children.extend(rest);
        let mut live = Self::with(Dom::Element(dom), el(""));
        live.children = children;
        live.fill_lines(&mut tree);
        live.tree = tree;
        live
    }

    const fn with(dom: Dom, tree: Node) -> Self {
        Self {
            dom,
            tree,
            children: Vec::new(),
            lines: Vec::new(),
            listeners: Vec::new(),
        }
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
                if has_new_words {
                    // Where there are children, they go.
                    for gone in self.children.drain(..) {
                        Rndr::remove(gone.node());
                    }
                    say_instead(dom, &old.words, &new.words);
                }
                self.fill(&mut tree);
            }
        }
        self.tree = tree;
    }

    /// Changes one attribute of its element.
    pub(super) fn set_one(&mut self, name: &'static str, value: Text) {
        let Dom::Element(dom) = &self.dom else { return };
        let attributes = &mut self.tree.0.attributes;
        let known = attributes.iter_mut().find(|a| a.0 == name);
        if known.as_ref().is_some_and(|known| known.1 == value) {
            return;
        }
        set(dom, name, &value);
        match known {
            Some(known) => known.1 = value,
            None => attributes.push((name, value)),
        }
    }

    /// Shows its elements, or takes them from sight and from what finds them; what is known of them stays.
    #[inline(never)]
    pub(super) fn show(&self, is_shown: bool) {
        if let Dom::Element(dom) = &self.dom {
            match is_shown {
                true => Rndr::remove_attribute(dom, HIDDEN),
                false => Rndr::set_attribute(dom, HIDDEN, "true"),
            }
        }
        self.name(is_shown);
    }

    fn name(&self, is_named: bool) {
        let Dom::Element(dom) = &self.dom else { return };
        for (name, value) in &self.tree.0.attributes {
            match is_name(name) {
                true if is_named => Rndr::set_attribute(dom, name, value),
                true => Rndr::remove_attribute(dom, name),
                false => {}
            }
        }
        for child in &self.children {
            child.name(is_named);
        }
        for line in self.lines.iter().filter(|it| !it.is_unseen) {
            line.live.name(is_named);
        }
    }

    /// Makes what is in the element and what is done at its events that of `tree`.
    fn fill(&mut self, tree: &mut Node) {
        let Dom::Element(dom) = &self.dom else { return };
        let children = std::mem::take(&mut tree.0.children);
        change_children(dom, &mut self.children, children);
        self.fill_lines(tree);
    }

    /// The same for what is done at its events and for its children with keys.
    fn fill_lines(&mut self, tree: &mut Node) {
        let Dom::Element(dom) = &self.dom else { return };
        let handlers = std::mem::take(&mut tree.0.handlers);
        change_listeners(dom, &mut self.listeners, handlers);
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

/// The same where all that was in it is the text `before`: a text that changes costs the browser
/// less than one that is made.
fn say_instead(dom: &DomElement, before: &str, words: &str) {
    match Rndr::first_child(dom) {
        Some(text) if !before.is_empty() && !words.is_empty() => {
            Rndr::set_text(text.unchecked_ref(), words);
        }
        _ => say(dom, words),
    }
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
