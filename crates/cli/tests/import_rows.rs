//! Imported rows against a computation of its own in another language
//! (`tests/independent/rows.py`): on rows written by hand and, where the environment variable
//! `TAILORBIRD_REAL_DATA` names a folder, on half a year of published results.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tailorbird_cli::config::{self, Settings};
use tailorbird_cli::dataset_dir::{self, Disk, SaveOptions};
use tailorbird_cli::import::{self, Notes, Options, Row, SETUP_STEP};
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::History;

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

fn fixtures() -> Vec<PathBuf> {
    let folder = repository("tests/fixtures/rows");
    ["nightly.ndjson", "pull-requests.ndjson"]
        .map(|name| folder.join(name))
        .to_vec()
}

/// The published files; None where there are none, with a note.
fn published() -> Option<Vec<PathBuf>> {
    let Some(root) = std::env::var_os("TAILORBIRD_REAL_DATA") else {
        eprintln!("skipped: TAILORBIRD_REAL_DATA names no folder");
        return None;
    };
    let folder = Path::new(&root).join("history");
    let names = ["nightly-results.ndjson.gz", "pr-failures.ndjson.gz"];
    Some(names.map(|name| folder.join(name)).to_vec())
}

/// What the independent computation prints; None where there is no Python 3, with a note.
fn expected(files: &[PathBuf]) -> Option<Value> {
    let script = repository("tests/independent/rows.py");
    let out = Command::new("python3").arg(script).args(files).output();
    let Ok(out) = out else {
        eprintln!("skipped: python3 is missing");
        return None;
    };
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{errors}");
    Some(serde_json::from_slice(&out.stdout).unwrap())
}

/// The rows of each file, read once.
fn rows(files: &[PathBuf]) -> Vec<Row> {
    let mut rows = Vec::new();
    for file in files {
        let bytes = std::fs::read(file).unwrap();
        let name = file.display().to_string();
        let (options, mut notes) = (Options::default(), Notes::default());
        rows.extend(import::read(&bytes, &name, &options, &mut notes).unwrap());
    }
    rows
}

fn add(history: &mut History, rows: &[Row], settings: &Settings) -> i64 {
    let (options, mut notes) = (Options::default(), Notes::default());
    import::fold(history, rows, settings, &options, &mut notes).newest
}

fn imported(rows: &[Row]) -> History {
    let mut history = History::default();
    add(&mut history, rows, &Settings::default());
    history
}

/// The same figures as the independent computation, of a history.
fn found(history: &History) -> Value {
    let mut out = BTreeMap::new();
    for project in history.projects() {
        let runs: Vec<_> = history
            .runs()
            .filter(|r| r.key.project == project.id)
            .collect();
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        let (mut copies, mut real, mut flaky, mut failures) = (0, 0, 0, 0);
        let (mut cells, mut tests) = (BTreeSet::new(), BTreeSet::new());
        let mut first_days = Vec::new();
        for run in &runs {
            let day = chrono::DateTime::from_timestamp(run.created_at, 0).unwrap();
            first_days.push(day.format("%Y-%m-%d").to_string());
            for a in history.attempts(&run.key) {
                let word = match a.conclusion.as_deref().unwrap() {
                    "success" => "passed",
                    "failure" if a.failing_step.as_deref() == Some(SETUP_STEP) => "not_run",
                    "failure" => "failed",
                    other => other,
                };
                *words
                    .entry(format!("{} {word}", run.kind.as_str()))
                    .or_default() += 1;
                failures += a.failing_tests.len();
                tests.extend(a.failing_tests.iter().cloned());
            }
            let of_run = history.real_attempts(&run.key);
            copies += of_run.n_copies;
            real += of_run.attempts.len();
            let mut of_job: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for (_, a) in &of_run.attempts {
                cells.insert((run.key.id, a.job.clone()));
                let conclusion = a.conclusion.as_deref().unwrap();
                of_job.entry(&a.job).or_default().insert(conclusion);
            }
            let is_flaky = |c: &&BTreeSet<&str>| c.contains("success") && c.contains("failure");
            flaky += of_job.values().filter(is_flaky).count();
        }
        first_days.sort();
        let pulls = history.pull_requests().filter(|p| p.project == project.id);
        let pulls: BTreeMap<String, &str> =
            pulls.map(|p| (p.number.to_string(), &*p.title)).collect();
        let value = json!({
            "words": words, "copies": copies, "real": real, "cells": cells.len(), "flaky": flaky,
            "runs": runs.len(), "first_days": first_days, "failures": failures,
            "tests": tests.len(), "pulls": pulls,
        });
        out.insert(project.id.clone(), value);
    }
    json!(out)
}

fn check(files: &[PathBuf]) {
    let Some(expected) = expected(files) else {
        return;
    };
    let found = found(&imported(&rows(files)));
    let projects = expected.as_object().unwrap();
    assert!(!projects.is_empty());
    assert_eq!(found.as_object().unwrap().len(), projects.len());
    for (project, figures) in projects {
        for (figure, value) in figures.as_object().unwrap() {
            assert_eq!(&found[project][figure], value, "{project}: {figure}");
        }
    }
}

/// Order, repetition and cuts of the files change nothing, in memory and on disk.
fn joins(mut rows: Vec<Row>) {
    let whole = imported(&rows);
    let mut twice = whole.clone();
    add(&mut twice, &rows, &Settings::default());
    assert!(twice == whole, "the same rows again change something");
    rows.reverse();
    assert!(
        imported(&rows) == whole,
        "the order of rows changes something"
    );

    let name = format!("import-{}-{}", std::process::id(), whole.runs().count());
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut folder = Disk(place.clone());
    let mut changed = Vec::new();
    for _ in 0..2 {
        let opened = dataset_dir::open(&folder).unwrap();
        let mut history = opened.map(|o| o.history()).unwrap_or_default();
        let newest = add(&mut history, &rows, &Settings::default());
        let options = SaveOptions {
            generated_at: newest,
            retained_from: None,
            allow_shrink: false,
        };
        let saved = dataset_dir::save(&mut folder, &history, &options).unwrap();
        changed.push(saved.changed);
    }
    std::fs::remove_dir_all(place).unwrap();
    assert_eq!(changed, [true, false]);
}

#[test]
fn rows_written_by_hand() {
    check(&fixtures());
    joins(rows(&fixtures()));
}

#[test]
fn half_a_year_of_published_results() {
    let Some(files) = published() else {
        return;
    };
    check(&files);
    let rows = rows(&files);
    let history = imported(&rows);
    joins(rows);
    let listed = |kind: Kind| {
        let runs = history.runs().filter(|run| run.kind == kind);
        runs.map(|run| history.attempts(&run.key).count())
            .sum::<usize>()
    };
    // As counted when the files were made.
    assert_eq!((listed(Kind::Nightly), listed(Kind::Prs)), (50_688, 3_297));
    assert_eq!(history.pull_requests().count(), 421);
    assert_eq!(history.n_orphans(), 0);
    let workflows: BTreeSet<_> = history
        .runs()
        .map(|r| (&*r.key.project, &*r.workflow))
        .collect();
    let expect = [
        ("coco-caa", "daily-e2e-tests.yaml"),
        ("coco-charts", "e2e-tests.yaml"),
        ("kata", "ci-nightly-s390x.yaml"),
        ("kata", "ci-nightly.yaml"),
        ("kata", "ci-on-push.yaml"),
    ];
    assert_eq!(workflows.into_iter().collect::<Vec<_>>(), expect);
}

#[test]
fn the_example_configuration_fits_the_published_results() {
    let Some(files) = published() else {
        return;
    };
    let file = repository("examples/kata-containers/tailorbird.toml");
    let (settings, _) = config::open(&file).unwrap();
    let mut history = History::default();
    let rows = rows(&files);
    add(&mut history, &rows, &settings);
    let plain = imported(&rows);
    let workflow = |h: &History| h.runs().map(|r| r.workflow.clone()).collect::<Vec<_>>();
    assert_eq!(workflow(&history), workflow(&plain));
    let mut jobs = BTreeSet::new();
    for run in history.runs() {
        jobs.extend(history.attempts(&run.key).map(|a| &*a.job));
    }
    let seen = config::Seen {
        jobs: jobs.into_iter().collect(),
        ..config::Seen::default()
    };
    assert_eq!(config::never_seen(&settings, &seen), []);
}

#[test]
fn a_dashboard_of_a_day_is_part_of_its_history() {
    let Some(mut files) = published() else {
        return;
    };
    let mut rows_of = rows(&files);
    let whole = imported(&rows_of);
    let day = files[0]
        .parent()
        .unwrap()
        .with_file_name("ci-dashboard-2026-05-15");
    files = vec![day.join("data.json"), day.join("flaky-data.json")];
    rows_of.extend(rows(&files));
    let both = imported(&rows_of);
    assert_eq!(both.runs().count(), whole.runs().count());
    let listed = |h: &History| h.runs().map(|r| h.attempts(&r.key).count()).sum::<usize>();
    let real = |h: &History| -> usize {
        let of = |r: &tailorbird_snapshot::dataset::Run| h.real_attempts(&r.key).attempts.len();
        h.runs().map(of).sum()
    };
    assert_eq!((listed(&both), real(&both)), (listed(&whole), real(&whole)));
}
