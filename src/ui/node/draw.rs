//! Draws trees: what is the same stays untouched, what differs is changed in place.

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element as DomElement, Node as DomNode, Placeholder};
use leptos::tachys::renderer::{CastFrom, Rndr};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

use super::order::{Around, Order};
use super::tree::{Element, Node};

/// Trees side by side, each with a key. A tree whose key stays is changed in place; one whose key
/// is new takes over the elements of one whose key has gone.
#[derive(Debug, Default)]
pub struct Nodes {
    trees: Vec<(u64, Option<Node>)>,
    order: Order,
    around: Option<Around>,
}

impl Nodes {
    /// Trees with keys, which must rise; None leaves what was drawn under that key as it is.
    pub const fn keyed(trees: Vec<(u64, Option<Node>)>, order: Order) -> Self {
        let around = None;
        Self {
            trees,
            order,
            around,
        }
    }

    /// Changes go through `around`: an element that is moved would lose the focus.
    #[must_use]
    pub const fn around(mut self, around: Around) -> Self {
        self.around = Some(around);
        self
    }

    /// Trees known by their place.
    pub fn list(trees: Vec<Node>) -> Self {
        let trees = (0..).zip(trees.into_iter().map(Some)).collect();
        Self::keyed(trees, Order::Now)
    }
}

impl From<Node> for Nodes {
    fn from(tree: Node) -> Self {
        Self::list(vec![tree])
    }
}

/// A view that follows the signals that `make` reads. All such views share one type.
pub fn drawn(make: impl Fn() -> Nodes + Send + 'static) -> impl IntoView {
    boxed(Box::new(make))
}

fn boxed(make: Box<dyn Fn() -> Nodes + Send>) -> impl IntoView {
    move || make()
}

/// A tree on the page.
struct Live {
    /// What was drawn.
    tree: Node,
    /// Its place on the page.
    dom: Dom,
    children: Vec<Live>,
}

enum Dom {
    Text(leptos::tachys::renderer::types::Text),
    Element(DomElement),
}

impl Live {
    fn new(mut tree: Node) -> Self {
        match &mut tree {
            Node::Text(words) => {
                let dom = Dom::Text(Rndr::create_text_node(words));
                Self {
                    tree,
                    dom,
                    children: Vec::new(),
                }
            }
            Node::Element(element) => {
                let dom = Rndr::create_element(element.tag, namespace(element.tag));
                for (name, value) in &element.attributes {
                    set(&dom, name, value);
                }
                let children = std::mem::take(&mut element.children);
                let children: Vec<Self> = children.into_iter().map(Self::new).collect();
                for child in &children {
                    Rndr::insert_node(&dom, child.node(), None);
                }
                Self {
                    tree,
                    dom: Dom::Element(dom),
                    children,
                }
            }
        }
    }

    fn node(&self) -> &DomNode {
        match &self.dom {
            Dom::Text(text) => text.as_ref(),
            Dom::Element(element) => element.as_ref(),
        }
    }

    /// Whether it can be changed into `tree`.
    fn fits(&self, tree: &Node) -> bool {
        match (&self.tree, tree) {
            (Node::Text(_), Node::Text(_)) => true,
            (Node::Element(a), Node::Element(b)) => a.tag == b.tag,
            _ => false,
        }
    }

    /// Whether it is of the kind of `tree`, so that changing it is cheaper than making a new one:
    /// the same element with the same first attribute.
    fn is_alike(&self, tree: &Node) -> bool {
        let first = |n: &Node| match n {
            Node::Element(e) => e.attributes.first().cloned(),
            Node::Text(_) => None,
        };
        self.fits(tree) && first(&self.tree) == first(tree)
    }

    /// Changes it into `tree`, which must fit.
    fn change(&mut self, mut tree: Node) {
        match (&self.tree, &mut tree, &self.dom) {
            (Node::Text(old), Node::Text(new), Dom::Text(dom)) if old != new => {
                Rndr::set_text(dom, new);
            }
            (Node::Element(old), Node::Element(new), Dom::Element(dom)) => {
                change_attributes(dom, old, new);
                let children = std::mem::take(&mut new.children);
                change_children(dom, &mut self.children, children);
            }
            _ => {}
        }
        self.tree = tree;
    }
}

/// Pictures are drawn in SVG's name space.
fn namespace(tag: &str) -> Option<&'static str> {
    matches!(tag, "svg" | "path" | "circle").then_some("http://www.w3.org/2000/svg")
}

fn set(dom: &DomElement, name: &str, value: &str) {
    match name.strip_prefix("style:") {
        Some(property) => Rndr::set_css_property(&Rndr::style(dom), property, value),
        None => Rndr::set_attribute(dom, name, value),
    }
}

fn remove(dom: &DomElement, name: &str) {
    match name.strip_prefix("style:") {
        Some(property) => Rndr::remove_css_property(&Rndr::style(dom), property),
        None => Rndr::remove_attribute(dom, name),
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

/// Trees on the page and the mark behind them.
pub struct NodesState {
    live: Vec<Placed>,
    end: Placeholder,
}

/// A tree on the page under its key.
struct Placed {
    key: u64,
    live: Live,
    /// It stands where the one stood whose elements it took over.
    is_astray: bool,
}

impl NodesState {
    /// Makes the page show these trees. From the last to the first, so that each knows what it
    /// stands before; what stays is never moved.
    fn draw(&mut self, nodes: Nodes) {
        let parent = Rndr::get_parent(self.end.as_ref()).and_then(DomElement::cast_from);
        let Some(parent) = parent else { return };
        let wanted: Vec<u64> = nodes.trees.iter().map(|t| t.0).collect();
        let old = std::mem::take(&mut self.live);
        let stays = |p: &Placed| wanted.binary_search(&p.key).is_ok();
        let (mut kept, mut spare): (Vec<_>, Vec<_>) = old.into_iter().partition(stays);
        let end: &DomNode = self.end.as_ref();
        let mut next = end.clone();
        let mut is_next_astray = false;
        for (key, tree) in nodes.trees.into_iter().rev() {
            let stays = kept.pop_if(|p| p.key == key);
            let Some(mut placed) = place(key, tree, stays, &mut spare) else {
                continue;
            };
            let is_new = Rndr::get_parent(placed.live.node()).is_none();
            if is_new || (placed.is_astray && nodes.order == Order::Now) {
                Rndr::insert_node(&parent, placed.live.node(), Some(&next));
                placed.is_astray = is_next_astray;
            }
            next = placed.live.node().clone();
            is_next_astray = placed.is_astray;
            self.live.push(placed);
        }
        self.live.reverse();
        for gone in spare {
            Rndr::remove(gone.live.node());
        }
    }
}

/// The tree of `key`: what stays is changed, else a spare one of its kind is, else it is made.
fn place(
    key: u64,
    tree: Option<Node>,
    stays: Option<Placed>,
    spare: &mut Vec<Placed>,
) -> Option<Placed> {
    let Some(tree) = tree else { return stays };
    match stays {
        Some(mut placed) if placed.live.fits(&tree) => {
            placed.live.change(tree);
            Some(placed)
        }
        other => {
            spare.extend(other);
            let found = spare.iter().position(|s| s.live.is_alike(&tree));
            let Some(mut placed) = found.map(|at| spare.swap_remove(at)) else {
                return Some(Placed {
                    key,
                    live: Live::new(tree),
                    is_astray: false,
                });
            };
            placed.live.change(tree);
            Some(Placed {
                key,
                live: placed.live,
                is_astray: true,
            })
        }
    }
}

impl Mountable for NodesState {
    fn unmount(&mut self) {
        for placed in &self.live {
            Rndr::remove(placed.live.node());
        }
        Rndr::remove(self.end.as_ref());
    }

    fn mount(&mut self, parent: &DomElement, marker: Option<&DomNode>) {
        for placed in &self.live {
            Rndr::insert_node(parent, placed.live.node(), marker);
        }
        Rndr::insert_node(parent, self.end.as_ref(), marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let first = self
            .live
            .first()
            .map_or(self.end.as_ref(), |p| p.live.node());
        let parent = Rndr::get_parent(first).and_then(DomElement::cast_from);
        parent.is_some_and(|parent| {
            child.mount(&parent, Some(first));
            true
        })
    }

    fn elements(&self) -> Vec<DomElement> {
        let element = |placed: &Placed| match &placed.live.dom {
            Dom::Element(element) => Some(element.clone()),
            Dom::Text(_) => None,
        };
        self.live.iter().filter_map(element).collect()
    }
}

impl Render for Nodes {
    type State = NodesState;

    fn build(self) -> NodesState {
        let made = |(key, tree): (u64, Option<Node>)| {
            Some(Placed {
                key,
                live: Live::new(tree?),
                is_astray: false,
            })
        };
        let live = self.trees.into_iter().filter_map(made).collect();
        NodesState {
            live,
            end: Rndr::create_placeholder(),
        }
    }

    fn rebuild(self, state: &mut NodesState) {
        let around = self.around.unwrap_or(|change| change());
        let mut nodes = Some(self);
        around(&mut || nodes.take().into_iter().for_each(|it| state.draw(it)));
    }
}

impl AddAnyAttr for Nodes {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

/// The page is never rendered on a server: nothing is written, and there is nothing to take over.
impl RenderHtml for Nodes {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> NodesState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
