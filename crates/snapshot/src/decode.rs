//! Bytes in, a [`Snapshot`] out. Which format they hold is found from the content alone.

use crate::refuse::{self, Refusal};
use crate::{Issue, Snapshot, dataset, legacy};

/// Why a file was not opened. Nothing of it was used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}{}", reason.remedy().map_or_else(String::new, |it| ["; ", it].concat()))]
pub struct DecodeError {
    /// The file's name or address, as given.
    pub file: String,
    /// What was found, where, and what to do.
    pub reason: Refusal,
}

/// Reads one file of any format that the page opens.
///
/// # Errors
/// [`DecodeError`] when the bytes are none of these formats, or are damaged. Whatever is merely odd
/// comes back as issues beside the snapshot.
pub fn decode(bytes: &[u8], file: &str) -> Result<(Snapshot, Vec<Issue>), DecodeError> {
    let refused = |reason| DecodeError {
        file: file.to_owned(),
        reason,
    };
    let text = refuse::text(bytes).map_err(refused)?;
    if let Some(format) = dataset::begins(text) {
        return dataset::decode(text, format, file).map_err(refused);
    }
    match legacy::decode(text, file) {
        // Perhaps a data set whose keys were put in another order.
        Err(Refusal::NoJobs { first }) => match dataset::named(text) {
            Some(format) => dataset::decode(text, &format, file).map_err(refused),
            None => Err(refused(Refusal::NoJobs { first })),
        },
        read => read.map_err(refused),
    }
}
