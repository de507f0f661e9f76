//! Files that are not as they should be: each is opened or refused with a reason, never a panic.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::kit::{full, joined, options};
use crate::dataset::encode;
use crate::{Issue, Snapshot, decode};

/// Reads what may be refused; what is opened is looked at as a reader would.
fn open(text: &str) -> Result<(Snapshot, Vec<Issue>), String> {
    let (snapshot, issues) = decode(text.as_bytes(), "f.json").map_err(|e| e.to_string())?;
    for shard in &snapshot.part.shards {
        for job in &shard.jobs {
            for row in job.rows.0..job.rows.1 {
                let _ = (shard.outcome(row), shard.words(row), shard.job_id(row));
                let _ = (
                    shard.started_at(row),
                    shard.queue_secs(row),
                    shard.duration_secs(row),
                );
                let _ = (
                    shard.run_attempt(row),
                    shard.runner(row),
                    shard.failing_step(row),
                );
                let _ = (
                    shard.labels(job, row).count(),
                    shard.failing_tests(row).count(),
                );
                let _ = shard.run_of(row).map(|run| shard.pulls_of(run).count());
            }
        }
    }
    let _ = crate::dataset::restore([&snapshot.part]);
    Ok((snapshot, issues))
}

fn refused(text: &str) -> String {
    open(text).expect_err(text)
}

/// The nightly shard, as JSON.
fn shard() -> Value {
    let files = encode(&full(), &options());
    serde_json::from_str(&files.texts[1]).unwrap()
}

/// A shard with this change opens, and these codes are told, each once where it stands in a row.
fn check(change: impl FnOnce(&mut Value), expect: &[&str]) -> Snapshot {
    let mut value = shard();
    change(&mut value);
    let (snapshot, issues) = open(&value.to_string()).unwrap();
    let mut codes: Vec<_> = issues.iter().map(|i| i.code).collect();
    codes.retain(|c| *c != "unknown-word");
    codes.dedup();
    assert_eq!(codes, expect, "{issues:?}");
    snapshot
}

#[test]
fn cut_off_anywhere_it_is_refused() {
    let text = joined(&full());
    for end in 1..text.trim_end().len() {
        if let Some(cut) = text.get(..end) {
            let why = refused(cut);
            assert!(why.starts_with("f.json: "), "{why}");
        }
    }
}

#[test]
fn a_newer_version_is_named() {
    for what in ["manifest", "shard", "bundle"] {
        let text = format!(r#"{{"format":"tailorbird-{what}","version":2,"kind":{{}}}}"#);
        let why = refused(&text);
        assert!(why.contains(&format!("a {what} of version 2")), "{why}");
        assert!(
            why.contains("a program that reads version 2 is needed"),
            "{why}"
        );
    }
    let newer = joined(&full()).replace("-shard\",\"version\":1", "-shard\",\"version\":3");
    assert!(refused(&newer).contains("shard of version 3"));
    for version in ["0", "-1", "\"1\"", "null", "1.5"] {
        let text = format!(r#"{{"format":"tailorbird-manifest","version":{version}}}"#);
        assert!(
            refused(&text).contains("`version` is not a whole number"),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_part_of_a_data_set_is_named() {
    assert!(refused(r#"{"format":"tailorbird-cake","version":1}"#).contains("tailorbird-cake"));
    assert!(refused(r#"{"format":"tailorbird-bundle","version":1}"#).contains("`manifest`"));
    assert!(refused(r#"{"format":"tailorbird-shard","version":1}"#).contains("`kind`"));
    assert!(refused(r#"{"format":"other","version":1}"#).contains("no entry has `results`"));
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let sorted = serde_json::to_string(&shard()).unwrap();
    assert!(sorted.starts_with("{\"attempts\""), "sorted by serde_json");
    let (snapshot, _) = open(&sorted).unwrap();
    let (plain, _) = open(&encode(&full(), &options()).texts[1]).unwrap();
    assert_eq!(snapshot, plain);
}

#[test]
fn unknown_fields_are_passed_over() {
    let snapshot = check(
        |v| {
            v["later"] = json!({"a": {"b": [1]}, "c": [[1], {"d": 1}]});
            v["attempts"]["later"] = json!({"x": 1});
        },
        &[],
    );
    assert_eq!(snapshot.part.shards[0].n_rows(), 3);
}

#[test]
fn columns_of_other_types_and_lengths_are_told() {
    check(|v| v["attempts"]["id"] = json!("x"), &["wrong-type"]);
    check(|v| v["attempts"]["id"] = json!([1]), &["unequal-length"]);
    let lost = ["bad-reference", "unequal-length"];
    let none = [&["wrong-type", "unequal-length"], &lost[..], &lost, &lost].concat();
    check(|v| v["attempts"]["letter"] = json!([1]), &none);
    check(|v| v["jobs"]["rows"] = json!([9, 9]), &["unequal-length"]);
    check(|v| v["jobs"]["rows"] = json!([1, 1]), &["unequal-length"]);
    check(
        |v| v["texts"] = json!({"a": 1}),
        &["wrong-type", "bad-reference"],
    );
    check(
        |v| v["runs"]["head"] = json!([null, 5, "x"]),
        &["unequal-length"],
    );
}

#[test]
fn references_and_numbers_out_of_range_are_told() {
    check(
        |v| v["attempts"]["run"] = json!([7, 1, -1]),
        &["bad-reference"],
    );
    check(
        |v| v["attempts"]["start"] = json!([i64::MAX, 1, -1]),
        &["value-range"],
    );
    check(
        |v| v["attempts"]["secs"] = json!([1.5, 1e300, u64::MAX]),
        &[],
    );
    check(
        |v| v["failures"]["row"] = json!([99]),
        &["bad-reference", "unequal-length"],
    );
    check(|v| v["tries"]["row"] = json!([1, 0]), &["bad-reference"]);
    check(|v| v["runs"]["created"] = json!([i64::MAX]), &[]);
}

#[test]
fn words_that_are_not_known_are_kept() {
    let mut value = shard();
    value["attempts"]["letter"] = json!("?Y\u{e9}");
    value["attempts"]["odd"] = json!(["completed\nmelted"]);
    let (snapshot, issues) = open(&value.to_string()).unwrap();
    let shard = &snapshot.part.shards[0];
    assert_eq!(shard.words(0), ("completed", Some("melted")));
    assert_eq!(shard.outcome(0), crate::Outcome::Unknown);
    assert_eq!(shard.outcome(1), crate::Outcome::Unknown);
    assert!(
        issues.iter().any(|i| i.message.contains("melted")),
        "{issues:?}"
    );
}

#[test]
fn a_manifest_keeps_what_can_be_used() {
    let text = json!({
        "format": "tailorbird-manifest", "version": 1, "generated_at": "soon", "tool": 5,
        "projects": [{"id": "a"}, 7], "coverage": [{"kind": "weekly"}, {"kind": "prs", "first_day": 3}],
        "shards": [{"file": "../x", "kind": "nightly"}, {"file": "/x", "kind": "nightly"},
            {"file": "shards/a.json", "kind": "nightly", "results": -1},
            {"file": "https://x/y.json", "kind": "prs"}],
        "commits": [{"sha": ["a", 5], "pull": [1, "x"], "time": [-3]}],
        "required": {"a": 1}, "config": {"runs": "ten"}, "later": 1,
    });
    let (snapshot, issues) = open(&text.to_string()).unwrap();
    let manifest = snapshot.part.manifest.unwrap();
    assert_eq!(manifest.shards.len(), 1);
    assert_eq!(manifest.shards[0].results, 0);
    assert_eq!(manifest.coverage.len(), 1);
    assert_eq!(manifest.commits[0].commits.len(), 2);
    assert_eq!(manifest.commits[0].commits[0].time, Some(-3));
    let mut codes: Vec<_> = issues.iter().map(|i| i.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(
        codes,
        [
            "bad-reference",
            "config-invalid",
            "unknown-word",
            "wrong-type"
        ]
    );
}

#[test]
fn nesting_does_not_exhaust_the_stack() {
    for what in ["manifest", "shard", "bundle"] {
        let deep = "[".repeat(100_000);
        let text = format!(r#"{{"format":"tailorbird-{what}","version":1,"x":{deep}"#);
        refused(&text);
    }
}

/// Puts something else at a place of a value.
fn spoil(value: &mut Value, path: &mut dyn Iterator<Item = usize>, with: &Value) {
    let n = match value {
        Value::Array(items) => items.len(),
        Value::Object(fields) => fields.len(),
        _ => 0,
    };
    let next = path.next().filter(|_| n > 0);
    match (value, next) {
        (Value::Array(items), Some(at)) => spoil(&mut items[at % n], path, with),
        (Value::Object(fields), Some(at)) => {
            if let Some(field) = fields.values_mut().nth(at % n) {
                spoil(field, path, with);
            }
        }
        (value, _) => *value = with.clone(),
    }
}

proptest! {
    #[test]
    fn any_spoilt_file_is_answered(
        path in proptest::collection::vec(0_usize..40, 1..5),
        with in 0_usize..8,
    ) {
        let values = [
            json!(null), json!(-1), json!(u64::MAX), json!("x"), json!([]), json!({}),
            json!([1, "x", null, -5, 1e300]), json!(4_294_967_295_u64),
        ];
        let mut value: Value = serde_json::from_str(&joined(&full())).unwrap();
        spoil(&mut value, &mut path.into_iter(), &values[with]);
        let _ = open(&value.to_string());
    }

    #[test]
    fn any_text_behind_the_format_is_answered(text in "[\\[\\]{}:,\"a0-9.-]{0,40}") {
        for what in ["manifest", "shard", "bundle"] {
            let _ = open(&format!("{{\"format\":\"tailorbird-{what}\",\"version\":1,{text}"));
        }
    }
}
