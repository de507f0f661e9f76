//! The picture of the grid: what of it is in sight is drawn anew in each frame that needs it.

use std::sync::Arc;

use tailorbird_core::Verdict;
use tailorbird_core::view::{GridView, Place};

use super::cell_size::CellSize;
use super::grid_inks::Inks;
use super::words::glyph;
use crate::browser::{self, Pen};
use crate::charts::HeatMap;

/// Element ids.
pub(super) const BOX: &str = "grid-box";
pub(super) const SIZER: &str = "grid-sizer";
pub(super) const CANVAS: &str = "grid-canvas";
pub(super) const CARD: &str = "grid-card";

/// Slots of pictures.
const CELLS: usize = 0;
const GLYPHS: usize = 1;
/// Glyphs of one verdict side by side in their picture.
const GLYPHS_IN_LINE: usize = 32;

/// Height of the heads, in pixels.
pub(super) const HEADS: f64 = 46.0;
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
    glyphs_fit: f64,
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
        self.glyphs_fit = 0.0;
    }

    /// Another grid is shown.
    pub(super) fn show(&mut self, grid: &Arc<GridView>) {
        if !Arc::ptr_eq(&self.grid, grid) {
            self.grid = Arc::clone(grid);
            self.names = Vec::new();
        }
    }

    /// Draws what is in sight.
    pub(super) fn paint(&mut self) {
        let Some((width, height)) = browser::inside_of(BOX) else {
            return;
        };
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
        self.paint_marks(&pen, &inks, ratio);
        self.place_card(width, ratio);
    }

    /// Takes the measures, and keeps what is looked at in its place where they have changed.
    fn measure(&mut self, width: f64, height: f64, ratio: f64) {
        let (across, down, ..) = self.size.measures();
        let names = (width * 0.3).clamp(104.0, 340.0);
        let before = self.map;
        let (left, top) = browser::scrolled(BOX);
        let mut map = HeatMap {
            rows: self.grid.rows.len(),
            columns: self.grid.columns.all.len(),
            pitch: ((across * ratio).round(), (down * ratio).round()),
            names: (names * ratio).round(),
            heads: (HEADS * ratio).round(),
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
        let gap = (self.size.measures().2 * ratio).round().max(1.0);
        pen.colour(&inks.page.0);
        for column in columns.clone() {
            let (x, _) = map.place(0, column + 1);
            pen.fill(x - gap, map.heads, gap, y + h - map.heads);
        }
        for row in rows.clone() {
            let (_, y) = map.place(row + 1, 0);
            pen.fill(map.names, y - gap, x + w - map.names, gap);
        }
        if self.size != CellSize::Large {
            return;
        }
        self.make_glyphs(inks, ratio);
        for row in rows {
            let verdicts = self.grid.rows.get(row).map(|r| r.verdicts.as_slice());
            let all = verdicts
                .and_then(|v| v.get(columns.clone()))
                .unwrap_or_default();
            self.paint_glyphs(pen, row, columns.start, all);
        }
    }

    /// The glyphs of neighbours in a row: equal ones side by side are one copy.
    fn paint_glyphs(&self, pen: &Pen, row: usize, first: usize, all: &[Verdict]) {
        let (across, down) = self.map.pitch;
        let mut column = first;
        for same in all.chunk_by(|a, b| a == b) {
            let verdict = same.first().copied().unwrap_or(Verdict::None);
            for part in same.chunks(GLYPHS_IN_LINE) {
                if verdict != Verdict::None {
                    let (x, y) = self.map.place(row, column);
                    let width = part.len() as f64 * across;
                    let from = [0.0, verdict as usize as f64 * down, width, down];
                    pen.picture(GLYPHS, from, [x, y, width, down]);
                }
                column += part.len();
            }
        }
    }

    /// A line of glyphs for each verdict, drawn once.
    fn make_glyphs(&mut self, inks: &Inks, ratio: f64) {
        if self.glyphs_fit.to_bits() == ratio.to_bits() {
            return;
        }
        let (across, down) = self.map.pitch;
        let n = inks.cells.len() as f64;
        let width = across * GLYPHS_IN_LINE as f64;
        let Some(pen) = browser::pen_on_picture(GLYPHS, width, down * n) else {
            return;
        };
        self.glyphs_fit = ratio;
        pen.clear();
        pen.font(&inks.font(12.0 * ratio), false);
        for verdict in tailorbird_core::view::VERDICTS {
            let words = glyph(verdict);
            let colour = inks.cells.get(verdict as usize).map_or("", |ink| &ink.1);
            pen.colour(colour);
            let gap = across - self.size.measures().2 * ratio;
            let (x, y) = (
                (gap - pen.width_of(words)) / 2.0,
                verdict as usize as f64 * down,
            );
            for at in 0..GLYPHS_IN_LINE {
                pen.write(words, at as f64 * across + x, y + down / 2.0);
            }
        }
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
                if !is_marked && column as f64 % step != 0.0 {
                    continue;
                }
                let Some(it) = self.grid.columns.all.get(column) else {
                    continue;
                };
                pen.colour(if is_marked {
                    &inks.accent
                } else {
                    &inks.line.1
                });
                let (x, _) = map.place(0, column);
                pen.write_up(&it.label, x + map.pitch.0 / 2.0, map.heads - PAD * ratio);
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
    fn paint_marks(&self, pen: &Pen, inks: &Inks, ratio: f64) {
        let map = self.map;
        let line = ratio.round().max(1.0);
        pen.colour(&inks.page.0);
        pen.fill(0.0, 0.0, map.names, map.heads);
        pen.colour(&inks.line.1);
        pen.font(&inks.font(11.0 * ratio), true);
        let (x, y) = (map.names - PAD * ratio, map.heads - 9.0 * ratio);
        pen.write("job · newest run first", x, y);
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
    let n = name.chars().count();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a length"
    )]
    let kept = ((n as f64 * room / width) as usize).saturating_sub(3);
    let mut out = String::from("…");
    out.extend(name.chars().skip(n.saturating_sub(kept)));
    out
}
