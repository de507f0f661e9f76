//! What the table of jobs watches: what of it is in sight, whether the page scrolls or is printed.

use leptos::prelude::on_cleanup;
use tailorbird_core::Kind;

use super::job_table::BODY;
use super::meta_line::META;
use crate::browser;
use crate::signal::{Memo, RwSignal, StoredValue, effect};
use crate::state::{Prefs, Rows};

/// Pages up to this width, in pixels, are narrow; the style says the same.
const NARROW_WIDTH: f64 = 720.0;

/// Least height of what stands above the first line, in pixels: as long as nothing is on the page
/// to measure, no more lines are made than may be in sight.
const ABOVE: f64 = 250.0;

/// Height of a line on a wide page, in pixels; `--row-height` in the style.
const WIDE: f64 = 34.0;
/// Height of a low line on a wide page, in pixels; the style says the same.
const COMPACT: f64 = 26.0;
/// Height of a line on a narrow page, which shows it in three rows.
const NARROW: f64 = 86.0;
/// The same for pull requests, whose states are sentences.
const NARROW_PRS: f64 = 98.0;

/// How long the page must not have scrolled for elements to be put in order, in milliseconds.
pub(super) const STILL_MS: i32 = 400;
/// And for the tab stop to move into sight.
pub(super) const REST_MS: i32 = 120;

/// Whether the page has not scrolled for so many milliseconds.
pub(super) fn still_signal(still_ms: i32) -> RwSignal<bool> {
    let is_still = RwSignal::new(true);
    let timer = StoredValue::new(None::<browser::Guard>);
    let guard = browser::on_scroll_or_resize(move || {
        if is_still.try_get_untracked() == Some(true) {
            is_still.set(false);
        }
        let later = browser::after(still_ms, move || {
            is_still.set(true);
        });
        timer.set_value(Some(later));
    });
    on_cleanup(move || drop(guard));
    is_still
}

/// When the visitor last scrolled by wheel or finger, in milliseconds of the browser's clock.
pub(super) fn wheeled_at() -> StoredValue<f64> {
    let at = StoredValue::new(0.0);
    let guard = browser::on_wheel_or_finger(move || at.set_value(browser::now_ms()));
    on_cleanup(move || drop(guard));
    at
}

/// Whether the page is being printed: then all lines are drawn.
pub fn printing_signal() -> RwSignal<bool> {
    let is_printing = RwSignal::new(false);
    let before = browser::on_window("beforeprint", move |_| is_printing.set(true));
    let after = browser::on_window("afterprint", move |_| is_printing.set(false));
    on_cleanup(move || drop((before, after)));
    is_printing
}

/// What of the list is in sight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Viewport {
    pub(super) scroll_top: f64,
    pub(super) height: f64,
    pub(super) is_narrow: bool,
}

pub(super) fn viewport_signal(rows: Rows) -> RwSignal<Viewport> {
    let measure = || Viewport {
        // Before the table is there, the line above it tells where it will be.
        scroll_top: browser::top_of_id(BODY)
            .or_else(|| browser::top_of_id(META))
            .map_or(-ABOVE, |top| -top),
        height: browser::viewport_height(),
        is_narrow: browser::viewport_width() <= NARROW_WIDTH,
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
    on_cleanup(move || drop(guard));
    // Where the lines begin is known once they are there.
    let frame = StoredValue::new(None);
    effect(move || {
        if rows.stage.read().is_some() {
            frame.set_value(Some(browser::next_frame(update)));
        }
    });
    viewport
}

/// The height of a closed line.
pub(super) fn line_height_memo(
    viewport: RwSignal<Viewport>,
    rows: Rows,
    prefs: Prefs,
) -> Memo<f64> {
    Memo::new(move |_| match (viewport.get().is_narrow, rows.kind.get()) {
        (true, Kind::Nightly) => NARROW,
        (true, Kind::Prs) => NARROW_PRS,
        (false, _) if prefs.is_compact() => COMPACT,
        (false, _) => WIDE,
    })
}
