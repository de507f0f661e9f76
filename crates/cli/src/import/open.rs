//! Bytes to rows. Which program wrote a file is found from its content.

use std::borrow::Cow;
use std::io::Read as _;

use anyhow::{Context, Result, anyhow, bail};
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use tailorbird_snapshot::decode;

use super::notes::Notes;
use super::row::Row;
use super::tidy::tidy;
use super::{dashboard, flaky, legacy, lines};

/// Most bytes of a file, unpacked.
const MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// What a file may lack and the user tells.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Project of rows that name none.
    pub project: Option<String>,
    /// Beginning of the day of the newest run of files without times, in seconds since 1970 UTC.
    pub newest_day: Option<i64>,
}

/// Reads a file of any of the forms: lines of JSON, ci-dashboard's `data.json` and
/// `flaky-data.json`, `job_stats.json` and `check_stats.json`; each also packed with gzip.
///
/// # Errors
/// It is none of these, is damaged as a whole, or lacks what [`Options`] tell. Single rows that
/// cannot be used are notes.
pub fn read(bytes: &[u8], file: &str, options: &Options, notes: &mut Notes) -> Result<Vec<Row>> {
    let mut rows = any_form(bytes, file, options, notes)?;
    // Lines of JSON are tidy already: they are told by their number.
    for row in &mut rows {
        tidy(row, file, notes);
    }
    Ok(rows)
}

fn any_form(bytes: &[u8], file: &str, options: &Options, notes: &mut Notes) -> Result<Vec<Row>> {
    let bytes = unpacked(bytes).with_context(|| format!("failed to unpack {file}"))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let text = String::from_utf8_lossy(bytes);
    let first = text.lines().find(|line| !line.trim().is_empty());
    if first.is_some_and(lines::is_row) {
        return Ok(lines::read(bytes, file, notes));
    }
    let start = text.trim_start();
    let marked = |key: &str| start.starts_with('{') && start.contains(key);
    if marked("\"allJobsSection\"") || marked("\"failedTests\"") {
        let root: Value = serde_json::from_str(&text)
            .with_context(|| format!("failed to read {file}: it is damaged JSON"))?;
        if root.get("allJobsSection").is_some() {
            return Ok(dashboard::read(&root, file, notes));
        }
        if root.get("failedTests").is_some_and(Value::is_array) {
            return Ok(flaky::read(&root, file, notes));
        }
    }
    if start.starts_with('[') {
        bail!(
            "failed to read {file}: it holds a list; rows stand one a line, and saved answers of \
             GitHub are read by `tailorbird collect --from-files`"
        );
    }
    let object = |line| serde_json::from_str::<serde_json::Map<String, Value>>(line).ok();
    if let (Some(fields), true) = (first.and_then(object), text.lines().nth(1).is_some()) {
        let names: Vec<&str> = fields.keys().map(String::as_str).collect();
        bail!(
            "failed to read {file}: its lines are JSON, but the first has no `job` (it has {}): a row needs \
             `job`, `run_id`, `date` and `status`; docs/row-format.md describes them",
            names.join(", ")
        );
    }
    let (snapshot, issues) = decode(bytes, file).map_err(|err| {
        // Its remedy would be this command.
        anyhow!(
            "failed to read {file}: {}; it is neither lines of JSON with a `job` (docs/row-format.md) nor any \
             other known form",
            err.reason
        )
    })?;
    if snapshot.series.is_empty() {
        bail!("{file}: no job is in it; a data set needs no import, open it as it is");
    }
    for issue in issues {
        notes.add(issue.code, &issue.place, &issue.message);
    }
    let Some(newest) = options.newest_day else {
        bail!(
            "{file}: it holds no times; tell the day of its newest run with --newest-day YYYY-MM-DD"
        );
    };
    Ok(legacy::rows(&snapshot, newest, notes))
}

/// The bytes, unpacked if they are gzip.
fn unpacked(bytes: &[u8]) -> Result<Cow<'_, [u8]>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut out = Vec::new();
    let read = MultiGzDecoder::new(bytes)
        .take(MAX_BYTES)
        .read_to_end(&mut out);
    if let Err(err) = read {
        let lines = out.iter().filter(|byte| **byte == b'\n').count();
        bail!(
            "it is cut off or damaged after {} bytes ({lines} whole lines) of its content ({err}); \
             download or copy it again",
            out.len()
        );
    }
    if out.len() as u64 >= MAX_BYTES {
        bail!("it is larger than {MAX_BYTES} bytes when unpacked: split it");
    }
    Ok(Cow::Owned(out))
}
