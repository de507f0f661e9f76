//! What of a folder is our own to clear away: what a manifest named, and what a writer that was
//! killed left behind. Files of others stay, whatever they are called.

use std::collections::BTreeSet;

use tailorbird_snapshot::dataset::{Encoded, Manifest, sha256_hex};

use super::folder::Folder;
use super::open::MANIFEST;

/// Folder of the shards.
pub(super) const SHARDS: &str = "shards";

/// Removes what the old manifest named, or a writer left behind, and no recent manifest names. A
/// file that stays is no harm.
pub(super) fn clear(
    folder: &mut impl Folder,
    old: &Manifest,
    new: &Encoded,
    retired: &[(String, i64)],
) -> usize {
    let kept = new.shards.iter().map(|s| s.file.as_str());
    let kept: BTreeSet<&str> = kept.chain(retired.iter().map(|r| r.0.as_str())).collect();
    let named = old.shards.iter().map(|s| s.file.as_str());
    let named: BTreeSet<&str> = named
        .chain(old.retired.iter().map(|r| r.0.as_str()))
        .collect();
    let mut removed = 0;
    for name in folder.list("").unwrap_or_default() {
        if temporary(&name) == Some(MANIFEST) && folder.remove(&name).is_ok() {
            removed += 1;
        }
    }
    for name in folder.list(SHARDS).unwrap_or_default() {
        let file = format!("{SHARDS}/{name}");
        let is_stale = temporary(&name).and_then(digits).is_some();
        let is_ours = || named.contains(&*file) || is_stale || fits(folder, &file, &name);
        if !kept.contains(&*file) && is_ours() && folder.remove(&file).is_ok() {
            removed += 1;
        }
    }
    removed
}

/// What a temporary file was to become: `NAME` of `NAME.PID.tmp`.
fn temporary(name: &str) -> Option<&str> {
    let (name, writer) = name.strip_suffix(".tmp")?.rsplit_once('.')?;
    let is_writer = !writer.is_empty() && writer.bytes().all(|b| b.is_ascii_digit());
    is_writer.then_some(name)
}

/// The hex digits in the name of a shard as it is written: `nightly-2025-12-0123456789abcdef.json`.
/// None: it is named otherwise.
pub(super) fn digits(name: &str) -> Option<&str> {
    let (month, digits) = name.strip_suffix(".json")?.rsplit_once('-')?;
    let month = ["nightly-", "prs-"]
        .iter()
        .find_map(|kind| month.strip_prefix(kind))?;
    let (year, month) = month.split_once('-')?;
    let is_number = |text: &str, n| text.len() >= n && text.bytes().all(|b| b.is_ascii_digit());
    let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let is_shard = is_number(year, 4)
        && is_number(month, 2)
        && digits.len() == 16
        && digits.bytes().all(is_hex);
    is_shard.then_some(digits)
}

/// Whether a file is a whole shard of ours: its name is that of its bytes.
fn fits(folder: &impl Folder, file: &str, name: &str) -> bool {
    let bytes = digits(name).and_then(|digits| Some((digits, folder.read(file).ok()?)));
    bytes.is_some_and(|(digits, bytes)| sha256_hex(&bytes).starts_with(digits))
}
