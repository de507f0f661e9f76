//! Writes a data set to a folder: shards under temporary names, renamed; the manifest last; what
//! only older manifests name is cleared away at the very end.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use anyhow::{Context, Result, bail};
use tailorbird_snapshot::dataset::{self, Encoded, History, Manifest, Options, sha256_hex};
use tailorbird_snapshot::decode;

use super::clear::clear;
use super::folder::Folder;
use super::guard::{guard, guard_unnamed};
use super::open::MANIFEST;

/// How long a shard is kept after the last manifest that named it: hosts and browsers serve an
/// old manifest for a while.
pub const KEEP_SECS: i64 = 7 * 86_400;

/// What a writer decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveOptions {
    /// When the rows were up to date, in seconds since 1970 UTC.
    pub generated_at: i64,
    /// Runs created before this time were forgotten on purpose. None: none were.
    pub retained_from: Option<i64>,
    /// Write although the set in place holds runs that the new one lacks, or cannot be read.
    pub allow_shrink: bool,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// The manifest is another one than before.
    pub changed: bool,
    /// Shards that were written.
    pub written: usize,
    /// Shards that were there already.
    pub kept: usize,
    /// Files of older manifests and of killed writers, removed.
    pub removed: usize,
    /// Runs of the data set.
    pub runs: u64,
    /// Attempts of the data set.
    pub results: u64,
}

/// Writes the rows to the folder. After an error, and at any moment before, the folder holds the
/// set that was there.
///
/// # Errors
/// The folder cannot be written, or holds runs that the rows lack (see
/// [`SaveOptions::allow_shrink`]).
pub fn save(folder: &mut impl Folder, rows: &History, options: &SaveOptions) -> Result<Saved> {
    let old = old_manifest(folder, options.allow_shrink)?;
    let mut encode = encoding(options.generated_at);
    let mut new = dataset::encode(rows, &encode);
    if let Some((manifest, _)) = &old {
        guard(folder, manifest, &new, rows, options)?;
        encode.retired = retired(manifest, &new, options.generated_at);
        if !encode.retired.is_empty() {
            new = dataset::encode(rows, &encode);
        }
    } else {
        guard_unnamed(folder, rows, options)?;
    }
    put_all(folder, old.as_ref(), &new, &encode.retired)
}

/// Writes rows in the place of a set that is nobody's history, such as a sample: nothing of that
/// is kept, not even for a while.
///
/// # Errors
/// The folder cannot be written, or holds shards without a manifest.
pub fn replace(folder: &mut impl Folder, rows: &History, generated_at: i64) -> Result<Saved> {
    let old = old_manifest(folder, false)?;
    if old.is_none() {
        let options = SaveOptions {
            generated_at,
            retained_from: None,
            allow_shrink: false,
        };
        guard_unnamed(folder, rows, &options)?;
    }
    let new = dataset::encode(rows, &encoding(generated_at));
    put_all(folder, old.as_ref(), &new, &[])
}

fn encoding(generated_at: i64) -> Options {
    Options {
        generated_at,
        tool: format!("tailorbird {}", env!("CARGO_PKG_VERSION")),
        max_results: dataset::MAX_RESULTS,
        retired: Vec::new(),
    }
}

/// Writes the shards that are not there yet, then the manifest; then clears away what is old. What
/// lies there is only known to be ours where a manifest was.
fn put_all(
    folder: &mut impl Folder,
    old: Option<&(Manifest, Vec<u8>)>,
    new: &Encoded,
    retired: &[(String, i64)],
) -> Result<Saved> {
    let mut saved = Saved {
        runs: new.shards.iter().map(|s| s.runs).sum(),
        results: new.shards.iter().map(|s| s.results).sum(),
        ..Saved::default()
    };
    for (info, text) in new.shards.iter().zip(&new.texts) {
        let held = folder.read(&info.file);
        if held.is_ok_and(|bytes| sha256_hex(&bytes) == info.sha256) {
            saved.kept += 1;
        } else {
            put(folder, &info.file, text)?;
            saved.written += 1;
        }
    }
    saved.changed = old.is_none_or(|(_, bytes)| *bytes != new.manifest.as_bytes());
    if saved.changed {
        put(folder, MANIFEST, &new.manifest)?;
    }
    if let Some((manifest, _)) = old {
        saved.removed = clear(folder, manifest, new, retired);
    }
    Ok(saved)
}

/// The manifest in place and its bytes.
fn old_manifest(folder: &impl Folder, allow_broken: bool) -> Result<Option<(Manifest, Vec<u8>)>> {
    let place = folder.place(MANIFEST);
    let bytes = match folder.read(MANIFEST) {
        Err(err) if err.kind() == ErrorKind::NotFound => return Ok(None),
        bytes => bytes.with_context(|| format!("failed to read {place}"))?,
    };
    match decode(&bytes, &place) {
        Ok((snapshot, _)) if snapshot.part.manifest.is_some() => {
            let manifest = snapshot.part.manifest.map(|m| (*m).clone());
            Ok(manifest.map(|manifest| (manifest, bytes)))
        }
        Ok(_) if !allow_broken => bail!("{place}: it is no manifest of a data set"),
        Err(err) if !allow_broken => {
            Err(err).context("the data set in place is not overwritten unless shrinking is allowed")
        }
        _ => Ok(None),
    }
}

/// Shards of this and earlier manifests that the new one does not use, with the time of the last
/// manifest that named them.
fn retired(old: &Manifest, new: &Encoded, now: i64) -> Vec<(String, i64)> {
    let used: BTreeSet<&str> = new.shards.iter().map(|s| s.file.as_str()).collect();
    let mut out: BTreeMap<String, i64> = old.retired.iter().cloned().collect();
    for shard in &old.shards {
        out.insert(shard.file.clone(), now);
    }
    let is_recent = |at: i64| at.saturating_add(KEEP_SECS) >= now;
    out.retain(|file, at| is_recent(*at) && !used.contains(file.as_str()));
    out.into_iter().collect()
}

/// Writes a file under a temporary name and puts it in its place at once.
fn put(folder: &mut impl Folder, name: &str, text: &str) -> Result<()> {
    // Of its own, so that two writers at once do not write into one file.
    let temporary = format!("{name}.{}.tmp", std::process::id());
    let place = folder.place(name);
    let written = folder.write(&temporary, text.as_bytes());
    let moved = written.and_then(|()| folder.rename(&temporary, name));
    moved.with_context(|| format!("failed to write {place}"))
}
