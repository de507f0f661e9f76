//! The id of a job: the same in every file that names it the same.

use std::fmt;

use sha2::{Digest, Sha256};

/// First 48 bits of SHA-256 of `project\nworkflow\nname`; shown as 12 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeriesId(pub u64);

impl fmt::Display for SeriesId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}", self.0)
    }
}

impl SeriesId {
    /// Reads the 12 hex digits of a link; None for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.len() == 12 && text.bytes().all(|b| b.is_ascii_hexdigit());
        hex.then(|| u64::from_str_radix(text, 16).ok().map(Self))
            .flatten()
    }
}

/// The id of a job of this project and workflow (missing parts are empty) and normalised name.
#[must_use]
pub fn series_id(project: &str, workflow: &str, name: &str) -> SeriesId {
    let mut hash = Sha256::new();
    for (i, part) in [project, workflow, name].into_iter().enumerate() {
        if i > 0 {
            hash.update(b"\n");
        }
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    SeriesId(
        digest
            .iter()
            .take(6)
            .fold(0, |id, &b| id << 8 | u64::from(b)),
    )
}
