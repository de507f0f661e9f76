//! Nightly or pull requests is told from the content, never from the file's name.

use super::{check, codes, open};
use crate::Kind;

const RUN: &str = "https://github.com/o/r/actions/runs/1";
const PULL: &str = "https://github.com/o/r/pull/1/checks";

/// Jobs with one result each, given their address and their list of older results.
fn file(jobs: &[(Option<&str>, &str)]) -> String {
    let jobs: Vec<String> = jobs
        .iter()
        .enumerate()
        .map(|(i, (url, older))| {
            let url = url.map_or_else(|| "null".to_owned(), |u| format!("\"{u}\""));
            format!(
                r#""j{i}": {{"runs": 1, "urls": [{url}], "results": ["Pass"], "run_nums": [1]{older}}}"#
            )
        })
        .collect();
    format!("{{{}}}", jobs.join(","))
}

fn check_kind(jobs: &[(Option<&str>, &str)], expect: Kind, assumed: bool) {
    let (snapshot, issues) = open(&file(jobs));
    assert!(snapshot.series.iter().all(|s| s.kind == expect), "{jobs:?}");
    assert!(snapshot.runs.iter().all(|r| r.kind == expect), "{jobs:?}");
    let found = codes(&issues).contains(&"kind-assumed");
    assert_eq!(found, assumed, "{jobs:?} {issues:?}");
}

#[test]
fn addresses_decide() {
    check_kind(&[(Some(RUN), "")], Kind::Nightly, false);
    check_kind(&[(Some(PULL), "")], Kind::Prs, false);
    let older = r#", "rerun_results": [null]"#;
    check_kind(&[(Some(PULL), older)], Kind::Prs, false);
}

#[test]
fn without_addresses_the_way_no_reruns_are_written_decides() {
    let null = r#", "rerun_results": [null]"#;
    let empty = r#", "rerun_results": [[]]"#;
    check_kind(&[(None, null)], Kind::Nightly, false);
    check_kind(&[(None, empty)], Kind::Prs, false);
    let later = r#", "rerun_results": [["Fail"], []]"#;
    check_kind(&[(None, later)], Kind::Prs, false);
    let later = r#", "rerun_results": [["Fail"], null]"#;
    check_kind(&[(None, later)], Kind::Nightly, false);
}

#[test]
fn most_jobs_decide() {
    let mixed = [(Some(PULL), ""), (Some(RUN), ""), (Some(PULL), "")];
    check_kind(&mixed, Kind::Prs, false);
    let mixed = [(Some(RUN), ""), (Some(RUN), ""), (Some(PULL), "")];
    check_kind(&mixed, Kind::Nightly, false);
}

#[test]
fn what_cannot_be_told_is_taken_as_nightly_and_said() {
    check_kind(&[(None, "")], Kind::Nightly, true);
    check_kind(&[(Some("https://example.org/x"), "")], Kind::Nightly, true);
    check_kind(&[(Some(RUN), ""), (Some(PULL), "")], Kind::Nightly, true);
}

#[test]
fn a_file_that_carries_both_is_not_voted_on() {
    let input = format!(
        r#"{{"a": {{"urls": ["{PULL}"], "results": ["Pass"], "run_nums": [5],
            "pr_urls": ["{RUN}"], "pr_results": ["Fail"], "pr_nums": [9]}},
            "b": {{"urls": ["{PULL}"], "results": ["Skip"], "run_nums": [5]}}}}"#
    );
    check(
        &input,
        &["nightly ? a: 5P", "prs ? a: 9F", "nightly ? b: 5S"],
        &[],
    );
}

#[test]
fn one_number_may_be_a_run_and_a_pull_request() {
    let input = r#"{"a": {"results": ["Pass"], "run_nums": [5], "pr_results": ["Fail"],
        "pr_nums": [5]}, "b": {"results": ["Fail"], "run_nums": [5]}}"#;
    check(
        input,
        &["nightly ? a: 5P", "prs ? a: 5F", "nightly ? b: 5F"],
        &[],
    );
    assert_eq!(open(input).0.runs.len(), 2);
}
