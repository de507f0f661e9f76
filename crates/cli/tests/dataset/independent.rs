//! Every figure against `tests/independent/dataset.py`, which reads the files by their
//! documentation alone.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::generate;
use crate::real;
use crate::tool::{repository, stats, written};

/// What the script prints; None where there is no Python 3, with a note.
fn expected(folder: &Path, kind: &str, project: &str) -> Option<Value> {
    let mut command = Command::new("python3");
    command
        .arg(repository("tests/independent/dataset.py"))
        .arg(folder);
    let Ok(out) = command.args([kind, project]).output() else {
        println!("skipped: python3 is missing");
        return None;
    };
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{errors}");
    Some(serde_json::from_slice(&out.stdout).unwrap())
}

/// Jobs by what both print of them.
fn by_key(jobs: &Value) -> BTreeMap<String, Value> {
    let key = |job: &Value| format!("{} {} {}", job["name"], job["numbers"], job["results"]);
    let all = jobs.as_array().unwrap();
    let map: BTreeMap<_, _> = all.iter().map(|job| (key(job), job.clone())).collect();
    assert_eq!(
        map.len(),
        all.len(),
        "no two jobs are alike in all their results"
    );
    map
}

/// Both agree on every figure of every job.
pub(crate) fn check(folder: &Path, kind: &str, project: &str) {
    let Some(expect) = expected(folder, kind, project) else {
        return;
    };
    let path = folder.display().to_string();
    let got = stats(&[&path, "--view", kind, "--project", project, "--runs", "all"]);
    let (got, expect) = (by_key(&got["jobs"]), by_key(&expect["jobs"]));
    let keys = |map: &BTreeMap<String, Value>| map.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&got), keys(&expect));
    assert!(!got.is_empty());
    for (key, expect) in &expect {
        for (field, value) in expect.as_object().unwrap() {
            let found = &got[key][field];
            // 1 and 1.0 are one number.
            let same = found == value || found.is_number() && found.as_f64() == value.as_f64();
            assert!(
                same || field == "workflow",
                "{key}: {field} {found} {value}"
            );
        }
    }
}

#[test]
fn generated_sets_match() {
    for seed in 1..4 {
        let folder = written(
            &format!("independent-{seed}"),
            &generate::history(40, 35, 12, seed),
        );
        check(&folder, "nightly", "kata");
        check(&folder, "prs", "kata");
    }
}

#[test]
fn the_kept_set_of_version_one_matches() {
    let folder = repository("tests/fixtures/dataset/v1");
    check(&folder, "nightly", "kata");
    check(&folder, "prs", "kata");
    check(&folder, "nightly", "coco");
}

#[test]
fn published_results_match() {
    let Some(root) = real::folder() else { return };
    for source in ["coco-charts", "coco-caa", "s390x"] {
        let folder = written(
            &format!("independent-{source}"),
            &real::github(source, &root),
        );
        check(&folder, "nightly", source);
    }
    let folder = written("independent-half-a-year", &real::rows(&root));
    for source in ["kata", "coco-charts", "coco-caa"] {
        check(&folder, "nightly", source);
    }
}
