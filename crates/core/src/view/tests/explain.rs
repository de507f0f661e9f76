//! What a figure counts and leaves out, by hand.

use tailorbird_snapshot::Kind;

use super::runs::asking;
use crate::store::Store;
use crate::store::testkit::{self, job};
use crate::view::{Explained, explain};

/// Explains a figure of the view, or of the first job named `a` (`job:a:rate`), over the newest 10
/// runs.
fn check(jobs: &[testkit::Job], address: &str) -> Explained {
    let store = testkit::store(Kind::Nightly, jobs);
    ask(&store, "runs=10", address).remove(0)
}

pub(super) fn ask(store: &Store, of: &str, address: &str) -> Vec<Explained> {
    let id = store
        .find("a", Kind::Nightly)
        .map(|at| store.series(at).unwrap().id());
    let address = match id {
        Some(id) => address.replace(":a:", &format!(":{id}:")),
        None => address.to_owned(),
    };
    asking(store, of, |asking| explain(asking, &address))
}

fn said(explained: &Explained) -> Vec<(&str, &str)> {
    let lines = explained.counted.iter();
    lines.map(|c| (c.name.as_str(), c.said.as_str())).collect()
}

#[test]
fn a_rate_counts_what_passed_and_failed() {
    let found = check(&[job("a", "PFSCR.P"), job("b", "PPPPPPP")], "job:a:rate");
    assert_eq!(
        said(&found),
        [("#500", "passed"), ("#499", "failed"), ("#494", "passed")]
    );
    assert_eq!(found.value, "67 %");
    assert_eq!(
        found.left_out,
        [
            ("skipped results", 1),
            ("cancelled results", 1),
            ("results still running", 1),
            ("runs without this job", 1)
        ]
    );
}

#[test]
fn flakes_and_reruns_are_told_apart() {
    let jobs = [job("a", "mFMP")];
    let flaky = check(&jobs, "job:a:flaky");
    assert_eq!(
        said(&flaky),
        [
            ("#500", "mixed, in the end passed"),
            ("#498", "mixed, in the end failed")
        ]
    );
    assert_eq!(
        flaky.left_out,
        [("failed results", 1), ("passed results", 1)]
    );
    assert_eq!(flaky.value, "2");
    let fails = check(&jobs, "job:a:fails");
    assert_eq!(said(&fails), [("#499", "failed"), ("#498", "failed")]);
}

#[test]
fn weather_looks_at_ten_results() {
    let jobs = [job("a", "PPPPPPPPPP"), job("b", "P")];
    let found = check(&jobs, "job:a:weather");
    assert_eq!((found.counted.len(), found.value.as_str()), (10, "sunny"));
}

#[test]
fn a_state_counts_back_to_the_last_that_passed_and_no_further() {
    let jobs = [job("a", "FSFPFP"), job("b", "PPPPPP")];
    let store = testkit::store(Kind::Nightly, &jobs);
    // The window ends before the streak does.
    let red = ask(&store, "runs=2", "job:a:state").remove(0);
    assert_eq!(
        said(&red),
        [("#500", "failed"), ("#498", "failed"), ("#497", "passed")]
    );
    assert_eq!(red.value, "failing 2 runs");
    let last = ask(&store, "runs=2", "job:a:last").remove(0);
    assert_eq!(
        (said(&last), last.value.as_str()),
        (vec![("#500", "failed")], "#500")
    );
}

#[test]
fn a_line_has_all_its_figures_and_an_unknown_address_none() {
    let store = testkit::store(Kind::Nightly, &[job("a", "PF")]);
    let all = ask(&store, "", "job:a:");
    let words: Vec<&str> = all.iter().map(|e| e.figure).collect();
    assert_eq!(
        words,
        [
            "rate", "first", "passed", "fails", "skips", "reruns", "flaky", "weather", "p50",
            "p95", "state", "last"
        ]
    );
    for address in [
        "",
        ":",
        "job",
        "job:nobody:rate",
        "job:a:nothing",
        "run:9:",
        "cell:x:",
        "tree:x:rate",
        "trend:rate:x",
        "list::",
    ] {
        assert_eq!(ask(&store, "", address), [], "{address}");
    }
}

#[test]
fn tiles_count_jobs() {
    let jobs = [
        job("a", "FP").required(),
        job("b", "PF"),
        job("c", "SP"),
        job("d", ".P"),
        job("e", "FF"),
    ];
    let last = check(&jobs, "tile-last-run");
    assert_eq!(last.value, "1/3");
    let mut names = said(&last);
    names.sort_unstable();
    assert_eq!(names, [("a", "failed"), ("b", "passed"), ("e", "failed")]);
    let mut left_out = last.left_out.clone();
    left_out.sort_unstable();
    assert_eq!(
        left_out,
        [
            ("jobs that are not in the newest run", 1),
            ("jobs that were skipped", 1)
        ]
    );
    let required = check(&jobs, "tile-required");
    assert_eq!(
        (required.value.as_str(), said(&required)),
        ("0/1", vec![("a", "failed")])
    );
    assert_eq!(required.left_out, [("jobs that are not required", 4)]);
    let broken = check(&jobs, "tile-broken");
    assert_eq!(
        (broken.value.as_str(), said(&broken)),
        ("1", vec![("a", "newly broken")])
    );
    assert_eq!(broken.left_out, [("jobs in another state", 4)]);
    assert_eq!(said(&check(&jobs, "tile-fixed")).len(), 1);
    let rate = check(&jobs, "tile-rate");
    assert_eq!(rate.value, "50 %");
    assert_eq!(rate.left_out, [("skipped results", 1)]);
    assert_eq!(rate.counted.len(), 5);
}
