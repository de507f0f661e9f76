//! Trees side by side, each with a key. A tree whose key stays is changed in place; one whose key
//! is new takes over the elements of one whose key has gone.

use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element as DomElement, Node as DomNode};

use super::live::Live;
use super::order::Order;
use super::tree::{Node, Text};

/// What becomes of the tree under a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// It is this one.
    Tree(Node),
    /// It stays as it was drawn.
    Kept,
    /// It stays but for this attribute of its element, named as in [`Node::with`].
    Set(&'static str, Text),
    /// It is this one, or stays the one that was drawn, but not shown: with `aria-hidden`, for which the
    /// style has a rule, and without what scripts, links and keys find it by (`id`, `data-testid`, `data-job`, `data-line`, `tabindex`).
    /// Any other change shows it.
    Unseen(Option<Node>),
}

/// Trees with keys, which must rise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    pub(super) trees: Vec<(u64, Change)>,
    pub(super) order: Order,
}

impl Lines {
    /// Trees with keys.
    pub const fn new(trees: Vec<(u64, Change)>, order: Order) -> Self {
        Self { trees, order }
    }

    /// None at all.
    pub const fn none() -> Self {
        Self::new(Vec::new(), Order::Now)
    }

    /// Trees known by their place.
    pub fn list(trees: Vec<Node>) -> Self {
        let trees = (0..).zip(trees.into_iter().map(Change::Tree)).collect();
        Self::new(trees, Order::Now)
    }
}

/// A tree on the page under its key.
pub(super) struct Placed {
    key: u64,
    pub(super) live: Live,
    /// It stands where the one stood whose elements it took over.
    is_astray: bool,
    pub(super) is_unseen: bool,
}

impl Placed {
    const fn right(key: u64, live: Live) -> Self {
        Self {
            key,
            live,
            is_astray: false,
            is_unseen: false,
        }
    }

    /// Shown or not.
    fn show(&mut self, is_shown: bool) {
        if self.is_unseen == is_shown {
            self.live.show(is_shown);
            self.is_unseen = !is_shown;
        }
    }
}

/// Trees that are not on the page yet.
pub(super) fn made(lines: Lines) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::new();
    for (key, tree) in lines.trees {
        let is_shown = !matches!(tree, Change::Unseen(_));
        if let Change::Tree(tree) | Change::Unseen(Some(tree)) = tree {
            let model = placed.iter().rev().find(|it| !it.is_unseen);
            let mut one = Placed::right(key, new(tree, model));
            one.show(is_shown);
            placed.push(one);
        }
    }
    placed
}

/// A new tree, copied from `model` where that is of its kind.
fn new(tree: Node, model: Option<&Placed>) -> Live {
    match model {
        Some(model) if model.live.is_alike(&tree) => Live::like(&model.live, tree),
        _ => Live::new(tree),
    }
}

/// Makes the children of `parent` before `end` these trees. From the last to the first, so that
/// each knows what it stands before; what stays is never moved.
pub(super) fn draw(
    parent: &DomElement,
    placed: &mut Vec<Placed>,
    lines: Lines,
    end: Option<&DomNode>,
) {
    let wanted: Vec<u64> = lines.trees.iter().map(|t| t.0).collect();
    let old = std::mem::take(placed);
    let stays = |p: &Placed| wanted.binary_search(&p.key).is_ok();
    let (mut kept, mut spare): (Vec<_>, Vec<_>) = old.into_iter().partition(stays);
    let mut next = end.cloned();
    let mut is_next_astray = false;
    for (key, change) in lines.trees.into_iter().rev() {
        let mut stays = kept.pop_if(|p| p.key == key);
        let is_shown = !matches!(change, Change::Unseen(_));
        let one = if let Change::Unseen(None) = change {
            stays
        } else {
            if let Some(stays) = &mut stays {
                stays.show(true);
            }
            // What is not shown lacks what a copy of it would have to have.
            let mut models = placed.iter().rev().chain(kept.last());
            let model = models.find(|it| !it.is_unseen);
            place(key, change, stays, &mut spare, model)
        };
        let Some(mut one) = one else {
            continue;
        };
        one.show(is_shown);
        let is_new = Rndr::get_parent(one.live.node()).is_none();
        if is_new || (one.is_astray && lines.order == Order::Now) {
            Rndr::insert_node(parent, one.live.node(), next.as_ref());
            one.is_astray = is_next_astray;
        }
        next = Some(one.live.node().clone());
        is_next_astray = one.is_astray;
        placed.push(one);
    }
    placed.reverse();
    for gone in spare {
        Rndr::remove(gone.live.node());
    }
}

/// The tree of `key`: what stays is changed, else a spare one of its kind is, else it is made, if
/// it can be as a copy of its neighbour.
fn place(
    key: u64,
    change: Change,
    stays: Option<Placed>,
    spare: &mut Vec<Placed>,
    neighbour: Option<&Placed>,
) -> Option<Placed> {
    let tree = match change {
        Change::Tree(tree) | Change::Unseen(Some(tree)) => tree,
        Change::Kept | Change::Unseen(None) => return stays,
        Change::Set(name, value) => {
            return stays.map(|mut placed| {
                placed.live.set_one(name, value);
                placed
            });
        }
    };
    match stays {
        Some(mut placed) if placed.live.fits(&tree) => {
            placed.live.change(tree);
            Some(placed)
        }
        other => {
            spare.extend(other);
            let found = spare.iter().position(|s| s.live.is_alike(&tree));
            let Some(mut placed) = found.map(|at| spare.swap_remove(at)) else {
                return Some(Placed::right(key, new(tree, neighbour)));
            };
            placed.show(true);
            placed.live.change(tree);
            Some(Placed {
                key,
                live: placed.live,
                is_astray: true,
                is_unseen: false,
            })
        }
    }
}
