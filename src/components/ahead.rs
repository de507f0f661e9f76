//! What a press is likely to ask for, made while the pointer rests where it would be pressed: the details
//! of a row, unseen in their place, and the lines of another view. What a press shows follows from the data
//! and the address of that moment: what was made from others is left aside.

use std::sync::Arc;

use leptos::ev::Event;
use tailorbird_core::url::Query;
use tailorbird_core::view::Item;

use super::job_memory::Drawn;
use super::job_table::Lines;
use crate::browser;
use crate::signal::{RwSignal, StoredValue};
use crate::state::Stage;

/// How long the pointer must rest, in milliseconds: what it only crosses asks for nothing.
const REST_MS: i32 = 25;

/// What was made ahead. A copy stands for the same.
#[derive(Clone, Copy)]
pub(super) struct Ahead {
    timer: StoredValue<Option<browser::Guard>>,
    /// Id of the row whose details are to be made.
    row: StoredValue<Option<String>>,
    /// Id of the row whose details are there, unseen, with their height known.
    measured: StoredValue<Option<String>>,
    /// Lines of another view that are to be made.
    lines: StoredValue<Option<(Stage, Vec<Drawn>)>>,
    /// Counts how often something was to be.
    asked: RwSignal<u32>,
}

impl Ahead {
    /// Nothing yet.
    pub(super) fn nothing() -> Self {
        Self {
            timer: StoredValue::new(None),
            row: StoredValue::new(None),
            measured: StoredValue::new(None),
            lines: StoredValue::new(None),
            asked: RwSignal::new(0),
        }
    }

    /// The pointer came over something in the table.
    pub(super) fn point(self, event: &Event, is_resting: RwSignal<bool>) {
        // Nothing that was not asked for waits for a part of the program.
        if browser::is_whole() {
            self.aim(event, is_resting);
        }
    }

    #[inline(never)]
    fn aim(self, event: &Event, is_resting: RwSignal<bool>) {
        let is_closed = browser::attribute_at(event, "aria-expanded").as_deref() == Some("false");
        let id = browser::attribute_at(event, "data-id").filter(|_| is_closed);
        self.wait(id.map(|id| {
            move || {
                // Lines that move below the pointer are not pointed at.
                if is_resting.get_untracked() {
                    self.row.set_value(Some(id));
                    self.ask();
                }
            }
        }));
    }

    fn wait(self, act: Option<impl FnOnce() + 'static>) {
        let guard = act.map(|act| browser::after(REST_MS, act));
        self.timer.set_value(guard);
    }

    fn ask(self) {
        self.asked.update(|n| *n = n.saturating_add(1));
    }

    /// Whether something was ever asked for, followed.
    pub(super) fn is_asked(self) -> bool {
        self.asked.get() > 0
    }

    /// Id of the row whose details are to be made now.
    pub(super) fn take_row(self) -> Option<String> {
        self.row.try_update_value(Option::take).flatten()
    }

    /// Of which row the details have a height that is known, if of any.
    pub(super) fn set_measured(self, id: Option<String>) {
        self.measured.set_value(id);
    }

    /// Whether that row is one of these, asked once.
    pub(super) fn take_measured(self, open: &[String]) -> bool {
        let is_among = |id: &mut String| open.contains(id);
        let taken = self.measured.try_update_value(|id| id.take_if(is_among));
        taken.flatten().is_some()
    }

    /// The lines of another view that are to be made now.
    pub(super) fn take_lines(self) -> Option<(Stage, Vec<Drawn>)> {
        self.lines.try_update_value(Option::take).flatten()
    }

    /// Another table has come: nothing more is made for what was pointed at.
    pub(super) fn forget(self) {
        self.timer.set_value(None);
        self.lines.set_value(None);
    }
}

/// Makes the first lines of the table that the address `query` leads to, once the pointer has rested.
#[inline(never)]
pub(super) fn lines_ahead(lines: Lines, query: Query) {
    let make = move || {
        let Some((stage, shown)) = lines.rows.ahead(&query) else {
            return;
        };
        if lines.rows.stage.get_untracked().as_ref() == Some(&stage) {
            return;
        }
        let height = lines.line_height.get_untracked();
        let cursor = lines.cursor.get_untracked();
        let count = lines.range.get_untracked().len();
        let tab_stop = if cursor < count { cursor } else { 0 };
        let line = |(line, item): (usize, &Item)| {
            let table = Arc::clone(&stage.table);
            let offset = line as f64 * height;
            Drawn::closed(line, table, item.clone(), offset, tab_stop == line)
        };
        let wanted = shown.items.iter().take(count).enumerate().map(line);
        let wanted = wanted.collect();
        lines.ahead.lines.set_value(Some((stage, wanted)));
        lines.ahead.ask();
    };
    lines.ahead.wait(Some(make));
}
