//! The data set of version 1 that is kept for good: files of the past open for ever.

use serde_json::json;
use tailorbird_cli::dataset_dir::{Disk, open};

use crate::tool::{repository, stats};

#[test]
fn version_one_opens() {
    let folder = repository("tests/fixtures/dataset/v1");
    let opened = open(&Disk(folder.clone())).unwrap().unwrap();
    assert!(
        opened.issues.iter().all(|i| i.code == "unknown-word"),
        "{:?}",
        opened.issues
    );
    let manifest = opened.manifest().unwrap();
    assert_eq!(manifest.generated_at, Some(1_764_720_000));
    assert_eq!(manifest.projects.len(), 2);
    assert_eq!(manifest.coverage.len(), 1);
    assert_eq!(
        manifest.commits[0].commits[0].author.as_deref(),
        Some("octocat")
    );
    assert_eq!(manifest.config.as_ref().map(|c| c.runs), Some(7));
    let path = folder.display().to_string();
    let out = stats(&[&path, "--project", "kata"]);
    let jobs: Vec<_> = out["jobs"].as_array().unwrap().iter().collect();
    let told: Vec<_> = jobs
        .iter()
        .map(|j| {
            json!([
                j["name"],
                j["required"],
                j["numbers"],
                j["verdicts"],
                j["p50_secs"]
            ])
        })
        .collect();
    assert_eq!(
        told,
        [
            json!([
                "tests / run (qemu, small)",
                true,
                [598, 597],
                ["failed", "flaky"],
                2400
            ]),
            json!(["build (agent)", false, [598, 597], ["passed", "passed"], 60]),
            json!(["build (agent) #2", false, [597], ["skipped"], null]),
        ]
    );
}

#[test]
fn its_rows_tell_everything_that_version_one_can() {
    let opened = open(&Disk(repository("tests/fixtures/dataset/v1")))
        .unwrap()
        .unwrap();
    let rows = opened.history();
    let run = rows.runs().find(|r| r.number == Some(598)).unwrap();
    assert_eq!(run.key.id, 19_811_913_394);
    assert_eq!(
        (run.event.as_str(), run.branch.as_deref()),
        ("schedule", Some("main"))
    );
    let failed = rows
        .attempts(&run.key)
        .find(|a| a.failing_step.is_some())
        .unwrap();
    assert_eq!(failed.job_id, 9_007_199_254_740_995, "above 2^53");
    assert_eq!(failed.conclusion.as_deref(), Some("timed_out"));
    assert_eq!(failed.runner.as_deref(), Some("s390x-runner-02"));
    assert_eq!(failed.labels, ["self-hosted", "s390x"]);
    assert_eq!(failed.failing_tests.len(), 2);
    assert_eq!(
        failed.excerpt.as_deref(),
        Some("not ok 1 Run a job\n# exit 1")
    );
    let pull = rows.pull_request("kata", 12_000).unwrap();
    assert_eq!(
        (pull.title.as_str(), pull.merged),
        ("runtime: fix \"it\"", Some(true))
    );
}
