//! Every shape that was published opens; one file of each stays for good.

use super::{addresses, check, open};

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/fixtures/legacy/",
            $name
        ))
    };
}

pub(super) const KEYS_6: &str = fixture!("keys6.json");
pub(super) const KEYS_7: &str = fixture!("keys7.json");
pub(super) const KEYS_10_NIGHTLY: &str = fixture!("keys10_nightly.json");
pub(super) const KEYS_10_PRS: &str = fixture!("keys10_prs.json");
pub(super) const KEYS_13: &str = fixture!("keys13.json");
pub(super) const EMPTY: &str = fixture!("empty.json");
pub(super) const LOG_LINES: &str = fixture!("log_lines.json");
pub(super) const SCRIPT: &str = fixture!("script.js");

#[test]
fn six_keys_tell_neither_attempts_nor_required() {
    check(
        KEYS_6,
        &[
            "nightly ? build / agent (amd64, test): 42P 41F 40P",
            "nightly ? build / agent (s390x, test): 42S 40P",
        ],
        &[],
    );
    let (s, _) = open(KEYS_6);
    assert!(s.runs.iter().all(|r| r.attempts.is_none()));
    assert!(addresses(&s, 0).iter().all(Option::is_none));
    assert_eq!(
        s.runs[0].url.as_deref(),
        Some("https://github.com/example-org/example-runtime/actions/runs/9042")
    );
}

#[test]
fn seven_keys_tell_required() {
    check(
        KEYS_7,
        &[
            "nightly + gatekeeper: 42F 41F",
            "nightly - run-tests (qemu): 42P 41S",
        ],
        &[],
    );
}

#[test]
fn ten_keys_of_a_nightly_doubt_older_passes_and_drop_attempts_without_address() {
    check(
        KEYS_10_NIGHTLY,
        &[
            "nightly + build / agent (amd64, test) ~: 42P(PF) 41F 40S(SF)",
            "nightly - run-tests (qemu) ~: 42F(FU) 41P",
        ],
        &[],
    );
    let (s, _) = open(KEYS_10_NIGHTLY);
    let attempts: Vec<_> = s.runs.iter().map(|r| (r.number, r.attempts)).collect();
    assert_eq!(attempts, [(42, Some(2)), (41, Some(1)), (40, Some(3))]);
    let base = "https://github.com/example-org/example-runtime/actions/runs";
    assert_eq!(
        addresses(&s, 2),
        [
            Some(format!("{base}/9040/job/75003")),
            Some(format!("{base}/9040/job/75002"))
        ]
    );
}

#[test]
fn ten_keys_of_pull_requests_are_taken_as_published() {
    check(
        KEYS_10_PRS,
        &[
            "prs + gatekeeper ~: 310P(PFF) 307F",
            "prs - run-tests (qemu) ~: 310F(FP) 307S(SF)",
        ],
        &[],
    );
    let (s, _) = open(KEYS_10_PRS);
    assert!(s.runs.iter().all(|r| r.attempts.is_none()));
    assert_eq!(addresses(&s, 2)[1], None, "its address is null in the file");
}

#[test]
fn thirteen_keys_give_one_series_for_each_kind_with_results() {
    check(
        KEYS_13,
        &[
            "prs + gatekeeper: 310F 307P",
            "nightly - nightly-only: 42P",
            "nightly - run-tests (qemu): 42P 41F",
            "prs - run-tests (qemu): 310S",
        ],
        &[],
    );
}

#[test]
fn missing_keys_and_unknown_keys_are_fine() {
    check(
        r#"{"a": {"results": ["Pass"], "run_nums": [7], "colour": {"x": [1, {}]}}}"#,
        &["nightly ? a: 7P"],
        &["kind-assumed"],
    );
    check(
        r#"{"a": {"results": [], "run_nums": []}}"#,
        &["nightly ? a:"],
        &["kind-assumed"],
    );
}

#[test]
fn a_result_is_always_an_attempt_whatever_its_address() {
    let input = r#"{"a": {"runs": 2, "urls": ["https://github.com/o/r/actions/runs/1", null],
        "results": ["Pass", "Fail"], "run_nums": [2, 1], "reruns": [1, 0],
        "rerun_results": [["Pass"], null], "attempt_urls": [[null, null], [null]]}}"#;
    check(input, &["nightly ? a ~: 2P 1F"], &[]);
}

#[test]
fn a_run_has_as_many_attempts_as_its_jobs_say_at_most() {
    for reruns in [[0, 2, 1], [2, 1, 0], [1, 0, 2]] {
        let jobs = reruns.map(|n| {
            format!(r#""j{n}": {{"results": ["Pass"], "run_nums": [1], "reruns": [{n}]}}"#)
        });
        let (s, _) = open(&format!("{{{}}}", jobs.join(",")));
        assert_eq!(s.runs[0].attempts, Some(3), "{reruns:?}");
    }
}

#[test]
fn older_attempts_that_were_dropped_keep_the_columns_together() {
    // The dropped ones stand in the middle, at the end and beside a word that is kept.
    let input = r#"{"a": {"urls": ["https://github.com/o/r/actions/runs/1"],
        "results": ["Fail", "Pass", "Skip"], "run_nums": [3, 2, 1],
        "reruns": [3, 2, 1],
        "rerun_results": [["Skip", "Odd", "Fail"], ["Strange", "Skip"], ["Pass"]],
        "attempt_urls": [["u1", null, "u2", "u3"], ["u4", null, null], ["u5", "u6"]]}}"#;
    check(
        input,
        &["nightly ? a ~: 3F(FUF) 2P 1S(SU)"],
        &["unequal-length", "unknown-result", "unknown-result"],
    );
    let (s, _) = open(input);
    assert_eq!(s.words, [(1, "Odd".to_owned())], "`Strange` was no attempt");
    let all: Vec<_> = (0..3).flat_map(|c| addresses(&s, c)).flatten().collect();
    assert_eq!(all, ["u1", "u2", "u3", "u4", "u5", "u6"]);
}

#[test]
fn addresses_come_back_byte_for_byte() {
    for url in [
        "https://github.com/o/r/actions/runs/12440290279/job/34735516825",
        "https://github.com/o/r/actions/runs/1/job/18446744073709551614",
        "https://github.com/o/r/actions/runs/1/job/18446744073709551615",
        "https://github.com/o/r/actions/runs/1/job/99999999999999999999",
        "https://github.com/o/r/actions/runs/1/job/007",
        "https://github.com/o/r/actions/runs/1/job/0",
        "https://github.com/o/r/actions/runs/1/job/",
        "https://github.com/o/r/actions/runs/1/job/+5",
        "https://github.com/o/r/actions/runs/1/job/5?pr=1",
        "https://github.com/o/r/runs/5",
        "javascript:alert(1)",
        "",
    ] {
        let input = format!(
            r#"{{"a": {{"results": ["Pass"], "run_nums": [1], "attempt_urls": [["{url}"]]}}}}"#
        );
        let (s, _) = open(&input);
        assert_eq!(addresses(&s, 0), [Some(url.to_owned())]);
    }
}
