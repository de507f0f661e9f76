//! The branches of the tree with their children and sums. Knows nothing of what is opened.

use super::sums::TreeSums;
use crate::sorted;
use crate::store::{Store, series_id};
use crate::view::{Asking, Table, TableRow};

/// Levels of branches; the rest of a longer name stays in one piece.
pub(super) const DEEPEST: usize = 12;

/// What stands below a branch.
#[derive(Clone, Copy)]
pub(super) enum Child {
    Branch(usize),
    Job(u32),
}

/// A part of names that others stand below.
pub(super) struct Branch<'a> {
    /// Its place among all.
    parent: usize,
    /// 0 for the root, which is no line.
    pub(super) level: usize,
    /// The parts of names down to it.
    pub(super) path: &'a [String],
    /// In their order.
    pub(super) children: Vec<Child>,
    /// Over all jobs below it.
    pub(super) sums: TreeSums,
    is_placed: bool,
}

/// The parts of a job's name that are branches.
fn path<'a>(store: &'a Store, row: Option<&TableRow>) -> &'a [String] {
    let described = row.and_then(|row| store.described(row.series));
    let parts = described.map_or(&[][..], |d| &d.job.parts);
    let n = parts.len().saturating_sub(1).min(DEEPEST);
    parts.get(..n).unwrap_or_default()
}

/// All branches, the root first. A branch stands where the first of its jobs stands, so that the
/// worst is on top or what the order asks for.
pub(super) fn branches<'a>(store: &'a Store, table: &Table, rows: &[u32]) -> Vec<Branch<'a>> {
    let row = |at: usize| rows.get(at).and_then(|r| table.rows.get(*r as usize));
    let path_of = |at: usize| path(store, row(at));
    let make = |parent, path: &'a [String]| Branch {
        parent,
        level: path.len(),
        path,
        children: Vec::new(),
        sums: TreeSums::none(),
        is_placed: false,
    };
    let mut all = vec![make(0, &[])];
    // By name, jobs of one branch stand side by side.
    let mut home = vec![0; rows.len()];
    let mut at = 0;
    let order = sorted::indexes(rows.len(), &|a, b| path_of(a).cmp(path_of(b)));
    for place in order.into_iter().map(|place| place as usize) {
        let wanted = path_of(place);
        while let Some(branch) = all.get(at).filter(|b| !wanted.starts_with(b.path)) {
            at = branch.parent;
        }
        let known = all.get(at).map_or(0, |b| b.level);
        for level in known..wanted.len() {
            all.push(make(at, wanted.get(..=level).unwrap_or_default()));
            at = all.len() - 1;
        }
        if let Some(home) = home.get_mut(place) {
            *home = at;
        }
    }
    for (place, home) in home.into_iter().enumerate() {
        let (Some(found), Some(number)) = (row(place), rows.get(place)) else {
            continue;
        };
        let mut child = Child::Job(*number);
        let mut at = home;
        let mut is_new = true;
        while let Some(branch) = all.get_mut(at) {
            branch.sums.add(store, found);
            if is_new {
                branch.children.push(child);
            }
            if at == 0 {
                break;
            }
            is_new = !std::mem::replace(&mut branch.is_placed, true);
            child = Child::Branch(at);
            at = branch.parent;
        }
    }
    all
}

/// The stable id of the branch of these parts of names.
pub(super) fn branch_id(path: &[String]) -> String {
    series_id("tree", "", &path.join(" / ")).to_string()
}

/// The path of each branch, with the number of jobs below it.
pub(in crate::view) fn paths(asking: Asking<'_>) -> Vec<(String, u32)> {
    let all = branches(asking.store, asking.table, asking.rows);
    let told = all.iter().skip(1);
    told.map(|branch| (branch.path.join(" / "), branch.sums.jobs))
        .collect()
}

/// Rows of the table that are left below the branch of this id.
pub(in crate::view) fn rows_below(asking: Asking<'_>, id: &str) -> Vec<u32> {
    let is_below = |number: &u32| {
        let path = path(asking.store, asking.table.rows.get(*number as usize));
        let mut ends = 1..=path.len();
        ends.any(|end| path.get(..end).is_some_and(|path| branch_id(path) == id))
    };
    asking.rows.iter().copied().filter(is_below).collect()
}
