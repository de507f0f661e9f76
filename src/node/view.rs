//! Trees as a view of Leptos, which follows the signals that were read to make them.

use std::sync::{Arc, Mutex};

use leptos::prelude::IntoView;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element as DomElement, Node as DomNode, Placeholder};
use leptos::tachys::renderer::{CastFrom, Rndr};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

use super::keyed::{self, Change, Lines, Placed};
use super::order::{Around, Order};
use super::tree::Node;
use crate::signal::Memo;

/// Trees side by side.
#[derive(Debug, Default)]
pub struct Nodes {
    lines: Lines,
    around: Option<Around>,
}

impl Nodes {
    /// Trees with keys, which must rise.
    pub const fn keyed(trees: Vec<(u64, Change)>, order: Order) -> Self {
        let lines = Lines::new(trees, order);
        let around = None;
        Self { lines, around }
    }

    /// Changes go through `around`: an element that is moved would lose the focus.
    #[must_use]
    pub const fn around(mut self, around: Around) -> Self {
        self.around = Some(around);
        self
    }

    /// Trees known by their place.
    pub fn list(trees: Vec<Node>) -> Self {
        let lines = Lines::list(trees);
        let around = None;
        Self { lines, around }
    }
}

impl From<Node> for Nodes {
    fn from(tree: Node) -> Self {
        Self::list(vec![tree])
    }
}

/// A view that follows the signals that `make` reads. All such views share one type.
pub fn drawn(make: impl Fn() -> Nodes + Send + Sync + 'static) -> impl IntoView {
    boxed(Box::new(make))
}

/// The same, of which nothing is drawn before `is_time` holds.
pub fn drawn_when(
    is_time: Memo<bool>,
    make: impl Fn() -> Nodes + Send + Sync + 'static,
) -> impl IntoView {
    let make: Box<dyn Fn() -> Nodes + Send + Sync> = Box::new(make);
    drawn(move || {
        if is_time.get() {
            make()
        } else {
            Nodes::default()
        }
    })
}

/// The trees are made in a memo, and the effect that draws them reads that memo alone. An effect
/// that read everything itself could miss a change: where it reads a derived value before its
/// source, asking whether the derived one has changed brings the source up to date without telling
/// the effect (reactive_graph 0.2, `RenderEffect` and `Observer::is`).
fn boxed(make: Box<dyn Fn() -> Nodes + Send + Sync>) -> impl IntoView {
    let made = Arc::new(Mutex::new(None));
    let slot = Arc::clone(&made);
    let keep = move |nodes| slot.lock().map(|mut slot| *slot = nodes).unwrap_or(());
    let version = Memo::new(move |before: Option<&u32>| {
        keep(Some(make()));
        before.map_or(0, |n| n.wrapping_add(1))
    });
    move || {
        version.get();
        let nodes = made.lock().map(|mut made| made.take());
        nodes.unwrap_or_default().unwrap_or_default()
    }
}

/// Trees on the page and the mark behind them.
pub struct NodesState {
    placed: Vec<Placed>,
    end: Placeholder,
}

impl NodesState {
    fn draw(&mut self, lines: Lines) {
        let parent = Rndr::get_parent(self.end.as_ref()).and_then(DomElement::cast_from);
        if let Some(parent) = parent {
            keyed::draw(&parent, &mut self.placed, lines, Some(self.end.as_ref()));
        }
    }
}

impl Mountable for NodesState {
    fn unmount(&mut self) {
        for placed in &self.placed {
            Rndr::remove(placed.live.node());
        }
        Rndr::remove(self.end.as_ref());
    }

    fn mount(&mut self, parent: &DomElement, marker: Option<&DomNode>) {
        for placed in &self.placed {
            Rndr::insert_node(parent, placed.live.node(), marker);
        }
        Rndr::insert_node(parent, self.end.as_ref(), marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let first = self
            .placed
            .first()
            .map_or(self.end.as_ref(), |p| p.live.node());
        let parent = Rndr::get_parent(first).and_then(DomElement::cast_from);
        parent.is_some_and(|parent| {
            child.mount(&parent, Some(first));
            true
        })
    }

    fn elements(&self) -> Vec<DomElement> {
        let elements = self.placed.iter().filter_map(|p| p.live.element());
        elements.cloned().collect()
    }
}

impl Render for Nodes {
    type State = NodesState;

    fn build(self) -> NodesState {
        NodesState {
            placed: keyed::made(self.lines),
            end: Rndr::create_placeholder(),
        }
    }

    fn rebuild(self, state: &mut NodesState) {
        let around = self.around.unwrap_or(|change| change());
        let mut lines = Some(self.lines);
        around(&mut || lines.take().into_iter().for_each(|it| state.draw(it)));
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
