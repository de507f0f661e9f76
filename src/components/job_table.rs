//! The table of jobs: only the lines in sight are on the page, at their places in a list as high
//! as all of them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use leptos::ev;
use tailorbird_core::Kind;
use tailorbird_core::store::SeriesIdx;
use tailorbird_core::url::{Column, Sort};
use tailorbird_core::view::Item;

use super::ahead::Ahead;
use super::job_detail::HISTORY;
use super::job_head::job_head;
use super::job_line::pixels;
use super::job_lines::{draw, measure_opened};
use super::job_memory::Memory;
use super::job_sight::{
    REST_MS, STILL_MS, line_height_memo, still_signal, viewport_signal, wheeled_at,
};
use super::moves::{Moves, on_line_key, provide_moves};
use crate::browser;
use crate::node::{self, Nodes, Order, el};
use crate::signal::{Memo, RwSignal, StoredValue};
use crate::state::{Prefs, Rows, Stage};
use crate::ui::virtual_list::Layout;

/// Lines drawn beyond those in sight, at both ends.
const OVERSCAN: usize = 2;
/// Lines that come to the page in one frame at most while the visitor scrolls by wheel or finger: what is
/// left comes two frames later, where it is still in sight, so that fast scrolling stays smooth.
const MOST_IN_A_FRAME: usize = 3;
/// How long scrolling may follow the wheel, in milliseconds.
const WHEEL_MS: f64 = 100.0;
/// Lines that stay drawn below an opened one at most.
const MOST_KEPT: usize = 48;
/// Lines printed at most.
pub const MOST_PRINTED: usize = 2_000;
/// Height assumed for an opened line until it is measured.
const GUESS: f64 = 320.0;

/// What the lines share. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct Lines {
    /// The rows.
    pub rows: Rows,
    /// Ids of opened rows.
    pub open: Memo<Vec<String>>,
    /// Where each line lies.
    pub layout: Memo<Arc<Layout>>,
    /// Line that holds the tab stop.
    pub cursor: RwSignal<usize>,
    /// A line, or something in it, has the focus.
    pub has_focus: RwSignal<bool>,
    /// Measured heights of opened lines, by row id.
    pub heights: RwSignal<HashMap<String, f64>>,
    /// Height of a closed line.
    pub line_height: Memo<f64>,
    /// Lines in sight, by number.
    pub(super) range: Memo<Range<usize>>,
    /// What was made before it is asked for.
    pub(super) ahead: Ahead,
    /// The frame in which the line under the tab stop gets the focus.
    pub(super) focus: StoredValue<Option<browser::Guard>>,
}

/// The table. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct JobTable {
    lines: Lines,
    is_still: RwSignal<bool>,
    is_resting: RwSignal<bool>,
    is_printing: RwSignal<bool>,
    /// Counts how often lines were left for later.
    frames: RwSignal<u32>,
    frame: StoredValue<Option<browser::Guard>>,
    wheeled: StoredValue<f64>,
    memory: StoredValue<Memory>,
    prefs: Prefs,
}

/// What was pressed in the table.
#[derive(Clone, Debug, PartialEq)]
pub enum TableAct {
    /// The head of a column.
    Sort(Column),
    /// The row of this id is to be opened or closed.
    Toggle(String),
    /// The checks of the pull request of this number.
    Pull(u64),
    /// A chip: dimension key and value.
    Chip(String, String),
    /// The whole history of the job of this id.
    History(String),
}

impl JobTable {
    /// The table of these rows, of which those with an id in `open` are opened.
    /// `moves` is given what moves its tab stop, for as long as there is a table. While the page
    /// `is_printing`, all lines are drawn.
    pub fn new(
        rows: Rows,
        prefs: Prefs,
        open: Memo<Vec<String>>,
        moves: RwSignal<Option<Moves>>,
        is_printing: RwSignal<bool>,
    ) -> Self {
        // Asked first, so that in the first frame of scrolling it is known.
        let is_still = still_signal(STILL_MS);
        let viewport = viewport_signal(rows);
        let line_height = line_height_memo(viewport, rows, prefs);
        let heights = RwSignal::new(HashMap::new());
        let layout = layout_memo(rows, open, heights, line_height);
        let range = Memo::new(move |before: Option<&Range<usize>>| {
            let seen = viewport.get();
            let layout = layout.read();
            if is_printing.get() {
                return 0..layout.count().min(MOST_PRINTED);
            }
            let now = layout.range(seen.scroll_top, seen.height, OVERSCAN);
            match before {
                Some(before) => layout.keep(now, before, MOST_KEPT),
                None => now,
            }
        });
        let lines = Lines {
            rows,
            open,
            layout,
            cursor: RwSignal::new(0_usize),
            has_focus: RwSignal::new(false),
            heights,
            line_height,
            range,
            ahead: Ahead::nothing(),
            focus: StoredValue::new(None),
        };
        provide_moves(lines, moves);
        measure_opened(lines, range);
        Self {
            lines,
            is_still,
            is_resting: still_signal(REST_MS),
            is_printing,
            frames: RwSignal::new(0),
            frame: StoredValue::new(None),
            wheeled: wheeled_at(),
            memory: StoredValue::new(Memory::default()),
            prefs,
        }
    }

    /// The table is not on the page now: nothing of it can be left as it is next time.
    pub fn forget(self) {
        self.memory.set_value(Memory::default());
        self.lines.ahead.forget();
    }

    /// Draws the lines that were left, unless scrolling on does it before: that is heard in the next
    /// frame, so it is the one after. Never between frames, since what changes there is laid out twice.
    fn go_on(self) {
        let (frames, frame) = (self.frames, self.frame);
        let next = browser::next_frame(move || {
            let then = browser::next_frame(move || frames.update(|n| *n = n.wrapping_add(1)));
            frame.set_value(Some(then));
        });
        frame.set_value(Some(next));
    }

    /// Draws it in this order; `on_act` is called with what was pressed.
    pub fn draw(
        self,
        sort: Option<Sort>,
        on_act: impl Fn(TableAct) + Copy + Send + Sync + 'static,
    ) -> Nodes {
        let lines = self.lines;
        let rows = lines.rows;
        // On paper lines stand as they do in the document, and all of them.
        let is_printing = self.is_printing.get();
        let order = match self.is_still.get() || is_printing {
            true => Order::Now,
            false => Order::Later,
        };
        let is_wheeled = browser::now_ms() - self.wheeled.get_value() < WHEEL_MS;
        let most = match is_wheeled && !is_printing {
            true => MOST_IN_A_FRAME,
            false => usize::MAX,
        };
        let resting = self.is_resting;
        let is_resting = resting.get();
        let numbers = in_sight(lines, &lines.range.read());
        self.frames.track();
        let drawn = self
            .memory
            .try_update_value(|m| draw(lines, &numbers, m, most, is_resting));
        let (drawn, is_all) = drawn.unwrap_or_default();
        if !is_all {
            self.go_on();
        }
        let on_focus = move |event: ev::Event| {
            let line = browser::attribute_at(&event, "data-line").and_then(|l| l.parse().ok());
            if let Some(line) = line {
                lines.cursor.set(line);
                lines.has_focus.set(true);
            }
        };
        let layout = lines.layout.read();
        let body = el("tbody")
            .class("jobs__body")
            .with("role", "rowgroup")
            .with("id", BODY)
            .with("style:height", pixels(layout.height_of_all()))
            .on("click", move |event| on_press(&event, on_act))
            .on("keydown", move |event| on_line_key(lines, &event, on_act))
            .on("focusin", on_focus)
            .on("focusout", move |_| lines.has_focus.set(false))
            .on("pointerover", move |event| {
                lines.ahead.point(&event, resting);
            })
            .lines(node::Lines::new(drawn, order));
        let kind = rows.kind.get();
        // The states of pull requests are sentences, and need more room.
        let class = match (kind, self.prefs.is_compact()) {
            (Kind::Nightly, false) => "jobs",
            (Kind::Nightly, true) => "jobs jobs--compact",
            (Kind::Prs, false) => "jobs jobs--prs",
            (Kind::Prs, true) => "jobs jobs--prs jobs--compact",
        };
        let hidden = Column::ALL.into_iter().filter(|c| !self.prefs.shows(*c));
        let hidden: Vec<&str> = hidden.map(Column::as_str).collect();
        let n_columns = rows
            .stage
            .with(|s| s.as_ref().map_or(0, |s| s.table.n_columns()));
        let head = job_head(n_columns, kind, sort, move |column| {
            on_act(TableAct::Sort(column));
        });
        let table = el("table")
            .class(class)
            .with("data-hide", hidden.join(" "))
            .with("role", "grid")
            .with("aria-label", "Jobs")
            .with("aria-rowcount", (layout.count() + 1).to_string())
            .with("id", "jobs")
            .child(head)
            .child(body);
        Nodes::from(table).around(browser::keep_focus)
    }
}

/// Element id of the list of lines.
pub(super) const BODY: &str = "jobs-body";

fn on_press(event: &ev::Event, on_act: impl Fn(TableAct)) {
    let Some(act) = browser::attribute_at(event, "data-act") else {
        return;
    };
    let Some(id) = browser::attribute_at(event, "data-id") else {
        return;
    };
    if act == HISTORY {
        // With a modifier it is the browser's: a new tab or window.
        if !browser::has_modifier(event) {
            event.prevent_default();
            on_act(TableAct::History(id));
        }
        return;
    }
    on_act(match act.split_once(':') {
        Some(("pull", number)) => TableAct::Pull(number.parse().unwrap_or_default()),
        Some((key, value)) => TableAct::Chip(key.to_owned(), value.to_owned()),
        None => TableAct::Toggle(id),
    });
}

/// Lines to draw: those in sight, and the one with the focus, which must not vanish.
fn in_sight(lines: Lines, range: &Range<usize>) -> Vec<usize> {
    let count = lines.layout.read().count();
    if !lines.has_focus.get() {
        return range.clone().filter(|line| *line < count).collect();
    }
    let cursor = lines.cursor.get().min(count.saturating_sub(1));
    let mut drawn: Vec<usize> = range.clone().filter(|line| *line < count).collect();
    if count > 0 && cursor < range.start {
        drawn.insert(0, cursor);
    } else if count > 0 && cursor >= range.end {
        drawn.push(cursor);
    }
    drawn
}

/// Where each line lies: opened ones are higher.
fn layout_memo(
    rows: Rows,
    open: Memo<Vec<String>>,
    heights: RwSignal<HashMap<String, f64>>,
    line_height: Memo<f64>,
) -> Memo<Arc<Layout>> {
    Memo::new(move |_| {
        let shown = rows.shown.get();
        let mut layout = Layout::new(shown.items.len(), line_height.get());
        let open = open.read();
        if let Some(stage) = rows.stage.get().filter(|_| !open.is_empty()) {
            let heights = heights.read();
            // By the jobs that are opened: to ask every line for its id would hash every name.
            let series = open
                .iter()
                .map(|id| stage.store().find(id, stage.table.kind));
            let opened: Vec<_> = series.zip(open.iter()).collect();
            for (line, item) in shown.items.iter().enumerate() {
                let series = series_of(&stage, item);
                let found = opened.iter().find(|it| it.0.is_some() && it.0 == series);
                if let Some((_, id)) = found {
                    layout.set_extra(line, heights.get(*id).copied().unwrap_or(GUESS));
                }
            }
        }
        Arc::new(layout)
    })
}

/// The job in a line; None for the head of a group.
fn series_of(stage: &Stage, item: &Item) -> Option<SeriesIdx> {
    let Item::Row(row) = item else { return None };
    Some(stage.table.rows.get(*row as usize)?.series)
}

/// Its id.
pub(super) fn id_of(stage: &Stage, item: &Item) -> Option<String> {
    let series = series_of(stage, item)?;
    Some(stage.store().series(series)?.id().to_string())
}
