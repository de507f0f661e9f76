//! What a comparison consists of.

use tailorbird_snapshot::Outcome;

use super::sides::SideView;
use crate::view::trends::TrendsView;

/// What became of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Passed, then failed.
    NewlyFailing,
    /// Its pass rate fell by more than chance explains.
    Regression,
    /// Failed, then passed.
    Fixed,
    /// Its pass rate rose by more than chance explains.
    Improvement,
    /// Failed in both.
    StillFailing,
    /// Its durations grew by more than chance explains.
    Slower,
    /// Its durations shrank by more than chance explains.
    Faster,
    /// Other results that differ.
    Changed,
    /// In the newer side only.
    New,
    /// In the older side only.
    Gone,
    /// A gone and a new job that are probably one: a proposal.
    Renamed,
}

impl What {
    /// In the order of the lists: worst first.
    pub const ALL: [Self; 11] = [
        Self::NewlyFailing,
        Self::Regression,
        Self::Fixed,
        Self::Improvement,
        Self::StillFailing,
        Self::Slower,
        Self::Faster,
        Self::Changed,
        Self::New,
        Self::Gone,
        Self::Renamed,
    ];

    /// The word in exports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NewlyFailing => "newly failing",
            Self::Regression => "regression",
            Self::Fixed => "fixed",
            Self::Improvement => "improvement",
            Self::StillFailing => "still failing",
            Self::Slower => "slower",
            Self::Faster => "faster",
            Self::Changed => "other result",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Renamed => "renamed",
        }
    }

    /// The name of the list's number in exports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NewlyFailing => "newly_failing",
            Self::Regression => "regressions",
            Self::Fixed => "fixed",
            Self::Improvement => "improvements",
            Self::StillFailing => "still_failing",
            Self::Slower => "slower",
            Self::Faster => "faster",
            Self::Changed => "changed",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Renamed => "renamed",
        }
    }
}

/// One job of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareLine {
    /// Its id.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// The gone job, where it is probably this one.
    pub was: Option<String>,
    /// Required now; None: unknown.
    pub required: Option<bool>,
    /// Result then; None: not there.
    pub base: Option<Outcome>,
    /// Result now.
    pub head: Option<Outcome>,
    /// What is to be seen of the older side.
    pub base_text: String,
    /// What is to be seen of the newer side.
    pub head_text: String,
    /// How sure it is; empty where that is no question.
    pub note: String,
    /// Exact: passed and decided results of both sides.
    pub counts: [(u32, u32); 2],
    /// Median durations of both sides in seconds.
    pub p50_secs: [Option<u32>; 2],
    /// p-value and the adjusted one.
    pub test: Option<(f64, f64)>,
}

/// One list.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareList {
    /// What became of its jobs.
    pub what: What,
    /// The jobs left by the filters.
    pub lines: Vec<CompareLine>,
}

/// Two sides beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareView {
    /// The older side.
    pub base: SideView,
    /// The newer side.
    pub head: SideView,
    /// Both are days, so that it is told what differs by more than chance.
    pub is_days: bool,
    /// Tests that were made for it, over all jobs.
    pub tests: u32,
    /// Address of the commits between, where both are runs and it may be a link.
    pub commits_url: Option<String>,
    /// Both runs are of one commit.
    pub same_commit: bool,
    /// The results of both sides as a chart, and for days the pass rate of each night.
    pub charts: Vec<TrendsView>,
    /// The lists that have a line without any filter, worst first.
    pub lists: Vec<CompareList>,
    /// Lines of all lists without any filter (`M` of "N of M").
    pub listed: u32,
    /// Lines left (`N`).
    pub shown: u32,
}
