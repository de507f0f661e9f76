//! What a figure counts and leaves out, by hand.

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::config::Config;

use crate::store::testkit::{self, job};
use crate::url::{Query, Runs};
use crate::view::{Asking, Explained, Explains, explain};

/// Explains a figure of the first job named `a`, or of the view, over the newest 10 runs.
fn check(jobs: &[testkit::Job], figure: &str) -> Explained {
    let store = testkit::store(Kind::Nightly, jobs);
    let (table, rows) = super::view(&store, Kind::Nightly, Runs::Count(10));
    let id = store
        .series(store.find("a", Kind::Nightly).unwrap())
        .unwrap()
        .id();
    let asking = Asking {
        store: &store,
        table: &table,
        rows: &rows,
        query: &Query::default(),
        config: &Config::default(),
    };
    let figure = Explains::parse(figure).unwrap();
    explain(asking, figure, &id.to_string()).unwrap()
}

fn said(explained: &Explained) -> Vec<(&str, &str)> {
    let lines = explained.counted.iter();
    lines.map(|c| (c.name.as_str(), c.said.as_str())).collect()
}

#[test]
fn a_rate_counts_what_passed_and_failed() {
    let found = check(&[job("a", "PFSCR.P"), job("b", "PPPPPPP")], "rate");
    assert_eq!(
        said(&found),
        [("#500", "passed"), ("#499", "failed"), ("#494", "passed")]
    );
    assert_eq!(found.value, "67 %");
    assert_eq!(
        found.left_out,
        [
            ("skipped runs", 1),
            ("cancelled runs", 1),
            ("runs not finished", 1),
            ("runs without this job", 1)
        ]
    );
}

#[test]
fn flakes_and_reruns_are_told_apart() {
    let jobs = [job("a", "mFMP")];
    let flaky = check(&jobs, "flaky");
    assert_eq!(
        said(&flaky),
        [
            ("#500", "mixed, in the end passed"),
            ("#498", "mixed, in the end failed")
        ]
    );
    assert_eq!(flaky.left_out, [("failed runs", 1), ("passed runs", 1)]);
    assert_eq!(flaky.value, "2");
    let fails = check(&jobs, "fails");
    assert_eq!(said(&fails), [("#499", "failed"), ("#498", "failed")]);
    assert_eq!(check(&jobs, "first").counted.len(), 4);
}

#[test]
fn weather_looks_at_ten_results() {
    let found = check(&[job("a", "PPPPPPPPPP"), job("b", "P")], "weather");
    assert_eq!((found.counted.len(), found.value.as_str()), (10, "sunny"));
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
    assert_eq!(
        last.left_out,
        [
            ("jobs that were skipped", 1),
            ("jobs that are not in the newest run", 1)
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
