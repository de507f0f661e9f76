//! Real results as a data set: copies told from attempts, ids exact, sizes within the bars. With
//! `TAILORBIRD_REAL_DATA`; without it a line is printed and nothing is checked.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::Value;
use tailorbird_snapshot::dataset::{Attempt, History, Options, Run, RunKey, encode, restore};
use tailorbird_snapshot::{Kind, Outcome, decode};

pub(crate) fn folder() -> Option<PathBuf> {
    let found = std::env::var_os("TAILORBIRD_REAL_DATA").map(PathBuf::from);
    if found.is_none() {
        println!("skipped: TAILORBIRD_REAL_DATA names no folder");
    }
    found
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn number(value: &Value, key: &str) -> u64 {
    value.get(key).and_then(Value::as_u64).unwrap_or_default()
}

fn time(value: &Value, key: &str) -> Option<i64> {
    let parsed = DateTime::parse_from_rfc3339(value.get(key)?.as_str()?);
    Some(parsed.expect("a time").timestamp())
}

/// Runs and jobs as GitHub answers them.
pub(crate) fn github(source: &str, root: &std::path::Path) -> History {
    let read = |what: &str| -> Vec<Value> {
        let path = root.join(format!("github-api-2025-12-01/{source}-{what}.json"));
        serde_json::from_reader(BufReader::new(File::open(path).unwrap())).unwrap()
    };
    let mut out = History::default();
    for run in read("runs") {
        let created = time(&run, "created_at").unwrap();
        let mut row = Run::new(source, number(&run, "id"), source, Kind::Nightly, created);
        row.number = Some(number(&run, "run_number"));
        row.head_sha = text(&run, "head_sha");
        row.status = text(&run, "status").unwrap_or_default();
        row.conclusion = text(&run, "conclusion");
        row.updated_at = time(&run, "updated_at");
        let _ = out.insert_run(row);
    }
    for job in read("jobs") {
        let key = RunKey {
            project: source.to_owned(),
            id: number(&job, "run_id"),
        };
        let row = Attempt {
            job_id: number(&job, "id"),
            job: text(&job, "name").unwrap(),
            run_attempt: u32::try_from(number(&job, "run_attempt")).unwrap(),
            status: text(&job, "status").unwrap(),
            conclusion: text(&job, "conclusion"),
            created_at: time(&job, "created_at"),
            started_at: time(&job, "started_at"),
            completed_at: time(&job, "completed_at"),
            runner: text(&job, "runner_name"),
            ..Attempt::default()
        };
        let _ = out.insert_attempt(&key, row);
    }
    out
}

/// Half a year of published rows.
pub(crate) fn rows(root: &std::path::Path) -> History {
    let file = File::open(root.join("history/nightly-results.ndjson.gz")).unwrap();
    let mut out = History::default();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let row: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let source = text(&row, "source").unwrap();
        let day = NaiveDate::parse_from_str(&text(&row, "date").unwrap(), "%Y-%m-%d").unwrap();
        let created = day.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp();
        let run = Run::new(
            &source,
            number(&row, "run_id"),
            &source,
            Kind::Nightly,
            created,
        );
        let status = text(&row, "status").unwrap();
        let conclusion = match status.as_str() {
            "passed" => "success",
            "failed" | "not_run" => "failure",
            other => other,
        };
        let attempt = Attempt {
            job_id: number(&row, "job_id"),
            job: text(&row, "job").unwrap(),
            status: "completed".to_owned(),
            conclusion: Some(conclusion.to_owned()),
            duration_secs: row
                .get("duration_s")
                .and_then(Value::as_u64)
                .map(|s| u32::try_from(s).unwrap()),
            failing_step: text(&row, "failure_step"),
            ..Attempt::default()
        };
        let _ = out.insert_attempt(&run.key, attempt);
        let _ = out.insert_run(run);
    }
    out
}

/// Results, bytes and gzip bytes of all shards; what is written comes back.
fn sizes(name: &str, history: &History) -> (u64, u64, u64) {
    let files = encode(
        history,
        &Options {
            generated_at: 0,
            tool: "test".to_owned(),
            max_results: 200_000,
            retired: Vec::new(),
        },
    );
    let mut sum = (0, 0, 0);
    let mut parts = Vec::new();
    for (info, text) in files.shards.iter().zip(&files.texts) {
        let (snapshot, _) = decode(text.as_bytes(), &info.file).unwrap();
        parts.push(snapshot.part);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(text.as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap().len() as u64;
        sum = (sum.0 + info.results, sum.1 + info.bytes, sum.2 + gzip);
    }
    let back = restore(&parts);
    for run in history.runs() {
        let ids = |h: &History| -> Vec<u64> {
            let real = h.real_attempts(&run.key);
            real.attempts.iter().map(|(_, a)| a.job_id).collect()
        };
        assert_eq!(ids(&back), ids(history), "run {}", run.key.id);
    }
    println!("{name}: {} results, {} bytes, {} gzip", sum.0, sum.1, sum.2);
    sum
}

#[test]
fn copies_are_told_from_attempts() {
    let Some(root) = folder() else { return };
    let mut n_objects = 0;
    for (source, objects, copies) in [
        ("coco-charts", 450, 0),
        ("coco-caa", 325, 68),
        ("s390x", 44, 3),
    ] {
        let history = github(source, &root);
        let runs: Vec<_> = history.runs().map(|r| &r.key).collect();
        let real: Vec<_> = runs.iter().map(|key| history.real_attempts(key)).collect();
        let n_real: usize = real.iter().map(|r| r.attempts.len()).sum();
        let n_copies: usize = real.iter().map(|r| r.n_copies).sum();
        assert_eq!((n_real + n_copies, n_copies), (objects, copies), "{source}");
        assert_eq!(history.n_orphans(), 0, "{source}");
        n_objects += objects;
        sizes(source, &history);
    }
    assert_eq!(n_objects, 819);
}

#[test]
fn half_a_year_takes_few_bytes() {
    let Some(root) = folder() else { return };
    let history = rows(&root);
    let mut counts = [0_usize; 7];
    let mut copies = 0;
    for run in history.runs() {
        let real = history.real_attempts(&run.key);
        copies += real.n_copies;
        for (_, attempt) in real.attempts {
            let outcome = Outcome::from_words(&attempt.status, attempt.conclusion.as_deref());
            if let Some(n) = counts.get_mut(outcome as usize) {
                *n += 1;
            }
        }
    }
    println!("outcomes {counts:?}, {copies} copies");
    assert_eq!(counts.iter().sum::<usize>() + copies, 50_688);
    let (results, raw, gzip) = sizes("half a year", &history);
    assert!(raw <= 25 * results, "{raw} bytes");
    assert!(gzip <= 8 * results, "{gzip} bytes gzip");
}
