//! Which rows go to which file, and its bytes. The same rows give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Context, Result};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use tailorbird_snapshot::dataset::{Attempt, History, Run};

use super::columns::{self, Row};
use super::schema::schema;

/// Rows of a part of a file that is read at once.
const ROW_GROUP: usize = 100_000;

/// A file and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Relative path, such as `project=kata/month=2026-05/results.parquet`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Attempts in it.
    pub rows: usize,
}

/// Makes all files of a data set, by project and month of the run's creation (UTC).
///
/// # Errors
/// The rows cannot be encoded, which no data set is known to cause.
pub fn files(history: &History) -> Result<Vec<File>> {
    let repositories: BTreeMap<&str, &str> = history
        .projects()
        .map(|project| (&*project.id, &*project.repository))
        .collect();
    let sets: BTreeMap<&str, &BTreeSet<String>> = history
        .required()
        .map(|(id, set)| (id, &set.jobs))
        .collect();
    let mut parts: BTreeMap<String, Vec<&Run>> = BTreeMap::new();
    for run in history.runs() {
        let path = format!(
            "project={}/month={}/results.parquet",
            segment(&run.key.project),
            month(run.created_at)
        );
        parts.entry(path).or_default().push(run);
    }
    let mut out = Vec::new();
    for (path, mut runs) in parts {
        runs.sort_by_key(|run| (run.created_at, run.key.id));
        let mut rows = Vec::new();
        for run in runs {
            let repository = repositories.get(&*run.key.project).copied();
            let required = history.required_of(run).and_then(|id| sets.get(id));
            let real = history.real_attempts(&run.key).attempts;
            for (at, (twin, attempt)) in real.iter().enumerate() {
                let same = |other: &(u32, &Attempt)| other.0 == *twin && other.1.job == attempt.job;
                let before = real
                    .iter()
                    .take(at)
                    .rev()
                    .take_while(|other| same(other))
                    .count();
                rows.push(Row {
                    repository: repository.unwrap_or_default(),
                    run,
                    attempt,
                    twin: *twin,
                    index: u32::try_from(before).unwrap_or(u32::MAX),
                    is_newest: !real.get(at + 1).is_some_and(same),
                    required: required.map(|jobs| jobs.contains(&attempt.job)),
                });
            }
        }
        let bytes = encode(&rows).with_context(|| format!("failed to encode {path}"))?;
        out.push(File {
            path,
            bytes,
            rows: rows.len(),
        });
    }
    Ok(out)
}

fn encode(rows: &[Row<'_>]) -> Result<Vec<u8>> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_created_by(format!("tailorbird {}", env!("CARGO_PKG_VERSION")))
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, Arc::new(schema()), Some(properties))?;
    for rows in rows.chunks(ROW_GROUP) {
        writer.write(&columns::batch(rows)?)?;
    }
    writer.close()?;
    Ok(bytes)
}

/// Year and month of a time.
fn month(at: i64) -> String {
    let time = chrono::DateTime::from_timestamp(at, 0).unwrap_or_default();
    time.format("%Y-%m").to_string()
}

/// A project's id as a part of a path: what is special there is written as `%2F`.
fn segment(id: &str) -> String {
    let mut out = String::new();
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => out.push(char::from(byte)),
            // A segment of dots alone would lead elsewhere.
            b'.' if !out.is_empty() => out.push('.'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    if out.is_empty() {
        "none".to_owned()
    } else {
        out
    }
}
