//! Where the cells of a heat map lie: a box that scrolls over equal cells, with names at its left
//! and heads at its top that stay. Lengths are whole pixels of the screen. Draws nothing.

use std::ops::Range;

/// The measures of a heat map.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HeatMap {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// Distance from one cell to the next, across and down.
    pub pitch: (f64, f64),
    /// Width of the names.
    pub names: f64,
    /// Height of the heads.
    pub heads: f64,
    /// Width and height of the box.
    pub size: (f64, f64),
    /// How far it is scrolled.
    pub scroll: (f64, f64),
}

impl HeatMap {
    /// Width and height of all there is.
    pub fn whole(&self) -> (f64, f64) {
        (
            self.names + self.columns as f64 * self.pitch.0,
            self.heads + self.rows as f64 * self.pitch.1,
        )
    }

    /// Left and top of a cell in the box.
    pub fn place(&self, row: usize, column: usize) -> (f64, f64) {
        (
            self.names + column as f64 * self.pitch.0 - self.scroll.0,
            self.heads + row as f64 * self.pitch.1 - self.scroll.1,
        )
    }

    /// The columns in sight.
    pub fn columns_in_sight(&self) -> Range<usize> {
        in_sight(
            self.scroll.0,
            self.size.0 - self.names,
            self.pitch.0,
            self.columns,
        )
    }

    /// The rows in sight.
    pub fn rows_in_sight(&self) -> Range<usize> {
        in_sight(
            self.scroll.1,
            self.size.1 - self.heads,
            self.pitch.1,
            self.rows,
        )
    }

    /// Row and column at a place in the box; None beside the cells.
    pub fn cell_at(&self, x: f64, y: f64) -> Option<(usize, usize)> {
        if x < self.names || y < self.heads {
            return None;
        }
        let column = floor((x - self.names + self.scroll.0) / self.pitch.0);
        let row = floor((y - self.heads + self.scroll.1) / self.pitch.1);
        (row < self.rows && column < self.columns).then_some((row, column))
    }

    /// How far to scroll so that a cell is in sight; as it is where it already is.
    pub fn reveal(&self, row: usize, column: usize) -> (f64, f64) {
        (
            reveal(
                self.scroll.0,
                self.size.0 - self.names,
                self.pitch.0,
                column,
            ),
            reveal(self.scroll.1, self.size.1 - self.heads, self.pitch.1, row),
        )
    }
}

fn floor(length: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative; a place in a box"
    )]
    let whole = length.max(0.0) as usize;
    whole
}

fn in_sight(scroll: f64, length: f64, pitch: f64, count: usize) -> Range<usize> {
    if pitch <= 0.0 || length <= 0.0 {
        return 0..0;
    }
    let first = floor(scroll / pitch).min(count);
    let last = floor((scroll + length) / pitch) + 1;
    first..last.min(count)
}

fn reveal(scroll: f64, length: f64, pitch: f64, at: usize) -> f64 {
    let (start, end) = (at as f64 * pitch, (at + 1) as f64 * pitch);
    if start < scroll {
        start
    } else if end > scroll + length {
        end - length
    } else {
        scroll
    }
}

#[cfg(test)]
mod tests {
    use super::HeatMap;

    const MAP: HeatMap = HeatMap {
        rows: 1_000,
        columns: 400,
        pitch: (10.0, 20.0),
        names: 100.0,
        heads: 40.0,
        size: (300.0, 240.0),
        scroll: (55.0, 30.0),
    };

    #[test]
    fn only_what_is_in_sight_is_drawn() {
        assert_eq!(MAP.columns_in_sight(), 5..26);
        assert_eq!(MAP.rows_in_sight(), 1..12);
        assert_eq!(MAP.whole(), (4_100.0, 20_040.0));
    }

    #[test]
    fn a_place_is_a_cell_or_none() {
        assert_eq!(MAP.cell_at(100.0, 40.0), Some((1, 5)));
        assert_eq!(MAP.cell_at(99.0, 40.0), None);
        let (x, y) = MAP.place(7, 9);
        assert_eq!(MAP.cell_at(x, y), Some((7, 9)));
        let end = HeatMap {
            scroll: (0.0, 0.0),
            rows: 2,
            ..MAP
        };
        assert_eq!(end.cell_at(110.0, 100.0), None);
    }

    #[test]
    fn a_cell_is_revealed_with_the_least_scrolling() {
        assert_eq!(MAP.reveal(5, 10), MAP.scroll);
        assert_eq!(MAP.reveal(0, 0), (0.0, 0.0));
        assert_eq!(MAP.reveal(999, 399), (3_800.0, 19_800.0));
    }
}
