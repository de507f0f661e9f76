//! The lines on the screen, from the branches and from what is opened.

use super::branches::{Branch, Child, branch_id, branches};
use super::opened::Opened;
use super::sums::TreeSums;
use crate::view::Asking;

/// What a line is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeItem {
    /// A part of names.
    Branch {
        /// Stable id: of its path.
        id: String,
        /// The parts of its path, joined by ` / `.
        path: String,
        /// The last of them.
        label: String,
        /// Whether the lines below it are shown.
        is_open: bool,
        /// Whether they are where the address does not name it.
        by_default: bool,
    },
    /// A job: an index into [`Table::rows`](crate::view::Table::rows).
    Job(u32),
}

/// A line on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeLine {
    /// From 1.
    pub level: u32,
    /// Its place among the lines of one parent, from 1.
    pub place: u32,
    /// How many lines its parent has.
    pub of: u32,
    /// The line of its parent.
    pub parent: Option<usize>,
    /// What it is of.
    pub item: TreeItem,
    /// Sums over its jobs; of a job, its own.
    pub sums: TreeSums,
}

/// The view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeView {
    /// Jobs of the window.
    pub listed: u64,
    /// Number of branches, opened or not.
    pub branches: u64,
    /// Sums over all jobs left.
    pub sums: TreeSums,
    /// The lines shown, from top to bottom.
    pub lines: Vec<TreeLine>,
}

/// The view.
#[must_use]
pub fn tree(asking: Asking<'_>) -> TreeView {
    let (store, table) = (asking.store, asking.table);
    let all = branches(store, table, asking.rows);
    let opened = Opened::new(&all, asking.query);
    let mut lines: Vec<TreeLine> = Vec::new();
    // Lines still to be written, the next one last: what, its place, of how many, its parent.
    let mut stack = Vec::new();
    let push = |stack: &mut Vec<_>, children: &[Child], parent| {
        let of = children.len();
        let numbered = children.iter().enumerate().rev();
        stack.extend(numbered.map(|(at, child)| (*child, at + 1, of, parent)));
    };
    let mut sums = TreeSums::none();
    if let Some(root) = all.first() {
        sums = root.sums;
        push(&mut stack, &root.children, None);
    }
    while let Some((child, place, of, parent)) = stack.pop() {
        let level = parent
            .and_then(|at: usize| lines.get(at))
            .map_or(1, |line| line.level + 1);
        let mut line = TreeLine {
            level,
            place: count(place),
            of: count(of),
            parent,
            item: TreeItem::Job(0),
            sums: TreeSums::none(),
        };
        match child {
            Child::Job(row) => {
                line.item = TreeItem::Job(row);
                if let Some(row) = table.rows.get(row as usize) {
                    line.sums.add(store, row);
                }
            }
            Child::Branch(at) => {
                let Some(branch) = all.get(at) else { continue };
                line.sums = branch.sums;
                line.item = item_of(branch, &opened);
                if matches!(line.item, TreeItem::Branch { is_open: true, .. }) {
                    push(&mut stack, &branch.children, Some(lines.len()));
                }
            }
        }
        lines.push(line);
    }
    TreeView {
        listed: table.rows.len() as u64,
        branches: all.len().saturating_sub(1) as u64,
        sums,
        lines,
    }
}

fn item_of(branch: &Branch<'_>, opened: &Opened<'_>) -> TreeItem {
    let path = branch.path.join(" / ");
    let id = branch_id(branch.path);
    let by_default = opened.by_default(branch.level);
    TreeItem::Branch {
        is_open: opened.holds(&id, by_default),
        id,
        path,
        label: branch.path.last().cloned().unwrap_or_default(),
        by_default,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
