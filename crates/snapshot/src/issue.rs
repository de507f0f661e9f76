//! Something odd found in the input: shown to the reader, never silently repaired.

use std::fmt;

/// One odd thing in an input file. The list of codes is append-only (docs/data-format.md).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Which rule was broken: one of the constants in [`codes`].
    pub code: &'static str,
    /// File, and the job or field in it.
    pub place: String,
    /// What is odd and what was done about it, as a sentence fragment in lower case.
    pub message: String,
}

impl Issue {
    /// An issue of this code at this place.
    pub fn new(code: &'static str, place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            place: place.into(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.place, self.message, self.code)
    }
}

/// How many issues of one code are kept one by one; the rest is counted in a last one.
const KEPT_PER_CODE: usize = 200;

/// Collects issues and keeps a damaged file from filling the memory with them.
#[derive(Debug, Default)]
pub(crate) struct IssueList {
    kept: Vec<Issue>,
    counts: Vec<(&'static str, usize)>,
}

impl IssueList {
    /// Adds an issue; the text is made only where it is kept.
    pub(crate) fn push(&mut self, code: &'static str, make: impl FnOnce() -> (String, String)) {
        let n = match self.counts.iter_mut().find(|c| c.0 == code) {
            Some(c) => {
                c.1 += 1;
                c.1
            }
            None => {
                self.counts.push((code, 1));
                1
            }
        };
        if n <= KEPT_PER_CODE {
            let (place, message) = make();
            self.kept.push(Issue::new(code, place, message));
        }
    }

    /// All kept issues, and one for each code of which more were found.
    pub(crate) fn finish(mut self, file: &str) -> Vec<Issue> {
        for (code, n) in self.counts {
            if let Some(more) = n.checked_sub(KEPT_PER_CODE).filter(|m| *m > 0) {
                self.kept
                    .push(Issue::new(code, file, format!("{more} more of this kind")));
            }
        }
        self.kept
    }
}

/// The codes of [`Issue::code`]. Append only: scripts match on them.
pub mod codes {
    /// `config.json`: a key, a pattern or a value that was not used.
    pub const CONFIG_INVALID: &str = "config-invalid";
    /// The kind of the file (nightly, pull requests) could not be told and nightly was assumed.
    pub const KIND_ASSUMED: &str = "kind-assumed";
    /// An entry that is no job was left out.
    pub const NOT_A_JOB: &str = "not-a-job";
    /// A key stands twice in one job; its last value was used.
    pub const DUPLICATE_KEY: &str = "duplicate-key";
    /// Two jobs of one name in one file; both are kept, the later one numbered.
    pub const DUPLICATE_JOB: &str = "duplicate-job";
    /// One run number stands twice in one job; the first was used.
    pub const DUPLICATE_RUN: &str = "duplicate-run";
    /// Lists that belong together differ in length.
    pub const UNEQUAL_LENGTH: &str = "unequal-length";
    /// A result without a run number; it was left out.
    pub const NO_RUN_NUMBER: &str = "no-run-number";
    /// A field of another JSON type than documented.
    pub const WRONG_TYPE: &str = "wrong-type";
    /// A result word that is none of Pass, Fail and Skip; counted as unknown.
    pub const UNKNOWN_RESULT: &str = "unknown-result";
    /// `reruns` and `rerun_results` disagree; the list was used.
    pub const RERUNS_DISAGREE: &str = "reruns-disagree";
    /// A run has several addresses; the first was used.
    pub const RUN_URL_DIFFERS: &str = "run-url-differs";
    /// A name held control characters, runs of white space or more than 1,000 characters.
    pub const NAME_CLEANED: &str = "name-cleaned";
    /// Several files hold a result of the same job in the same run.
    pub const SAME_RESULT_TWICE: &str = "same-result-twice";
    /// An entry of a data set names a row, a run or a text that is not there.
    pub const BAD_REFERENCE: &str = "bad-reference";
    /// A status or a conclusion that is not known; kept, and counted as unknown.
    pub const UNKNOWN_WORD: &str = "unknown-word";
    /// A number outside of what it can be; not used.
    pub const VALUE_RANGE: &str = "value-range";
    /// A shard that the manifest lists is not there, or could not be read.
    pub const SHARD_MISSING: &str = "shard-missing";
    /// A shard holds other bytes than the manifest says.
    pub const SHARD_MISMATCH: &str = "shard-mismatch";
    /// Runs for pull requests that name none; they have no column.
    pub const NO_PULL_REQUEST: &str = "no-pull-request";
    /// Runs of which not all jobs could be read.
    pub const PARTIAL_RUN: &str = "partial-run";
    /// A row that lacks what it needs, or holds something else; it was left out.
    pub const ROW_INVALID: &str = "row-invalid";
    /// A result without run and job: carried over from an older night; it was left out.
    pub const ROW_STALE: &str = "row-stale";
    /// Titles that cannot be told apart by pull request; they were left out.
    pub const TITLES_DIFFER: &str = "titles-differ";
    /// Times that a file does not hold and were taken from `--newest-day`.
    pub const DATE_ASSUMED: &str = "date-assumed";
    /// The configuration names a job, a pattern, a project or a workflow that no result belongs to.
    pub const NEVER_SEEN: &str = "config-never-seen";
    /// A rename of the configuration whose names stand in one run: they stay two jobs.
    pub const RENAME_REFUSED: &str = "rename-refused";
    /// The file holds no job at all.
    pub const NO_JOBS: &str = "no-jobs";
    /// A value in the page's address that does not parse.
    pub const URL_VALUE: &str = "url-value";
}
