//! The table of jobs: only the lines in sight are on the page, at their places in a list as high
//! as all of them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use leptos::{ev, prelude::*};
use tailorbird_core::Kind;
use tailorbird_core::url::{Column, Sort};
use tailorbird_core::view::Item;

use super::job_head::JobHead;
use super::job_line::{line_id, pixels};
use super::job_lines::{draw, measure_opened};
use crate::browser;
use crate::state::{Rows, Stage};
use crate::ui::node::{Nodes, Order, drawn};
use crate::ui::virtual_list::Layout;

/// Lines drawn beyond those in sight, at both ends.
const OVERSCAN: usize = 4;
/// Height of a line on a wide page, in pixels; `--row-height` in the style.
const WIDE: f64 = 34.0;
/// Height of a line on a narrow page, which shows it in two rows.
const NARROW: f64 = 64.0;
/// Pages up to this width, in pixels, are narrow; the style says the same.
const NARROW_WIDTH: f64 = 720.0;
/// Height assumed for an opened line until it is measured.
const GUESS: f64 = 320.0;

/// Element ids of what stays on top of the page while it scrolls.
const COVERING: [&str; 3] = ["bar", "filters", "jobs-head"];

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
    /// The frame in which the line under the tab stop gets the focus.
    focus: StoredValue<Option<browser::Guard>>,
}

/// The table.
#[component]
pub fn JobTable(
    /// The rows.
    rows: Rows,
    /// Ids of opened rows.
    open: Memo<Vec<String>>,
    /// The order.
    sort: Memo<Option<Sort>>,
    /// Called with the column whose head was pressed.
    #[prop(into)]
    on_sort: Callback<Column>,
    /// Called with the id of a row to open or close.
    #[prop(into)]
    on_toggle: Callback<String>,
    /// Called with dimension key and value of a chip that was pressed.
    #[prop(into)]
    on_chip: Callback<(String, String)>,
) -> impl IntoView {
    let viewport = viewport_signal();
    let line_height = Memo::new(move |_| viewport.get().line_height);
    let heights = RwSignal::new(HashMap::new());
    let layout = layout_memo(rows, open, heights, line_height);
    let cursor = RwSignal::new(0_usize);
    let focus = StoredValue::new(None);
    let lines = Lines {
        rows,
        open,
        layout,
        cursor,
        has_focus: RwSignal::new(false),
        heights,
        line_height,
        focus,
    };
    let range = Memo::new(move |_| {
        let seen = viewport.get();
        layout.read().range(seen.scroll_top, seen.height, OVERSCAN)
    });
    provide_moves(lines);
    let is_still = still_signal();
    let memory = StoredValue::new(Vec::new());
    let draw = move || {
        let order = if is_still.get() {
            Order::Now
        } else {
            Order::Later
        };
        let numbers = in_sight(lines, &range.read());
        Nodes::keyed(
            memory
                .try_update_value(|m| draw(lines, &numbers, m))
                .unwrap_or_default(),
            order,
        )
        .around(browser::keep_focus)
    };
    measure_opened(lines, range);
    let on_click = move |event: ev::MouseEvent| {
        let Some(act) = browser::attribute_at(&event, "data-act") else {
            return;
        };
        let Some(id) = browser::attribute_at(&event, "data-id") else {
            return;
        };
        match act.split_once(':') {
            Some((key, value)) => on_chip.run((key.to_owned(), value.to_owned())),
            None => on_toggle.run(id),
        }
    };
    let on_key = move |event: ev::KeyboardEvent| on_line_key(lines, on_toggle, &event);
    let on_focus = move |event: ev::FocusEvent| {
        let line = browser::attribute_at(&event, "data-line").and_then(|l| l.parse().ok());
        if let Some(line) = line {
            cursor.set(line);
            lines.has_focus.set(true);
        }
    };
    let on_blur = move |_| lines.has_focus.set(false);
    // The states of pull requests are sentences, and need more room.
    let class = move || match rows.kind.get() {
        Kind::Nightly => "jobs",
        Kind::Prs => "jobs jobs--prs",
    };
    let row_count = move || (layout.read().count() + 1).to_string();
    let height = move || pixels(layout.read().height_of_all());
    view! {
        <table class=class role="grid" aria-label="Jobs" aria-rowcount=row_count id="jobs">
            <JobHead rows sort on_sort />
            <tbody
                class="jobs__body"
                role="rowgroup"
                id="jobs-body"
                style:height=height
                on:click=on_click
                on:keydown=on_key
                on:focusin=on_focus
                on:focusout=on_blur
            >
                {drawn(draw)}
            </tbody>
        </table>
    }
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

/// How long the page must not have scrolled to count as still, in milliseconds.
const STILL_MS: i32 = 120;

/// Whether the page is still. While it scrolls, elements of lines are not put in order.
fn still_signal() -> RwSignal<bool> {
    let is_still = RwSignal::new(true);
    let timer = StoredValue::new(None::<browser::Guard>);
    let guard = browser::on_scroll_or_resize(move || {
        if is_still.try_get_untracked() == Some(true) {
            is_still.set(false);
        }
        let later = browser::after(STILL_MS, move || {
            is_still.try_set(true);
        });
        timer.try_set_value(Some(later));
    });
    on_cleanup(move || drop(guard));
    is_still
}

/// What of the list is in sight.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Viewport {
    scroll_top: f64,
    height: f64,
    line_height: f64,
}

fn viewport_signal() -> RwSignal<Viewport> {
    let measure = || Viewport {
        scroll_top: browser::top_of_id("jobs-body").map_or(0.0, |top| -top),
        height: browser::viewport_height(),
        line_height: if browser::viewport_width() <= NARROW_WIDTH {
            NARROW
        } else {
            WIDE
        },
    };
    let viewport = RwSignal::new(measure());
    let update = move || {
        let now = measure();
        if viewport
            .try_get_untracked()
            .is_some_and(|before| before != now)
        {
            viewport.set(now);
        }
    };
    let guard = browser::on_scroll_or_resize(update);
    let first = browser::next_frame(update);
    on_cleanup(move || drop((guard, first)));
    viewport
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
            for (line, item) in shown.items.iter().enumerate() {
                if let Some(id) = id_of(&stage, item).filter(|id| open.contains(id)) {
                    layout.set_extra(line, heights.get(&id).copied().unwrap_or(GUESS));
                }
            }
        }
        Arc::new(layout)
    })
}

/// Id of the job in a line; None for the head of a group.
pub(super) fn id_of(stage: &Stage, item: &Item) -> Option<String> {
    let Item::Row(row) = item else { return None };
    let series = stage.table.rows.get(*row as usize)?.series;
    Some(stage.store().series(series)?.id().to_string())
}

/// Moves the tab stop by `step` lines (or to an end) and brings it into sight.
#[derive(Clone, Copy)]
pub struct Moves(Lines);

fn provide_moves(lines: Lines) {
    if let Some(slot) = use_context::<RwSignal<Option<Moves>>>() {
        slot.set(Some(Moves(lines)));
        on_cleanup(move || {
            slot.try_set(None);
        });
    }
}

impl Moves {
    /// Moves by so many lines.
    pub fn by(self, step: isize) {
        let at = self.0.cursor.get_untracked();
        self.to(at.saturating_add_signed(step));
    }

    /// The id of the job under the tab stop.
    pub fn present(self) -> Option<String> {
        let stage = self.0.rows.stage.get_untracked()?;
        let shown = self.0.rows.shown.get_untracked();
        id_of(&stage, shown.items.get(self.0.cursor.get_untracked())?)
    }

    fn to(self, line: usize) {
        let layout = self.0.layout.get_untracked();
        let line = line.min(layout.count().saturating_sub(1));
        self.0.cursor.set(line);
        self.0.has_focus.set(true);
        let Some(top) = browser::top_of_id("jobs-body") else {
            return;
        };
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

fn on_line_key(lines: Lines, on_toggle: Callback<String>, event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    if !browser::is_exactly(event, "[data-line]") {
        return;
    }
    let moves = Moves(lines);
    match event.key().as_str() {
        "ArrowDown" => moves.by(1),
        "ArrowUp" => moves.by(-1),
        "PageDown" => moves.by(15),
        "PageUp" => moves.by(-15),
        "Home" => moves.to(0),
        "End" => moves.to(usize::MAX),
        "Enter" | " " => {
            if let Some(id) = moves.present() {
                on_toggle.run(id);
            }
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
