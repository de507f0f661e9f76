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
        Self { code, place: place.into(), message: message.into() }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.place, self.message, self.code)
    }
}

/// The codes of [`Issue::code`]. Append only: scripts match on them.
pub mod codes {
    /// `config.json`: a key, a pattern or a value that was not used.
    pub const CONFIG_INVALID: &str = "config-invalid";
    /// A value in the page's address that does not parse.
    pub const URL_VALUE: &str = "url-value";
}
