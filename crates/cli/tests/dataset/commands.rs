//! The commands on data sets.

use std::fs;

use serde_json::json;
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{Attempt, History, Run};

use crate::generate;
use crate::tool::{folder, output, run, stats, written};

#[test]
fn stats_of_a_data_set() {
    let folder = written("stats", &generate::history(10, 12, 6, 9));
    let path = folder.display().to_string();
    let out = stats(&[&path]);
    assert_eq!(
        (&out["project"], &out["view"]),
        (&json!("kata"), &json!("nightly"))
    );
    assert_eq!(
        out["window"],
        json!({"runs": 10, "from": "2025-09-03", "to": "2025-09-12"})
    );
    assert_eq!(out["totals"]["mixed"], json!(null));
    assert!(out["totals"]["flaky"].is_u64() && out["totals"]["attempts"]["passed"].is_u64());
    let job = &out["jobs"][0];
    assert!(job["flaky"].is_u64() && job["reruns"].is_u64() && job["p50_secs"].is_u64());
    assert_eq!(job["mixed"], json!(null));
    assert_eq!(out["jobs"].as_array().unwrap().len(), 10);
    // The manifest stands for its folder, a bundle for both.
    let manifest = folder.join("manifest.json").display().to_string();
    let mut same = stats(&[&manifest]);
    same["input"] = out["input"].clone();
    assert_eq!(same, out);
    let prs = stats(&[&path, "--view", "prs", "--project", "kata"]);
    assert_eq!(prs["window"]["runs"], 7);
}

#[test]
fn a_bundle_is_one_file_of_the_same_numbers() {
    let set = written("bundle", &generate::history(10, 45, 6, 9));
    let path = set.display().to_string();
    let file = folder("bundle-out").join("data.json").display().to_string();
    assert!(output(&["bundle", &path, "-o", &file]).starts_with("wrote "));
    for view in ["nightly", "prs"] {
        let mut one = stats(&[&file, "--view", view, "--runs", "all"]);
        let all = stats(&[&path, "--view", view, "--runs", "all"]);
        one["input"] = all["input"].clone();
        one["issues"] = all["issues"].clone();
        assert_eq!(one, all);
    }
    // A set that is not whole is not joined.
    let shard = fs::read_dir(set.join("shards"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    fs::write(shard.path(), "{}").unwrap();
    let other = folder("bundle-none").join("data.json");
    let (code, _, err) = run(&["bundle", &path, "-o", &other.display().to_string()]);
    assert_eq!(code, 1);
    assert!(
        err.contains("shard-mismatch") && err.contains("not joined"),
        "{err}"
    );
    assert!(!other.exists());
    // What is left of it still opens, and the damage is told.
    let found = output(&["validate", &path]);
    assert!(found.contains("[shard-mismatch]"), "{found}");
    let (code, _, err) = run(&[
        "bundle",
        &folder("bundle-empty").display().to_string(),
        "-o",
        "x",
    ]);
    assert_eq!(code, 1);
    assert!(err.contains("no manifest.json"), "{err}");
}

#[test]
fn projects_are_chosen_by_id() {
    let mut rows = History::default();
    for (project, id) in [("kata", 1), ("coco", 2)] {
        let run = Run::new(project, id, "ci.yaml", Kind::Nightly, 1_764_547_200);
        let attempt = Attempt {
            job: format!("job of {project}"),
            run_attempt: 1,
            status: "completed".to_owned(),
            conclusion: Some("success".to_owned()),
            ..Attempt::default()
        };
        let _ = rows.insert_attempt(&run.key, attempt);
        let _ = rows.insert_run(run);
    }
    let path = written("projects", &rows).display().to_string();
    let name = |args: &[&str]| stats(args)["jobs"][0]["name"].clone();
    assert_eq!(name(&[&path]), "job of coco");
    assert_eq!(name(&[&path, "--project", "kata"]), "job of kata");
    let (code, _, err) = run(&["stats", &path, "--project", "none"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("no project `none`: known are coco, kata"),
        "{err}"
    );
}

#[test]
fn sizes_are_within_the_bars() {
    // A month of Kata: some 170 jobs a night.
    let path = written("sizes", &generate::history(170, 30, 40, 3))
        .display()
        .to_string();
    let text = output(&["validate", &path, "--sizes"]);
    println!("{text}");
    assert!(
        text.contains("are within the bars of 25 bytes a result and 8 gzip"),
        "{text}"
    );
    let legacy = crate::tool::repository("tests/fixtures/legacy/keys7.json");
    let (code, _, err) = run(&["validate", &legacy.display().to_string(), "--sizes"]);
    assert_eq!(code, 2);
    assert!(err.contains("--sizes needs a data set"), "{err}");
}

#[test]
fn a_newer_data_set_is_refused_with_the_version_needed() {
    let set = folder("newer");
    fs::write(
        set.join("manifest.json"),
        r#"{"format":"tailorbird-manifest","version":7}"#,
    )
    .unwrap();
    let (code, out, err) = run(&["stats", &set.display().to_string()]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.contains("version 7") && err.contains("manifest.json"),
        "{err}"
    );
}

#[test]
fn runs_that_are_not_whole_are_told_at_their_shards() {
    let mut rows = History::default();
    let (may, june) = (1_777_593_600, 1_780_272_000);
    for (id, created, partial) in [
        (1, may, true),
        (2, may + 86_400, true),
        (3, june, true),
        (4, june + 86_400, false),
    ] {
        let mut run = Run::new("p", id, "ci.yml", Kind::Nightly, created);
        run.partial = partial;
        let key = run.key.clone();
        let _ = rows.insert_run(run);
        let job = Attempt {
            job_id: id,
            job: "a".to_owned(),
            ..Attempt::default()
        };
        let _ = rows.insert_attempt(&key, job);
    }
    let set = written("partial", &rows).display().to_string();
    let told = output(&["validate", &set]);
    for (month, n) in [("2026-05", 2), ("2026-06", 1)] {
        let text = format!(": of {n} runs not all jobs could be read [partial-run]");
        let is_it = |line: &&str| line.contains(&format!("nightly-{month}-"));
        let lines: Vec<&str> = told.lines().filter(is_it).collect();
        assert!(lines.len() == 1 && lines[0].ends_with(&text), "{told}");
    }
}
