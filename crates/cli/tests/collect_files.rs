//! `tailorbird collect --from-files` against a computation of its own in another language
//! (`tests/independent/github_objects.py`): on a made-up pair of files and, where the environment
//! variable `TAILORBIRD_REAL_DATA` names a folder, on objects of December 2025.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tailorbird_cli::dataset_dir::{Disk, open};
use tailorbird_github::test_util::{job, job_copy, night};

/// A folder of its own for one test, empty.
fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn collect(files: &[PathBuf], out: &Path) -> Value {
    let done = Command::new(env!("CARGO_BIN_EXE_tailorbird"))
        .args(["collect", "--json", "--out"])
        .arg(out)
        .arg("--from-files")
        .args(files)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{errors}");
    serde_json::from_slice(&done.stdout).unwrap()
}

/// What the independent computation prints; None where there is no Python 3, with a note.
fn expected(files: &[PathBuf]) -> Option<Value> {
    let script =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/independent/github_objects.py");
    let Ok(out) = Command::new("python3").arg(script).args(files).output() else {
        eprintln!("skipped: python3 is missing");
        return None;
    };
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    Some(serde_json::from_slice(&out.stdout).unwrap())
}

/// The attempts of a data set, as the script prints them.
fn held(folder: &Path) -> Vec<Value> {
    let opened = open(&Disk(folder.to_owned())).unwrap().unwrap();
    assert!(opened.issues.is_empty(), "{:?}", opened.issues);
    let history = opened.history();
    let projects: BTreeMap<&str, &str> = history
        .projects()
        .map(|p| (p.id.as_str(), p.repository.as_str()))
        .collect();
    let mut rows = Vec::new();
    for run in history.runs() {
        for (_, attempt) in history.real_attempts(&run.key).attempts {
            let row = json!([
                projects[run.key.project.as_str()],
                run.key.id,
                run.number,
                attempt.job_id,
                attempt.job,
                attempt.run_attempt,
                attempt.conclusion,
                attempt.started_at,
                attempt.completed_at,
            ]);
            let place = (
                projects[run.key.project.as_str()],
                run.key.id,
                attempt.job_id,
            );
            rows.push((place, row));
        }
    }
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// All files of a folder with their bytes.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in [folder.to_owned(), folder.join("shards")] {
        for file in std::fs::read_dir(entry).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                all.insert(path.clone(), std::fs::read(path).unwrap());
            }
        }
    }
    all
}

/// Collects twice, in two orders; returns the summary.
fn check(files: &[PathBuf], name: &str) -> Value {
    let out = scratch(name);
    let summary = collect(files, &out);
    let first = bytes(&out);
    let mut turned = files.to_vec();
    turned.reverse();
    let again = collect(&turned, &out);
    assert_eq!(again["held"], again["runs"]);
    assert_eq!(bytes(&out), first, "a second run changes nothing");
    if let Some(expected) = expected(files) {
        assert_eq!(summary["jobs"], expected["objects"]);
        assert_eq!(summary["copies"], expected["copies"]);
        let attempts = expected["attempts"].as_array().unwrap();
        let held = held(&out);
        assert_eq!(held.len(), attempts.len());
        for (ours, theirs) in held.iter().zip(attempts) {
            assert_eq!(ours, theirs);
        }
    }
    summary
}

#[test]
fn made_up_objects() {
    let folder = scratch("collect-made-up");
    let (mut runs, mut jobs) = (Vec::new(), Vec::new());
    for number in 1..=3 {
        let created = 1_764_547_200 + 86_400 * i64::try_from(number).unwrap();
        let (mut run, mut own) = night(number, created, 20);
        let id = run["id"].as_u64().unwrap();
        if number == 2 {
            run["run_attempt"] = 2.into();
            let copies: Vec<Value> = (0..20)
                .map(|n| job_copy(&own[n], id + 500 + n as u64, 2, created + 9_000))
                .collect();
            own.extend(copies);
            own.push(job(id + 900, id, 1, "flaky  one", created + 60, false));
            own.push(job(id + 901, id, 2, "flaky one", created + 9_060, true));
        }
        runs.push(run);
        jobs.extend(own);
    }
    let files = [folder.join("b.json"), folder.join("a.json")];
    std::fs::write(&files[0], json!(runs).to_string()).unwrap();
    std::fs::write(&files[1], json!(jobs).to_string()).unwrap();
    let summary = check(&files, "collect-made-up-out");
    let counts = ["runs", "jobs", "attempts", "copies"].map(|key| summary[key].as_u64().unwrap());
    assert_eq!(counts, [3, 82, 62, 20]);
}

#[test]
fn objects_of_december_2025() {
    let Some(root) = std::env::var_os("TAILORBIRD_REAL_DATA") else {
        eprintln!("skipped: TAILORBIRD_REAL_DATA names no folder");
        return;
    };
    let folder = Path::new(&root).join("github-api-2025-12-01");
    let file = |name: &str, what: &str| folder.join(format!("{name}-{what}.json"));
    let mut all = Vec::new();
    // Objects, attempts, copies.
    for (name, expect) in [
        ("coco-charts", [450, 450, 0]),
        ("coco-caa", [325, 257, 68]),
        ("s390x", [44, 41, 3]),
    ] {
        let files = [file(name, "jobs"), file(name, "runs")];
        let summary = check(&files, &format!("collect-{name}"));
        let counts = ["jobs", "attempts", "copies"].map(|key| summary[key].as_u64().unwrap());
        assert_eq!(counts, expect, "{name}");
        all.extend(files);
    }
    let summary = check(&all, "collect-all");
    let counts = ["runs", "jobs", "attempts", "copies"].map(|key| summary[key].as_u64().unwrap());
    assert_eq!(counts, [30, 819, 748, 71]);
}
