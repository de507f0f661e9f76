//! Reads a data set from a folder.

use std::io::ErrorKind;
use std::sync::Arc;

use anyhow::{Context, Result};
use tailorbird_snapshot::dataset::{History, Manifest, Part, ShardInfo, restore, sha256_hex};
use tailorbird_snapshot::{Issue, Snapshot, codes, decode};

use super::folder::Folder;

/// Name of the file that says what there is.
pub const MANIFEST: &str = "manifest.json";

/// A data set as it was found.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The manifest, then the shards that could be read, newest first.
    pub snapshots: Vec<Snapshot>,
    /// What was odd in them, and which could not be read.
    pub issues: Vec<Issue>,
    /// Shards that the manifest lists and that could not be read.
    pub lost: Vec<ShardInfo>,
}

impl Opened {
    /// The manifest.
    #[must_use]
    pub fn manifest(&self) -> Option<&Arc<Manifest>> {
        self.snapshots.iter().find_map(|s| s.part.manifest.as_ref())
    }

    /// Its rows, to go on from.
    #[must_use]
    pub fn history(&self) -> History {
        restore(self.snapshots.iter().map(|s| &s.part))
    }

    /// Its parts.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.snapshots.iter().map(|s| &s.part)
    }
}

/// Whether a folder holds a data set.
#[must_use]
pub fn is_dataset(folder: &impl Folder) -> bool {
    !matches!(folder.read(MANIFEST), Err(err) if err.kind() == ErrorKind::NotFound)
}

/// Reads a data set; None where the folder has no manifest. A shard that is missing, damaged or
/// of a newer format is told as an issue, and the rest opens.
///
/// # Errors
/// The manifest cannot be read.
pub fn open(folder: &impl Folder) -> Result<Option<Opened>> {
    let place = folder.place(MANIFEST);
    let bytes = match folder.read(MANIFEST) {
        Err(err) if err.kind() == ErrorKind::NotFound => return Ok(None),
        bytes => bytes.with_context(|| format!("failed to read {place}"))?,
    };
    let (manifest, issues) = decode(&bytes, &place)?;
    let mut out = Opened {
        snapshots: vec![manifest],
        issues,
        lost: Vec::new(),
    };
    let Some(manifest) = out.manifest().cloned() else {
        anyhow::bail!("{place}: it is no manifest of a data set");
    };
    for shard in &manifest.shards {
        let place = folder.place(&shard.file);
        match read_shard(folder, &shard.file, &shard.sha256) {
            Ok((snapshot, issues)) => {
                out.snapshots.push(snapshot);
                out.issues.extend(issues);
            }
            Err((code, why)) => {
                let message = format!("{why}; left out");
                out.issues.push(Issue::new(code, place, message));
                out.lost.push(shard.clone());
            }
        }
    }
    Ok(Some(out))
}

/// A shard of these bytes; else the code and why it cannot be read.
pub(super) fn read_shard(
    folder: &impl Folder,
    file: &str,
    sha256: &str,
) -> Result<(Snapshot, Vec<Issue>), (&'static str, String)> {
    let bytes = folder.read(file).map_err(|err| {
        let message = format!("the manifest lists it, but it cannot be read ({err})");
        (codes::SHARD_MISSING, message)
    })?;
    if sha256_hex(&bytes) != sha256 {
        let message = "it holds other bytes than the manifest says".to_owned();
        return Err((codes::SHARD_MISMATCH, message));
    }
    let refused =
        |err: tailorbird_snapshot::DecodeError| (codes::SHARD_MISSING, err.reason.to_string());
    decode(&bytes, &folder.place(file)).map_err(refused)
}
