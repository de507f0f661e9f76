//! Every figure of a legacy file against a computation of its own in another language
//! (`tests/independent/legacy.py`), on a small pair of files and, where the environment variable
//! `TAILORBIRD_REAL_DATA` names a folder, on the files published in December 2024.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use serde_json::{Value, json};
use tailorbird_core::store::{Input, Store, build};
use tailorbird_core::url::{Query, Runs};
use tailorbird_core::view::{self, LastRun, Report, Selection, Table};
use tailorbird_snapshot::{Kind, decode};

const FILES: [(&str, Kind); 2] = [
    ("job_stats.json", Kind::Nightly),
    ("check_stats.json", Kind::Prs),
];

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

fn pair() -> PathBuf {
    repository("tests/fixtures/legacy/pair")
}

/// The folder of the published files; None where there is none, with a note.
fn published() -> Option<PathBuf> {
    let Some(root) = std::env::var_os("TAILORBIRD_REAL_DATA") else {
        eprintln!("skipped: TAILORBIRD_REAL_DATA names no folder");
        return None;
    };
    let folder = Path::new(&root).join("legacy-2024-12-21");
    assert!(folder.is_dir(), "{}: no such folder", folder.display());
    Some(folder)
}

/// What the independent computation prints; None where there is no Python 3, with a note.
fn expected(file: &Path, kind: Kind, runs: &str) -> Option<Value> {
    let script = repository("tests/independent/legacy.py");
    let out = Command::new("python3")
        .arg(script)
        .arg(file)
        .args([kind.as_str(), runs])
        .output();
    let Ok(out) = out else {
        eprintln!("skipped: python3 is missing");
        return None;
    };
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{errors}");
    Some(serde_json::from_slice(&out.stdout).unwrap())
}

struct Opened {
    store: Store,
    table: Table,
    rows: Vec<u32>,
}

fn open(bytes: &[u8], kind: Kind, runs: &str) -> Opened {
    let (snapshot, issues) = decode(bytes, "f.json").unwrap();
    assert!(issues.is_empty(), "{issues:?}");
    let (store, issues) = build(&[Input { snapshot, issues }], Arc::default());
    assert!(issues.is_empty(), "{issues:?}");
    let runs = runs.parse().map_or(Runs::All, Runs::Count);
    let table = view::table(&store, kind, runs);
    let mut rows = view::select(&store, &table, &Selection::default());
    view::sort(&store, &table, &mut rows, None);
    Opened { store, table, rows }
}

impl Opened {
    fn json(&self) -> Value {
        let text = view::json(&Report {
            store: &self.store,
            table: &self.table,
            rows: &self.rows,
            query: &Query::default(),
            input: "f.json",
            issues: &[],
        });
        serde_json::from_str(&text.unwrap()).unwrap()
    }

    fn tiles(&self) -> Value {
        let tiles = view::tiles(&self.store, &self.table, &self.rows);
        let run = |t: &LastRun| {
            assert_eq!(t.running, 0, "no legacy file knows a running job");
            json!({"passed": t.passed, "of": t.of, "failed": t.failed, "skipped": t.skipped,
                "missing": t.missing})
        };
        let bar = |b: &view::Bar| {
            let r = b.results;
            json!({"number": b.run.number, "passed": r.passed, "failed": r.failed, "skipped": r.skipped})
        };
        assert_eq!(tiles.newest.len(), 1);
        json!({
            "newest": tiles.newest[0].1.number,
            "last_run": run(&tiles.last_run),
            "required": tiles.required.as_ref().map(run),
            "broken": tiles.broken,
            "fixed": tiles.fixed,
            "flaky": tiles.flaky,
            "rate": tiles.rate,
            "bars": tiles.bars.iter().map(bar).collect::<Vec<_>>(),
        })
    }
}

/// Every field of `expect` stands in `found` with the same value; `found` may have more.
fn check_fields(found: &Value, expect: &Value, place: &str) {
    match (found, expect) {
        (Value::Object(found), Value::Object(expect)) => {
            for (key, value) in expect {
                let Some(other) = found.get(key) else {
                    panic!("{place}: no `{key}`");
                };
                check_fields(other, value, &format!("{place}.{key}"));
            }
        }
        (Value::Array(found), Value::Array(expect)) => {
            assert_eq!(found.len(), expect.len(), "{place}");
            for (i, (found, expect)) in found.iter().zip(expect).enumerate() {
                check_fields(found, expect, &format!("{place}[{i}]"));
            }
        }
        (Value::Number(a), Value::Number(b)) if a.is_f64() || b.is_f64() => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            assert!((a - b).abs() < 1e-12, "{place}: {a} {b}");
        }
        _ => assert_eq!(found, expect, "{place}"),
    }
}

fn check_folder(folder: &Path) {
    for (name, kind) in FILES {
        let file = folder.join(name);
        let bytes = std::fs::read(&file).unwrap();
        for runs in ["1", "3", "10", "all"] {
            let Some(expect) = expected(&file, kind, runs) else {
                return;
            };
            let place = format!("{name} runs={runs}");
            let opened = open(&bytes, kind, runs);
            let found = opened.json();
            let names = |jobs: &Value| -> Vec<String> {
                let jobs = jobs.as_array().unwrap().iter();
                jobs.map(|j| j["name"].as_str().unwrap().to_owned())
                    .collect()
            };
            assert_eq!(
                names(&found["jobs"]),
                names(&expect["jobs"]),
                "{place}: order of rows"
            );
            check_fields(&found["jobs"], &expect["jobs"], &format!("{place} jobs"));
            check_fields(
                &found["totals"],
                &expect["totals"],
                &format!("{place} totals"),
            );
            check_fields(&found["window"]["runs"], &expect["columns"], &place);
            check_fields(&opened.tiles(), &expect["tiles"], &format!("{place} tiles"));
        }
    }
}

#[test]
fn a_small_pair_matches_an_independent_computation() {
    check_folder(&pair());
}

#[test]
fn the_published_files_match_an_independent_computation() {
    if let Some(folder) = published() {
        check_folder(&folder);
    }
}

#[test]
fn the_published_totals() {
    let Some(folder) = published() else {
        return;
    };
    let check = |(name, kind): (&str, Kind), expect: Value| {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        for runs in ["10", "all"] {
            check_fields(&open(&bytes, kind, runs).json()["totals"], &expect, name);
        }
    };
    check(
        FILES[0],
        json!({"listed": 166, "jobs": 166, "required": 72, "runs": 1574, "passed": 1340,
            "failed": 159, "skipped": 75, "cancelled": 0, "running": 0, "unknown": 0,
            "attempts": null, "flaky": null}),
    );
    check(
        FILES[1],
        json!({"listed": 325, "jobs": 325, "required": 143, "runs": 1910, "passed": 1549,
            "failed": 259, "skipped": 102, "cancelled": 0, "running": 0, "unknown": 0,
            "flaky": null}),
    );
}

/// Results add up to runs, in each job and in the totals; lists have an entry for each run.
fn check_sums(folder: &Path) {
    for (name, kind) in FILES {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        for runs in ["1", "3", "10", "all"] {
            let found = open(&bytes, kind, runs).json();
            let sum = |of: &Value| -> u64 {
                [
                    "passed",
                    "failed",
                    "skipped",
                    "cancelled",
                    "running",
                    "unknown",
                ]
                .iter()
                .map(|key| of[key].as_u64().unwrap())
                .sum()
            };
            assert_eq!(found["totals"]["runs"], sum(&found["totals"]), "{name}");
            for job in found["jobs"].as_array().unwrap() {
                assert_eq!(job["runs"], sum(job), "{name} {}", job["name"]);
                for list in ["numbers", "results", "verdicts"] {
                    let n = job[list].as_array().unwrap().len();
                    assert_eq!(job["runs"], n, "{name} {} {list}", job["name"]);
                }
                let attempts = job["attempts"].as_object();
                if let Some(attempts) = attempts {
                    let all: u64 = attempts.values().map(|n| n.as_u64().unwrap()).sum();
                    let runs = job["runs"].as_u64().unwrap();
                    assert_eq!(all, runs + job["reruns"].as_u64().unwrap());
                }
            }
        }
    }
}

#[test]
fn results_add_up_to_runs() {
    check_sums(&pair());
    if let Some(folder) = published() {
        check_sums(&folder);
    }
}

/// `fails` and `skips` of the file count attempts and not runs: whatever they say, nothing changes.
fn check_counts_are_not_used(folder: &Path) {
    for (name, kind) in FILES {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let mut file: Value = serde_json::from_slice(&bytes).unwrap();
        for job in file.as_object_mut().unwrap().values_mut() {
            job["fails"] = json!(9_999);
            job["skips"] = json!("many");
        }
        let changed = serde_json::to_vec(&file).unwrap();
        let (one, other) = (open(&bytes, kind, "10"), open(&changed, kind, "10"));
        assert_eq!(one.json(), other.json(), "{name}");
        assert_eq!(one.tiles(), other.tiles(), "{name}");
    }
}

#[test]
fn the_counts_in_the_file_are_not_used() {
    check_counts_are_not_used(&pair());
    if let Some(folder) = published() {
        check_counts_are_not_used(&folder);
    }
}
