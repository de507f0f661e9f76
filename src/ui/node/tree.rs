//! The tree as data.

use std::borrow::Cow;

/// Text of an attribute or of the page: fixed words cost nothing.
pub type Text = Cow<'static, str>;

/// An element with its attributes and children, or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A text.
    Text(Text),
    /// An element.
    Element(Box<Element>),
}

/// An element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    pub(super) tag: &'static str,
    /// In the order in which they were added; the same order for the same kind of element.
    pub(super) attributes: Vec<(&'static str, Text)>,
    pub(super) children: Vec<Node>,
}

/// An element without attributes.
pub fn el(tag: &'static str) -> Node {
    Node::Element(Box::new(Element {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

/// A text.
pub fn text(words: impl Into<Text>) -> Node {
    Node::Text(words.into())
}

impl Node {
    /// Adds an attribute. `name` may be `style:PROPERTY`, which sets that property and no `style`
    /// attribute, since the page's policy refuses those.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Text>) -> Self {
        if let Self::Element(element) = &mut self {
            element.attributes.push((name, value.into()));
        }
        self
    }

    /// Adds an attribute where there is a value.
    #[must_use]
    pub fn with_some(self, name: &'static str, value: Option<impl Into<Text>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Sets the class.
    #[must_use]
    pub fn class(self, class: impl Into<Text>) -> Self {
        self.with("class", class)
    }

    /// Adds a child.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        if let Self::Element(element) = &mut self {
            element.children.push(child);
        }
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
    pub fn children(mut self, children: Vec<Self>) -> Self {
        if let Self::Element(element) = &mut self {
            element.children.extend(children);
        }
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, words: impl Into<Text>) -> Self {
        self.child(text(words))
    }
}
