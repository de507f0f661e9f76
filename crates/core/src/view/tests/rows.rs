//! The texts of a row, its strip, and what it shows when opened.

use tailorbird_snapshot::{Kind, Outcome, Verdict};

use super::view;
use crate::state::State;
use crate::store::Store;
use crate::store::testkit::{self, job, store, store_with};
use crate::url::Runs;
use crate::view::{DetailView, RowView, detail, row, state_text};

fn only(kind: Kind, strip: &str, runs: Runs) -> RowView {
    let store = store(kind, &[job("a", strip), job("~", &"S".repeat(20))]);
    let (table, _) = view(&store, kind, runs);
    row(&store, &table, 0).unwrap()
}

#[test]
fn states_read_as_history_for_runs_and_as_a_count_for_pull_requests() {
    let check = |strip: &str, nightly: &str, prs: &str| {
        assert_eq!(
            only(Kind::Nightly, strip, Runs::All).state_text,
            nightly,
            "{strip}"
        );
        assert_eq!(only(Kind::Prs, strip, Runs::All).state_text, prs, "{strip}");
    };
    check(
        "FFFP",
        "failing 3 runs",
        "red on the 3 newest PRs with a result",
    );
    check(
        "FFF",
        "failing ≥ 3 runs",
        "red on the ≥ 3 newest PRs with a result",
    );
    check(
        "F",
        "failing 1 run (first result)",
        "red on the 1 newest PR with a result",
    );
    check("FP", "newly broken", "red on the 1 newest PR with a result");
    check("PF", "recovered", "red on an older PR");
    check("kP", "flaky", "flaky");
    check("PP", "passing", "passing");
    check("S", "no result", "no result");
    let one = State::Failing {
        streak: 1,
        open_ended: true,
    };
    assert_eq!(
        state_text(one, Kind::Nightly),
        "failing 1 run (first result)"
    );
}

#[test]
fn words_are_the_same_in_both_kinds() {
    let words = [
        (
            State::Failing {
                streak: 2,
                open_ended: false,
            },
            "failing",
        ),
        (State::NewlyBroken, "broken"),
        (State::Flaky, "flaky"),
        (State::Recovered, "recovered"),
        (State::Passing, "passing"),
        (State::NoResult, "none"),
    ];
    for (state, word) in words {
        assert_eq!(state.word(), word);
    }
    let badness: Vec<u64> = words.iter().map(|w| w.0.badness()).collect();
    assert!(badness.is_sorted_by(|a, b| a > b), "{badness:?}");
}

#[test]
fn a_row_has_its_figures_and_their_texts() {
    let row = only(Kind::Prs, "PmPFsSPPPPPP", Runs::Count(10));
    assert_eq!((row.fails, row.skips), (1, 2));
    assert_eq!((row.reruns, row.flakes), (Some(2), Some(1)));
    assert_eq!(row.rate, Some(7.0 / 8.0));
    assert_eq!(row.rate_text, "88 %");
    // Wilson of 7 of 8, computed apart: 0.52911…, 0.97758…
    assert_eq!(
        row.rate_title,
        "7 passed of 8 that passed or failed; 95 % interval 53 % to 97.8 % (Wilson)"
    );
    assert_eq!(row.last_failure.map(|n| n.number), Some(497));
    assert!(!row.fixed && row.weather.is_some());
    assert_eq!(row.id.len(), 12);

    let row = only(Kind::Nightly, "SS", Runs::All);
    assert_eq!((row.rate, row.rate_text.as_str()), (None, "n/a"));
    assert_eq!(
        row.rate_title,
        "n/a: no result passed or failed in this window"
    );
    assert_eq!(
        (row.reruns, row.weather, row.last_failure),
        (None, None, None)
    );
}

#[test]
fn a_strip_has_a_place_for_each_run_and_holes_where_the_job_was_absent() {
    let row = only(Kind::Prs, "P.mU", Runs::Count(5));
    let strip: Vec<_> = row
        .cells
        .iter()
        .map(|c| (c.run.number, c.verdict, c.result, c.attempts))
        .collect();
    assert_eq!(
        strip,
        [
            (500, Verdict::Passed, Some(Outcome::Passed), 1),
            (499, Verdict::None, None, 0),
            (498, Verdict::Mixed, Some(Outcome::Passed), 2),
            (497, Verdict::Unknown, Some(Outcome::Unknown), 1),
            (496, Verdict::None, None, 0),
        ]
    );
    assert_eq!(only(Kind::Nightly, "P.mU", Runs::Count(2)).cells.len(), 2);
}

#[test]
fn a_row_has_path_leaf_and_chips() {
    let jobs = [job("ci / build-kata / run-tests (qemu, weird, arm64)", "P").required()];
    let store = store(Kind::Nightly, &jobs);
    let (table, _) = view(&store, Kind::Nightly, Runs::All);
    let row = row(&store, &table, 0).unwrap();
    assert_eq!(
        (row.path.as_str(), row.leaf.as_str()),
        ("ci / build-kata", "run-tests")
    );
    assert_eq!(row.required, Some(true));
    let values: Vec<_> = row.chips.iter().map(|c| c.1.as_str()).collect();
    assert_eq!(values, ["qemu", "weird", "arm64"]);
    assert_eq!(row.chips[0].0, "hypervisor");
    assert_eq!(row.chips[2].0, "arch");
    assert!(crate::view::row(&store, &table, 9).is_none());
}

fn hosts() -> Vec<String> {
    vec!["github.com".to_owned()]
}

fn open(kind: Kind, strip: &str, runs: Runs) -> DetailView {
    let store = store(kind, &[job("a", strip), job("~", &"S".repeat(20))]);
    let (table, _) = view(&store, kind, runs);
    detail(&store, &table.rows[0], &hosts()).unwrap()
}

#[test]
fn an_opened_row_lists_every_run_with_its_attempts() {
    let d = open(Kind::Prs, "x.P", Runs::Count(3));
    let runs: Vec<_> = d
        .runs
        .iter()
        .map(|r| (r.name.number, r.verdict, r.attempts.len()))
        .collect();
    assert_eq!(
        runs,
        [
            (500, Verdict::Mixed, 3),
            (499, Verdict::None, 0),
            (498, Verdict::Passed, 1)
        ]
    );
    let attempts: Vec<_> = d.runs[0]
        .attempts
        .iter()
        .map(|a| (a.position, a.outcome))
        .collect();
    assert_eq!(
        attempts,
        [
            (3, Outcome::Passed),
            (2, Outcome::Failed),
            (1, Outcome::Skipped)
        ]
    );
    let base = "https://github.com/o/r/actions/runs/500";
    assert_eq!(d.runs[0].url.as_deref(), Some(base));
    assert_eq!(d.runs[0].attempts[2].url, Some(format!("{base}/job/1002")));
    assert_eq!(d.runs[1].result, None);
}

#[test]
fn a_breakage_is_dated_for_runs_and_never_for_pull_requests() {
    let d = open(Kind::Nightly, "FFSFPP", Runs::Count(1));
    assert_eq!(
        (number(d.broken_since), number(d.last_good), d.open_ended),
        (Some(497), Some(496), false)
    );
    let d = open(Kind::Nightly, "FFF", Runs::Count(1));
    assert_eq!(
        (number(d.broken_since), number(d.last_good), d.open_ended),
        (Some(498), None, true)
    );
    let d = open(Kind::Prs, "FFSFPP", Runs::Count(1));
    assert_eq!((d.broken_since, d.last_good), (None, None));
    let d = open(Kind::Nightly, "PF", Runs::All);
    assert_eq!(
        (number(d.broken_since), number(d.last_good), d.open_ended),
        (None, None, false)
    );
}

#[test]
fn an_opened_row_has_owners_categories_and_dimensions() {
    let config = r#"{"owners": [{"group": "o", "patterns": ["x*"], "github": ["octo"]}],
        "categories": [{"name": "C", "patterns": ["x*"]}, {"name": "D", "patterns": ["y*"]}]}"#;
    let jobs = [job("x / build (qemu, ${{ matrix.os }})", "P")];
    let store = store_with(Kind::Nightly, &jobs, config);
    let (table, _) = view(&store, Kind::Nightly, Runs::All);
    let d = detail(&store, &table.rows[0], &hosts()).unwrap();
    assert_eq!(d.owners.len(), 1);
    assert_eq!(d.owners[0].github, ["octo"]);
    assert_eq!(d.categories, ["C"]);
    assert!(d.unexpanded);
    assert!(!d.dimensions.is_empty() && !d.job_kind.is_empty());
}

fn read(text: &str) -> Store {
    testkit::open(&[("f", text)]).0
}

#[test]
fn only_safe_addresses_become_links() {
    for (url, is_safe) in [
        ("https://github.com/o/r/actions/runs/1/job/5", true),
        ("https://GITHUB.com/o/r/actions/runs/1/job/5", true),
        ("http://github.com/o/r/actions/runs/1/job/5", false),
        ("javascript:alert(1)//actions/runs/job/5", false),
        ("data:text/html,x/job/5", false),
        ("https://github.com.evil.example/job/5", false),
        ("https://github.com@evil.example/job/5", false),
        ("//github.com/job/5", false),
        ("https://github.com/a b/job/5", false),
    ] {
        let store = read(&format!(
            r#"{{"a": {{"urls": ["{url}"], "results": ["Pass"], "run_nums": [1], "reruns": [0],
            "rerun_results": [null], "attempt_urls": [["{url}"]]}}}}"#
        ));
        let (table, _) = view(&store, Kind::Nightly, Runs::All);
        let d = detail(&store, &table.rows[0], &hosts()).unwrap();
        let expect = is_safe.then(|| url.to_owned());
        assert_eq!(d.runs[0].attempts[0].url, expect, "{url}");
        assert_eq!(d.runs[0].url, expect, "{url}");
        let d = detail(&store, &table.rows[0], &[]).unwrap();
        assert_eq!(d.runs[0].url, None, "no host is known");
    }
}

#[test]
fn a_nightly_run_says_how_often_it_was_tried_and_words_are_kept() {
    let store = read(
        r#"{"a": {"urls": ["https://github.com/o/r/actions/runs/1"], "runs": 2,
        "results": ["Odd", "Pass"], "run_nums": [2, 1], "reruns": [2, 0],
        "rerun_results": [["Pass", "Skip"], null], "attempt_urls": [["u", "v", null], ["w"]]}}"#,
    );
    let (table, _) = view(&store, Kind::Nightly, Runs::All);
    let d = detail(&store, &table.rows[0], &hosts()).unwrap();
    assert_eq!(
        (d.runs[0].run_attempts, d.runs[1].run_attempts),
        (Some(3), None)
    );
    let attempts: Vec<_> = d.runs[0]
        .attempts
        .iter()
        .map(|a| (a.position, a.outcome, a.word.as_deref()))
        .collect();
    assert_eq!(
        attempts,
        [
            (2, Outcome::Unknown, Some("Odd")),
            (1, Outcome::Unknown, None)
        ],
        "the older Pass proves nothing, the one without address never was"
    );
    assert_eq!(d.runs[0].verdict, Verdict::Unknown);
}

fn number(run: Option<crate::store::RunName>) -> Option<u64> {
    run.map(|run| run.number)
}
