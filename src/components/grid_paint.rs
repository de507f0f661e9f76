//! The picture of the grid: what of it is in sight is drawn anew in each frame that needs it.

use std::sync::Arc;

use tailorbird_core::Verdict;
use tailorbird_core::view::{GridView, Place};

use super::cell_size::CellSize;
use super::grid_inks::Inks;
use super::words::{glyph, has_glyph, shape};
use crate::browser::{self, Pen};
use crate::charts::HeatMap;

/// Element ids.
pub(super) const BOX: &str = "grid-box";
pub(super) const SIZER: &str = "grid-sizer";
pub(super) const CANVAS: &str = "grid-canvas";
pub(super) const CARD: &str = "grid-card";

/// Slots of pictures.
const CELLS: usize = 0;
const MARKS: usize = 1;
/// Marks of one verdict side by side in their picture.
const MARKS_IN_LINE: usize = 32;

/// Least and greatest height of the heads, and what a character of them takes, in pixels.
const HEADS: (f64, f64) = (46.0, 120.0);
const HEAD_CHARACTER: f64 = 7.4;
/// What the corner says: the first of these that fits.
const CORNER: [&str; 2] = ["job · newest run first", "newest first"];
/// Distance of words from an edge, in pixels.
const PAD: f64 = 6.0;
/// Distance of two heads that can be read, in pixels.
const HEAD_STEP: f64 = 13.0;

/// What is drawn, and what was found out for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Scene {
    pub(super) grid: Arc<GridView>,
    pub(super) size: CellSize,
    pub(super) cursor: Option<Place>,
    pub(super) hover: Option<Place>,
    /// The cell beside which the card stands.
    pub(super) card: Option<Place>,
    /// The cursor has moved: it is to be brought into sight.
    pub(super) reveals: bool,
    /// Where in the box it was zoomed, in pixels of the screen.
    pub(super) anchor: Option<(f64, f64)>,
    pub(super) map: HeatMap,
    theme: Option<&'static str>,
    inks: Option<Arc<Inks>>,
    /// Names that fit, as far as they were drawn, and for which width.
    names: Vec<Option<String>>,
    names_fit: (f64, f64),
    /// Height of the heads, in pixels of the page.
    pub(super) heads: f64,
    /// Size of cells and pixel ratio that the marks were made for.
    marks_fit: Option<(CellSize, f64)>,
}

impl Scene {
    /// The theme that was chosen; another one has other colours.
    pub(super) fn follow(&mut self, theme: Option<&'static str>) {
        if self.theme != theme {
            self.theme = theme;
            self.forget_inks();
        }
    }

    /// The colours have changed.
    pub(super) fn forget_inks(&mut self) {
        self.inks = None;
        self.marks_fit = None;
    }

    /// Another grid is shown.
    pub(super) fn show(&mut self, grid: &Arc<GridView>) {
        if !Arc::ptr_eq(&self.grid, grid) {
            self.grid = Arc::clone(grid);
            self.names = Vec::new();
            let labels = grid.columns.all.iter().map(|c| c.label.chars().count());
            let longest = labels.max().unwrap_or_default() as f64;
            self.heads = (longest * HEAD_CHARACTER + 2.0 * PAD).clamp(HEADS.0, HEADS.1);
        }
    }

    /// Draws what is in sight in a box of this size, in pixels. Not inlined: the first view does without.
    #[inline(never)]
    pub(super) fn paint(&mut self, width: f64, height: f64) {
        if self.inks.is_none() {
            self.inks = Inks::read().map(Arc::new);
        }
        let Some(inks) = self.inks.clone() else {
            return;
        };
        let ratio = browser::pixel_ratio();
        self.measure(width, height, ratio);
        let Some(pen) = browser::pen_on(CANVAS, width, height) else {
            return;
        };
        self.paint_cells(&pen, &inks, ratio);
        self.paint_heads(&pen, &inks, ratio);
        self.paint_names(&pen, &inks, ratio);
        self.paint_lines(&pen, &inks, ratio);
        self.place_card(width, ratio);
    }

    /// Takes the measures, and keeps what is looked at in its place where they have changed.
    fn measure(&mut self, width: f64, height: f64, ratio: f64) {
        let (across, down, ..) = self.size.measures();
        // On a phone a third says nothing of a name with its values.
        let share = if width < 700.0 { 0.46 } else { 0.3 };
        let names = (width * share).clamp(104.0, 340.0);
        let before = self.map;
        let (left, top) = browser::scrolled(BOX);
        let mut map = HeatMap {
            rows: self.grid.rows.len(),
            columns: self.grid.columns.all.len(),
            pitch: ((across * ratio).round(), (down * ratio).round()),
            names: (names * ratio).round(),
            heads: (self.heads * ratio).round(),
            size: (width * ratio, height * ratio),
            scroll: ((left * ratio).round(), (top * ratio).round()),
        };
        let whole = map.whole();
        browser::set_size(SIZER, whole.0 / ratio, whole.1 / ratio);
        let mut wanted = map.scroll;
        if before.pitch.0 > 0.0 && before.pitch != map.pitch {
            let middle = (
                (map.size.0 - map.names) / 2.0,
                (map.size.1 - map.heads) / 2.0,
            );
            let (x, y) = self.anchor.take().unwrap_or(middle);
            wanted.0 = (before.scroll.0 + x) * map.pitch.0 / before.pitch.0 - x;
            wanted.1 = (before.scroll.1 + y) * map.pitch.1 / before.pitch.1 - y;
        }
        if let Some(at) = self.cursor.filter(|_| self.reveals) {
            map.scroll = wanted;
            wanted = map.reveal(at.row, at.column);
        }
        self.reveals = false;
        if wanted != (left * ratio, top * ratio) {
            browser::scroll_element(BOX, wanted.0 / ratio, wanted.1 / ratio);
            let (left, top) = browser::scrolled(BOX);
            map.scroll = ((left * ratio).round(), (top * ratio).round());
        }
        self.map = map;
    }

    fn paint_cells(&mut self, pen: &Pen, inks: &Inks, ratio: f64) {
        let map = self.map;
        pen.colour(&inks.page.0);
        pen.fill(0.0, 0.0, pen.width, pen.height);
        let (rows, columns) = (map.rows_in_sight(), map.columns_in_sight());
        if rows.is_empty() || columns.is_empty() {
            return;
        }
        // One pixel a cell, stretched: the work grows with what is in sight alone.
        let mut pixels = Vec::with_capacity(rows.len() * columns.len() * 4);
        for row in rows.clone() {
            let verdicts = self.grid.rows.get(row).map(|r| r.verdicts.as_slice());
            for column in columns.clone() {
                let verdict = verdicts.and_then(|v| v.get(column)).copied();
                let at = verdict.unwrap_or(Verdict::None) as usize;
                pixels.extend(inks.grounds.get(at).copied().unwrap_or_default());
            }
        }
        let size = |n: usize| u32::try_from(n).unwrap_or_default();
        browser::picture_of(CELLS, size(columns.len()), size(rows.len()), &pixels);
        let (x, y) = map.place(rows.start, columns.start);
        let (n_columns, n_rows) = (columns.len() as f64, rows.len() as f64);
        let (w, h) = (n_columns * map.pitch.0, n_rows * map.pitch.1);
        pen.picture(CELLS, [0.0, 0.0, n_columns, n_rows], [x, y, w, h]);
        let gap = self.gap(ratio);
        pen.colour(&inks.page.0);
        for column in columns.clone() {
            let (x, _) = map.place(0, column + 1);
            pen.fill(x - gap, map.heads, gap, y + h - map.heads);
        }
        for row in rows.clone() {
            let (_, y) = map.place(row + 1, 0);
            pen.fill(map.names, y - gap, x + w - map.names, gap);
        }
        self.make_marks(inks, ratio);
        for row in rows {
            let verdicts = self.grid.rows.get(row).map(|r| r.verdicts.as_slice());
            let all = verdicts
                .and_then(|v| v.get(columns.clone()))
                .unwrap_or_default();
            self.paint_marks(pen, row, columns.start, all);
        }
    }

    /// The marks of neighbours in a row: equal ones side by side are one copy.
    fn paint_marks(&self, pen: &Pen, row: usize, first: usize, all: &[Verdict]) {
        let (across, down) = self.map.pitch;
        let is_marked = |verdict| {
            let is_worded = self.size == CellSize::Large && has_glyph(verdict);
            is_worded || !shape(verdict).is_empty()
        };
        let mut column = first;
        for same in all.chunk_by(|a, b| a == b) {
            let verdict = same.first().copied().unwrap_or(Verdict::None);
            if !is_marked(verdict) {
                column += same.len();
                continue;
            }
            for part in same.chunks(MARKS_IN_LINE) {
                let (x, y) = self.map.place(row, column);
                let width = part.len() as f64 * across;
                let from = [0.0, verdict as usize as f64 * down, width, down];
                pen.picture(MARKS, from, [x, y, width, down]);
                column += part.len();
            }
        }
    }

    /// A line of marks for each verdict, drawn once.
    fn make_marks(&mut self, inks: &Inks, ratio: f64) {
        if self.marks_fit == Some((self.size, ratio)) {
            return;
        }
        let (across, down) = self.map.pitch;
        let n = inks.cells.len() as f64;
        let width = across * MARKS_IN_LINE as f64;
        let Some(pen) = browser::pen_on_picture(MARKS, width, down * n) else {
            return;
        };
        self.marks_fit = Some((self.size, ratio));
        pen.clear();
        pen.font(&inks.font(12.0 * ratio), false);
        let gap = self.gap(ratio);
        let (w, h) = (across - gap, down - gap);
        for verdict in tailorbird_core::view::VERDICTS {
            let colour = inks.cells.get(verdict as usize).map_or("", |ink| &ink.1);
            pen.colour(colour);
            let top = verdict as usize as f64 * down;
            let is_worded = self.size == CellSize::Large && has_glyph(verdict);
            let words = if is_worded { glyph(verdict) } else { "" };
            let inset = (w - pen.width_of(words)) / 2.0;
            for at in 0..MARKS_IN_LINE {
                let left = at as f64 * across;
                for [x, y, width, height] in shape(verdict) {
                    let (right, bottom) = ((x + width) * w, (y + height) * h);
                    let (x, y) = ((x * w).round(), (y * h).round());
                    pen.fill(left + x, top + y, right.round() - x, bottom.round() - y);
                }
                pen.write(words, left + inset, top + h / 2.0);
            }
        }
    }

    /// Width of the line between two cells.
    fn gap(&self, ratio: f64) -> f64 {
        (self.size.measures().2 * ratio).round().max(1.0)
    }

    /// The runs, above the cells.
    fn paint_heads(&self, pen: &Pen, inks: &Inks, ratio: f64) {
        let map = self.map;
        pen.colour(&inks.page.0);
        pen.fill(0.0, 0.0, pen.width, map.heads);
        pen.font(&inks.font(11.0 * ratio), false);
        let step = (HEAD_STEP * ratio / map.pitch.0).ceil().max(1.0);
        let area = [map.names, 0.0, pen.width - map.names, map.heads];
        pen.inside(area, |pen| {
            for column in map.columns_in_sight() {
                let is_marked = self.cursor.is_some_and(|c| c.column == column);
                let Some(it) = self.grid.columns.all.get(column) else {
                    continue;
                };
                let (x, _) = map.place(0, column);
                if it.partial {
                    let flaky = inks.cells.get(Verdict::Flaky as usize);
                    pen.colour(flaky.map_or("", |ink| &ink.1));
                    let line = (2.0 * ratio).round();
                    let width = map.pitch.0 - self.gap(ratio);
                    pen.fill(x, map.heads - 2.0 * line, width, line);
                }
                if !is_marked && column as f64 % step != 0.0 {
                    continue;
                }
                pen.colour(if is_marked {
                    &inks.accent
                } else {
                    &inks.line.1
                });
                // The first one has no room at its left.
                let room = if column == 0 { HEAD_STEP * ratio } else { 0.0 };
                let x = x + map.pitch.0.max(room) / 2.0;
                pen.write_up(&it.label, x, map.heads - PAD * ratio);
            }
        });
    }

    /// The jobs, left of the cells.
    fn paint_names(&mut self, pen: &Pen, inks: &Inks, ratio: f64) {
        let map = self.map;
        pen.colour(&inks.page.0);
        pen.fill(0.0, map.heads, map.names, pen.height);
        let size = self.size.measures().3 * ratio;
        pen.font(&inks.font(size), true);
        let fit = (size, map.names);
        if self.names_fit != fit || self.names.len() != map.rows {
            self.names_fit = fit;
            self.names = vec![None; map.rows];
        }
        let room = map.names - 2.0 * PAD * ratio;
        let (grid, names) = (Arc::clone(&self.grid), &mut self.names);
        let cursor = self.cursor.map(|c| c.row);
        pen.inside([0.0, map.heads, map.names, pen.height], |pen| {
            for row in map.rows_in_sight() {
                let (Some(it), Some(name)) = (grid.rows.get(row), names.get_mut(row)) else {
                    continue;
                };
                let name = name.get_or_insert_with(|| fitting(pen, &it.name, room));
                let is_marked = cursor == Some(row);
                pen.colour(if is_marked {
                    &inks.accent
                } else {
                    &inks.page.1
                });
                let (_, y) = map.place(row, 0);
                pen.write(name, map.names - PAD * ratio, y + map.pitch.1 / 2.0);
            }
        });
    }

    /// Lines between the parts, and the frames of the cells that are pointed at.
    fn paint_lines(&self, pen: &Pen, inks: &Inks, ratio: f64) {
        let map = self.map;
        let line = ratio.round().max(1.0);
        pen.colour(&inks.page.0);
        pen.fill(0.0, 0.0, map.names, map.heads);
        pen.colour(&inks.line.1);
        pen.font(&inks.font(11.0 * ratio), true);
        let (x, y) = (map.names - PAD * ratio, map.heads - 9.0 * ratio);
        let fits = |words: &&str| pen.width_of(words) <= x;
        pen.write(CORNER.into_iter().find(fits).unwrap_or_default(), x, y);
        pen.colour(&inks.line.0);
        pen.fill(0.0, map.heads - line, pen.width, line);
        pen.fill(map.names - line, 0.0, line, pen.height);
        let area = [map.names, map.heads, pen.width, pen.height];
        pen.inside(area, |pen| {
            for (place, colour) in [(self.hover, &inks.page.1), (self.cursor, &inks.accent)] {
                let Some(at) = place else { continue };
                pen.colour(colour);
                let (x, y) = map.place(at.row, at.column);
                let edge = (2.0 * ratio).round();
                let (w, h) = (map.pitch.0 + edge, map.pitch.1 + edge);
                pen.frame(x - edge, y - edge, w + edge / 2.0, h + edge / 2.0, edge);
            }
        });
    }

    /// Puts the card beside its cell.
    fn place_card(&self, width: f64, ratio: f64) {
        let Some(at) = self.card else { return };
        let map = self.map;
        let (x, y) = map.place(at.row, at.column);
        let (x, y) = (x / ratio, y / ratio);
        let (card_width, card_height) = browser::inside_of(CARD).unwrap_or_default();
        let right = x + map.pitch.0 / ratio + 8.0;
        let left = if right + card_width > width {
            (x - card_width - 8.0).max(4.0)
        } else {
            right
        };
        let lowest = (map.size.1 / ratio - card_height - 4.0).max(4.0);
        browser::set_place(CARD, left, y.clamp(4.0, lowest));
    }
}

/// The end of a name as far as there is room for it: there stands what tells jobs apart.
fn fitting(pen: &Pen, name: &str, room: f64) -> String {
    let width = pen.width_of(name);
    if width <= room {
        return name.to_owned();
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a length"
    )]
    let most = (name.chars().count() as f64 * room / width) as usize + 2;
    let mut out = String::new();
    for kept in (1..most).rev() {
        let from = name.char_indices().rev().nth(kept - 1);
        let end = from.and_then(|(at, _)| name.get(at..));
        out = ["…", end.unwrap_or_default().trim_start()].concat();
        if pen.width_of(&out) <= room {
            break;
        }
    }
    out
}
