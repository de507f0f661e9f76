//! A history to the files of a data set: names and bytes, the same for the same rows.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::manifest;
use super::shard::{self, RunRows};
use crate::Kind;
use crate::dataset::{History, NEWEST_VERSION, Run, ShardInfo};

/// Attempts of which a shard holds no more, where its runs can be parted.
pub const MAX_RESULTS: usize = 200_000;

/// What is written beside the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// When the rows were up to date, in seconds since 1970 UTC.
    pub generated_at: i64,
    /// Name and version of the program.
    pub tool: String,
    /// Largest number of attempts in a shard: [`MAX_RESULTS`].
    pub max_results: usize,
    /// Shards that are not used any more but kept for readers of older manifests: file, and when a
    /// manifest last named it.
    pub retired: Vec<(String, i64)>,
}

/// The files of a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// Content of `manifest.json`.
    pub manifest: String,
    /// What the manifest says of each shard, newest first.
    pub shards: Vec<ShardInfo>,
    /// Content of each shard, in the same order.
    pub texts: Vec<String>,
}

/// Writes all rows. Attempts of runs that were never told are left out.
#[must_use]
pub fn encode(history: &History, options: &Options) -> Encoded {
    let mut months: BTreeMap<((i64, u32), Kind), Vec<&Run>> = BTreeMap::new();
    for run in history.runs() {
        months
            .entry((month(run.created_at), run.kind))
            .or_default()
            .push(run);
    }
    let mut out = Encoded {
        manifest: String::new(),
        shards: Vec::new(),
        texts: Vec::new(),
    };
    for (((year, month), kind), mut runs) in months.into_iter().rev() {
        runs.sort_by(|a, b| (b.created_at, &b.key).cmp(&(a.created_at, &a.key)));
        let rows = |run: &'_ Run| history.real_attempts(&run.key).attempts;
        let mut part: Vec<RunRows<'_>> = Vec::new();
        let mut n = 0;
        let name = format!("{}-{year:04}-{month:02}", kind.as_str());
        for run in runs {
            let attempts = rows(run);
            if !part.is_empty() && n + attempts.len() > options.max_results {
                add(history, kind, &name, &part, &mut out);
                part.clear();
                n = 0;
            }
            n += attempts.len();
            part.push(RunRows { run, attempts });
        }
        add(history, kind, &name, &part, &mut out);
    }
    out.manifest = manifest::manifest(history, &out.shards, options);
    out
}

/// Adds a shard of these runs, newest first.
fn add(history: &History, kind: Kind, name: &str, runs: &[RunRows<'_>], out: &mut Encoded) {
    let written = shard::shard(history, kind, runs);
    let text = written.json + "\n";
    let created = |run: Option<&RunRows<'_>>| run.map_or(0, |r| r.run.created_at);
    let sha256 = sha256_hex(text.as_bytes());
    out.shards.push(ShardInfo {
        file: file_name(name, &sha256),
        sha256,
        kind,
        from: created(runs.last()),
        to: created(runs.first()),
        runs: runs.len() as u64,
        jobs: written.jobs as u64,
        results: written.results as u64,
        bytes: text.len() as u64,
    });
    out.texts.push(text);
}

/// Where a shard of this name and SHA-256 lies: `shards/NAME-HASH.json`, the first 16 hex digits.
#[must_use]
pub fn file_name(name: &str, sha256: &str) -> String {
    let short: String = sha256.chars().take(16).collect();
    format!("shards/{name}-{short}.json")
}

/// SHA-256 in 64 hex digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

/// The one-file form of a data set: the texts of its manifest and shards, joined.
#[must_use]
pub fn bundle<'a>(manifest: &str, shards: impl IntoIterator<Item = &'a str>) -> String {
    let shards: Vec<&str> = shards.into_iter().map(str::trim_end).collect();
    format!(
        "{{\"format\":\"tailorbird-bundle\",\"version\":{NEWEST_VERSION},\"manifest\":{},\"shards\":[{}]}}\n",
        manifest.trim_end(),
        shards.join(",\n")
    )
}

/// Year and month of a time, by Gregorian rules (days from civil, Howard Hinnant's algorithm).
fn month(secs: i64) -> (i64, u32) {
    let days = secs.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, u32::try_from(month).unwrap_or_default())
}

#[cfg(test)]
#[test]
fn months_of_times() {
    for (secs, expect) in [
        (0, (1970, 1)),
        (-1, (1969, 12)),
        (951_782_399, (2000, 2)),
        (951_868_800, (2000, 3)),
        (1_764_547_199, (2025, 11)),
        (1_764_547_200, (2025, 12)),
        (253_402_300_799, (9999, 12)),
    ] {
        assert_eq!(month(secs), expect, "{secs}");
    }
}
