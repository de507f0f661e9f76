//! The tree as data.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use leptos::ev::Event;

use super::keyed::Lines;

/// Text of an attribute or of the page: fixed words cost nothing.
pub type Text = Cow<'static, str>;

/// An element with its attributes and children, or a text. It is one pointer, since trees are
/// built by handing them from call to call.
#[derive(Clone, Debug, PartialEq)]
pub struct Node(pub(super) Box<Element>);

/// What a [`Node`] holds. Without a tag it is a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element {
    pub(super) tag: &'static str,
    /// In the order in which they were added; the same order for the same kind of element.
    pub(super) attributes: Vec<(&'static str, Text)>,
    /// What is done at which event; the same order for the same kind of element.
    pub(super) handlers: Vec<(&'static str, Handler)>,
    /// All that is in it where that is one text.
    pub(super) words: Text,
    pub(super) children: Vec<Node>,
    /// Children with keys, in place of all others.
    pub(super) lines: Option<Lines>,
}

/// What is done at an event.
#[derive(Clone)]
pub struct Handler(pub(super) Arc<dyn Fn(Event) + Send + Sync>);

impl PartialEq for Handler {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Handler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handler")
    }
}

/// Words for an attribute or a text, given in any form.
pub trait Words: Sized {
    /// The words as they are kept.
    fn into_text(self) -> Text;

    /// Adds them to a node as an attribute.
    fn put(self, node: Node, name: &'static str) -> Node {
        node.put(name, self.into_text())
    }

    /// Adds them to a node as a text.
    fn say(self, node: Node) -> Node {
        node.say(self.into_text())
    }
}

// Each form has one function that is called, so that a call hands over as little as can be.
impl Words for &'static str {
    fn into_text(self) -> Text {
        Cow::Borrowed(self)
    }

    #[inline(never)]
    fn put(self, node: Node, name: &'static str) -> Node {
        node.put(name, Cow::Borrowed(self))
    }

    #[inline(never)]
    fn say(self, node: Node) -> Node {
        node.say(Cow::Borrowed(self))
    }
}

impl Words for String {
    fn into_text(self) -> Text {
        Cow::Owned(self)
    }

    #[inline(never)]
    fn put(self, node: Node, name: &'static str) -> Node {
        node.put(name, Cow::Owned(self))
    }

    #[inline(never)]
    fn say(self, node: Node) -> Node {
        node.say(Cow::Owned(self))
    }
}

impl Words for Text {
    fn into_text(self) -> Text {
        self
    }
}

/// An element without attributes.
#[inline(never)]
pub fn el(tag: &'static str) -> Node {
    Node(Box::new(Element {
        tag,
        ..Element::default()
    }))
}

/// A text.
pub fn text(words: impl Words) -> Node {
    words.say(el(""))
}

impl Node {
    pub(super) const fn is_text(&self) -> bool {
        self.0.tag.is_empty()
    }

    /// Adds an attribute. `name` may be `style:PROPERTY`, which sets that property and no `style`
    /// attribute, since the page's policy refuses those, or `prop:PROPERTY`, which sets a property
    /// of the element, as the `value` of a field.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Words) -> Self {
        value.put(self, name)
    }

    #[inline(never)]
    fn put(mut self, name: &'static str, value: Text) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    /// Adds attributes of fixed words.
    #[must_use]
    #[inline(never)]
    pub fn with_all(mut self, attributes: &[(&'static str, &'static str)]) -> Self {
        for (name, value) in attributes {
            self = self.put(name, Cow::Borrowed(value));
        }
        self
    }

    /// Adds an attribute where there is a value.
    #[must_use]
    pub fn with_some(self, name: &'static str, value: Option<impl Words>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Sets the class.
    #[must_use]
    pub fn class(self, class: impl Words) -> Self {
        class.put(self, "class")
    }

    /// Does something at an event, as `click`.
    #[must_use]
    pub fn on(self, event: &'static str, act: impl Fn(Event) + Send + Sync + 'static) -> Self {
        self.handle(event, Handler(Arc::new(act)))
    }

    #[inline(never)]
    fn handle(mut self, event: &'static str, handler: Handler) -> Self {
        self.0.handlers.push((event, handler));
        self
    }

    /// Adds a child.
    #[must_use]
    #[inline(never)]
    pub fn child(mut self, child: Self) -> Self {
        self.unfold();
        self.0.children.push(child);
        self
    }

    /// Adds a child where there is one.
    #[must_use]
    pub fn child_some(self, child: Option<Self>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds children.
    #[must_use]
    #[inline(never)]
    pub fn children(mut self, children: Vec<Self>) -> Self {
        self.unfold();
        self.0.children.extend(children);
        self
    }

    /// Gives it children with keys, in place of all others.
    #[must_use]
    pub fn lines(mut self, lines: Lines) -> Self {
        self.0.lines = Some(lines);
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, words: impl Words) -> Self {
        words.say(self)
    }

    #[inline(never)]
    fn say(mut self, words: Text) -> Self {
        self.unfold();
        if self.0.children.is_empty() {
            self.0.words = words;
        } else {
            let mut text = el("");
            text.0.words = words;
            self.0.children.push(text);
        }
        self
    }

    /// Makes the one text a child, so that others can stand beside it.
    fn unfold(&mut self) {
        if !self.0.words.is_empty() {
            let mut text = el("");
            text.0.words = std::mem::take(&mut self.0.words);
            self.0.children.push(text);
        }
    }
}
