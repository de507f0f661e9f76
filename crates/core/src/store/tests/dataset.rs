//! Data sets in the store: written, read and put into columns.

use std::collections::BTreeSet;
use std::sync::Arc;

use tailorbird_snapshot::dataset::{Commit, CommitRange, Project, RequiredSet, Run};
use tailorbird_snapshot::{Kind, decode};

use crate::store::{Input, Naming, SeriesIdx, Store, build, series_id};
use crate::url::Runs;
use crate::view;

mod hostile;
mod kit;
mod renames;
use kit::{DAY, Rows};

/// `kind workflow name ±: number:verdict/result[attempts] …` of every job.
fn short(store: &Store) -> Vec<String> {
    let mut lines = Vec::new();
    for at in (0..store.n_series())
        .filter_map(|i| u32::try_from(i).ok())
        .map(SeriesIdx)
    {
        let Some(series) = store.series(at) else {
            continue;
        };
        let required = series.required.map_or('?', |r| if r { '+' } else { '-' });
        let kind = series.kind.as_str();
        let mut line = format!(
            "{kind} {} {} {required}:",
            series.home.workflow, series.name
        );
        for cell in store.cells(at) {
            let number = store.run_info(at, cell).map_or(0, |r| r.number);
            let verdict = store.verdict(cell).as_str();
            let result = store.result(cell).as_str();
            let n = store.attempts(cell).len();
            line.push_str(&format!(" {number}:{verdict}"));
            if result != verdict {
                line.push_str(&format!("/{result}"));
            }
            if n > 1 {
                line.push_str(&format!("[{n}]"));
            }
        }
        lines.push(line);
    }
    lines
}

/// These lines and codes, in whatever order the files are opened and however they are cut.
fn check(rows: &Rows, expect: &[&str], codes: &[&str]) -> Store {
    for max_results in [200_000, 1] {
        let mut inputs = rows.inputs(max_results);
        for _ in 0..inputs.len() {
            let (store, issues) = build(&inputs, Arc::new(Naming::default()));
            assert_eq!(short(&store), expect);
            let found: BTreeSet<_> = issues.iter().map(|i| i.code).collect();
            assert_eq!(found.into_iter().collect::<Vec<_>>(), codes, "{issues:?}");
            inputs.rotate_left(1);
        }
    }
    rows.store().0
}

#[test]
fn a_job_that_failed_and_passed_on_one_commit_is_flaky() {
    let mut rows = Rows::default();
    rows.night(
        "ci.yaml",
        1_001,
        0,
        &[("a", "FP"), ("b", "PFC"), ("c", "SC")],
    );
    rows.night("ci.yaml", 1_002, 24, &[("a", "T"), ("b", "FR"), ("c", "R")]);
    let store = check(
        &rows,
        &[
            "nightly ci.yaml a ?: 2:failed 1:flaky/passed[2]",
            "nightly ci.yaml b ?: 2:failed[2] 1:flaky/failed[3]",
            "nightly ci.yaml c ?: 2:running 1:skipped/cancelled[2]",
        ],
        &[],
    );
    let a = store.find("a", Kind::Nightly).unwrap();
    assert_eq!(
        store.series(a).unwrap().id(),
        series_id("kata", "ci.yaml", "a")
    );
    let cells: Vec<_> = store.cells(a).collect();
    let newest = store.attempts(cells[0]).next().unwrap();
    assert_eq!(store.word(newest), Some("timed_out"));
    let (shard, row) = store.source(newest).unwrap();
    assert_eq!(shard.started_at(row), Some(DAY + 86_400 + 60));
    assert_eq!(
        store.duration_secs(cells[1]),
        Some(200),
        "of the newest attempt"
    );
    assert_eq!(store.address(newest), None, "the repository is not known");
}

#[test]
fn figures_of_a_job_are_known() {
    let mut rows = Rows::default();
    for (id, letters) in [
        (1, "P"),
        (2, "FP"),
        (3, "FFP"),
        (4, "F"),
        (5, "CP"),
        (6, "X"),
    ] {
        rows.night(
            "ci.yaml",
            id,
            i64::try_from(id).unwrap() * 24,
            &[("a", letters)],
        );
    }
    let (store, issues) = rows.store();
    assert_eq!(issues.len(), 1, "the word that nobody knows: {issues:?}");
    let table = view::table(&store, Kind::Nightly, Runs::All);
    let stats = table.rows[0].stats;
    assert_eq!(
        (stats.flaky, stats.mixed, stats.reruns),
        (Some(2), None, Some(4))
    );
    assert_eq!(stats.attempts.map(|a| a.0), Some([4, 4, 1, 0, 0, 0, 1]));
    // Passed cells took 100, 200, 300 and 200 seconds.
    assert_eq!((stats.p50_secs, stats.p95_secs), (Some(200), Some(300)));
    assert_eq!(stats.first, Some((2, 5)));
    assert_eq!(
        table.days(&store),
        Some(("2025-12-02".to_owned(), "2025-12-07".to_owned()))
    );
    let totals = view::totals(&store, &table, &[0]);
    assert_eq!((totals.flaky, totals.mixed), (Some(2), None));
}

#[test]
fn workflows_keep_their_runs_apart_and_share_nights() {
    let mut rows = Rows::default();
    rows.night("ci.yaml", 10, 1, &[("a", "P")]);
    rows.night("ci.yaml", 11, 20, &[("a", "F")]);
    rows.night("ci.yaml", 12, 30, &[("a", "P"), ("b", "P")]);
    rows.night("s390x.yaml", 20, 5, &[("a", "F")]);
    rows.night("s390x.yaml", 21, 29, &[("a", "P")]);
    let store = check(
        &rows,
        &[
            "nightly ci.yaml a ?: 12:passed 11:failed 10:passed",
            "nightly ci.yaml b ?: 12:passed",
            "nightly s390x.yaml a ?: 21:passed 20:failed",
        ],
        &[],
    );
    let n = |runs| view::table(&store, Kind::Nightly, runs).n_columns();
    assert_eq!(
        n(Runs::All),
        3,
        "two runs of one workflow on the first night, one on the second"
    );
    assert_eq!(n(Runs::Count(1)), 1);
}

#[test]
fn a_pull_request_is_shown_at_its_newest_commit_with_a_result() {
    let mut rows = Rows::default();
    rows.check(1, 0, "old", &[7], &[("a", "F"), ("gone", "P")]);
    rows.check(2, 1, "new", &[7], &[("a", "F")]);
    rows.check(3, 2, "new", &[7, 8], &[("a", "P"), ("b", "C")]);
    rows.check(4, 3, "newest", &[7], &[("a", "R"), ("b", "C")]);
    rows.check(5, 9, "", &[9], &[("a", "S")]);
    rows.check(6, 10, "x", &[], &[("a", "P")]);
    let store = check(
        &rows,
        &[
            "prs ci.yaml a ?: 9:skipped 7:flaky/passed[2] 8:passed",
            "prs ci.yaml b ?: 7:cancelled 8:cancelled",
            "prs ci.yaml gone ?:",
        ],
        &["no-pull-request"],
    );
    let runs: Vec<_> = store.axes(Kind::Prs).flat_map(|a| &a.1.runs).collect();
    let told: Vec<_> = runs
        .iter()
        .map(|r| (r.number, r.head_sha.as_deref()))
        .collect();
    assert_eq!(told, [(9, None), (7, Some("new")), (8, Some("new"))]);
}

#[test]
fn required_is_what_the_newest_run_says() {
    let mut rows = Rows::default();
    let mut set = |at: i64, job: &str| {
        rows.history.insert_required(RequiredSet {
            project: "kata".to_owned(),
            source: "gatekeeper".to_owned(),
            at: DAY + at,
            jobs: BTreeSet::from([job.to_owned()]),
        })
    };
    let (first, second) = (set(1, "a"), set(2, "b"));
    for (id, name) in [(1, &first), (2, &second), (3, &first)] {
        let mut run = Run::new(
            "kata",
            id,
            "ci.yaml",
            Kind::Nightly,
            DAY + i64::try_from(id).unwrap(),
        );
        run.required_sets.insert(name.clone());
        rows.add(run, &[("a", "P"), ("b", "P")]);
    }
    let mut other = Run::new("other", 9, "ci.yaml", Kind::Nightly, DAY + 99);
    other.number = Some(9);
    rows.add(other, &[("a", "P")]);
    check(
        &rows,
        &[
            "nightly ci.yaml a +: 3:passed 2:passed 1:passed",
            "nightly ci.yaml b -: 3:passed 2:passed 1:passed",
            "nightly ci.yaml a ?: 9:passed",
        ],
        &[],
    );
    let (store, _) = rows.store();
    assert_eq!(store.projects(), ["kata", "other"]);
    let rows_of = |id| {
        let project = Some(id);
        let asked = view::Asked {
            project,
            ..view::Asked::default()
        };
        view::table_of(&store, Kind::Nightly, &asked).rows.len()
    };
    assert_eq!(
        (rows_of("kata"), rows_of("other"), rows_of("none")),
        (2, 1, 0)
    );
}

#[test]
fn twins_are_numbered_and_told() {
    let mut rows = Rows::default();
    rows.night("ci.yaml", 1, 0, &[("a", "P"), ("a", "F")]);
    check(
        &rows,
        &[
            "nightly ci.yaml a ?: 1:passed",
            "nightly ci.yaml a #2 ?: 1:failed",
        ],
        &["duplicate-job"],
    );
}

#[test]
fn a_shard_opened_twice_and_an_older_one_change_nothing() {
    let mut old = Rows::default();
    old.night("ci.yaml", 1, 0, &[("a", "F")]);
    let mut new = old.clone();
    let mut run = Run::new("kata", 1, "ci.yaml", Kind::Nightly, DAY);
    (run.run_attempt, run.number) = (2, Some(1));
    new.add(run, &[]);
    new.night("ci.yaml", 2, 24, &[("a", "P")]);
    let expect = ["nightly ci.yaml a ?: 2:passed 1:failed"];
    let mut inputs = new.inputs(200_000);
    inputs.extend(old.inputs(200_000));
    inputs.extend(new.inputs(200_000));
    for _ in 0..inputs.len() {
        let (store, issues) = build(&inputs, Arc::new(Naming::default()));
        assert_eq!(short(&store), expect);
        assert!(
            issues.iter().any(|i| i.code == "same-result-twice"),
            "{issues:?}"
        );
        inputs.rotate_left(1);
    }
}

#[test]
fn a_data_set_and_old_files_stay_apart() {
    let text = r#"{"a": {"results": ["Pass"], "run_nums": [5],
        "urls": ["https://github.com/o/r/actions/runs/9"]}}"#;
    let (snapshot, issues) = decode(text.as_bytes(), "job_stats.json").unwrap();
    let mut rows = Rows::default();
    rows.night("ci.yaml", 1, 0, &[("a", "FP")]);
    let mut inputs = rows.inputs(200_000);
    inputs.insert(0, Input { snapshot, issues });
    let (store, _) = build(&inputs, Arc::new(Naming::default()));
    let expect = [
        "nightly nightly a ?: 5:passed",
        "nightly ci.yaml a ?: 1:flaky/passed[2]",
    ];
    assert_eq!(short(&store), expect);
    assert_eq!(store.axes(Kind::Nightly).count(), 2);
    let outcomes: Vec<_> = (0..3).map(|i| store.outcome(i).as_str()).collect();
    assert_eq!(outcomes, ["passed", "passed", "failed"]);
}

#[test]
fn addresses_and_commits_come_from_the_manifest() {
    let mut rows = Rows::default();
    rows.night("ci.yaml", 1_001, 0, &[("a", "P")]);
    let _ = rows.history.insert_project(Project {
        id: "kata".to_owned(),
        name: "Kata".to_owned(),
        repository: "kata-containers/kata-containers".to_owned(),
    });
    let _ = rows.history.insert_commits(CommitRange {
        project: "kata".to_owned(),
        base: "b".to_owned(),
        head: "h".to_owned(),
        commits: vec![Commit::default()],
    });
    let (store, _) = rows.store();
    let base = "https://github.com/kata-containers/kata-containers/actions/runs/1001";
    assert_eq!(store.address(0), Some(format!("{base}/job/1")));
    let (axis, runs) = store.axes(Kind::Nightly).next().unwrap();
    assert_eq!(runs.runs[0].url.as_deref(), Some(base));
    assert_eq!(
        store.repository(axis),
        Some("kata-containers/kata-containers")
    );
    assert_eq!(
        store.commits("kata", "b", "h").map(|c| c.commits.len()),
        Some(1)
    );
    assert_eq!(store.generated_at(), Some(DAY));
    assert_eq!(store.newest_run_at(), Some(DAY));
}

#[test]
fn a_repository_that_is_none_makes_no_address() {
    for repository in ["", "x", "a/b/c", "a/b?c", "javascript:alert(1)/x"] {
        let mut rows = Rows::default();
        rows.night("ci.yaml", 1, 0, &[("a", "P")]);
        let _ = rows.history.insert_project(Project {
            id: "kata".to_owned(),
            name: String::new(),
            repository: repository.to_owned(),
        });
        let (store, _) = rows.store();
        assert_eq!(store.address(0), None, "{repository}");
        assert_eq!(store.runs_of(SeriesIdx(0))[0].url, None, "{repository}");
    }
}
