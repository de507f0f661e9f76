//! Tables of one job: streaks, what failed, and machines are made of what is listed.

use tailorbird_snapshot::Kind;

use super::dataset;
use super::explain::ask;
use super::runs::asking;
use crate::store::Store;
use crate::store::testkit::{self, job};
use crate::view::{self, Explained, JobView};

fn view(store: &Store) -> JobView {
    asking(store, "", |a| view::job(a, "a")).unwrap()
}

fn names(found: &Explained) -> Vec<&str> {
    found
        .counted
        .iter()
        .map(|line| line.name.as_str())
        .collect()
}

/// The figure of a line: `streak:0:runs`.
fn one(store: &Store, address: &str) -> Explained {
    let (line, figure) = address.rsplit_once(':').unwrap();
    ask(store, "view=job&job=a", &[line, ":a:", figure].concat()).remove(0)
}

#[test]
fn a_streak_counts_its_failed_results_and_passes_over_others() {
    let store = testkit::store(
        Kind::Nightly,
        &[job("a", "PFSF.FPFF"), job("b", "PPPPPPPPP")],
    );
    assert_eq!(view(&store).streaks.len(), 2);
    let inner = one(&store, "streak:0:runs");
    assert_eq!((inner.value.as_str(), inner.n_counted()), ("3", 3));
    assert_eq!(names(&inner), ["#499", "#497", "#495"]);
    assert_eq!(
        inner.left_out,
        [("skipped results", 1), ("runs without this job", 1)]
    );
    assert!(inner.counted[0].url.is_some());
    let open = one(&store, "streak:1:runs");
    assert_eq!(open.value, "≥ 2");
    assert_eq!(names(&open), ["#493", "#492"]);
    assert!(open.left_out.is_empty());
}

#[test]
fn steps_and_test_cases_count_the_runs_in_which_they_failed() {
    let store = dataset::store("PFFHP", false);
    let view = view(&store);
    for (kind, all) in [("step", &view.steps), ("test", &view.tests)] {
        assert_eq!(all.len(), 1);
        let found = one(&store, &[kind, ":0:runs"].concat());
        assert_eq!(found.value, all[0].runs.to_string());
        assert_eq!(found.n_counted(), 3);
        assert_eq!(found.left_out, [("passed results", 2)]);
        assert!(found.title.ends_with(&all[0].name));
    }
}

#[test]
fn a_machine_counts_its_attempts_and_those_of_github_stand_together() {
    let store = dataset::store("PFHFH", false);
    let view = view(&store);
    assert_eq!(view.runners.len(), 3);
    let unknown = one(&store, "runner:2:passed");
    assert_eq!((unknown.value.as_str(), unknown.n_counted()), ("1", 1));
    assert_eq!(unknown.title, "machine not known: passed");
    assert_eq!(unknown.left_out, [("attempts on other machines", 4)]);
    for (place, runner) in view.runners.iter().enumerate().take(2) {
        let line = ["runner:", &place.to_string(), ":"].concat();
        let failed = one(&store, &(line.clone() + "failed"));
        assert_eq!(failed.value, runner.failed.to_string());
        assert_eq!(failed.n_counted(), 2);
        assert_eq!(
            failed.left_out,
            [
                ("attempts on other machines", 2),
                ("attempts whose machine is not known", 1)
            ]
        );
        let other = one(&store, &(line + "other"));
        assert_eq!((other.value.as_str(), other.n_counted()), ("0", 0));
        let mut left_out = other.left_out.clone();
        left_out.sort_unstable();
        assert_eq!(
            left_out,
            [
                ("attempts on other machines", 2),
                ("attempts whose machine is not known", 1),
                ("attempts with another result", 2)
            ]
        );
    }
    let all = ask(&store, "view=job&job=a", "runner:0:a:");
    let words: Vec<&str> = all.iter().map(|found| found.figure).collect();
    assert_eq!(words, ["passed", "failed", "other"]);
}

#[test]
fn a_line_that_is_not_there_has_no_figure() {
    let store = testkit::store(Kind::Nightly, &[job("a", "PF")]);
    for address in [
        "streak:5:a:runs",
        "step:0:a:runs",
        "runner:x:a:",
        "test::",
        "streak:0:",
    ] {
        assert_eq!(ask(&store, "view=job&job=a", address), [], "{address}");
    }
}
