//! How many rows said what, by project and kind.

use std::collections::BTreeMap;

use tailorbird_snapshot::Kind;

/// Rows of one project and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that were used.
    pub rows: usize,
    /// The same by the word they stood under in their file.
    pub words: BTreeMap<String, usize>,
    /// Attempts that were not in the data set before.
    pub new: usize,
    /// Rows that were copies of an earlier attempt of their job and run, which is no attempt.
    pub copies: usize,
}

/// By project and kind.
pub type Counts = BTreeMap<(String, Kind), Tally>;
