//! What of the table is on the page: its lines, and unseen those of the other view that were made ahead.

use std::sync::Arc;

use tailorbird_core::view::{Item, Table};

use super::job_line::Place;
use super::job_lines::line_of;
use crate::node::{Change, Node};
use crate::state::Stage;

/// Keys of the second set of lines begin here, above those of the first.
const SECOND: u64 = 1 << 40;

/// Lines of the other view that are made in one frame at most, so that a press does not wait long for them.
const MOST_IN_A_FRAME: usize = 12;

/// What a drawn line depends on: while it is the same, the line is.
pub(super) struct Drawn {
    /// Twice its number, and which set of lines it is in; its details have one more.
    pub(super) key: u64,
    /// Held, so that no later table can be mistaken for it.
    table: Arc<Table>,
    pub(super) item: Item,
    pub(super) offset: f64,
    has_tab_stop: bool,
    pub(super) is_open: bool,
    /// Its details are there, unseen: the address that they were made with.
    pub(super) made_with: Option<String>,
}

impl Drawn {
    /// A closed line.
    pub(super) const fn closed(
        line: usize,
        table: Arc<Table>,
        item: Item,
        offset: f64,
        has_tab_stop: bool,
    ) -> Self {
        Self {
            key: line as u64 * 2,
            table,
            item,
            offset,
            has_tab_stop,
            is_open: false,
            made_with: None,
        }
    }

    /// Whether it has the same number and is of the same job.
    pub(super) fn is_of(&self, other: &Self) -> bool {
        self.key == other.key && Arc::ptr_eq(&self.table, &other.table) && self.item == other.item
    }

    /// Whether a line that is drawn so is this one, wherever it stands.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.is_of(other)
            && self.has_tab_stop == other.has_tab_stop
            && self.is_open == other.is_open
    }

    /// Whether it is this job in the same place.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        self.is_of(other) && (self.offset - other.offset).abs() < 0.5
    }

    /// Where it stands.
    pub(super) const fn place(&self) -> Place {
        Place {
            line: (self.key % SECOND / 2) as usize,
            offset: self.offset,
            has_tab_stop: self.has_tab_stop,
        }
    }
}

/// The lines that are on the page.
#[derive(Default)]
pub(super) struct Memory {
    stage: Option<Stage>,
    /// Those that are shown.
    pub(super) drawn: Vec<Drawn>,
    /// Where their keys begin: one of the two sets is shown, the other is there for lines made ahead.
    pub(super) base: u64,
    other: Option<Other>,
}

/// Lines of the other view, unseen.
struct Other {
    stage: Stage,
    /// Those that are still to be made.
    wanted: Vec<Drawn>,
    /// Those that are there, by key; some may be of an older table.
    made: Vec<Drawn>,
}

impl Memory {
    /// Now `stage` is shown; whether it is another than before. Where lines of it were made ahead, they are
    /// the shown ones, and those that were shown are left unseen: going back costs as little.
    pub(super) fn turn(&mut self, stage: &Stage) -> bool {
        let before = self.stage.replace(stage.clone());
        let is_of_data = |it: &Stage| Arc::ptr_eq(&it.loaded.store, &stage.loaded.store);
        self.other.take_if(|other| !is_of_data(&other.stage));
        let is_other = before.as_ref() != Some(stage);
        let Some(before) = before.filter(|_| is_other) else {
            return is_other;
        };
        if let Some(other) = self.other.take_if(|other| other.stage == *stage) {
            self.swap(before, other);
        }
        true
    }

    #[inline(never)]
    fn swap(&mut self, before: Stage, other: Other) {
        let mut made = std::mem::replace(&mut self.drawn, other.made);
        // Details are not kept, so neither are the lines that would show them.
        made.retain(|it| matches!(it.item, Item::Row(_)) && !it.is_open);
        for it in &mut made {
            it.made_with = None;
        }
        self.base = SECOND - self.base;
        self.other = Some(Other {
            stage: before,
            wanted: Vec::new(),
            made,
        });
    }

    /// These lines of `stage`, which have keys of the first set, are to be made, unseen.
    #[inline(never)]
    pub(super) fn want(&mut self, stage: Stage, mut wanted: Vec<Drawn>) {
        for it in &mut wanted {
            it.key += SECOND - self.base;
        }
        let made = self.other.take().map_or_else(Vec::new, |it| it.made);
        self.other = Some(Other {
            stage,
            wanted,
            made,
        });
    }

    /// Adds the lines of the other view, in the order of keys, as far as the list of `height` pixels reaches.
    /// Whether all that are wanted are made.
    pub(super) fn add_other(&mut self, lines: &mut Vec<(u64, Change)>, height: f64) -> bool {
        let Some(other) = &mut self.other else {
            return true;
        };
        let mut unseen = other.unseen(height);
        if self.base == 0 {
            lines.append(&mut unseen);
        } else {
            unseen.append(lines);
            *lines = unseen;
        }
        other.wanted.is_empty()
    }
}

impl Other {
    #[inline(never)]
    fn unseen(&mut self, height: f64) -> Vec<(u64, Change)> {
        let mut trees = self.make().into_iter().peekable();
        self.made.retain(|it| it.offset < height - 1.0);
        let mut out = Vec::with_capacity(self.made.len());
        for it in &self.made {
            while trees.next_if(|tree| tree.0 < it.key).is_some() {}
            let tree = trees.next_if(|tree| tree.0 == it.key);
            out.push((it.key, Change::Unseen(tree.map(|tree| tree.1))));
        }
        out
    }

    /// Makes some of those that are wanted and not there.
    fn make(&mut self) -> Vec<(u64, Node)> {
        let mut trees = Vec::new();
        for now in std::mem::take(&mut self.wanted) {
            let at = self.made.partition_point(|it| it.key < now.key);
            let there = self.made.get_mut(at).filter(|it| it.key == now.key);
            if there.as_ref().is_some_and(|it| it.is_same(&now)) {
                continue;
            }
            if trees.len() == MOST_IN_A_FRAME {
                self.wanted.push(now);
                continue;
            }
            // Heads of groups are made when they are asked for.
            if let Some(tree) = line_of(&self.stage, &now) {
                trees.push((now.key, tree));
                match there {
                    Some(it) => *it = now,
                    None => self.made.insert(at, now),
                }
            }
        }
        trees
    }
}
