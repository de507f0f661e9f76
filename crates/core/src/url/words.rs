//! The fixed words of the address.

/// Declares an enum of words with `ALL`, `as_str` and `parse`.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// All of them, in the order in which they are listed everywhere.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The word used in the address.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// What a word of the address means; `None` for any other text.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.as_str() == word)
            }
        }
    };
}

words! {
    /// A view of the page (`view`).
    pub enum View {
        /// The newest scheduled runs, a row a job.
        Nightly = "nightly",
        /// The newest pull requests, a row a check.
        Prs = "prs",
        /// The list of runs.
        Runs = "runs",
        /// One run.
        Run = "run",
        /// One pull request.
        Pr = "pr",
        /// Jobs as a tree of the parts of their names.
        Tree = "tree",
        /// Jobs by runs, a small cell each.
        Grid = "grid",
        /// Jobs by two dimensions.
        Matrix = "matrix",
        /// Failing tests and steps.
        Failures = "failures",
        /// Flaky jobs and tests.
        Flaky = "flaky",
        /// What is required to merge, what could be and what should not.
        Required = "required",
        /// Figures over time.
        Trends = "trends",
        /// Two runs or two windows beside each other.
        Compare = "compare",
        /// One job.
        Job = "job",
    }
}

impl View {
    /// The key behind `g` that leads to the view; None for views that are opened from others.
    #[must_use]
    pub const fn key(self) -> Option<&'static str> {
        Some(match self {
            Self::Nightly => "n",
            Self::Prs => "p",
            Self::Runs => "r",
            Self::Pr => "o",
            Self::Tree => "t",
            Self::Grid => "g",
            Self::Trends => "d",
            Self::Compare => "c",
            _ => return None,
        })
    }

    /// What the view is called on the screen.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Nightly => "Nightly",
            Self::Prs => "Pull requests",
            Self::Runs => "Runs",
            Self::Run => "Run",
            Self::Pr => "One PR",
            Self::Tree => "Tree",
            Self::Grid => "Grid",
            Self::Matrix => "Matrix",
            Self::Failures => "Failures",
            Self::Flaky => "Flaky",
            Self::Required => "Required",
            Self::Trends => "Trends",
            Self::Compare => "Compare",
            Self::Job => "Job",
        }
    }
}

words! {
    /// A column that rows can be sorted by (`sort`).
    pub enum Column {
        /// Full name.
        Name = "name",
        /// State, worst first.
        State = "state",
        /// Pass rate.
        Rate = "rate",
        /// Failed results.
        Fails = "fails",
        /// Attempts beyond the first.
        Reruns = "reruns",
        /// Skipped results.
        Skips = "skips",
        /// Flaky cells, in legacy data mixed ones.
        Flaky = "flaky",
        /// Median duration.
        P50 = "p50",
        /// Weather.
        Weather = "weather",
        /// Newest result.
        Last = "last",
        /// Required or not.
        Required = "required",
    }
}

impl Column {
    /// All of them as they stand on the screen, from left to right.
    pub const ON_SCREEN: [Self; Self::ALL.len()] = [
        Self::Name,
        Self::Required,
        Self::State,
        Self::Rate,
        Self::Fails,
        Self::Reruns,
        Self::Skips,
        Self::Flaky,
        Self::P50,
        Self::Weather,
        Self::Last,
    ];

    /// What the column is called on the screen.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Name => "Job",
            Self::Required => "Required",
            Self::State => "State",
            Self::Rate => "Pass rate",
            Self::Fails => "Fails",
            Self::Reruns => "Reruns",
            Self::Skips => "Skips",
            Self::Flaky => "Flaky",
            Self::P50 => "p50",
            Self::Weather => "Weather",
            Self::Last => "Last fail",
        }
    }
}

words! {
    /// A word of `status`: a state of the row, a flag of it, or the result of its newest cell.
    pub enum Status {
        /// State: its newest results failed; does not include newly broken.
        Failing = "failing",
        /// State: newly broken.
        Broken = "broken",
        /// State: its newest result passed on a rerun.
        Flaky = "flaky",
        /// State: passes again, the window holds a failure.
        Recovered = "recovered",
        /// State: passes, no failure in the window.
        Passing = "passing",
        /// State: no passed or failed result.
        None = "none",
        /// Flag: newest passed, the one before failed.
        Fixed = "fixed",
        /// Flag: a mixed cell in the window.
        Mixed = "mixed",
        /// Result of the newest cell.
        Passed = "passed",
        /// Result of the newest cell.
        Failed = "failed",
        /// Result of the newest cell.
        Skipped = "skipped",
        /// Result of the newest cell.
        Cancelled = "cancelled",
        /// Result of the newest cell; waiting for a person counts as running.
        Running = "running",
        /// Result of the newest cell.
        Unknown = "unknown",
    }
}

impl Status {
    /// Whether it is the result of a cell: the only sort that applies in the views `run` and
    /// `pr`.
    #[must_use]
    pub const fn is_outcome(self) -> bool {
        matches!(
            self,
            Self::Passed
                | Self::Failed
                | Self::Skipped
                | Self::Cancelled
                | Self::Running
                | Self::Unknown
        )
    }
}

words! {
    /// A colour theme chosen by address (`theme`).
    pub enum Theme {
        /// Dark on light.
        Light = "light",
        /// Light on dark.
        Dark = "dark",
    }
}
