//! The tree of names: branches with their sums, jobs with their strips, and the keys that lead
//! through them. What is opened is not its own: it reports what was pressed.

use std::sync::Arc;

use leptos::ev;
use tailorbird_core::Kind;
use tailorbird_core::format::plural;
use tailorbird_core::view::{RowView, TreeItem, TreeLine, TreeView};

use super::tree_head::tree_head;
use super::tree_line::{draw_line, line_id};
use crate::browser;
use crate::node::{self, Node, by_id, el, focus_id, key_of, reveal_id, soon};
use crate::signal::{RwSignal, StoredValue};
use crate::ui::Button;

/// Lines of a tree that are drawn unasked.
pub const TREE_MOST: usize = 500;

/// What was pressed in the tree.
#[derive(Clone, Debug, PartialEq)]
pub enum TreeAct {
    /// The branch of this id is to be opened or closed: whether opened, and whether it is so where
    /// nothing is said of it.
    Open(String, bool, bool),
    /// The job of this id is to be shown on its own.
    Job(String),
    /// A chip: dimension key and value.
    Chip(String, String),
}

/// What is drawn.
pub struct TreeShows {
    /// The lines.
    pub view: TreeView,
    /// Scheduled runs or pull requests.
    pub kind: Kind,
    /// So many lines are drawn before more are asked for.
    pub most: usize,
    /// A job and where it leads to, by its number in the table.
    pub job: Box<dyn Fn(u32) -> Option<(RowView, String)>>,
}

/// The tree. A copy stands for the same.
#[derive(Clone, Copy, Debug)]
pub struct TreeTable {
    /// Id of the branch or job that has the tab stop.
    cursor: StoredValue<String>,
    /// All lines are asked for.
    is_whole: RwSignal<bool>,
}

/// What the handlers of one drawing share.
struct Drawn {
    table: TreeTable,
    lines: Vec<TreeLine>,
    ids: Vec<String>,
}

impl TreeTable {
    /// A tree of which nothing was drawn yet.
    pub fn undrawn() -> Self {
        Self {
            cursor: StoredValue::new(String::new()),
            is_whole: RwSignal::new(false),
        }
    }

    /// Draws it; `on_act` is called with what was pressed.
    pub fn draw(
        self,
        shows: TreeShows,
        on_act: impl Fn(TreeAct) + Copy + Send + Sync + 'static,
    ) -> Vec<Node> {
        let mut lines = shows.view.lines;
        let all = lines.len();
        if !self.is_whole.get() {
            lines.truncate(shows.most);
        }
        let mut ids = Vec::with_capacity(lines.len());
        let mut drawn = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            let (id, node) = draw_line(line, at, shows.kind, &shows.job);
            ids.push(id);
            drawn.push(node);
        }
        let hidden = all - lines.len();
        let held = Arc::new(Drawn {
            table: self,
            lines,
            ids,
        });
        let (stops, keyed, focused) = (Arc::clone(&held), Arc::clone(&held), Arc::clone(&held));
        soon(move || stops.place_stop());
        let body = el("tbody")
            .class("tree__body")
            .with("role", "rowgroup")
            .on("click", move |event| held.on_press(&event, on_act))
            .on("keydown", move |event| keyed.on_key(&event, on_act))
            .on("focusin", move |event| {
                if let Some(at) = line_at(&event) {
                    focused.move_stop(at);
                }
            })
            .lines(node::Lines::list(drawn));
        let table = el("table")
            .class("tree")
            .with_all(&[
                ("role", "treegrid"),
                ("aria-label", "Jobs by name"),
                ("data-testid", "tree"),
            ])
            .with("aria-rowcount", (all + 1).to_string())
            .child(tree_head(shows.kind))
            .child(body);
        let more = (hidden > 0).then(|| {
            let mut text = String::from("Show ");
            text.push_str(&plural(hidden as u64, "more line", "more lines"));
            let button = Button {
                text: text.into(),
                test_id: "more",
                ..Button::default()
            };
            button.draw(move || self.is_whole.set(true))
        });
        let mut out = vec![table];
        out.extend(more);
        out
    }
}

/// The line in which an event happened.
fn line_at(event: &ev::Event) -> Option<usize> {
    browser::attribute_at(event, "data-line")?.parse().ok()
}

fn set_stop(at: usize, index: i32) {
    if let Some(line) = by_id(&line_id(at)) {
        line.set_tab_index(index);
    }
}

impl Drawn {
    /// The line that has the tab stop.
    fn present(&self) -> usize {
        let cursor = self.table.cursor.get_value();
        let found = self.ids.iter().position(|id| *id == cursor);
        found.unwrap_or_default()
    }

    /// Elements of lines are reused for others: the tab stop is put where it belongs.
    fn place_stop(&self) {
        let present = self.present();
        for at in 0..self.lines.len() {
            set_stop(at, if at == present { 0 } else { -1 });
        }
    }

    fn move_stop(&self, at: usize) {
        let before = self.present();
        if let Some(id) = self.ids.get(at).filter(|_| at != before) {
            set_stop(before, -1);
            set_stop(at, 0);
            self.table.cursor.set_value(id.clone());
        }
    }

    fn go(&self, at: usize) {
        let at = at.min(self.lines.len().saturating_sub(1));
        self.move_stop(at);
        focus_id(&line_id(at));
        reveal_id(&line_id(at));
    }

    fn open(&self, at: usize, wanted: Option<bool>, on_act: impl Fn(TreeAct)) {
        let item = self.lines.get(at).map(|line| &line.item);
        if let Some(TreeItem::Branch {
            id,
            is_open,
            by_default,
            ..
        }) = item
        {
            let wanted = wanted.unwrap_or(!is_open);
            if wanted != *is_open {
                self.move_stop(at);
                on_act(TreeAct::Open(id.clone(), wanted, *by_default));
            }
        }
    }

    fn on_press(&self, event: &ev::Event, on_act: impl Fn(TreeAct)) {
        let Some(at) = line_at(event).filter(|_| !browser::has_modifier(event)) else {
            return;
        };
        match browser::attribute_at(event, "data-act") {
            Some(act) if act == "job" => {
                event.prevent_default();
                if let Some(id) = self.ids.get(at) {
                    on_act(TreeAct::Job(id.clone()));
                }
            }
            Some(act) => {
                if let Some((key, value)) = act.split_once(':') {
                    on_act(TreeAct::Chip(key.to_owned(), value.to_owned()));
                }
            }
            None if browser::figure_at(event).is_some() => {}
            None => self.open(at, None, on_act),
        }
    }

    fn on_key(&self, event: &ev::Event, on_act: impl Fn(TreeAct)) {
        let key = key_of(event);
        let is_with_modifier = key.ctrl_key() || key.meta_key() || key.alt_key();
        let Some(at) = line_at(event).filter(|_| !is_with_modifier) else {
            return;
        };
        let Some(line) = self.lines.get(at) else {
            return;
        };
        let is_open = match &line.item {
            TreeItem::Branch { is_open, .. } => Some(*is_open),
            TreeItem::Job(_) => None,
        };
        match (key.key().as_str(), is_open) {
            ("ArrowDown" | "j", _) => self.go(at + 1),
            ("ArrowUp" | "k", _) => self.go(at.saturating_sub(1)),
            ("Home", _) => self.go(0),
            ("End", _) => self.go(usize::MAX),
            ("ArrowRight", Some(false)) => self.open(at, Some(true), on_act),
            ("ArrowRight", Some(true)) => self.go(at + 1),
            ("ArrowLeft", Some(true)) => self.open(at, Some(false), on_act),
            ("ArrowLeft", _) => self.go(line.parent.unwrap_or(at)),
            ("Enter" | " " | "o" | "x", Some(_)) => self.open(at, None, on_act),
            ("Enter" | "o", None) => {
                if let Some(id) = self.ids.get(at) {
                    on_act(TreeAct::Job(id.clone()));
                }
            }
            ("ArrowRight", None) => {}
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}
