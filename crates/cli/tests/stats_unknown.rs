//! What `tailorbird stats` says of figures that its input cannot tell.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// A file of the oldest shape, which neither says what is required nor lists attempts.
const SIX_KEYS: &str = r#"{
  "a / one": {"runs": 3, "fails": 1, "skips": 0, "urls": ["", "", ""], "results": ["Pass", "Fail", "Pass"], "run_nums": [1, 2, 3]},
  "a / gone": {"runs": 1, "fails": 0, "skips": 0, "urls": [""], "results": ["Pass"], "run_nums": [1]}
}"#;

/// Standard output and standard error of a run that ends with this status.
fn stats(name: &str, args: &[&str], code: i32) -> (String, String) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, SIX_KEYS).unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_tailorbird"))
        .arg("stats")
        .arg(&path)
        .args(args)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (told, noted) = (text(out.stdout), text(out.stderr));
    assert_eq!(out.status.code(), Some(code), "{noted}");
    (told, noted)
}

#[test]
fn jobs_that_may_be_required_are_not_counted_as_none() {
    let json = stats("required.json", &["--format", "json"], 0).0;
    let found: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(found["totals"]["required"], Value::Null);
    let table = stats("required.json", &[], 0).0;
    assert!(table.contains("2 of 2 jobs, n/a required;"), "{table}");
    let (table, noted) = stats("required.json", &["--url", "?required=1"], 0);
    assert!(table.contains("0 of 2 jobs, n/a required;"), "{table}");
    assert!(
        noted.contains("does not say which jobs are required"),
        "{noted}"
    );
}

#[test]
fn an_empty_table_and_jobs_out_of_its_window_are_told() {
    let table = stats("window.json", &["--runs", "2"], 0).0;
    assert!(
        table.ends_with("\n1 job not seen in this window\n"),
        "{table}"
    );
    let table = stats("window.json", &[], 0).0;
    assert!(!table.contains("not seen"), "{table}");
    let noted = stats("window.json", &["--view", "prs"], 0).1;
    assert!(
        noted.starts_with("the input has no pull-request results\n"),
        "{noted}"
    );
}

#[test]
fn every_value_of_an_address_that_is_none_is_named() {
    let noted = stats("address.json", &["--url", "?view=zzz&runs=0"], 2).1;
    for part in [
        "--url: view: \"zzz\" is not a value of it\n",
        "--url: runs: \"0\" is not",
    ] {
        assert!(noted.contains(part), "{noted}");
    }
    assert!(!noted.contains("not used"), "{noted}");
}
