//! The words a CI result is told in. They live in the lowest crate, since every layer speaks them.

/// What became of one attempt of a job (GitHub's `status` and `conclusion`, folded).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Outcome {
    /// `success`.
    Passed,
    /// `failure`, `timed_out`, `startup_failure`.
    Failed,
    /// `cancelled`, `stale`: no evidence of failure.
    Cancelled,
    /// `skipped`, `neutral`.
    Skipped,
    /// `action_required`: waits for a person. Counts as running.
    Waiting,
    /// Status not `completed`, or a null conclusion.
    Running,
    /// Any other word, and a word that proves nothing (an older `Pass` of a legacy nightly file).
    Unknown,
}

impl Outcome {
    /// All outcomes, in the order in which they are listed everywhere.
    pub const ALL: [Self; 7] = [
        Self::Passed,
        Self::Failed,
        Self::Cancelled,
        Self::Skipped,
        Self::Waiting,
        Self::Running,
        Self::Unknown,
    ];

    /// The word used in URLs, JSON and `data-outcome`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Skipped => "skipped",
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Unknown => "unknown",
        }
    }

    /// Folds GitHub's `status` and `conclusion` (docs/data-format.md). An empty status is one that
    /// the source does not tell.
    #[must_use]
    pub fn from_words(status: &str, conclusion: Option<&str>) -> Self {
        match (status, conclusion) {
            ("", None) => return Self::Unknown,
            ("completed" | "", Some(_)) => {}
            _ => return Self::Running,
        }
        match conclusion.unwrap_or_default() {
            "success" => Self::Passed,
            "failure" | "timed_out" | "startup_failure" => Self::Failed,
            "cancelled" | "stale" => Self::Cancelled,
            "skipped" | "neutral" => Self::Skipped,
            "action_required" => Self::Waiting,
            _ => Self::Unknown,
        }
    }

    /// Whether this outcome decides a pass rate (passed or failed).
    #[must_use]
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Passed | Self::Failed)
    }
}

/// What a cell (one job in one run) says, from all its real attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Verdict {
    /// Every attempt that decided anything passed.
    Passed,
    /// Every attempt that decided anything failed.
    Failed,
    /// Passed and failed on the same commit.
    Flaky,
    /// Legacy files only: the result and an older attempt differ, and the file cannot say why.
    Mixed,
    /// Only skipped attempts.
    Skipped,
    /// Only cancelled attempts.
    Cancelled,
    /// Still running or waiting.
    Running,
    /// Nothing usable is known.
    Unknown,
    /// No attempt: a hole, not a skip.
    None,
}

impl Verdict {
    /// The word used in JSON and `data-verdict`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Flaky => "flaky",
            Self::Mixed => "mixed",
            Self::Skipped => "skipped",
            Self::Cancelled => "cancelled",
            Self::Running => "running",
            Self::Unknown => "unknown",
            Self::None => "none",
        }
    }
}

/// Where a result comes from: a scheduled run or a pull request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// A scheduled run of the whole matrix.
    #[default]
    Nightly,
    /// A check of a pull request.
    Prs,
}

impl Kind {
    /// The word used in `view=` and as the workflow of legacy series.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nightly => "nightly",
            Self::Prs => "prs",
        }
    }
}
