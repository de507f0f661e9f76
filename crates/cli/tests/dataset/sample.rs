//! `tailorbird sample` as a user runs it.

use std::path::Path;

use serde_json::Value;

use crate::generate;
use crate::tool::{folder, output, run, stats, written};

fn sample(folder: &Path, more: &[&str]) -> String {
    let place = folder.display().to_string();
    let args = [
        &["sample", "--jobs", "40", "--nights", "14", "--prs", "6"],
        more,
        &["--out", &place],
    ];
    output(&args.concat())
}

#[test]
fn a_sample_is_a_data_set() {
    let folder = folder("sample");
    assert!(sample(&folder, &[]).starts_with("wrote a data set with "));
    let place = folder.display().to_string();
    let nightly = stats(&[&place, "--runs", "all"]);
    assert_eq!(nightly["project"], "sample-runtime");
    let of_workflows = &nightly["window"];
    assert_eq!(
        (&of_workflows["to"], &of_workflows["from"]),
        (&Value::from("2026-01-15"), &Value::from("2026-01-01"))
    );
    let jobs = nightly["jobs"].as_array().unwrap();
    let owned = jobs
        .iter()
        .filter(|job| job["owners"] != Value::Array(Vec::new()));
    assert!(owned.count() > 10, "the configuration rides with it");
    assert!(nightly["totals"]["flaky"].as_u64().unwrap() > 0);
    let prs = stats(&[&place, "--view", "prs"]);
    assert_eq!(prs["window"]["runs"], 6);
    let charts = stats(&[&place, "--project", "sample-charts"]);
    assert_eq!(charts["totals"]["mixed"], Value::Null);
}

#[test]
fn the_files_of_2024_are_still_written() {
    let folder = folder("sample-legacy");
    assert!(
        sample(&folder, &["--legacy"]).starts_with("wrote job_stats.json and check_stats.json")
    );
    let nightly = stats(&[&folder.display().to_string()]);
    assert_eq!(nightly["window"]["runs"], 10);
    assert_eq!(nightly["totals"]["flaky"], Value::Null);
}

#[test]
fn a_data_set_that_is_no_sample_stays() {
    let folder = written("sample-other", &generate::history(4, 3, 2, 1));
    let before = std::fs::read(folder.join("manifest.json")).unwrap();
    let (code, out, err) = run(&["sample", "--out", &folder.display().to_string()]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.contains("is no sample") && err.contains("--out"),
        "{err}"
    );
    assert_eq!(std::fs::read(folder.join("manifest.json")).unwrap(), before);
}

#[test]
fn a_pull_request_of_the_sample_is_judged() {
    let folder = folder("sample-pr");
    sample(&folder, &[]);
    let place = folder.display().to_string();
    let prs = stats(&[&place, "--view", "prs"]);
    let jobs = prs["jobs"].as_array().unwrap();
    let failed = |job: &Value| {
        let results = job["results"].as_array()?;
        let at = results.iter().position(|result| result == "failed")?;
        Some((job["name"].clone(), job["numbers"][at].to_string()))
    };
    let (name, number) = jobs.iter().find_map(failed).unwrap();
    let json = output(&["pr", &place, &number, "--format", "json"]);
    let told: Value = serde_json::from_str(&json).unwrap();
    let checks = told["checks"].as_array().unwrap();
    let check = checks.iter().find(|check| check["name"] == name).unwrap();
    let known = ["yours", "unknown", "main", "flaky-here", "known", "infra"];
    assert!(known.contains(&check["judged"]["class"].as_str().unwrap()));
    for check in checks {
        assert_eq!(
            check["judged"].is_null(),
            check["result"] != "failed",
            "{check}"
        );
    }
    let sentence = told["sentence"].as_str().unwrap();
    let text = output(&["pr", &place, &number, "--format", "markdown"]);
    assert!(text.contains(&format!("\n\n{sentence}.\n")), "{text}");
    assert!(!text.contains('@'));
    let table = output(&["pr", &place, &number]);
    assert!(table.starts_with(&format!("PR #{number} ")) && table.contains(sentence));
    for (args, code, told) in [
        (
            &["pr", &place, "1"][..],
            2,
            "failed to find pull request 1: the newest one",
        ),
        (&["pr", &place, "x"], 2, "invalid value"),
        (
            &["pr", &place, &number, "--project", "sample-charts"],
            2,
            "failed to find",
        ),
    ] {
        let (found, out, err) = run(args);
        assert_eq!((found, out.as_str()), (code, ""), "{args:?}: {err}");
        assert!(err.contains(told), "{args:?}: {err}");
    }
}
