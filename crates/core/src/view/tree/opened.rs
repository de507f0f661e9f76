//! Which branches are opened: a short text in the address, whatever the size of the tree. `open`
//! names the branches that differ from how the tree opens by itself, or from `all` or `none`.

use super::branches::{Branch, DEEPEST};
use crate::url::Query;

/// So many lines are opened by themselves.
const FEW: usize = 60;
/// In `open`: every branch is opened, but for those named with a `-`.
const ALL: &str = "all";
/// In `open`: every branch is closed, but for those named.
const NONE: &str = "none";

/// Which branches are opened.
pub(super) struct Opened<'a> {
    named: &'a [String],
    /// Branches above this level are opened unless something else is said.
    level: usize,
}

impl<'a> Opened<'a> {
    /// As the address has it for these branches, of which the first is the root.
    pub(super) fn new(branches: &[Branch<'_>], query: &'a Query) -> Self {
        Self {
            named: &query.open,
            level: level_by_itself(branches, query),
        }
    }

    /// Whether a branch of this level is opened where the address does not name it.
    pub(super) fn by_default(&self, level: usize) -> bool {
        let is_named = |word| self.named.iter().any(|n| n == word);
        if is_named(ALL) {
            true
        } else if is_named(NONE) {
            false
        } else {
            level < self.level
        }
    }

    /// Whether the branch of this id is opened.
    pub(super) fn holds(&self, id: &str, by_default: bool) -> bool {
        let says = |n: &String| match n.strip_prefix('-') {
            Some(closed) => (closed == id).then_some(false),
            None => (n == id).then_some(true),
        };
        self.named.iter().find_map(says).unwrap_or(by_default)
    }
}

/// The first level that stays closed: the lines above it are few. None does where a filter leaves
/// few jobs.
fn level_by_itself(branches: &[Branch<'_>], query: &Query) -> usize {
    let jobs = branches.first().map_or(0, |root| root.sums.jobs as usize);
    let is_filtered = !query.q.is_empty()
        || query.required
        || !query.status.is_empty()
        || !query.owner.is_empty();
    if is_filtered && jobs <= FEW {
        return DEEPEST + 1;
    }
    let mut lines = 0;
    for level in 0..=DEEPEST {
        let inside = branches.iter().filter(|b| b.level == level);
        lines += inside.map(|b| b.children.len()).sum::<usize>();
        if lines > FEW {
            return level;
        }
    }
    DEEPEST + 1
}

/// Opens or closes a branch in `open`, which names it only where that is not so by itself.
pub fn open_branch(open: &mut Vec<String>, id: &str, is_open: bool, by_default: bool) {
    let closed = ["-", id].concat();
    open.retain(|n| n != id && *n != closed);
    if is_open != by_default {
        open.push(if is_open { id.to_owned() } else { closed });
    }
}

/// `open` with every branch opened, or none.
#[must_use]
pub fn open_all(is_open: bool) -> Vec<String> {
    vec![if is_open { ALL } else { NONE }.to_owned()]
}
