//! The state of a job: one word for where it stands now.

/// Where a job stands, from its newest results back through all history loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Its newest decided results failed; the streak counts them. `Failing(1)` is a first result.
    Failing {
        /// Consecutive failed results from the newest, ≥ 1.
        streak: u32,
        /// The streak reaches the end of what is loaded: it is at least this long.
        open_ended: bool,
    },
    /// Its newest result failed and the one before it passed.
    NewlyBroken,
    /// Its newest result passed, on a rerun.
    Flaky,
    /// Its newest result passed and the window holds a failed one.
    Recovered,
    /// Its newest result passed and the window holds no failed one.
    Passing,
    /// No passed or failed result at all.
    NoResult,
}

impl State {
    /// Its newest decided result failed, for the first time or again.
    #[must_use]
    pub const fn is_red(self) -> bool {
        matches!(self, Self::Failing { .. } | Self::NewlyBroken)
    }

    /// The word used in `status=`, `is:` and JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Failing { .. } => "failing",
            Self::NewlyBroken => "broken",
            Self::Flaky => "flaky",
            Self::Recovered => "recovered",
            Self::Passing => "passing",
            Self::NoResult => "none",
        }
    }
}

impl State {
    /// Orders states from good to bad: how far up a job stands in the default order.
    #[must_use]
    pub const fn badness(self) -> u64 {
        match self {
            Self::NoResult => 0,
            Self::Passing => 1,
            Self::Recovered => 2,
            Self::Flaky => 3,
            Self::NewlyBroken => 4,
            Self::Failing { streak, .. } => 4 + streak as u64,
        }
    }
}
