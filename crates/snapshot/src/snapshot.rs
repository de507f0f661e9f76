//! What one input file says, in columns. Names are as in the file; identity, windows and statistics
//! are made of it by the layers above.

use crate::dataset::Part;
use crate::{Kind, Outcome};

/// The content of one input file.
///
/// Cells and attempts are columns: series `s` owns the cells `series[s].cells`, and cell `c` owns
/// the attempts `attempt_end[c - 1]..attempt_end[c]` (from 0 for the first), newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// Name of the file or its address, as the reader gave it.
    pub source: String,
    /// Runs (nightly) and pull requests, in order of first appearance.
    pub runs: Vec<Run>,
    /// Jobs, in the order of the file.
    pub series: Vec<Series>,
    /// Cell column: index into `runs`.
    pub cell_run: Vec<u32>,
    /// Cell column: the published result.
    pub cell_result: Vec<Outcome>,
    /// Cell column: end of the cell's attempts in the attempt columns.
    pub attempt_end: Vec<u32>,
    /// Attempt column: what became of it.
    pub attempt_outcome: Vec<Outcome>,
    /// Attempt column: where it can be looked at.
    pub attempt_link: Vec<Link>,
    /// Words that are none of the known results, by attempt, in ascending order: kept for display.
    pub words: Vec<(u32, String)>,
    /// The texts that [`Link::prefix`] points at.
    pub prefixes: Vec<String>,
    /// What it holds of a data set; then the columns above are empty.
    pub part: Part,
}

/// One scheduled run, or one pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Nightly run or pull request.
    pub kind: Kind,
    /// GitHub's `run_number` of a nightly, the number of a pull request.
    pub number: u64,
    /// Address of the run, or of the pull request's checks, exactly as published. Not yet trusted.
    pub url: Option<String>,
    /// Number of attempts of the whole run, where the file tells it (nightly files do), ≥ 1.
    pub attempts: Option<u32>,
}

/// One job through time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Full name as published, e.g. `ci / build-asset (agent, test)`.
    pub name: String,
    /// Nightly job or pull-request check.
    pub kind: Kind,
    /// Whether branch protection asked for it when the file was made; None: the file does not say.
    pub required: Option<bool>,
    /// The file lists older attempts (`rerun_results`) for this job.
    pub lists_attempts: bool,
    /// First cell (inclusive) and last (exclusive) in the cell columns.
    pub cells: (u32, u32),
}

/// An address cut in two, so that a job's many addresses share one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Index into [`Snapshot::prefixes`]; [`Link::NONE`]'s value where there is no address.
    pub prefix: u32,
    /// GitHub's job id, written behind the prefix; [`Link::WHOLE`] where the prefix is all.
    pub job: u64,
}

impl Link {
    /// No address is known.
    pub const NONE: Self = Self {
        prefix: u32::MAX,
        job: Self::WHOLE,
    };
    /// Value of `job` that means "nothing behind the prefix".
    pub const WHOLE: u64 = u64::MAX;

    /// Cuts `…/job/123` into a text that many addresses share and a number; whatever would not come
    /// back byte for byte stays whole. The inverse is [`Snapshot::address`].
    pub(crate) fn cut(url: &str) -> (&str, u64) {
        // From the end: a search for "/job/" in each of many thousand addresses takes its time.
        let cut = url
            .bytes()
            .rposition(|b| !b.is_ascii_digit())
            .map_or(0, |at| at + 1);
        let (prefix, digits) = url.split_at_checked(cut).unwrap_or((url, ""));
        if !prefix.ends_with("/job/") {
            return (url, Self::WHOLE);
        }
        let is_plain = !digits.starts_with('0');
        match digits.parse::<u64>() {
            Ok(job) if is_plain && job != Self::WHOLE => (prefix, job),
            _ => (url, Self::WHOLE),
        }
    }
}

impl Snapshot {
    /// Number of cells (one job in one run).
    #[must_use]
    pub const fn n_cells(&self) -> usize {
        self.cell_run.len()
    }

    /// Whether the file holds results of this kind.
    #[must_use]
    pub fn has(&self, kind: Kind) -> bool {
        self.series.iter().any(|s| s.kind == kind)
            || self.part.shards.iter().any(|s| s.kind == kind)
    }

    /// The attempts of a cell, as a range of the attempt columns; empty for an unknown cell.
    #[must_use]
    pub fn attempts_of(&self, cell: u32) -> std::ops::Range<usize> {
        let at = |i: usize| self.attempt_end.get(i).map_or(0, |&e| e as usize);
        let start = (cell as usize).checked_sub(1).map_or(0, at);
        start..at(cell as usize).max(start)
    }

    /// The whole address of a link; None where the link is [`Link::NONE`].
    #[must_use]
    pub fn address(&self, link: Link) -> Option<String> {
        let prefix = self.prefixes.get(link.prefix as usize)?;
        Some(if link.job == Link::WHOLE {
            prefix.clone()
        } else {
            format!("{prefix}{}", link.job)
        })
    }
}
