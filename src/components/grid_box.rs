//! The grid on a canvas in a box that scrolls, with a cursor for the keyboard and a card that tells
//! of one cell. What is drawn in it is `grid_paint`'s work.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::on_cleanup;
use tailorbird_core::Kind;
use tailorbird_core::view::{CellCard, GridView, Place};

use super::cell_size::CellSize;
use super::grid_card::{card, told};
use super::grid_paint::{BOX, CANVAS, CARD, SIZER, Scene};
use super::job_line::pixels;
use crate::browser;
use crate::node::{Node, el, focus_id, key_of};
use crate::signal::{RwSignal, StoredValue};

/// Element id of what keys do.
const HELP: &str = "grid-help";

/// What was done in the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GridAct {
    /// The cursor moves to a cell.
    Move(Place),
    /// A cell was pressed: its card stays.
    Pin(Place),
    /// The cursor goes.
    Leave,
    /// Cells of this size.
    Size(CellSize),
}

/// What it shows.
#[derive(Clone, Debug)]
pub struct GridShows {
    /// The jobs and runs.
    pub grid: Arc<GridView>,
    /// How large its cells are.
    pub size: CellSize,
    /// The cell of the address.
    pub cursor: Option<Place>,
    /// Scheduled runs or pull requests.
    pub kind: Kind,
    /// All about the cell whose card is shown.
    pub card: Option<CellCard>,
    /// The theme that was chosen.
    pub theme: Option<&'static str>,
    /// Where the job and the run of the card lead, in the page.
    pub links: Option<(String, String)>,
}

/// The grid. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct GridBox {
    scene: StoredValue<Scene>,
    frame: StoredValue<Option<browser::Guard>>,
    hover: RwSignal<Option<Place>>,
    is_pinned: RwSignal<bool>,
    has_focus: RwSignal<bool>,
    moved: StoredValue<f64>,
}

impl GridBox {
    /// A grid of nothing yet.
    pub fn empty() -> Self {
        let grid = Self {
            scene: StoredValue::new(Scene::default()),
            frame: StoredValue::new(None),
            hover: RwSignal::new(None),
            is_pinned: RwSignal::new(true),
            has_focus: RwSignal::new(false),
            moved: StoredValue::new(0.0),
        };
        let resized = browser::on_scroll_or_resize(move || grid.schedule());
        let themed = browser::on_theme(move || {
            grid.scene.update_value(Scene::forget_inks);
            grid.schedule();
        });
        on_cleanup(move || drop((resized, themed)));
        grid
    }

    /// Draws it before the next paint, once however often it is asked for.
    fn schedule(self) {
        if self.frame.try_update_value(|f| f.is_some()) != Some(false) {
            return;
        }
        let frame = browser::next_frame(move || {
            self.frame.set_value(None);
            if let Some((width, height)) = browser::inside_of(BOX) {
                self.scene.update_value(|scene| scene.paint(width, height));
            }
        });
        self.frame.set_value(Some(frame));
    }

    /// Whether it is scrolled away from what is drawn. Drawing scrolls by itself, and is told of it.
    fn is_elsewhere(self) -> bool {
        let (left, top) = browser::scrolled(BOX);
        let ratio = browser::pixel_ratio();
        let now = ((left * ratio).round(), (top * ratio).round());
        self.scene.try_update_value(|scene| scene.map.scroll) != Some(now)
    }

    /// The cell whose card is shown: the pinned one, else the one under the pointer, else the
    /// cursor while the grid has the focus.
    pub fn card_of(self, cursor: Option<Place>) -> Option<Place> {
        let pinned = cursor.filter(|_| self.is_pinned.get());
        let focused = cursor.filter(|_| self.has_focus.get());
        pinned.or(self.hover.get()).or(focused)
    }

    /// Draws it; `on_act` is called with what was done.
    pub fn draw(
        self,
        shows: &GridShows,
        on_act: impl Fn(GridAct) + Copy + Send + Sync + 'static,
    ) -> Node {
        let (rows, columns) = (shows.grid.rows.len(), shows.grid.columns.all.len());
        let at_card = self.card_of(shows.cursor);
        self.set_scene(shows, at_card);
        let heads = self.scene.try_update_value(|scene| scene.heads);
        let heads = heads.unwrap_or_default();
        let is_pinned = self.is_pinned.get() && shows.cursor.is_some();
        let spoken = shows.card.as_ref().filter(|_| at_card == shows.cursor);
        let status = el("p")
            .class("visually-hidden")
            .with("role", "status")
            .with("data-testid", "grid-told")
            .text(spoken.map(told).unwrap_or_default());
        let card = shows.card.as_ref().map(|shown| {
            let unpin = move || self.unpin(on_act);
            card(shown, shows.kind, shows.links.as_ref(), is_pinned, unpin).with("id", CARD)
        });
        el("div")
            .class("grid")
            .with("data-testid", "grid")
            .with("data-rows", rows.to_string())
            .with("data-columns", columns.to_string())
            .with("data-heads", heads.to_string())
            .on("keydown", move |event| {
                if key_of(&event).key() == "Escape" && is_pinned {
                    event.prevent_default();
                    event.stop_propagation();
                    self.unpin(on_act);
                }
            })
            .child(self.scroll_box(shows, heads, on_act))
            .child(help())
            .child(status)
            .child_some(card)
    }

    /// Hands what is shown to the scene, which is painted in the next frame.
    fn set_scene(self, shows: &GridShows, at_card: Option<Place>) {
        let hover = self.hover.get();
        let is_resized = self.scene.try_update_value(|scene| {
            let is_resized = scene.size != shows.size && scene.map.pitch.0 > 0.0;
            scene.follow(shows.theme);
            scene.show(&shows.grid);
            scene.reveals |= scene.cursor != shows.cursor && shows.cursor.is_some();
            scene.cursor = shows.cursor;
            scene.size = shows.size;
            scene.hover = hover;
            scene.card = at_card;
            is_resized
        });
        if is_resized == Some(true) {
            // All names and cells are painted anew: a frame after the one that changes the page.
            let later = browser::next_frame(move || {
                self.frame.set_value(None);
                self.schedule();
            });
            self.frame.set_value(Some(later));
        } else {
            self.schedule();
        }
    }

    /// The box that scrolls over the cells, with heads of this height in pixels.
    fn scroll_box(
        self,
        shows: &GridShows,
        heads: f64,
        on_act: impl Fn(GridAct) + Copy + Send + Sync + 'static,
    ) -> Node {
        let (rows, columns) = (shows.grid.rows.len(), shows.grid.columns.all.len());
        let (rows_text, columns_text) = (rows.to_string(), columns.to_string());
        let label = [
            "Results of ",
            &rows_text,
            " jobs by ",
            &columns_text,
            " runs",
        ]
        .concat();
        let size = shows.size;
        let height = rows as f64 * size.row_height() + heads + 18.0;
        let canvas = el("canvas")
            .class("grid__canvas")
            .with("id", CANVAS)
            .with("aria-hidden", "true");
        let sizer = el("div")
            .class("grid__sizer")
            .with("id", SIZER)
            .child(canvas);
        el("div")
            .class("grid__box")
            .with_all(&[
                ("id", BOX),
                ("data-testid", "scroll"),
                ("tabindex", "0"),
                ("role", "application"),
                ("aria-roledescription", "grid"),
                ("aria-describedby", HELP),
            ])
            .with("aria-label", label)
            .with("style:max-height", pixels(height))
            .on("scroll", move |_| {
                self.point_at(None);
                if self.is_elsewhere() {
                    self.schedule();
                }
            })
            .on("pointerdown", move |_| self.moved.set_value(0.0))
            .on("pointermove", move |event| self.on_pointer(&event))
            .on("pointerleave", move |_| self.point_at(None))
            .on("click", move |event| {
                if self.moved.get_value() < 4.0
                    && let Some(at) = self.cell_at(&event)
                {
                    self.pin(true);
                    on_act(GridAct::Pin(at));
                }
            })
            .on("wheel", move |event| self.on_wheel(&event, size, on_act))
            .on("focus", move |_| self.has_focus.set(true))
            .on("blur", move |_| self.has_focus.set(false))
            .on("keydown", move |event| self.on_key(&event, size, on_act))
            .child(sizer)
    }

    /// The cell under the pointer.
    fn cell_at(self, event: &ev::Event) -> Option<Place> {
        let (x, y) = browser::pointer_in(event, BOX)?;
        let ratio = browser::pixel_ratio();
        let map = self.scene.try_update_value(|scene| scene.map)?;
        if x * ratio >= map.size.0 || y * ratio >= map.size.1 {
            return None;
        }
        let (row, column) = map.cell_at(x * ratio, y * ratio)?;
        Some(Place { row, column })
    }

    fn on_pointer(self, event: &ev::Event) {
        if browser::is_touch(event) {
            return;
        }
        if let Some((x, y)) = browser::dragged(event) {
            self.moved.update_value(|moved| *moved += x.abs() + y.abs());
            let (left, top) = browser::scrolled(BOX);
            browser::scroll_element(BOX, left - x, top - y);
            return;
        }
        self.point_at(self.cell_at(event));
    }

    /// The cell under the pointer; what follows it is drawn only where it is another one.
    fn point_at(self, at: Option<Place>) {
        if self.hover.get_untracked() != at {
            self.hover.set(at);
        }
    }

    fn pin(self, is_pinned: bool) {
        if self.is_pinned.get_untracked() != is_pinned {
            self.is_pinned.set(is_pinned);
        }
    }

    fn on_wheel(self, event: &ev::Event, size: CellSize, on_act: impl Fn(GridAct)) {
        if !browser::has_modifier(event) {
            return;
        }
        event.prevent_default();
        let ratio = browser::pixel_ratio();
        let at = browser::pointer_in(event, BOX);
        self.scene.update_value(|scene| {
            let map = scene.map;
            scene.anchor = at.map(|(x, y)| (x * ratio - map.names, y * ratio - map.heads));
        });
        on_act(GridAct::Size(size.step(browser::wheel_of(event) < 0.0)));
    }

    /// The card is let go; once more, and the cursor goes.
    fn unpin(self, on_act: impl Fn(GridAct)) {
        if self.is_pinned.get_untracked() {
            self.is_pinned.set(false);
        } else {
            on_act(GridAct::Leave);
        }
        focus_id(BOX);
    }

    fn on_key(self, event: &ev::Event, size: CellSize, on_act: impl Fn(GridAct)) {
        let key = key_of(event);
        if key.meta_key() || key.alt_key() {
            return;
        }
        let Some((at, map)) = self.scene.try_update_value(|s| (s.cursor, s.map)) else {
            return;
        };
        let (last_row, last_column) = (map.rows.saturating_sub(1), map.columns.saturating_sub(1));
        // The first press shows where the cursor is: at the first cell in sight.
        let here = at.unwrap_or(Place {
            row: map.rows_in_sight().start,
            column: map.columns_in_sight().start,
        });
        let to = |row: usize, column: usize| {
            let (row, column) = (row.min(last_row), column.min(last_column));
            self.pin(false);
            // What the keys are at is told, wherever the pointer rests.
            self.point_at(None);
            on_act(GridAct::Move(Place { row, column }));
        };
        let whole = key.ctrl_key();
        match key.key().as_str() {
            _ if at.is_none() && key.key().starts_with("Arrow") => to(here.row, here.column),
            "ArrowDown" => to(here.row + 1, here.column),
            "ArrowUp" => to(here.row.saturating_sub(1), here.column),
            "ArrowRight" => to(here.row, here.column + 1),
            "ArrowLeft" => to(here.row, here.column.saturating_sub(1)),
            "PageDown" => to(here.row + map.rows_in_sight().len(), here.column),
            "PageUp" => {
                let step = map.rows_in_sight().len();
                to(here.row.saturating_sub(step), here.column);
            }
            "Home" => to(if whole { 0 } else { here.row }, 0),
            "End" => to(if whole { last_row } else { here.row }, last_column),
            "Enter" | " " => {
                self.pin(true);
                on_act(GridAct::Pin(here));
            }
            "Escape" if at.is_some() => self.unpin(on_act),
            "+" | "=" if !whole => on_act(GridAct::Size(size.step(true))),
            "-" if !whole => on_act(GridAct::Size(size.step(false))),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

/// What keys do in the grid, for those who hear it.
fn help() -> Node {
    let help = "Arrow keys move from cell to cell, Home and End to the newest and oldest run, \
         Enter keeps the card, Escape lets it go, plus and minus change the size. The same \
         results are a table: press Table.";
    el("p").class("visually-hidden").with("id", HELP).text(help)
}
