//! What is no snapshot is refused, and the message names what was found and where.

use super::shapes::{EMPTY, KEYS_10_NIGHTLY, KEYS_10_PRS, KEYS_13, LOG_LINES, SCRIPT};
use crate::{Refusal, decode};

/// The file is refused and the message holds each of these texts.
fn check(input: impl AsRef<[u8]>, expect: &[&str]) {
    let input = input.as_ref();
    let shown = String::from_utf8_lossy(&input[..input.len().min(80)]);
    let Err(err) = decode(input, "dir/f.json") else {
        panic!("opened: {shown}");
    };
    let message = err.to_string();
    assert!(message.starts_with("dir/f.json: "), "{message}");
    for text in expect {
        assert!(
            message.contains(text),
            "{message:?} of {shown:?} lacks {text:?}"
        );
    }
}

#[test]
fn nothing_in_the_file() {
    check(EMPTY, &["the file is empty"]);
    check(" \r\n\t ", &["the file is empty"]);
    check("\u{feff}", &["the file is empty"]);
    check("\u{feff} \n", &["the file is empty"]);
    check([0; 16], &["the file is empty"]);
}

#[test]
fn a_byte_order_mark_is_fine() {
    let input = format!("\u{feff}{KEYS_13}");
    let with = decode(input.as_bytes(), "f.json");
    assert_eq!(with, decode(KEYS_13.as_bytes(), "f.json"));
    assert!(with.is_ok());
}

#[test]
fn bytes_that_are_no_utf_8() {
    check(b"\xff\xfe{\0}\0", &["not UTF-8", "offset 0"]);
    check(b"\xfe\xff\0{\0}", &["not UTF-8", "offset 0"]);
    check(b"{\"a\xff\": {}}", &["not UTF-8", "offset 3"]);
    check(b"\xef\xbb\xbf{\"\xc3\": {}}", &["not UTF-8", "offset 5"]);
    check(b"{\"\xed\xa0\x80\": {}}", &["not UTF-8", "offset 2"]);
    // UTF-16 without its mark looks like text.
    check(
        b"{\0\"\0a\0\"\0:\0{\0}\0}\0",
        &["damaged", "line 1, column 2"],
    );
    check(b"\0{\0\"\0a\0\"\0", &["line 1"]);
}

#[test]
fn a_compressed_file() {
    check(b"\x1f\x8b\x08\0\0\0\0\0", &["gzip", "unpack"]);
    check(b"PK\x03\x04\x14\0\0\0\x08\0\xf6", &["ZIP", "unpack"]);
}

#[test]
fn json_that_is_no_object() {
    check("null", &["holds null", "an object of jobs"]);
    check("[]", &["holds a list"]);
    check(" [\n{\"a\": 1}]", &["holds a list"]);
    check("[1, 2]", &["holds a list"]);
    check("\"text\"", &["holds a string"]);
    check("\"a\\u0000b\"", &["holds a string"]);
    check("12", &["holds a number"]);
    check("-1.5e3\n", &["holds a number"]);
    check("true", &["holds true or false"]);
    check("false ", &["holds true or false"]);
}

#[test]
fn a_list_of_bare_words_is_a_list_too() {
    check("[null]", &["holds a list"]);
    check("[true, false]", &["holds a list"]);
    check("[ ]", &["holds a list"]);
}

#[test]
fn a_web_page() {
    check("<!DOCTYPE html>\n<title>404</title>", &["HTML", "log-in"]);
    check("\n <html>", &["HTML"]);
    check("<?xml version=\"1.0\"?>", &["XML"]);
    check("<testsuite name=\"a\"/>", &["XML"]);
}

#[test]
fn a_script_and_log_lines() {
    check(
        SCRIPT,
        &[
            "JavaScript",
            "line 1",
            "`var ci_nightly_data = {`",
            "job_stats.json",
        ],
    );
    check(
        "\n\n// made by hand\nvar x = {};",
        &["JavaScript", "line 3"],
    );
    check("const data = {};", &["JavaScript"]);
    check("export default {};", &["JavaScript"]);
    check("window.data = {};", &["JavaScript"]);
    check(
        LOG_LINES,
        &[
            "line 1 begins with `Fetching run 42 of example-org/example-r…`",
            "begins in line 3",
        ],
    );
    check(
        "[INFO] one\n[INFO] two\n\n  {\"a\": {}}",
        &["begins in line 4"],
    );
    check("Not Found", &["not JSON", "line 1 begins with `Not Found`"]);
    check("\n\n404: Not Found\n", &["not JSON", "line 3"]);
    check("'a': 1", &["not JSON"]);
}

#[test]
fn an_excerpt_is_short_and_holds_no_control_characters() {
    let line = format!("\u{1b}[31m{}", "é".repeat(10_000));
    let Err(err) = decode(line.as_bytes(), "f") else {
        panic!("opened");
    };
    let message = err.to_string();
    assert!(message.chars().count() < 220, "{message}");
    assert!(!message.contains('\u{1b}'), "{message}");
}

#[test]
fn damaged_json_is_told_by_line_and_column() {
    check("{", &["ends too early", "line 1, column 1", "cut off"]);
    check("{\"a\": {\"results\": [\"Pass\"", &["ends too early"]);
    check("{\"a\" {}}", &["damaged", "line 1, column 6"]);
    check("{\n", &["ends too early", "line 2, column 1"]);
    check("{\n\"a\": {},\n}", &["damaged", "line 3, column 1"]);
    check("{\"a\": {\"results\": [Pass]}}", &["damaged", "line 1"]);
    check("{\"a\": {\"results\": [NaN]}}", &["damaged"]);
    check("{\"a\": {\"results\": [01]}}", &["damaged"]);
    check("{'a': {}}", &["damaged", "line 1, column 2"]);
    check("{\"a\nb\": {}}", &["damaged", "line 2"]);
}

#[test]
fn a_lone_surrogate() {
    check(r#"{"\ud83d": {"results": []}}"#, &["damaged", "line 1"]);
    check(r#"{"a": {"results": ["\ud83d"]}}"#, &["damaged", "line 1"]);
    check(r#"{"a": {"results": ["\ude00"]}}"#, &["damaged", "line 1"]);
    // A pair is fine.
    let input = r#"{"\ud83d\ude00": {"results": ["Pass"], "run_nums": [1]}}"#;
    let name = decode(input.as_bytes(), "f").map(|read| read.0.series[0].name.clone());
    assert_eq!(name.as_deref(), Ok("😀"));
}

#[test]
fn text_behind_the_json() {
    let with = |tail: &str| format!("{{\"a\": {{\"results\": []}}}}{tail}");
    check(
        with("x"),
        &["damaged", "trailing characters", "line 1, column 23"],
    );
    check(with("\n1"), &["trailing characters", "line 2"]);
    check(with(";"), &["trailing characters"]);
    check(with("\0"), &["trailing characters"]);
    assert!(decode(with(" \r\n\t").as_bytes(), "f").is_ok());
}

#[test]
fn lines_of_json_are_named_as_such() {
    let rows = "{\"job\": \"a\"}\n\n{\"job\": \"b\"}\n";
    check(rows, &["lines of JSON", "line 3", "`tailorbird import`"]);
    check("{\"a\": 1}\n{\"job\": \"b\"}", &["trailing characters"]);
    check("{\"job\": \"a\"}\n{\"b\": 1}", &["trailing characters"]);
    check("{}{}", &["trailing characters"]);
}

#[test]
fn what_is_to_be_done_is_told() {
    for (input, remedy) in [
        ("null", "open a job_stats.json"),
        ("[]", "`tailorbird import`"),
        ("Not Found", "open a job_stats.json"),
        ("{\"a\": 1}", "open a job_stats.json"),
        ("{\"a\" {}}", "download the file again"),
        (
            "{\"failedTests\": []}",
            "`tailorbird import` makes a data set of it",
        ),
        (
            "{\"format\": \"tailorbird-shard\", \"version\": 1}",
            "have it made anew",
        ),
    ] {
        check(input, &[remedy]);
    }
}

#[test]
fn objects_without_jobs() {
    check(
        "{\"a\": 1, \"b\": {}}",
        &["no entry has `results`", "first key: `a`"],
    );
    check("{\"a\": null}", &["first key: `a`"]);
    let long = format!("{{\"{}\": 1}}", "k".repeat(1_000));
    check(&long, &[&format!("`{}`", "k".repeat(60))]);
    check(
        "{\"lastRefresh\": \"2026-05-15\", \"sections\": []}",
        &["ci-dashboard", "`lastRefresh`"],
    );
    check("{\"failedTests\": []}", &["ci-dashboard", "`failedTests`"]);
}

#[test]
fn an_object_with_nothing_in_it_opens_and_says_so() {
    let (snapshot, issues) = decode(b"{}", "f.json").unwrap();
    assert_eq!(snapshot.n_cells(), 0);
    assert_eq!(issues.len(), 1);
    assert_eq!(
        (issues[0].code, issues[0].place.as_str()),
        ("no-jobs", "f.json")
    );
}

#[test]
fn a_file_cut_off_at_any_byte_is_refused() {
    for whole in [
        KEYS_10_NIGHTLY,
        KEYS_10_PRS,
        KEYS_13,
        "{\"é😀\": {\"results\": [1.5e2]}}",
    ] {
        let whole = whole.trim_end().as_bytes();
        for end in 0..whole.len() {
            let Err(err) = decode(&whole[..end], "f") else {
                panic!("opened with {end} of {} bytes", whole.len());
            };
            let expected = matches!(
                err.reason,
                Refusal::Empty | Refusal::NotUtf8 { .. } | Refusal::Truncated { .. }
            );
            assert!(expected, "{end}: {err}");
        }
        assert!(decode(whole, "f").is_ok());
    }
}

#[test]
fn nesting_is_bounded_wherever_it_stands() {
    const DEPTH: usize = 100_000;
    let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
    check(&open, &["holds a list"]);
    check(format!("{open}{close}"), &["holds a list"]);
    let objects = format!("{}1{}", "{\"a\":".repeat(DEPTH), "}".repeat(DEPTH));
    check(&objects, &["no entry has `results`"]);
    check("{\"a\":".repeat(DEPTH), &["ends too early"]);
    for key in [
        "results",
        "run_nums",
        "urls",
        "required",
        "runs",
        "reruns",
        "rerun_results",
        "attempt_urls",
        "pr_results",
        "colour",
    ] {
        let value = format!("{open}{close}");
        let input = format!(
            r#"{{"a": {{"{key}": {value}}}, "b": {{"results": ["Pass"], "run_nums": [1]}}}}"#
        );
        // Read or refused, but answered; the good job is never lost to an odd one.
        let (snapshot, _) = decode(input.as_bytes(), "f").unwrap();
        assert!(snapshot.series.iter().any(|s| s.name == "b"), "{key}");
        check(format!(r#"{{"a": {{"{key}": {open}"#), &["ends too early"]);
    }
}
