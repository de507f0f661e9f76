//! What is odd opens, is kept as far as it means something, and is told with its code.

use super::{check, codes, open};
use crate::{Issue, Outcome};

/// A file of one nightly job `a` with two results, and these fields besides or instead.
fn job(fields: &str) -> String {
    format!(r#"{{"a": {{"urls": ["https://github.com/o/r/actions/runs/2", null], {fields}}}}}"#)
}

const TWO: &str = r#""results": ["Pass", "Fail"], "run_nums": [2, 1]"#;

fn find<'a>(issues: &'a [Issue], code: &str) -> &'a Issue {
    let found = issues.iter().find(|i| i.code == code);
    found.unwrap_or_else(|| panic!("no {code} in {issues:?}"))
}

/// The file reports this code, with the job's name and this text.
fn check_message(input: &str, code: &str, text: &str) {
    let (_, issues) = open(input);
    let issue = find(&issues, code);
    assert_eq!(issue.place, "f.json, job `a`");
    assert!(issue.message.contains(text), "{issue}");
    let shown = issue.to_string();
    assert!(
        shown.contains(code) && shown.contains(&issue.message),
        "{shown}"
    );
}

#[test]
fn unknown_words_are_kept_shown_and_counted_apart() {
    let input = job(r#""results": ["Cancelled", "pass"], "run_nums": [2, 1]"#);
    check(
        &input,
        &["nightly ? a: 2U 1U"],
        &["unknown-result", "unknown-result"],
    );
    check_message(&input, "unknown-result", "`Cancelled`");
    let (s, _) = open(&input);
    assert_eq!(
        s.words,
        [(0, "Cancelled".to_owned()), (1, "pass".to_owned())]
    );

    let input = job(r#""results": [null, 1], "run_nums": [2, 1]"#);
    check(
        &input,
        &["nightly ? a: 2U 1U"],
        &["unknown-result", "unknown-result"],
    );
    let input = job(&format!(
        r#""results": ["{}", "Pass"], "run_nums": [2, 1]"#,
        "x".repeat(1 << 20)
    ));
    assert_eq!(open(&input).0.words[0].1.len(), 60);
    let input = job(
        r#""results": ["Pass", "Fail"], "run_nums": [2, 1], "reruns": [1, 0],
        "rerun_results": [["Queued"], null], "attempt_urls": [["u", "v"], ["w"]]"#,
    );
    let (s, _) = open(&input);
    assert_eq!(s.attempt_outcome[1], Outcome::Unknown);
    assert_eq!(s.words, [(1, "Queued".to_owned())]);
}

#[test]
fn a_key_that_stands_twice_counts_with_its_last_value() {
    let input = job(r#""results": ["Fail"], "results": ["Pass", "Pass"], "run_nums": [2, 1]"#);
    check(&input, &["nightly ? a: 2P 1P"], &["duplicate-key"]);
    check_message(&input, "duplicate-key", "`results`");
    let input = job(&format!(r#"{TWO}, "required": true, "required": false"#));
    check(&input, &["nightly - a: 2P 1F"], &["duplicate-key"]);
    let input = job(&format!(
        r#"{TWO}, "rerun_results": [["Fail"], []],
        "rerun_results": [null, null], "reruns": [0, 0]"#
    ));
    check(&input, &["nightly ? a ~: 2P 1F"], &["duplicate-key"]);
    // A key without a meaning may stand as often as it likes.
    check(
        &job(&format!(r#"{TWO}, "x": 1, "x": 2"#)),
        &["nightly ? a: 2P 1F"],
        &[],
    );
}

#[test]
fn two_jobs_of_one_name_stay_two() {
    let input = r#"{"a": {"urls": ["https://github.com/o/r/actions/runs/1"],
        "results": ["Pass"], "run_nums": [1]}, "a": {"results": ["Fail"], "run_nums": [1]}}"#;
    check(input, &["nightly ? a: 1P", "nightly ? a: 1F"], &[]);
}

#[test]
fn a_run_number_that_stands_twice_counts_with_its_first_result() {
    let input = r#"{"a": {"urls": ["https://github.com/o/r/actions/runs/1"], "runs": 4,
        "results": ["Pass", "Fail", "Fail", "Skip"], "run_nums": [2, 1, 2, 1]}}"#;
    let (s, issues) = open(input);
    assert_eq!(super::short(&s), "nightly ? a: 2P 1F");
    assert_eq!(
        codes(&issues)
            .iter()
            .filter(|c| **c == "duplicate-run")
            .count(),
        2
    );
    check_message(input, "duplicate-run", "run 2 stands twice");
}

#[test]
fn the_order_of_runs_in_the_file_does_not_matter() {
    let input = r#"{"a": {"urls": ["https://github.com/o/r/actions/runs/1", null, null],
        "results": ["Pass", "Fail", "Skip"], "run_nums": [1, 3, 2]}}"#;
    check(input, &["nightly ? a: 1P 3F 2S"], &[]);
}

#[test]
fn lists_of_unequal_length_are_aligned_from_the_first() {
    let fields = r#""runs": 2, "results": ["Pass", "Fail", "Skip"], "run_nums": [2, 1]"#;
    check(&job(fields), &["nightly ? a: 2P 1F"], &["unequal-length"]);
    check_message(
        &job(fields),
        "unequal-length",
        "`runs` says 2, but: results 3",
    );

    let fields = r#""runs": 3, "results": ["Pass"], "run_nums": [3, 2, 1]"#;
    let (s, issues) = open(&job(fields));
    assert_eq!(super::short(&s), "nightly ? a: 3P");
    assert_eq!(codes(&issues), ["unequal-length"]);
    assert!(issues[0].message.contains("results 1"), "{issues:?}");
    assert!(issues[0].message.contains("urls 2"), "{issues:?}");

    let fields =
        format!(r#"{TWO}, "runs": 2, "reruns": [0], "rerun_results": [null, null, ["Fail"]]"#);
    let (s, issues) = open(&job(&fields));
    assert_eq!(super::short(&s), "nightly ? a ~: 2P 1F");
    assert_eq!(codes(&issues), ["unequal-length"]);
    assert!(
        issues[0].message.contains("reruns 1, rerun_results 3"),
        "{issues:?}"
    );
}

#[test]
fn a_length_is_not_ascribed_to_a_key_that_is_missing() {
    let input = r#"{"a": {"urls": ["https://github.com/o/r/actions/runs/1"],
        "results": ["Pass", "Fail"], "run_nums": [2, 1]}}"#;
    let (_, issues) = open(input);
    assert_eq!(codes(&issues), ["unequal-length"]);
    assert!(!issues[0].message.contains("`runs`"), "{issues:?}");
    assert!(issues[0].message.contains("urls 1"), "{issues:?}");
}

#[test]
fn a_message_names_the_keys_of_its_half() {
    let input = r#"{"a": {"pr_runs": 2, "pr_results": ["Pass"], "pr_nums": 5, "pr_urls": {}}}"#;
    let (_, issues) = open(input);
    let text: Vec<String> = issues.iter().map(ToString::to_string).collect();
    let text = text.join("\n");
    assert!(
        text.contains("`pr_runs` says 2, but: pr_results 1"),
        "{text}"
    );
    assert!(text.contains("`pr_urls` is not a list"), "{text}");
}

#[test]
fn a_result_without_a_run_number_is_left_out() {
    let fields = r#""results": ["Pass", "Fail"]"#;
    check(&job(fields), &["nightly ? a:"], &["no-run-number"]);
    check_message(&job(fields), "no-run-number", "2 results");
    for number in [
        "null", "\"\"", "\"x\"", "\"-1\"", "-1", "1.5", "[]", "{}", "true", "1e300",
    ] {
        let fields = format!(r#""results": ["Pass", "Fail"], "run_nums": [{number}, 1]"#);
        check(&job(&fields), &["nightly ? a: 1F"], &["no-run-number"]);
        check_message(&job(&fields), "no-run-number", "result 1");
    }
}

#[test]
fn numbers_keep_every_digit() {
    let check_number = |text: &str, expect: u64| {
        let fields = format!(r#""results": ["Pass", "Fail"], "run_nums": [{text}, 1]"#);
        let (s, issues) = open(&job(&fields));
        assert_eq!(s.runs[0].number, expect, "{text}");
        assert!(issues.is_empty(), "{text}: {issues:?}");
    };
    check_number("9007199254740993", (1 << 53) + 1);
    check_number("18446744073709551615", u64::MAX);
    check_number("\"9007199254740993\"", (1 << 53) + 1);
    check_number("\"597\"", 597);
    check_number("597.0", 597);
    check_number("0", 0);
    let beyond = r#""results": ["Pass", "Fail"], "run_nums": [18446744073709551616, 1]"#;
    check(&job(beyond), &["nightly ? a: 1F"], &["no-run-number"]);
}

#[test]
fn fields_of_another_type_are_told_and_not_used() {
    for (fields, key) in [
        (r#""required": "yes""#, "required"),
        (r#""required": 1"#, "required"),
        (r#""reruns": 3"#, "reruns"),
        (r#""rerun_results": "Fail""#, "rerun_results"),
        (r#""attempt_urls": {"0": []}"#, "attempt_urls"),
        (r#""runs": "two""#, "runs"),
        (r#""runs": -2"#, "runs"),
        (r#""runs": []"#, "runs"),
        (r#""reruns": ["x", 0]"#, "reruns"),
        (r#""rerun_results": ["Fail", null]"#, "rerun_results"),
        (r#""attempt_urls": [["u"], "v"]"#, "attempt_urls"),
        (r#""attempt_urls": [["u"], [5]]"#, "attempt_urls"),
        (r#""attempt_urls": [[{}], ["u"]]"#, "attempt_urls"),
    ] {
        let input = job(&format!("{TWO}, {fields}"));
        let (s, issues) = open(&input);
        assert_eq!(s.n_cells(), 2, "{input}");
        assert_eq!(codes(&issues), ["wrong-type"], "{input} {issues:?}");
        assert_eq!(s.series[0].required, None);
        check_message(&input, "wrong-type", &format!("`{key}`"));
    }
    for (list, value, key) in [
        ("urls", "7", "urls"),
        ("urls", "[7, null]", "urls"),
        ("results", "7", "results"),
    ] {
        let input = format!(r#"{{"a": {{{TWO}, "{list}": {value}}}}}"#);
        let (_, issues) = open(&input);
        let found = find(&issues, "wrong-type");
        assert!(found.message.contains(&format!("`{key}`")), "{found}");
    }
}

#[test]
fn a_job_whose_results_are_null_is_not_passed_over_in_silence() {
    let input = r#"{"a": {"runs": 2, "results": null, "run_nums": [2, 1]}}"#;
    let (s, issues) = open(input);
    assert_eq!(s.n_cells(), 0);
    check_message(input, "wrong-type", "`results`");
    assert!(issues.iter().any(|i| i.code == "wrong-type"));
}

#[test]
fn null_is_as_good_as_missing_elsewhere() {
    let input = job(&format!(
        r#"{TWO}, "required": null, "reruns": null, "rerun_results": null, "attempt_urls": null,
        "runs": null"#
    ));
    check(&input, &["nightly ? a: 2P 1F"], &[]);
}

#[test]
fn an_entry_that_is_no_job_is_left_out() {
    let input = |other: &str| {
        format!(
            r#"{{"x": {other}, "a": {{"runs": 2,
        "urls": ["https://github.com/o/r/actions/runs/2", null], {TWO}}}}}"#
        )
    };
    for other in [
        "{}",
        "1",
        "-1",
        "1.5",
        "null",
        "\"x\"",
        "[]",
        "[{}]",
        "true",
        r#"{"runs": 1}"#,
    ] {
        check(&input(other), &["nightly ? a: 2P 1F"], &["not-a-job"]);
    }
    let (_, issues) = open(&input("{}"));
    assert_eq!(issues[0].place, "f.json, job `x`");
    assert!(issues[0].message.contains("no `results`"), "{issues:?}");
    let (_, issues) = open(&input("1"));
    assert!(issues[0].message.contains("no object"), "{issues:?}");
}

#[test]
fn reruns_and_their_lists_are_compared() {
    let input = |reruns: &str, older: &str, urls: &str| {
        job(&format!(
            r#"{TWO}, "reruns": {reruns}, "rerun_results": {older}, "attempt_urls": {urls}"#
        ))
    };
    let even = input("[1, 0]", r#"[["Fail"], null]"#, r#"[["u", "v"], ["w"]]"#);
    check(&even, &["nightly ? a ~: 2P(PF) 1F"], &[]);
    let said = input("[2, 0]", r#"[["Fail"], null]"#, r#"[["u", "v"], ["w"]]"#);
    check(&said, &["nightly ? a ~: 2P(PF) 1F"], &["reruns-disagree"]);
    check_message(
        &said,
        "reruns-disagree",
        "run 2: `reruns` 2, 1 older results, 2 addresses",
    );
    let fewer = input("[1, 0]", r#"[["Fail"], null]"#, r#"[["u"], ["w"]]"#);
    check(&fewer, &["nightly ? a ~: 2P(PF) 1F"], &["reruns-disagree"]);
    let more = input(
        "[1, 0]",
        r#"[["Fail"], null]"#,
        r#"[["u", "v"], ["w", "x"]]"#,
    );
    check(&more, &["nightly ? a ~: 2P(PF) 1F"], &["reruns-disagree"]);
}

#[test]
fn a_run_with_two_addresses_keeps_its_first() {
    let input = r#"{"b": {"urls": ["https://github.com/o/r/actions/runs/1"], "results": ["Pass"],
        "run_nums": [1]}, "a": {"urls": ["https://github.com/o/r/actions/runs/9"],
        "results": ["Pass"], "run_nums": [1]}, "c": {"urls": [null], "results": ["Fail"],
        "run_nums": [1]}}"#;
    check(
        input,
        &["nightly ? b: 1P", "nightly ? a: 1P", "nightly ? c: 1F"],
        &["run-url-differs"],
    );
    let url = open(input).0.runs[0].url.clone();
    assert_eq!(
        url.as_deref(),
        Some("https://github.com/o/r/actions/runs/1")
    );
    check_message(input, "run-url-differs", "run 1");
}

#[test]
fn a_damaged_file_cannot_fill_the_memory_with_issues() {
    let words = vec!["\"x\""; 1_000].join(",");
    let numbers: Vec<String> = (0..1_000).rev().map(|n| n.to_string()).collect();
    let input = format!(
        r#"{{"a": {{"urls": ["https://github.com/o/r/actions/runs/1"], "runs": 1000,
        "results": [{words}], "run_nums": [{}]}}}}"#,
        numbers.join(",")
    );
    let (s, issues) = open(&input);
    assert_eq!(s.words.len(), 1_000, "the words themselves are all kept");
    let unknown: Vec<_> = issues
        .iter()
        .filter(|i| i.code == "unknown-result")
        .collect();
    assert_eq!(unknown.len(), 201);
    assert_eq!(unknown[200].message, "800 more of this kind");
    assert_eq!(unknown[200].place, "f.json");
}

#[test]
fn hostile_names_open_and_stay_short_in_messages() {
    let name = "n".repeat(1 << 20);
    let input = format!(r#"{{"{name}": {{"results": ["Odd"], "run_nums": [1]}}}}"#);
    let (s, issues) = open(&input);
    assert_eq!(s.series[0].name.len(), 1 << 20);
    assert!(issues.iter().all(|i| i.place.len() < 300));
    let input = r#"{"a\n\u202eb<img onerror>": {"results": ["Pass"], "run_nums": [1]}, "": {}}"#;
    assert_eq!(open(input).0.series[0].name, "a\n\u{202e}b<img onerror>");
}
