//! Renames of the configuration: both names are one job, unless one run holds both.

use std::sync::Arc;

use tailorbird_snapshot::config;
use tailorbird_snapshot::dataset::RequiredSet;
use tailorbird_snapshot::{Issue, Kind};

use super::kit::{DAY, Rows};
use super::short;
use crate::state::State;
use crate::store::{Naming, Store, build, series_id};
use crate::url::Runs;
use crate::view;

/// A naming of these pairs, and what is odd in them.
fn naming(pairs: &[(&str, &str)]) -> (Arc<Naming>, Vec<Issue>) {
    let pair = |(from, to): &(&str, &str)| serde_json::json!({"from": from, "to": to});
    let all: Vec<_> = pairs.iter().map(pair).collect();
    let text = serde_json::json!({"renames": all}).to_string();
    let (config, issues) = config::decode(text.as_bytes(), "config.json").unwrap();
    assert_eq!(issues, []);
    let naming = Naming::new(&config);
    let issues = naming.issues();
    (Arc::new(naming), issues)
}

/// These lines and issues, however the rows are cut and in whatever order the shards are opened.
fn check(rows: &Rows, pairs: &[(&str, &str)], lines: &[&str], told: &[&str]) -> Store {
    let (naming, odd) = naming(pairs);
    assert_eq!(odd, []);
    let one = |max_results, turns| {
        let mut inputs = rows.inputs(max_results);
        inputs.rotate_left(turns);
        let (store, issues) = build(&inputs, Arc::clone(&naming));
        assert_eq!(short(&store), lines, "{max_results} {turns}");
        let issues: Vec<String> = issues.iter().map(ToString::to_string).collect();
        assert_eq!(issues, told, "{max_results} {turns}");
        store
    };
    for turns in 0..rows.inputs(1).len() {
        let _ = one(1, turns);
    }
    one(200_000, 0)
}

#[test]
fn a_renamed_job_keeps_its_streak_and_its_last_good_run() {
    let mut rows = Rows::default();
    for (id, job, letters) in [
        (1, "old", "P"),
        (2, "old", "F"),
        (3, "old", "FP"),
        (4, "old", "F"),
        (5, "new", "F"),
        (6, "new", "F"),
    ] {
        rows.night(
            "ci.yaml",
            id,
            i64::try_from(id).unwrap() * 24,
            &[(job, letters)],
        );
    }
    let line = "nightly ci.yaml new ?: 6:failed 5:failed 4:failed 3:flaky/passed[2] 2:failed \
                1:passed";
    let store = check(&rows, &[("old", "new")], &[line], &[]);
    let table = view::table(&store, Kind::Nightly, Runs::Count(2));
    let [row] = table.rows.as_slice() else {
        panic!("one row: {:?}", table.rows.len());
    };
    let open_ended = false;
    let streak = 3;
    assert_eq!(
        row.stats.standing.state,
        State::Failing { streak, open_ended }
    );
    let all = view::table(&store, Kind::Nightly, Runs::All);
    assert_eq!(all.rows[0].stats.flaky, Some(1));
    // Its id is that of the name of today; links of before lead to it, too.
    let at = store.find("new", Kind::Nightly);
    let id = |name| series_id("kata", "ci.yaml", name).to_string();
    assert_eq!(
        store.series(at.unwrap()).unwrap().id().to_string(),
        id("new")
    );
    for link in ["old", &id("old"), &id("new")] {
        assert_eq!(store.find(link, Kind::Nightly), at, "{link}");
    }
    assert_eq!(store.find("older", Kind::Nightly), None);
}

#[test]
fn names_in_a_row_are_one_job_and_white_space_does_not_matter() {
    let mut rows = Rows::default();
    rows.night("ci.yaml", 1, 24, &[("x  (a)", "F"), ("other", "P")]);
    rows.night("ci.yaml", 2, 48, &[("y", "F")]);
    rows.night("ci.yaml", 3, 72, &[("z", "P")]);
    let pairs = [("y", " z"), ("x (a)\n", "y")];
    let other = "nightly ci.yaml other ?: 1:passed";
    let all = [other, "nightly ci.yaml z ?: 3:passed 2:failed 1:failed"];
    let _ = check(&rows, &pairs, &all, &[]);
    // A name between that no run has, and a last one that no run has yet.
    let pairs = [
        ("x (a)", "never"),
        ("never", "y"),
        ("y", "z"),
        ("z", "soon"),
    ];
    let all = [other, "nightly ci.yaml soon ?: 3:passed 2:failed 1:failed"];
    let _ = check(&rows, &pairs, &all, &[]);
}

#[test]
fn two_names_in_one_run_stay_two_jobs() {
    let mut rows = Rows::default();
    rows.night("ci.yaml", 1, 24, &[("a", "F"), ("b", "P")]);
    rows.night("ci.yaml", 2, 48, &[("b", "F"), ("c", "P")]);
    rows.night("ci.yaml", 3, 72, &[("c", "P")]);
    rows.night("s390x.yaml", 4, 24, &[("b", "F")]);
    rows.night("s390x.yaml", 5, 48, &[("c", "F")]);
    let refused = "config: renames: b: both names stand in 1 run of ci.yaml; they stay two \
 jobs [rename-refused]";
    let lines = [
        "nightly ci.yaml a ?: 1:failed",
        "nightly ci.yaml b ?: 2:failed 1:passed",
        "nightly ci.yaml c ?: 3:passed 2:passed",
        "nightly s390x.yaml c ?: 5:failed 4:failed",
    ];
    let store = check(&rows, &[("b", "c")], &lines, &[refused]);
    // A name of today goes before an old one.
    let b = store.find("b", Kind::Nightly).unwrap();
    assert_eq!(store.series(b).unwrap().home.workflow, "ci.yaml");
    // What leads to a job that stays is asked of that job.
    let also = "config: renames: a: both names stand in 1 run of ci.yaml; they stay two \
 jobs [rename-refused]";
    let pairs = [("a", "b"), ("b", "c")];
    let _ = check(&rows, &pairs, &lines, &[refused, also]);
    // Two old names of one run are two jobs, too: the first by name is joined.
    let mut rows = Rows::default();
    rows.night("ci.yaml", 1, 24, &[("b", "F"), ("a", "P")]);
    rows.night("ci.yaml", 2, 48, &[("c", "F")]);
    let lines = [
        "nightly ci.yaml b ?: 1:failed",
        "nightly ci.yaml c ?: 2:failed 1:passed",
    ];
    let _ = check(&rows, &[("b", "c"), ("a", "c")], &lines, &[refused]);
}

#[test]
fn checks_of_pull_requests_are_joined_by_run_not_by_commit() {
    let mut rows = Rows::default();
    rows.check(1, 0, "one", &[7], &[("old", "F")]);
    rows.check(2, 1, "one", &[7], &[("new", "P")]);
    rows.check(3, 2, "two", &[8], &[("old", "F")]);
    let line = "prs ci.yaml new ?: 8:failed 7:flaky/passed[2]";
    let pairs = [("old", "new")];
    let _ = check(&rows, &pairs, &[line], &[]);
    // A run of an older commit counts, though no cell shows it.
    rows.check(4, -1, "none", &[8], &[("old", "F"), ("new", "F")]);
    let lines = [
        "prs ci.yaml new ?: 7:passed",
        "prs ci.yaml old ?: 8:failed 7:failed",
    ];
    let told = "config: renames: old: both names stand in 1 run of ci.yaml; they stay two \
 jobs [rename-refused]";
    let _ = check(&rows, &pairs, &lines, &[told]);
}

#[test]
fn a_required_job_stays_required_after_its_rename() {
    let mut rows = Rows::default();
    rows.night("ci.yaml", 1, 0, &[("old", "P"), ("other", "P")]);
    rows.night("ci.yaml", 2, 24, &[("new", "P")]);
    let _ = rows.history.insert_required(RequiredSet {
        project: "kata".to_owned(),
        source: "gatekeeper".to_owned(),
        at: DAY,
        jobs: ["old".to_owned()].into(),
    });
    let lines = [
        "nightly ci.yaml new +: 2:passed 1:passed",
        "nightly ci.yaml other -: 1:passed",
    ];
    let _ = check(&rows, &[("old", "new")], &lines, &[]);
}

#[test]
fn renames_that_lead_nowhere_are_told() {
    let mut rows = Rows::default();
    rows.night("ci.yaml", 1, 0, &[("a", "P")]);
    rows.night("ci.yaml", 2, 24, &[("b", "P")]);
    let circle = "it leads in a circle, or through too many names";
    let told = |pairs: &[(&str, &str)], expect: &[(&str, &str)]| {
        let (naming, issues) = naming(pairs);
        let text = |(from, why): &(&str, &str)| {
            format!("config: renames: {from}: {why}; it was left out [config-invalid]")
        };
        let issues: Vec<String> = issues.iter().map(ToString::to_string).collect();
        assert_eq!(issues, expect.iter().map(text).collect::<Vec<_>>());
        short(&build(&rows.inputs(9), naming).0)
    };
    let two = [
        "nightly ci.yaml a ?: 1:passed",
        "nightly ci.yaml b ?: 2:passed",
    ];
    let all = [("a", circle), ("b", circle), ("x", circle)];
    assert_eq!(told(&[("b", "a"), ("a", "b"), ("x", "a")], &all), two);
    assert_eq!(told(&[("a", "a ")], &[("a", circle)]), two);
    assert_eq!(told(&[("a", " ")], &[("a", "a name is empty")]), two);
    let twice = "another rename of this name stands above";
    let one = ["nightly ci.yaml b ?: 2:passed 1:passed"];
    assert_eq!(told(&[("a", "b"), ("a", "c")], &[("a", twice)]), one);
    // As many names as may be, and one more.
    let names: Vec<String> = (0..=33).map(|i| format!("n{i:02}")).collect();
    let pairs: Vec<(&str, &str)> = names.windows(2).map(|w| (&*w[0], &*w[1])).collect();
    assert_eq!(told(&pairs, &[("n00", circle)]), two);
    assert_eq!(told(&pairs[1..], &[]), two);
}
