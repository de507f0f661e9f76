//! What to do about an error that comes from the system or from a damaged manifest: the system says
//! what is wrong, and never how to mend it.

use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::Error;
use tailorbird_snapshot::{DecodeError, Refusal};

use crate::dataset_dir::MANIFEST;

/// The causes of an error in one line, ended by what to do.
#[must_use]
pub fn told(error: &Error) -> String {
    let mut causes: Vec<String> = Vec::new();
    let mut remedy = None;
    for cause in error.chain() {
        causes.push(manifest(cause).unwrap_or_else(|| cause.to_string()));
        remedy = cause.downcast_ref().and_then(of_io).or(remedy);
    }
    let text = causes.join(": ");
    match remedy {
        Some(remedy) => format!("{text}; {remedy}"),
        None => text,
    }
}

/// What to do about an error of the system. None: nothing that would be true of every such error.
#[must_use]
pub fn of_io(error: &io::Error) -> Option<&'static str> {
    Some(match error.kind() {
        ErrorKind::NotFound => "check the path for a mistake",
        ErrorKind::IsADirectory => "this is a folder: name a file in it",
        ErrorKind::NotADirectory => "a part of the path is a file: check the path",
        ErrorKind::PermissionDenied => {
            "get the right to it (`ls -l` shows who has it), or give another place"
        }
        ErrorKind::ReadOnlyFilesystem => "nothing can be written there: give another place",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room there, or give another place"
        }
        _ => return None,
    })
}

/// A manifest that is cut off was most often written by this program, not downloaded.
fn manifest(cause: &(dyn std::error::Error + 'static)) -> Option<String> {
    let error: &DecodeError = cause.downcast_ref()?;
    let is_manifest = Path::new(&error.file).file_name()? == MANIFEST;
    match error.reason {
        Refusal::Truncated { line, column } if is_manifest => Some(format!(
            "{}: the JSON ends too early, in line {line}, column {column}: the manifest is cut off; \
             put it back from a copy, or move it away and make the data set again with \
             `tailorbird collect` or `tailorbird import`",
            error.file
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn errors_of_the_system_get_a_remedy() {
        for (kind, expect) in [
            (ErrorKind::NotFound, "; check the path"),
            (ErrorKind::IsADirectory, "; this is a folder"),
            (ErrorKind::PermissionDenied, "; get the right to it"),
            (
                ErrorKind::ReadOnlyFilesystem,
                "; nothing can be written there",
            ),
            (ErrorKind::StorageFull, "; make room there"),
        ] {
            let failed: Result<(), _> = Err(io::Error::from(kind));
            let error = failed.context("failed to write out/x").unwrap_err();
            let text = told(&error);
            assert!(text.starts_with("failed to write out/x: "), "{text}");
            assert!(text.contains(expect), "{text}");
        }
        let other = anyhow::anyhow!("inner").context("outer");
        assert_eq!(told(&other), "outer: inner");
    }

    #[test]
    fn a_cut_manifest_is_put_back_and_other_files_downloaded_again() {
        let refused = |file: &str| {
            let error = tailorbird_snapshot::decode(
                b"{\"format\":\"tailorbird-manifest\",\"version\":1,",
                file,
            );
            told(&error.unwrap_err().into())
        };
        let text = refused("data/manifest.json");
        assert!(text.contains("put it back from a copy"), "{text}");
        assert!(!text.contains("download"), "{text}");
        assert!(refused("bundle.json").contains("download it again"));
    }
}
