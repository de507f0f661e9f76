//! Runs as rows: hand-made strips, and data sets for what only they know.

use std::sync::Arc;

use tailorbird_snapshot::config::Config;
use tailorbird_snapshot::dataset::{Attempt, History, Options, Project, Run, encode};
use tailorbird_snapshot::{Kind, decode};

use crate::store::testkit::{self, Job, NEWEST, job};
use crate::store::{Input, Naming, Store, build};
use crate::url::{Query, View};
use crate::view::{self, Asking, RunRow, RunsView, Sheet, select};

/// 2025-12-01 00:00:00 UTC.
pub(super) const DAY: i64 = 1_764_547_200;

/// What `make` makes of the view that this address asks for.
pub(super) fn asking<T>(store: &Store, address: &str, make: impl FnOnce(Asking<'_>) -> T) -> T {
    let (query, issues) = crate::url::parse(address);
    assert_eq!(issues, []);
    let shown = view::view_of(query.view, Some(store));
    let kind = view::kind_asked(shown, query.kind, Some(store));
    let table = view::table_of(store, kind, &view::asked(&query, store));
    let (selection, _) = select::asked(store, &query);
    let mut rows = view::select(store, &table, &selection);
    view::sort(store, &table, &mut rows, query.sort);
    make(Asking {
        store,
        table: &table,
        rows: &rows,
        query: &query,
        config: &Config::default(),
    })
}

fn runs(store: &Store, address: &str) -> RunsView {
    asking(store, &format!("view=runs&{address}"), view::runs)
}

pub(super) fn sheet(store: &Store, view: View, address: &str) -> Result<Sheet, String> {
    asking(store, address, |asking| {
        view::sheet(asking, view).map(Option::unwrap)
    })
}

/// `NUMBER passed/failed/skipped/other, required k/n, new a, fixed b`.
fn short(row: &RunRow) -> String {
    let c = row.counts;
    let other = c.cancelled + c.running + c.unknown;
    let required = row.required.map_or("n/a".to_owned(), |r| r.value());
    let changes = row.changes.map_or("n/a".to_owned(), |(broke, fixed)| {
        format!("new {broke}, fixed {fixed}")
    });
    let counts = [c.passed, c.failed, c.skipped, other].map(|n| n.to_string());
    format!(
        "{} {}, required {required}, {changes}",
        row.word,
        counts.join("/")
    )
}

/// Rows of strips, newest run first.
fn check(jobs: &[Job], address: &str, expect: &[&str]) {
    let store = testkit::store(Kind::Nightly, jobs);
    let view = runs(&store, address);
    let rows: Vec<String> = view.rows.iter().map(short).collect();
    assert_eq!(rows, expect);
}

fn jobs() -> Vec<Job> {
    vec![
        job("broke", "FPP").required(),
        job("mended", "PFF").required(),
        job("red", "FFF"),
        job("skips", "SP."),
        job("came", "F.."),
        job("flaky", "kPC"),
    ]
}

#[test]
fn each_run_is_counted_by_outcome_and_against_the_one_before() {
    let expect = [
        "500 2/3/1/0, required 1/2, new 1, fixed 1",
        "499 3/2/0/0, required 1/2, new 0, fixed 0",
        "498 1/2/0/1, required 1/2, n/a",
    ];
    check(&jobs(), "", &expect);
    // The run before is looked at though it lies outside of the window.
    check(&jobs(), "runs=2", &expect[..2]);
}

#[test]
fn counts_are_over_the_jobs_left() {
    check(
        &jobs(),
        "required=1",
        &[
            "500 1/1/0/0, required 1/2, new 1, fixed 1",
            "499 1/1/0/0, required 1/2, new 0, fixed 0",
            "498 1/1/0/0, required 1/2, n/a",
        ],
    );
    // A run in which the filter leaves no job is left out; without a filter none is.
    check(
        &jobs(),
        "q=came",
        &["500 0/1/0/0, required n/a, new 0, fixed 0"],
    );
    let store = testkit::store(Kind::Nightly, &jobs());
    let view = runs(&store, "q=came");
    assert_eq!((view.listed, view.jobs), (3, (1, 6)));
    assert_eq!(runs(&store, "q=nothing").rows, []);
}

#[test]
fn what_a_file_does_not_tell_is_not_made_up() {
    let store = testkit::store(Kind::Nightly, &[job("a", "PF").unknown().bare()]);
    let row = runs(&store, "").rows.remove(0);
    assert_eq!((row.required, row.reruns), (None, None));
    assert_eq!((row.flaky, row.mixed), (None, None));
    assert_eq!((row.duration_secs, row.created), (None, None));
    // A legacy nightly that lists attempts knows mixed cells and no reruns.
    let store = testkit::store(Kind::Nightly, &[job("a", "mF")]);
    let row = runs(&store, "").rows.remove(0);
    assert_eq!((row.reruns, row.flaky, row.mixed), (None, None, Some(1)));
}

#[test]
fn pull_requests_are_rows_too_and_no_history() {
    let jobs = [job("a", "FPm").required(), job("b", "P.S")];
    let store = testkit::store(Kind::Prs, &jobs);
    let view = runs(&store, "");
    assert_eq!(view.kind, Kind::Prs);
    let rows: Vec<String> = view.rows.iter().map(short).collect();
    let expect = [
        "500 1/1/0/0, required 0/1, n/a",
        "499 1/0/0/0, required 1/1, n/a",
        "498 1/0/1/0, required 1/1, n/a",
    ];
    assert_eq!(rows, expect);
    assert_eq!(view.rows[2].reruns, Some(1));
    assert_eq!(runs(&store, "kind=nightly").rows, []);
}

/// One run of a workflow: its number, the day, and letters of its jobs (`P`, `F`, `.` hole, `R`
/// running, `2` failed, then passed an hour later).
pub(super) fn add(rows: &mut History, workflow: &str, number: u64, day: i64, letters: &str) {
    let at = DAY + day * 86_400 + 3_600;
    let id = if workflow == "a.yml" { 7_000 } else { 8_000 } + number;
    let mut run = Run::new("kata", id, workflow, Kind::Nightly, at);
    run.number = Some(number);
    run.run_attempt = if letters.contains('2') { 2 } else { 1 };
    run.head_sha = Some(format!("{workflow}-{day}"));
    for (i, letter) in (0_u64..).zip(letters.chars()).filter(|l| l.1 != '.') {
        let mut tries = vec![letter];
        if letter == '2' {
            tries = vec!['F', 'P'];
        }
        for (n, letter) in (0_u32..).zip(tries) {
            // Job i starts i minutes after the run and takes ten.
            let start = at + i64::try_from(i).unwrap() * 60 + i64::from(n) * 3_600;
            let is_done = letter != 'R';
            let attempt = Attempt {
                job_id: number * 100 + i * 10 + u64::from(n),
                job: format!("{workflow} {}", char::from(b'a' + u8::try_from(i).unwrap())),
                run_attempt: n + 1,
                status: if is_done { "completed" } else { "in_progress" }.to_owned(),
                conclusion: is_done
                    .then(|| if letter == 'F' { "failure" } else { "success" }.to_owned()),
                started_at: Some(start),
                completed_at: is_done.then_some(start + 600),
                ..Attempt::default()
            };
            let _ = rows.insert_attempt(&run.key, attempt);
        }
    }
    let _ = rows.insert_run(run);
}

pub(super) fn open(rows: &mut History) -> Store {
    let _ = rows.insert_project(Project {
        id: "kata".to_owned(),
        name: String::new(),
        repository: "o/r".to_owned(),
    });
    let options = Options {
        generated_at: DAY,
        tool: String::new(),
        max_results: 99,
        retired: Vec::new(),
    };
    let files = encode(rows, &options);
    let texts = std::iter::once(&files.manifest).chain(&files.texts);
    let inputs: Vec<Input> = texts
        .filter_map(|text| decode(text.as_bytes(), "x").ok())
        .map(|(snapshot, issues)| Input { snapshot, issues })
        .collect();
    build(&inputs, Arc::new(Naming::default())).0
}

#[test]
fn runs_of_several_workflows_stand_by_night() {
    let mut rows = History::default();
    for (workflow, number, day) in [("a.yml", 5, 3), ("a.yml", 4, 1), ("b.yml", 5, 3)] {
        add(
            &mut rows,
            workflow,
            number + u64::from(workflow == "b.yml") * 50,
            day,
            "P",
        );
    }
    add(&mut rows, "b.yml", 54, 2, "P");
    let store = open(&mut rows);
    let view = runs(&store, "");
    let told: Vec<_> = view
        .rows
        .iter()
        .map(|row| (row.word.as_str(), row.is_new_night))
        .collect();
    let expect = [
        ("a.yml:5", false),
        ("b.yml:55", false),
        ("b.yml:54", true),
        ("a.yml:4", true),
    ];
    assert_eq!(told, expect);
    assert!(view.several);
    let created = view.rows[0].created.clone().unwrap();
    assert_eq!(created.1, "4 Dec 2025 01:00 UTC");
    assert_eq!(created.2, "2025-12-04T01:00:00Z");
    assert_eq!(
        view.rows[0].url.as_deref(),
        Some("https://github.com/o/r/actions/runs/7005")
    );
    // One run of each workflow; each row's word leads to it.
    let one = runs(&store, "runs=1");
    assert_eq!(one.rows.len(), 2);
    for row in &view.rows {
        let found = crate::compare::find(&store, Some("kata"), &row.word).unwrap();
        assert_eq!(found, row.at);
    }
}

#[test]
fn a_run_takes_from_its_first_start_to_its_last_end_without_reruns() {
    let mut rows = History::default();
    add(&mut rows, "a.yml", 1, 0, "PPP");
    add(&mut rows, "a.yml", 2, 1, "P2.");
    add(&mut rows, "a.yml", 3, 2, "PR.");
    let store = open(&mut rows);
    let told = |address: &str| -> Vec<_> {
        let rows = runs(&store, address).rows;
        let figures = |r: &RunRow| (r.duration_secs, r.reruns, r.attempts, r.flaky);
        rows.iter().map(figures).collect()
    };
    let expect = [
        (None, Some(0), Some(1), Some(0)),
        (Some(660), Some(1), Some(2), Some(1)),
        (Some(720), Some(0), Some(1), Some(0)),
    ];
    assert_eq!(told(""), expect);
    // The duration is the run's, whatever jobs are left.
    assert_eq!(told("q=a.yml+a")[2].0, Some(720));
}

#[test]
fn the_sheet_has_the_same_figures() {
    let store = testkit::store(Kind::Nightly, &jobs());
    let sheet = sheet(&store, View::Runs, "view=runs&q=-came").unwrap();
    let json = sheet.json();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&value["listed"], &value["shown"]), (&3.into(), &3.into()));
    assert_eq!(
        (&value["jobs"], &value["jobs_listed"]),
        (&5.into(), &6.into())
    );
    let first = &value["rows"][0];
    assert_eq!(first["number"], NEWEST);
    assert_eq!(first["failed"], 2);
    assert_eq!(first["newly_failing"], 1);
    assert_eq!(first["required_passed"], 1);
    assert_eq!(first["duration_secs"], serde_json::Value::Null);
    let query = Query::default();
    assert_eq!(query.kind, None);
}
