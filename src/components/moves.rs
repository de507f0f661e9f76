//! What moves the tab stop of the table: keys in a line, and those of the whole page.

use leptos::{ev, prelude::on_cleanup};
use tailorbird_core::url::Query;

use super::ahead::lines_ahead;
use super::job_line::line_id;
use super::job_table::{BODY, Lines, TableAct, id_of};
use crate::browser;
use crate::node::key_of;
use crate::signal::RwSignal;

/// Element ids of what stays on top of the page while it scrolls.
const COVERING: [&str; 3] = ["bar", "filters", "jobs-head"];

/// Moves the tab stop by `step` lines (or to an end) and brings it into sight.
#[derive(Clone, Copy)]
pub struct Moves(Lines);

pub(super) fn provide_moves(lines: Lines, moves: RwSignal<Option<Moves>>) {
    moves.set(Some(Moves(lines)));
    on_cleanup(move || moves.set(None));
}

impl Moves {
    /// Moves by so many lines.
    pub fn by(self, step: isize) {
        let at = self.0.cursor.get_untracked();
        self.to(at.saturating_add_signed(step));
    }

    /// `open` of an address, with each job by its id of today.
    pub fn ids_of(self, open: &[String]) -> Vec<String> {
        self.0.rows.ids_of(open)
    }

    /// Makes ahead what the address `query` leads to.
    pub fn ahead(self, query: Query) {
        lines_ahead(self.0, query);
    }

    /// The id of the job under the tab stop, while there is a table on the page.
    pub fn present(self) -> Option<String> {
        let stage = browser::top_of_id(BODY).and(self.0.rows.stage.get_untracked())?;
        let shown = self.0.rows.shown.get_untracked();
        id_of(&stage, shown.items.get(self.0.cursor.get_untracked())?)
    }

    fn to(self, line: usize) {
        let layout = self.0.layout.get_untracked();
        let line = line.min(layout.count().saturating_sub(1));
        let Some(top) = browser::top_of_id(BODY) else {
            return;
        };
        self.0.cursor.set(line);
        self.0.has_focus.set(true);
        let covered: f64 = COVERING.into_iter().map(browser::height_of_id).sum();
        let seen = -top;
        if let Some(wanted) = layout.reveal(line, seen, browser::viewport_height(), covered) {
            browser::scroll_to(browser::scroll_y() + wanted - seen);
        }
        // The line may only be drawn in the next frame.
        let guard = browser::next_frame(move || {
            browser::focus_id(&line_id(line));
        });
        self.0.focus.set_value(Some(guard));
    }
}

pub(super) fn on_line_key(lines: Lines, event: &ev::Event, on_act: impl Fn(TableAct)) {
    let key = key_of(event);
    if key.ctrl_key() || key.meta_key() || key.alt_key() {
        return;
    }
    if !browser::is_exactly(event, "[data-line]") {
        return;
    }
    let moves = Moves(lines);
    match key.key().as_str() {
        "ArrowDown" => moves.by(1),
        "ArrowUp" => moves.by(-1),
        "PageDown" => moves.by(15),
        "PageUp" => moves.by(-15),
        "Home" => moves.to(0),
        "End" => moves.to(usize::MAX),
        "Enter" | " " => {
            if let Some(id) = moves.present() {
                on_act(TableAct::Toggle(id));
            }
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
