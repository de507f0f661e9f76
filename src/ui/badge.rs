//! A small word on a ground of its colour: a `<span>` with the class of its look.

/// How a badge looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadgeLook {
    /// Grey.
    #[default]
    Neutral,
    /// Pale green.
    Good,
    /// Pale red.
    Bad,
    /// Solid red.
    Worst,
    /// Pale amber.
    Unsure,
    /// Pale blue: under way.
    Active,
    /// A dashed outline: nothing there.
    Absent,
    /// An outline in the accent colour.
    Accent,
}

impl BadgeLook {
    /// The whole `class` of a badge with this look.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "badge",
            Self::Good => "badge badge--good",
            Self::Bad => "badge badge--bad",
            Self::Worst => "badge badge--worst",
            Self::Unsure => "badge badge--unsure",
            Self::Active => "badge badge--active",
            Self::Absent => "badge badge--absent",
            Self::Accent => "badge badge--accent",
        }
    }
}
