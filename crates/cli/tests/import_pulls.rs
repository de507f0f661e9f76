//! "Is it me?" on imported pull requests against a computation of its own in another language
//! (`tests/independent/pulls.py`), where the environment variable `TAILORBIRD_REAL_DATA` names a
//! folder with half a year of published results.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Of several months; the first has a check that fails everywhere.
const NUMBERS: [&str; 8] = [
    "13127", "13103", "13082", "13060", "12994", "12972", "12920", "12660",
];
const SAME: &str = "the same test, ";

fn output(command: &mut Command) -> Vec<u8> {
    let out = command.output().unwrap();
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{errors}");
    out.stdout
}

fn tool() -> Command {
    Command::new(env!("CARGO_BIN_EXE_tailorbird"))
}

/// The pull requests that `evidence` says failed in the same test.
fn told(evidence: &Value) -> BTreeSet<u64> {
    let facts = evidence.as_array().unwrap().iter();
    let texts = facts.map(|fact| fact["text"].as_str().unwrap());
    let of_pulls = texts.filter(|text| text.starts_with(SAME));
    let numbers = of_pulls.filter_map(|text| text.rsplit_once(", failed in PR #"));
    let each = numbers.flat_map(|(_, numbers)| numbers.split(", PR #"));
    each.map(|number| number.parse().unwrap()).collect()
}

#[test]
fn red_checks_of_published_pull_requests_are_judged_by_the_rules() {
    let Some(root) = std::env::var_os("TAILORBIRD_REAL_DATA") else {
        eprintln!("skipped: TAILORBIRD_REAL_DATA names no folder");
        return;
    };
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: python3 is missing");
        return;
    }
    let folder = Path::new(&root).join("history");
    let files = ["nightly-results.ndjson.gz", "pr-failures.ndjson.gz"].map(|n| folder.join(n));
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import-pulls");
    let _ = std::fs::remove_dir_all(&out);
    output(tool().arg("import").args(&files).arg("--out").arg(&out));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/independent/pulls.py");
    let mut python = Command::new("python3");
    let expected = output(python.arg(script).args(&files).args(NUMBERS));
    let expected: Value = serde_json::from_slice(&expected).unwrap();
    let (mut judged, mut led) = (0, 0);
    for number in NUMBERS {
        let mut command = tool();
        command.arg("pr").arg(&out).arg(number);
        let found = output(command.args(["--project", "kata", "--format", "json"]));
        let found: Value = serde_json::from_slice(&found).unwrap();
        let expect = expected[number].as_object().unwrap();
        let checks = found["checks"].as_array().unwrap();
        assert_eq!(checks.len(), expect.len(), "{number}");
        for check in checks {
            let (name, it) = (check["name"].as_str().unwrap(), &check["judged"]);
            let expect = &expect[name];
            let allowed = expect["class"].as_array().unwrap();
            assert!(
                allowed.contains(&it["class"]),
                "{number} {name}: {it} {expect}"
            );
            judged += 1;
            if it["class"] != "unknown" {
                continue;
            }
            let same = expect["same"].as_array().unwrap().iter();
            let same: BTreeSet<u64> = same.map(|n| n.as_u64().unwrap()).collect();
            assert_eq!(told(&it["evidence"]), same, "{number} {name}");
            let evidence = it["evidence"].as_array().unwrap();
            assert!(
                evidence.iter().all(|fact| fact["url"].is_string()),
                "{name}"
            );
            let missing = it["missing"].to_string();
            let count = format!("the same test failed in {} other pull request", same.len());
            assert_eq!(
                missing.contains(&count),
                !same.is_empty(),
                "{name}: {missing}"
            );
            led += usize::from(same.len() > 5);
        }
    }
    assert!(
        judged > 20 && led > 2,
        "{judged} judged, {led} with much evidence"
    );
    std::fs::remove_dir_all(out).unwrap();
}
