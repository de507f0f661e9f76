//! Everything an address can say about the view, typed.

use chrono::NaiveDate;
use tailorbird_snapshot::Kind;

use super::words::{Column, Status, Theme, View};

/// The word of `cols` for every column, also where the reader's browser remembers fewer.
pub const ALL_COLUMNS: &str = "all";

/// A page's query string. The default is an empty one: every key at its default.
///
/// Texts are never empty where there is one, and hold no line breaks: an address cannot tell
/// empty from absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// `view`; `None`: the one that fits the data.
    pub view: Option<View>,
    /// `kind`: scheduled runs or pull requests, where a view takes either; `None`: what fits the data.
    pub kind: Option<Kind>,
    /// `project`: an id from the configuration; `None`: its first.
    pub project: Option<String>,
    /// `q`: filter text, not read yet; empty for no filter.
    pub q: String,
    /// `find`: text in the number, title or commit of a pull request, in the list of all.
    pub find: Option<String>,
    /// `required`: only required jobs.
    pub required: bool,
    /// `status`: any of these; empty for all. No word twice.
    pub status: Vec<Status>,
    /// `owner`: any of these; empty for all.
    pub owner: Vec<String>,
    /// `runs`: how many of the newest runs; the default unless the address says more.
    pub runs: Runs,
    /// `sort`; `None`: worst first.
    pub sort: Option<Sort>,
    /// `group`: what rows are put together by; `None`: nothing.
    pub group: Option<String>,
    /// `open`: ids of expanded rows.
    pub open: Vec<String>,
    /// `pr`: number of a pull request, ≥ 1.
    pub pr: Option<u64>,
    /// `run`: a run's id, number or `WORKFLOW:NUMBER`.
    pub run: Option<String>,
    /// `job`: a job's id or name.
    pub job: Option<String>,
    /// `base`: the older side of a comparison: a run, or a range of dates.
    pub base: Option<String>,
    /// `head`: the newer side.
    pub head: Option<String>,
    /// `from`: first day of the window (UTC), inclusive.
    pub from: Option<NaiveDate>,
    /// `to`: last day of the window (UTC), inclusive.
    pub to: Option<NaiveDate>,
    /// `x`: dimension across.
    pub x: Option<String>,
    /// `y`: dimension down.
    pub y: Option<String>,
    /// `cols`: columns shown, or [`ALL_COLUMNS`]; empty: as remembered.
    pub cols: Vec<String>,
    /// `density`: `compact`; `None`: as remembered.
    pub density: Option<String>,
    /// `cell`: cell size of the grid.
    pub cell: Option<String>,
    /// `hide`: what the grid leaves out (`green`, `skipped`).
    pub hide: Vec<String>,
    /// `at`: cursor of the grid.
    pub at: Option<String>,
    /// `window`: days looked at for flakiness.
    pub window: Option<String>,
    /// `min`: threshold for flakiness.
    pub min: Option<String>,
    /// `whatif`: job ids to try as required (`+id`) or not (`-id`), the sign kept.
    pub whatif: Vec<String>,
    /// `cluster`: the opened cluster.
    pub cluster: Option<String>,
    /// `data`: snapshots or manifests to open instead of the configured ones. Each is relative,
    /// https, or http on this machine; whether it is of the same origin is for the browser to
    /// say.
    pub data: Vec<String>,
    /// `theme`; `None`: the system's.
    pub theme: Option<Theme>,
    /// Keys that are not known, each as it stood between two `&`, in their order.
    pub unknown: Vec<String>,
}

impl Query {
    /// Whether a column of the table of jobs is shown: the name always is, and all are where `cols`
    /// names none, or says so.
    #[must_use]
    pub fn shows(&self, column: Column) -> bool {
        let is_meant = |word: &String| word == column.as_str() || word == ALL_COLUMNS;
        column == Column::Name || self.cols.is_empty() || self.cols.iter().any(is_meant)
    }

    /// Leads to another view of the same filter; opened rows and the job belong to the view that they
    /// were opened in.
    pub fn lead_to(&mut self, view: View) {
        if self.view != Some(view) {
            self.view = Some(view);
            self.open.clear();
            self.job = None;
        }
    }

    /// Nothing is opened any more: no rows, pull request, run, job, comparison or cell. For what leads
    /// to other data, which has none of them.
    pub fn close_all(&mut self) {
        self.open.clear();
        self.pr = None;
        self.run = None;
        self.job = None;
        self.base = None;
        self.head = None;
        self.at = None;
    }
}

/// How many of the newest runs are looked at (`runs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Runs {
    /// This many, ≥ 1.
    Count(u32),
    /// Everything there is.
    All,
}

impl Default for Runs {
    fn default() -> Self {
        Self::Count(10)
    }
}

/// What rows are sorted by (`sort`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// Turned round: a `-` in front of the column.
    pub descending: bool,
}
