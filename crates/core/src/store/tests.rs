//! Alignment by run number, and files put together in any order.

mod dataset;
mod ids;
mod renames;

use tailorbird_snapshot::{Issue, Kind, Snapshot, decode};

use super::testkit::{Job, job, join, open, snapshot};
use super::{SeriesIdx, Store, series_id};

/// One line a job, sorted: `nightly NAME + 500:passed 498:failed[2]`, attempts in brackets.
fn short(store: &Store) -> Vec<String> {
    let mut lines: Vec<String> = [Kind::Nightly, Kind::Prs]
        .iter()
        .flat_map(|kind| store.series_of(*kind))
        .map(|at| line(store, at))
        .collect();
    lines.sort();
    lines
}

fn line(store: &Store, at: SeriesIdx) -> String {
    let series = store.series(at).unwrap();
    let required = match series.required {
        Some(true) => '+',
        Some(false) => '-',
        None => '?',
    };
    let mut line = format!("{} {} {required}", series.kind.as_str(), series.name);
    let runs = store.runs_of(at);
    for cell in store.cells(at) {
        let number = runs[store.run(cell) as usize].number;
        let n = store.attempts(cell).len();
        line.push_str(&format!(" {number}:{}", store.verdict(cell).as_str()));
        if n > 1 {
            line.push_str(&format!("[{n}]"));
        }
    }
    line
}

fn check(files: Vec<Snapshot>, expect: &[&str]) -> (Store, Vec<Issue>) {
    let (store, issues) = join(files);
    assert_eq!(short(&store), expect);
    (store, issues)
}

fn nightly(newest: u64, jobs: &[Job]) -> Snapshot {
    snapshot(Kind::Nightly, newest, jobs)
}

fn codes(issues: &[Issue]) -> Vec<&str> {
    issues.iter().map(|i| i.code).collect()
}

#[test]
fn cells_stand_by_run_number_never_by_index() {
    let file = r#"{"a": {"urls": ["https://github.com/o/r/actions/runs/1"], "runs": 2,
        "results": ["Pass", "Fail"], "run_nums": [7, 5]},
        "b": {"results": ["Fail", "Pass", "Skip"], "run_nums": [5, 6, 4]}}"#;
    let (snapshot, _) = decode(file.as_bytes(), "f").unwrap();
    let (store, _) = check(
        vec![snapshot],
        &[
            "nightly a ? 7:passed 5:failed",
            "nightly b ? 6:passed 5:failed 4:skipped",
        ],
    );
    let numbers: Vec<u64> = store
        .runs_of(SeriesIdx(0))
        .iter()
        .map(|r| r.number)
        .collect();
    assert_eq!(numbers, [7, 6, 5, 4]);
    assert_eq!((store.n_series(), store.n_cells()), (2, 5));
}

#[test]
fn two_days_give_one_store_in_either_order() {
    let old = || {
        nightly(
            4,
            &[
                job("a", "PFmP").required(),
                job("gone", "FFFF"),
                job("b", "S.PP"),
            ],
        )
    };
    let new = || {
        nightly(
            6,
            &[
                job("b", "PPSF").required(),
                job("a", "FFSP"),
                job("new", "P"),
            ],
        )
    };
    let expect = [
        "nightly a - 6:failed 5:failed 4:skipped 3:passed 2:mixed[2] 1:passed",
        "nightly b + 6:passed 5:passed 4:skipped 3:failed 2:passed 1:passed",
        "nightly gone - 4:failed 3:failed 2:failed 1:failed",
        "nightly new - 6:passed",
    ];
    let (store, issues) = check(vec![old(), new()], &expect);
    let (other, other_issues) = check(vec![new(), old()], &expect);
    assert_eq!(codes(&issues), ["same-result-twice"; 2]);
    let mut places: Vec<_> = issues.iter().map(ToString::to_string).collect();
    let mut other_places: Vec<_> = other_issues.iter().map(ToString::to_string).collect();
    places.sort();
    other_places.sort();
    assert_eq!(places, other_places);
    assert!(
        places[0].contains("nightly-6.json, job `a`: 2 results"),
        "{places:?}"
    );
    // Addresses of attempts follow their cells.
    for store in [&store, &other] {
        let a = store.find("a", Kind::Nightly).unwrap();
        let cell = store.cells(a).nth(4).unwrap();
        let urls: Vec<_> = store
            .attempts(cell)
            .map(|at| store.address(at).unwrap())
            .collect();
        let base = "https://github.com/o/r/actions/runs/2/job";
        assert_eq!(urls, [format!("{base}/1020"), format!("{base}/1021")]);
    }
    let axis = |s: &Store| {
        s.axes(Kind::Nightly)
            .map(|a| a.1.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(axis(&store), axis(&other));
}

#[test]
fn what_the_newest_file_says_of_a_run_stands() {
    let file = |runs: &str, url: &str, reruns: &str| {
        let n = reruns.split(',').count();
        let null = vec!["null"; n - 1].join(",");
        format!(
            r#"{{"a": {{"runs": {n}, "urls": ["https://github.com/o/r/actions/runs/{url}",{null}],
            "results": ["Pass"{}], "run_nums": [{runs}], "reruns": [{reruns}]}}}}"#,
            r#", "Pass""#.repeat(n - 1)
        )
    };
    let old = file("5,4", "55", "3,0");
    let new = file("5,6", "56", "1,0");
    for files in [
        [("old", &*old), ("new", &*new)],
        [("new", &*new), ("old", &*old)],
    ] {
        let (store, _) = open(&files);
        let run = |i: usize| {
            let run = &store.runs_of(SeriesIdx(0))[i];
            let id = run.url.as_deref().and_then(|u| u.rsplit('/').next());
            (run.number, run.attempts, id.map(str::to_owned))
        };
        assert_eq!(run(0), (6, Some(1), None));
        assert_eq!(
            run(1),
            (5, Some(4), Some("56".to_owned())),
            "attempts never get fewer"
        );
        assert_eq!(run(2), (4, Some(1), None));
    }
}

#[test]
fn a_file_opened_twice_changes_nothing_but_is_told() {
    let file = || nightly(4, &[job("a", "PFmP"), job("b", "S.PP")]);
    let (once, issues) = join(vec![file()]);
    assert!(issues.is_empty());
    let (twice, issues) = join(vec![file(), file()]);
    assert_eq!(short(&once), short(&twice));
    assert_eq!(codes(&issues), ["same-result-twice"; 2]);
}

#[test]
fn nightly_runs_and_pull_requests_stay_apart() {
    let (store, issues) = check(
        vec![
            snapshot(Kind::Prs, 7, &[job("a", "FP"), job("c", "P")]),
            nightly(7, &[job("a", "PP"), job("b", "F")]),
        ],
        &[
            "nightly a - 7:passed 6:passed",
            "nightly b - 7:failed",
            "prs a - 7:failed 6:passed",
            "prs c - 7:passed",
        ],
    );
    assert!(issues.is_empty(), "{issues:?}");
    assert!(store.has(Kind::Nightly) && store.has(Kind::Prs));
    assert_eq!(store.axes(Kind::Prs).count(), 1);
    let (only, _) = join(vec![nightly(7, &[job("a", "P")])]);
    assert!(!only.has(Kind::Prs));
    assert_eq!(only.axes(Kind::Prs).count(), 0);
}

#[test]
fn what_the_newest_file_says_of_required_stands() {
    let check = |old: Job, new: Job, expect: Option<bool>| {
        let (store, _) = join(vec![nightly(9, &[new]), nightly(5, &[old])]);
        assert_eq!(store.series(SeriesIdx(0)).unwrap().required, expect);
    };
    check(job("a", "P").required(), job("a", "P"), Some(false));
    check(job("a", "P"), job("a", "P").required(), Some(true));
    check(job("a", "P").unknown(), job("a", "P").unknown(), None);
    check(
        job("a", "P").unknown(),
        job("a", "P").required(),
        Some(true),
    );
}

#[test]
fn attempts_are_known_only_where_every_file_lists_them() {
    let (store, _) = join(vec![
        nightly(9, &[job("a", "P")]),
        nightly(5, &[job("a", "P").bare()]),
    ]);
    assert!(!store.series(SeriesIdx(0)).unwrap().lists_attempts);
}

#[test]
fn two_jobs_of_one_name_stay_two_and_are_numbered() {
    let (store, issues) = check(
        vec![nightly(3, &[job("a", "P"), job("a", "F"), job("a", "S")])],
        &[
            "nightly a #2 - 3:failed",
            "nightly a #3 - 3:skipped",
            "nightly a - 3:passed",
        ],
    );
    assert_eq!(codes(&issues), ["duplicate-job"; 2]);
    assert_eq!(issues[0].place, "nightly-3.json, job `a`");
    assert!(issues[0].message.contains("`a #2`"), "{issues:?}");
    let ids: Vec<_> = (0..3)
        .map(|i| store.series(SeriesIdx(i)).unwrap().id())
        .collect();
    assert_eq!(ids[0], series_id("", "nightly", "a"));
    assert_eq!(ids[1], series_id("", "nightly", "a #2"));
    // The same doubles of another day join those of this one.
    check(
        vec![
            nightly(3, &[job("a", "P"), job("a", "F")]),
            nightly(4, &[job("a", "S"), job("a", "P")]),
        ],
        &[
            "nightly a #2 - 4:passed 3:failed",
            "nightly a - 4:skipped 3:passed",
        ],
    );
}

#[test]
fn a_job_that_is_called_like_a_double_is_not_lost() {
    check(
        vec![nightly(
            3,
            &[job("a #2", "S"), job("a", "P"), job("a", "F")],
        )],
        &[
            "nightly a #2 - 3:skipped",
            "nightly a #3 - 3:failed",
            "nightly a - 3:passed",
        ],
    );
    let (store, _) = join(vec![nightly(
        3,
        &[job("a", "P"), job("a", "F"), job("a #2", "S")],
    )]);
    assert_eq!(store.n_series(), 3);
    let names: std::collections::BTreeSet<String> = short(&store).into_iter().collect();
    assert_eq!(names.len(), 3);
}

#[test]
fn names_are_cleaned_and_what_was_invisible_is_told() {
    let (store, issues) = check(
        vec![nightly(
            3,
            &[job(" a\n  /\tb ", "P"), job("c\u{202e}d\u{200b}", "F")],
        )],
        &["nightly a / b - 3:passed", "nightly cd - 3:failed"],
    );
    assert_eq!(
        codes(&issues),
        ["name-cleaned"],
        "white space alone is usual"
    );
    assert_eq!(issues[0].place, "nightly-3.json, job `cd`");
    assert_eq!(
        store.series(SeriesIdx(0)).unwrap().id(),
        series_id("", "nightly", "a / b")
    );

    let (store, issues) = join(vec![nightly(3, &[job(&"n".repeat(1 << 20), "P")])]);
    assert_eq!(codes(&issues), ["name-cleaned"]);
    assert_eq!(
        store.series(SeriesIdx(0)).unwrap().name.chars().count(),
        1_000
    );
    // Two names that are one after cleaning are doubles.
    let (_, issues) = join(vec![nightly(3, &[job("a b", "P"), job("a  b", "F")])]);
    assert_eq!(codes(&issues), ["duplicate-job"]);
}

#[test]
fn issues_of_the_files_come_first_and_in_order() {
    let text = r#"{"a": {"results": ["Odd"], "run_nums": [1]}}"#;
    let (_, issues) = open(&[("x", text), ("y", text)]);
    let expect = [
        "unknown-result",
        "kind-assumed",
        "unknown-result",
        "kind-assumed",
        "same-result-twice",
    ];
    assert_eq!(codes(&issues), expect);
    assert!(issues[2].place.starts_with("y,"), "{issues:?}");
}

#[test]
fn unknown_words_follow_their_attempts_through_a_merge() {
    let file = |text: &str, name: &str| decode(text.as_bytes(), name).unwrap().0;
    let old = || {
        file(
            r#"{"a": {"results": ["Old", "Pass"], "run_nums": [2, 1],
        "rerun_results": [["Fail", "Older"], null]}}"#,
            "old",
        )
    };
    let new = || {
        file(
            r#"{"b": {"results": ["Fresh"], "run_nums": [3]},
        "a": {"results": ["Pass", "New"], "run_nums": [4, 3]}}"#,
            "new",
        )
    };
    for files in [vec![old(), new()], vec![new(), old()]] {
        let (store, _) = join(files);
        let words = |name: &str| {
            let at = store.find(name, Kind::Nightly).unwrap();
            let attempts = store.cells(at).flat_map(|c| store.attempts(c));
            let words: Vec<_> = attempts
                .map(|a| store.word(a).unwrap_or("-").to_owned())
                .collect();
            words.join(" ")
        };
        assert_eq!(words("a"), "- New Old - Older -");
        assert_eq!(words("b"), "Fresh");
    }
}

#[test]
fn a_job_name_and_a_path_are_known_as_such() {
    let (store, _) = join(vec![nightly(3, &[job("CI / Build / x (a, b)", "P")])]);
    for (text, expect) in [
        ("ci / build / x (a, b)", true),
        ("ci /", true),
        ("ci / build /", true),
        ("ci / build", false),
        ("ci", false),
        ("", false),
        ("/", false),
        (" /", false),
    ] {
        assert_eq!(store.is_job_name(text), expect, "{text:?}");
    }
}

#[test]
fn an_empty_store_and_foreign_indexes_answer() {
    let (store, issues) = join(Vec::new());
    assert!(issues.is_empty());
    assert_eq!((store.n_series(), store.n_cells()), (0, 0));
    let foreign = SeriesIdx(7);
    assert!(store.series(foreign).is_none() && store.described(foreign).is_none());
    assert_eq!(store.cells(foreign).count(), 0);
    assert!(store.runs_of(foreign).is_empty());
    assert_eq!(store.address(9), None);
    assert_eq!(store.word(9), None);
}
