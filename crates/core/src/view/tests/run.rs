//! One run by job, and against another.

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::History;

use super::runs::{add, asking, open, sheet};
use crate::store::Store;
use crate::store::testkit::{self, job};
use crate::url::View;
use crate::view::{self, OneRun};

fn store() -> Store {
    testkit::store_of_dataset(
        Kind::Nightly,
        &[
            job("long red", "FFFP").required(),
            job("broke", "PFPP"),
            job("mended", "FPFF").required(),
            job("green", "PPPP"),
            job("flaky", "PkPP"),
            job("flaky red", "PKPP"),
            job("waits", "PWP."),
            job("stopped", "PCPP"),
            job("odd", "PUPP"),
            job("skips", "PSSS"),
            job("came", "PP.."),
            job("went", "..PF"),
        ],
    )
}

fn run(store: &Store, address: &str) -> Result<OneRun, String> {
    asking(store, &format!("view=run&{address}"), view::run)
}

/// Groups as `failed: a, b`.
fn groups(run: &OneRun) -> Vec<String> {
    let names = |g: &view::JobGroup| {
        let names: Vec<&str> = g.jobs.iter().map(|j| j.name.as_str()).collect();
        format!("{}: {}", g.group.as_str(), names.join(", "))
    };
    run.groups.iter().map(names).collect()
}

/// Lists as `fixed: a, b`.
fn lists(run: &OneRun) -> Vec<String> {
    let names = |list: &view::DiffList| {
        let names: Vec<&str> = list.jobs.iter().map(|j| j.name.as_str()).collect();
        format!("{}: {}", list.part.as_str(), names.join(", "))
    };
    run.against.lists.iter().map(names).collect()
}

#[test]
fn what_legacy_data_cannot_tell_of_a_run_is_not_told() {
    let jobs = [job("mixed", "m"), job("red", "M"), job("green", "P")];
    let store = testkit::store(Kind::Nightly, &jobs);
    let of = run(&store, "").unwrap();
    assert_eq!(
        groups(&of),
        ["failed: red", "mixed: mixed", "passed: green"]
    );
    assert_eq!((of.row.flaky, of.row.mixed), (None, Some(2)));
    // The attempts that the file lists are those of the run.
    assert_eq!(of.groups[1].jobs[0].attempts.len(), 2);
    let told: serde_json::Value =
        serde_json::from_str(&sheet(&store, View::Run, "").unwrap().json()).unwrap();
    assert_eq!((&told["flaky"], &told["mixed"]), (&().into(), &2.into()));
    let job = &told["rows"][1];
    assert_eq!(
        (&job["group"], &job["attempts"]),
        (&"mixed".into(), &().into())
    );
}

#[test]
fn jobs_stand_by_outcome_worst_first() {
    let store = store();
    let run = run(&store, "run=499").unwrap();
    let expect = [
        "failed: long red, broke, flaky red",
        "flaky: flaky",
        "cancelled: stopped",
        "running: waits",
        "unknown: odd",
        "skipped: skips",
        "passed: mended, came, green",
    ];
    assert_eq!(groups(&run), expect);
    let c = run.row.counts;
    assert_eq!((c.failed, c.passed, c.all()), (3, 4, 11));
    assert_eq!(
        (run.listed, run.row.flaky, run.row.mixed),
        (11, Some(2), None)
    );
    assert_eq!(run.row.required.unwrap().value(), "1/2");
    assert_eq!(
        (run.newer.as_deref(), run.older.as_deref()),
        (Some("500"), Some("498"))
    );
}

#[test]
fn states_are_those_of_the_run() {
    let store = store();
    let run = run(&store, "run=499").unwrap();
    let state = |name: &str| {
        let job = run.groups.iter().flat_map(|g| &g.jobs);
        let job = job.clone().find(|j| j.name == name).unwrap();
        (job.state_text.as_str(), job.since.as_deref())
    };
    assert_eq!(state("long red"), ("failing 2 runs", Some("since #498")));
    assert_eq!(state("broke"), ("newly broken", None));
    assert_eq!(state("mended"), ("recovered", None));
}

#[test]
fn it_is_compared_with_the_run_before_or_any_other() {
    let store = store();
    let default = run(&store, "run=499").unwrap();
    let expect = [
        "newly_failing: broke, flaky red",
        "fixed: mended",
        "still_failing: long red",
        "changed: odd, stopped, waits",
        "new: came",
        "gone: went",
    ];
    assert_eq!(lists(&default), expect);
    assert_eq!(default.against.base.as_ref().unwrap().word, "498");
    let changed = &default.against.lists[3].jobs[2];
    assert_eq!(changed.note, "passed, now running");
    let far = run(&store, "run=499&base=497").unwrap();
    let expect = [
        "newly_failing: broke, flaky red, long red",
        "fixed: mended",
        "changed: odd, stopped",
        "new: came, waits",
        "gone: went",
    ];
    assert_eq!(lists(&far), expect);
    let words: Vec<_> = far
        .against
        .choices
        .iter()
        .map(|c| (c.word.as_str(), c.is_chosen))
        .collect();
    assert_eq!(words, [("500", false), ("498", false), ("497", true)]);
    let change = |run: &OneRun, name: &str| {
        let mut jobs = run.groups.iter().flat_map(|g| &g.jobs);
        jobs.find(|j| j.name == name).unwrap().change
    };
    assert_eq!(change(&far, "long red"), Some(view::DiffPart::NewlyFailing));
    assert_eq!(change(&far, "green"), None);
}

#[test]
fn the_filter_narrows_jobs_and_lists() {
    let store = store();
    let required = run(&store, "run=499&required=1").unwrap();
    assert_eq!(groups(&required), ["failed: long red", "passed: mended"]);
    assert_eq!(
        lists(&required),
        ["fixed: mended", "still_failing: long red"]
    );
    assert_eq!(required.listed, 11);
    // A job that the run does not have is found in what is gone.
    assert_eq!(
        lists(&run(&store, "run=499&q=went").unwrap()),
        ["gone: went"]
    );
    // States in the filter are those of the run too.
    let broken = run(&store, "run=499&q=is:broken").unwrap();
    assert_eq!(groups(&broken), ["failed: broke, flaky red"]);
    // Of `status` the outcomes count, by this run's result.
    let failed = run(&store, "run=499&status=failed,running").unwrap();
    assert_eq!(
        groups(&failed),
        ["failed: long red, broke, flaky red", "running: waits"]
    );
    assert_eq!(failed.row.counts.all(), 4);
    let state = run(&store, "run=499&status=passing").unwrap();
    assert_eq!(state.row.counts.all(), 11);
}

#[test]
fn a_run_outside_of_the_window_opens() {
    let store = store();
    let oldest = run(&store, "run=497&runs=1").unwrap();
    assert_eq!(groups(&oldest)[0], "failed: mended, went");
    assert_eq!(oldest.older, None);
    assert_eq!(oldest.against.base, None);
    assert!(oldest.against.why.contains("oldest"));
    assert_eq!(oldest.row.changes, None);
    // The job that went is not in the newest run.
    assert_eq!(run(&store, "runs=1").unwrap().listed, 11);
}

#[test]
fn a_run_that_is_not_there_is_told() {
    let store = store();
    for word in ["1", "x", "other:499"] {
        let told = run(&store, &format!("run={word}")).unwrap_err();
        assert!(told.contains(&format!("`{word}`")), "{told}");
    }
    let base = run(&store, "run=499&base=7").unwrap();
    assert_eq!(
        base.against.why,
        format!("Failed to {}.", base.against.error.clone().unwrap())
    );
    assert_eq!(base.against.lists, []);
    assert!(sheet(&store, View::Run, "view=run&run=499&base=7").is_err());
    assert!(run(&Store::default(), "").is_err());
}

#[test]
fn the_sheet_agrees_with_the_comparison_of_the_command_line() {
    let store = store();
    let value = |address: &str| -> serde_json::Value {
        let sheet = sheet(&store, View::Run, address).unwrap();
        serde_json::from_str(&sheet.json()).unwrap()
    };
    let told = value("view=run&run=499");
    let at = |word: &str| crate::compare::find(&store, None, word).unwrap();
    let diff = crate::compare::diff(&store, at("498"), at("499")).unwrap();
    let json = crate::compare::json(&store, at("498"), at("499"), &diff);
    for part in view::DiffPart::ALL.map(view::DiffPart::as_str) {
        assert_eq!(told[part], json[part].as_array().unwrap().len(), "{part}");
    }
    for outcome in [
        "passed",
        "failed",
        "skipped",
        "cancelled",
        "running",
        "unknown",
    ] {
        assert_eq!(told[outcome], json["head"][outcome], "{outcome}");
    }
    assert_eq!((&told["listed"], &told["shown"]), (&11.into(), &11.into()));
    assert_eq!(told["rows"].as_array().unwrap().len(), 11);
    assert_eq!(told["rows"][0]["name"], "long red");
    assert_eq!(told["rows"][0]["state"], "failing");
    assert_eq!(told["rows"][0]["change"], "still_failing");
}

#[test]
fn a_data_set_knows_the_commits_between() {
    let mut rows = History::default();
    add(&mut rows, "a.yml", 1, 0, "PPP");
    add(&mut rows, "a.yml", 2, 1, "P2F");
    add(&mut rows, "b.yml", 2, 1, "P");
    let store = open(&mut rows);
    let told = run(&store, "run=a.yml:2").unwrap();
    let commits = told.against.commits.clone().unwrap();
    assert_eq!(commits.good_sha, "a.yml-0");
    assert_eq!(
        commits.url.as_deref(),
        Some("https://github.com/o/r/compare/a.yml-0...a.yml-1")
    );
    assert_eq!(told.commit.unwrap().0, "a.yml-1");
    assert_eq!(
        groups(&run(&store, "run=a.yml:2").unwrap())[1],
        "flaky: a.yml b"
    );
    let back = run(&store, "run=a.yml:1&base=a.yml:2").unwrap();
    assert_eq!(back.against.commits.unwrap().good_sha, "a.yml-0");
    assert_eq!(back.against.lists[0].jobs[0].name, "a.yml c");
    let other = run(&store, "run=a.yml:2&base=b.yml:2").unwrap();
    assert!(other.against.error.unwrap().contains("another workflow"));
    assert!(
        run(&store, "run=2")
            .unwrap_err()
            .contains("a.yml:2 or b.yml:2")
    );
}
