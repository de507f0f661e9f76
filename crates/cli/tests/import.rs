//! `tailorbird import` as a user runs it.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_dir_all(&path));
    path
}

/// Exit status, standard output, standard error.
fn run(args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tailorbird"));
    let output = command.args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (code, text(output.stdout), text(output.stderr))
}

fn fixture(name: &str) -> String {
    format!("{}/../../tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Name and bytes of every file of a folder.
fn content(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                files.push((path, bytes));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn words_of_a_file_steer_no_terminal() {
    let (out, folder) = (
        scratch("import-odd-words"),
        scratch("import-odd-words-rows"),
    );
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("rows.ndjson");
    let source = "evil\u{1b}[31m\nsecond: 9 rows\u{9b}1m";
    let row = serde_json::json!({"source": source, "job": "j".repeat(1_000_000), "run_id": 1,
        "date": "2026-01-01", "status": "odd\u{1b}[2J\nword", "kind": "nightly"});
    let other = serde_json::json!({"source": "p", "job": "j", "run_id": 1, "date": "2026-01-01",
        "status": "passed", "kind": "a\u{1b}[31m\nb"});
    std::fs::write(&file, format!("{row}\n{other}\n")).unwrap();
    let (code, text, err) = run(&[
        "import",
        file.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!((code, &*err), (0, ""));
    assert!(
        !text.chars().any(|c| c.is_control() && c != '\n'),
        "{text:?}"
    );
    let first = text.lines().next().unwrap();
    let expect = "evil[31m second: 9 rows1m, nightly: 1 row (odd[2J word 1), 1 new attempt";
    assert!(first.starts_with(expect), "{text}");
    assert!(
        text.contains("longer than 1,000 characters and was cut [name-cleaned]"),
        "{text}"
    );
    // What is stored is as short as what is read.
    let bytes: usize = content(&out).iter().map(|file| file.1.len()).sum();
    assert!(bytes < 10_000, "{bytes}");
    let (code, text, err) = run(&["validate", out.to_str().unwrap()]);
    assert_eq!((code, &*err), (0, ""));
    assert!(
        !text.chars().any(|c| c.is_control() && c != '\n'),
        "{text:?}"
    );
    assert!(!text.contains("name-cleaned"), "{text}");
}

#[test]
fn files_of_different_days_join_and_the_same_again_changes_nothing() {
    let out = scratch("import-joins");
    let to = out.to_str().unwrap();
    let (nightly, pulls) = (
        fixture("rows/nightly.ndjson"),
        fixture("rows/pull-requests.ndjson"),
    );
    let (code, text, err) = run(&["import", &nightly, "--out", to]);
    assert_eq!((code, &*err), (0, ""));
    assert!(
        text.contains("one, nightly: 9 rows (failed 3, none 1, not_run 1, passed 4)"),
        "{text}"
    );
    assert!(text.contains("8 new attempts, 1 copy"), "{text}");
    assert!(text.contains("9 results of 3 runs written to"), "{text}");
    let (code, text, _) = run(&["import", &pulls, "--out", to, "--project", "one", "--json"]);
    assert_eq!(code, 0);
    let told: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&told["format"], &told["changed"]),
        (&1.into(), &true.into())
    );
    assert_eq!((&told["runs"], &told["results"]), (&6.into(), &13.into()));
    assert_eq!(told["sources"][0]["words"]["failed"], 6);
    assert_eq!(told["issues"][0]["code"], "titles-differ");
    let before = content(&out);
    let (code, text, _) = run(&["import", &pulls, &nightly, "--out", to, "--project", "one"]);
    assert_eq!(code, 0);
    assert!(text.contains("unchanged in"), "{text}");
    assert_eq!(content(&out), before);
}

#[test]
fn what_cannot_be_imported_leaves_nothing_behind() {
    let out = scratch("import-nothing");
    let to = out.to_str().unwrap();
    let legacy = fixture("legacy/pair/job_stats.json");
    for (args, code, text) in [
        (vec!["import", &legacy, "--out", to], 1, "--newest-day"),
        (
            vec!["import", &legacy, "--out", to, "--newest-day", "soon"],
            2,
            "no day such as",
        ),
        (
            vec!["import", "no-such-file", "--out", to],
            1,
            "failed to read no-such-file",
        ),
        (vec!["import", "--out", to], 2, "<FILE>"),
    ] {
        let (found, stdout, err) = run(&args);
        assert_eq!((found, &*stdout), (code, ""), "{args:?}: {err}");
        assert!(err.contains(text), "{args:?}: {err}");
    }
    assert!(!out.exists());
}

#[test]
fn a_configuration_rides_with_the_data_and_is_compared_with_it() {
    let out = scratch("import-config");
    let config = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import-config.toml");
    let text = "title = \"T\"\n[[owners]]\ngroup = \"g\"\npatterns = [\"build*\", \"nothing\"]\n\
                [[projects]]\nid = \"one\"\nrepository = \"octo/one\"\n";
    std::fs::write(&config, text).unwrap();
    let (code, text, err) = run(&[
        "import",
        &fixture("rows/nightly.ndjson"),
        "--out",
        out.to_str().unwrap(),
        "--config",
        config.to_str().unwrap(),
    ]);
    assert_eq!((code, &*err), (0, ""));
    assert!(
        text.contains("no job fits the pattern nothing [config-never-seen]"),
        "{text}"
    );
    assert_eq!(text.matches("config-never-seen").count(), 1);
    let manifest = std::fs::read(out.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    assert_eq!(manifest["config"]["title"], "T");
}

#[test]
fn a_data_set_that_lost_a_part_is_not_written_over() {
    let out = scratch("import-lost");
    let to = out.to_str().unwrap();
    let (code, ..) = run(&["import", &fixture("rows/nightly.ndjson"), "--out", to]);
    assert_eq!(code, 0);
    for shard in std::fs::read_dir(out.join("shards")).unwrap() {
        std::fs::write(shard.unwrap().path(), "{}").unwrap();
    }
    let before = content(&out);
    let pulls = fixture("rows/pull-requests.ndjson");
    let (code, text, err) = run(&["import", &pulls, "--out", to, "--project", "one"]);
    assert_eq!((code, &*text), (1, ""));
    assert!(
        err.contains("nothing was written: put the file back"),
        "{err}"
    );
    assert_eq!(content(&out), before);
}

#[test]
fn of_pull_requests_whose_failures_alone_are_kept_there_is_no_pass_rate() {
    let (out, folder) = (scratch("import-failures"), scratch("import-failures-file"));
    std::fs::create_dir_all(&folder).unwrap();
    let failed = |run: u32, pull: u32| {
        serde_json::json!({"jobName": "a", "runId": run, "jobId": run, "runAttempt": 1,
            "prNumber": pull, "date": "2026-01-02T03:04:05Z"})
    };
    let file = folder.join("flaky-data.json");
    let tests = serde_json::json!({"lastRefresh": "2026-01-03T00:00:00Z", "failedTests": [
        {"name": "t", "file": "t.bats", "recentOccurrences": [failed(1, 10), failed(2, 11)]}]});
    std::fs::write(&file, tests.to_string()).unwrap();
    let (out, file) = (out.to_str().unwrap(), file.to_str().unwrap());
    let (code, _, err) = run(&["import", file, "--out", out]);
    assert_eq!(code, 0, "{err}");
    let (code, text, err) = run(&["stats", out, "--view", "prs"]);
    assert_eq!(code, 0, "{err}");
    let sum = "2 results: 0 passed, 2 failed, 0 skipped, 0 other; \
               pass rate n/a (only failures are known here, not what passed)";
    assert!(text.contains(sum), "{text}");
    let (_, json, _) = run(&["stats", out, "--view", "prs", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let job = &json["jobs"][0];
    assert_eq!(job["failed"], 2, "{job}");
    for rate in ["pass_rate", "pass_rate_low", "first_attempt_pass_rate"] {
        assert!(job[rate].is_null(), "{rate}: {job}");
    }
    let (_, csv, _) = run(&[
        "stats",
        out,
        "--url",
        "?view=prs&cols=rate",
        "--format",
        "csv",
    ]);
    assert_eq!(csv.lines().nth(1), Some("a,,,"), "{csv}");
    // One that is known to have passed is enough for a rate.
    let rows = folder.join("rows.ndjson");
    let passed = serde_json::json!({"source": "kata", "job": "a", "run_id": 3, "job_id": 3,
        "date": "2026-01-03", "kind": "pull-request", "status": "passed", "prs": [12]});
    std::fs::write(&rows, format!("{passed}\n")).unwrap();
    let (code, _, err) = run(&["import", rows.to_str().unwrap(), "--out", out]);
    assert_eq!(code, 0, "{err}");
    let (_, json, _) = run(&["stats", out, "--view", "prs", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let rate = json["jobs"][0]["pass_rate"].as_f64().unwrap();
    assert!((rate - 1.0 / 3.0).abs() < 1e-9, "{json}");
}
