//! How large the cells of the grid are.

/// How large cells are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellSize {
    /// Hundreds of runs side by side.
    Small,
    /// The usual one.
    #[default]
    Middle,
    /// With the glyph of the verdict.
    Large,
}

impl CellSize {
    /// All, from small to large.
    pub const ALL: [Self; 3] = [Self::Small, Self::Middle, Self::Large];

    /// Its word in `cell=`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Small => "s",
            Self::Middle => "m",
            Self::Large => "l",
        }
    }

    /// The size that a word means.
    pub fn of(word: Option<&str>) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|size| Some(size.word()) == word)
            .unwrap_or_default()
    }

    /// The next larger, or smaller, one.
    pub fn step(self, larger: bool) -> Self {
        match (self, larger) {
            (Self::Small, true) | (Self::Large, false) => Self::Middle,
            (Self::Middle | Self::Large, true) => Self::Large,
            (Self::Middle | Self::Small, false) => Self::Small,
        }
    }

    /// Width and height of a cell with its gap, the gap, and the size of the names, in pixels.
    pub(super) const fn measures(self) -> (f64, f64, f64, f64) {
        match self {
            Self::Small => (6.0, 11.0, 1.0, 9.5),
            Self::Middle => (14.0, 16.0, 1.0, 11.0),
            Self::Large => (24.0, 24.0, 2.0, 12.0),
        }
    }

    /// Height of a row, in pixels.
    pub const fn row_height(self) -> f64 {
        self.measures().1
    }
}
