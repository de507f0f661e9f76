//! What only a data set knows: commits, durations, failing steps and tests.

use std::sync::Arc;

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{Attempt, Commit, CommitRange, Options, Project, Run, encode};

use crate::query::{self, Context};
use crate::store::{Input, Naming, Store, build};
use crate::url::Runs;
use crate::view;
use tailorbird_snapshot::dataset::History;

/// 2025-12-01 00:00:00 UTC.
const DAY: i64 = 1_764_547_200;

/// One job in one run a letter (`P` passed, `F` failed, `H` failed on a
/// machine of GitHub's), oldest first; each commit its run's id.
pub(super) fn store(strip: &str, same_commit: bool) -> Store {
    let mut rows = History::default();
    let _ = rows.insert_project(Project {
        id: "kata".to_owned(),
        name: String::new(),
        repository: "o/r".to_owned(),
    });
    for (id, letter) in (1_u64..).zip(strip.chars()) {
        let at = DAY + i64::try_from(id).unwrap_or(0) * 86_400;
        let mut run = Run::new("kata", id, "ci.yaml", Kind::Nightly, at);
        run.head_sha = Some(if same_commit {
            "c".to_owned()
        } else {
            format!("c{id}")
        });
        let failed = matches!(letter, 'F' | 'H');
        let mut attempt = Attempt {
            job_id: id * 10,
            job: "a".to_owned(),
            run_attempt: 1,
            status: "completed".to_owned(),
            conclusion: Some(if failed { "failure" } else { "success" }.to_owned()),
            started_at: Some(at + 5),
            completed_at: Some(at + 1_805),
            ..Attempt::default()
        };
        if failed {
            attempt.failing_step = Some("Run tests".to_owned());
            attempt.excerpt = Some("not ok 1".to_owned());
            attempt.runner = Some(match letter {
                'H' => format!("GitHub Actions {id}"),
                _ => "box".to_owned(),
            });
            attempt
                .failing_tests
                .insert(tailorbird_snapshot::dataset::TestCase {
                    file: "a.bats".to_owned(),
                    name: "one".to_owned(),
                });
        }
        let _ = rows.insert_attempt(&run.key, attempt);
        let _ = rows.insert_run(run);
    }
    let _ = rows.insert_commits(CommitRange {
        project: "kata".to_owned(),
        base: "c2".to_owned(),
        head: "c3".to_owned(),
        commits: vec![Commit {
            sha: "x".to_owned(),
            ..Commit::default()
        }],
    });
    open(&rows)
}

fn open(rows: &History) -> Store {
    open_with(rows, Naming::default())
}

/// A store of all that is in a data set of these rows.
pub(super) fn open_with(rows: &History, naming: Naming) -> Store {
    let options = Options {
        generated_at: DAY,
        tool: String::new(),
        max_results: 9,
        retired: Vec::new(),
    };
    let files = encode(rows, &options);
    let texts = std::iter::once(&files.manifest).chain(&files.texts);
    let read = |text: &String| tailorbird_snapshot::decode(text.as_bytes(), "x").ok();
    let inputs: Vec<Input> = texts
        .filter_map(read)
        .map(|(snapshot, issues)| Input { snapshot, issues })
        .collect();
    build(&inputs, Arc::new(naming)).0
}

fn detail(store: &Store) -> view::DetailView {
    let table = view::table(store, Kind::Nightly, Runs::All);
    view::detail(store, &table.rows[0], &["github.com".to_owned()]).unwrap()
}

#[test]
fn an_opened_row_tells_why_it_failed() {
    let view = detail(&store("PPFF", false));
    let attempt = &view.runs[0].attempts[0];
    assert_eq!(attempt.failing_step.as_deref(), Some("Run tests"));
    assert_eq!(
        attempt.failing_tests,
        [("a.bats".to_owned(), "one".to_owned())]
    );
    assert_eq!(attempt.excerpt.as_deref(), Some("not ok 1"));
    assert_eq!(attempt.runner.as_deref(), Some("box"));
    assert_eq!(
        (attempt.duration_secs, attempt.run_attempt),
        (Some(1_800), Some(1))
    );
    assert_eq!(attempt.started_at, Some(DAY + 4 * 86_400 + 5));
    assert_eq!(
        attempt.url.as_deref(),
        Some("https://github.com/o/r/actions/runs/4/job/40")
    );
    assert_eq!(view.runs[3].attempts[0].failing_step, None);
    assert_eq!(view.runs[3].created_at, Some(DAY + 86_400));
}

#[test]
fn durations_are_shares_of_the_longest() {
    let mut view = detail(&store("PPFF", false));
    let line = view::duration_line(&view).unwrap();
    assert_eq!(line.points, [Some(1.0); 4], "all took half an hour");
    for (at, secs) in [Some(900), None, Some(3_600), Some(0)]
        .into_iter()
        .enumerate()
    {
        view.runs[at].attempts[0].duration_secs = secs;
    }
    let line = view::duration_line(&view).unwrap();
    assert_eq!(line.points, [Some(0.0), Some(1.0), None, Some(0.25)]);
    assert_eq!(
        line.caption,
        "Durations, oldest run first: newest 15m 00s, shortest 0s, longest 1h 00m"
    );
    view.runs.truncate(2);
    assert_eq!(view::duration_line(&view), None, "one is no line");
}

#[test]
fn what_broke_it_lies_between_two_commits() {
    let suspect = detail(&store("PPFF", false)).suspect.unwrap();
    assert_eq!(
        (suspect.good_sha.as_str(), suspect.bad_sha.as_str()),
        ("c2", "c3")
    );
    assert_eq!(
        suspect.url.as_deref(),
        Some("https://github.com/o/r/compare/c2...c3")
    );
    assert_eq!(suspect.commits.len(), 1);
    assert!(!suspect.is_same_commit());
    let same = detail(&store("PPFF", true)).suspect.unwrap();
    assert!(same.is_same_commit() && same.url.is_none());
    assert_eq!(
        detail(&store("FF", false)).suspect,
        None,
        "no run passed before"
    );
    assert_eq!(detail(&store("FP", false)).suspect, None, "not broken");
}

#[test]
fn times_can_be_filtered_by() {
    let store = store("PPFF", false);
    let table = view::table(&store, Kind::Nightly, Runs::All);
    let check = |text: &str, expect: usize| {
        let ctx = Context {
            dimension_keys: store.naming().dimensions.keys(),
            is_job_name: &|_| false,
        };
        let filter = query::parse(text, &ctx).unwrap();
        let selection = view::Selection {
            filter,
            ..view::Selection::default()
        };
        assert_eq!(
            view::select(&store, &table, &selection).len(),
            expect,
            "{text}"
        );
    };
    check("p50:>20m", 1);
    check("p50:>30m", 0);
    check("since:2d", 1);
    check("since:1d", 1);
    check("since:<1d", 0);
}

#[test]
fn workflows_of_a_night_share_a_bar() {
    let mut rows = History::default();
    for (id, workflow, hours) in [
        (1, "a", 1),
        (2, "b.yaml", 3),
        (3, "a", 25),
        (4, "b.yaml", 50),
    ] {
        let at = DAY + hours * 3_600;
        let run = Run::new("kata", id, workflow, Kind::Nightly, at);
        let attempt = Attempt {
            job_id: id,
            job: "j".to_owned(),
            run_attempt: 1,
            status: "completed".to_owned(),
            conclusion: Some("success".to_owned()),
            ..Attempt::default()
        };
        let _ = rows.insert_attempt(&run.key, attempt);
        let _ = rows.insert_run(run);
    }
    let store = open(&rows);
    let table = view::table(&store, Kind::Nightly, Runs::All);
    let tiles = view::tiles(&store, &table, &[0, 1]);
    let told: Vec<_> = tiles
        .bars
        .iter()
        .map(|b| (b.run.number, b.results.passed))
        .collect();
    assert_eq!(told, [(1, 2), (3, 1), (4, 1)]);
    assert_eq!(table.n_columns(), 3);
    // Which run is whose is said where there are several.
    let newest = view::tiles(&store, &table, &[0, 1]).newest_text(Kind::Nightly);
    let mut named: Vec<&str> = newest.split(", ").collect();
    named.sort_unstable();
    assert_eq!(named, ["a 2 Dec", "b 3 Dec"]);
}

#[test]
fn many_nights_are_put_together_by_month() {
    let bars = |n_nights: u64| {
        let mut rows = History::default();
        for night in 0..n_nights {
            // From 2026-01-01; every fifth night fails.
            let at = (20_454 + i64::try_from(night).unwrap()) * 86_400;
            let run = Run::new("kata", night + 1, "a", Kind::Nightly, at);
            let word = if night % 5 == 0 { "failure" } else { "success" };
            let attempt = Attempt {
                job_id: night + 1,
                job: "j".to_owned(),
                run_attempt: 1,
                status: "completed".to_owned(),
                conclusion: Some(word.to_owned()),
                ..Attempt::default()
            };
            let _ = rows.insert_attempt(&run.key, attempt);
            let _ = rows.insert_run(run);
        }
        let store = open(&rows);
        let table = view::table(&store, Kind::Nightly, Runs::All);
        view::tiles(&store, &table, &[0]).bars
    };
    let short = |b: &view::Bar| {
        let counts = (b.n_runs, b.results.passed, b.results.failed);
        (b.label(Kind::Nightly), counts)
    };
    let told: Vec<_> = bars(63).iter().map(short).collect();
    let expect = [
        ("Jan 2026".to_owned(), (31, 24, 7)),
        ("Feb 2026".to_owned(), (28, 23, 5)),
        ("Mar 2026".to_owned(), (4, 3, 1)),
    ];
    assert_eq!(told, expect);
    assert_eq!(bars(62).len(), 62);
}

#[test]
fn rows_are_sorted_by_duration_and_by_the_time_of_their_last_failure() {
    let mut rows = History::default();
    // Job, workflow, day of its run, seconds it took, whether it failed.
    let jobs = [
        ("slow", "a", 1, 900, false),
        ("quick", "a", 1, 60, false),
        ("old", "b", 2, 300, true),
        ("new", "c", 3, 300, true),
    ];
    for (id, (job, workflow, day, secs, failed)) in (1_u64..).zip(jobs) {
        let at = DAY + day * 86_400;
        let run = Run::new("kata", id, workflow, Kind::Nightly, at);
        let attempt = Attempt {
            job_id: id,
            job: job.to_owned(),
            run_attempt: 1,
            status: "completed".to_owned(),
            conclusion: Some(if failed { "failure" } else { "success" }.to_owned()),
            started_at: Some(at),
            completed_at: Some(at + secs),
            ..Attempt::default()
        };
        let _ = rows.insert_attempt(&run.key, attempt);
        let _ = rows.insert_run(run);
    }
    let store = open(&rows);
    let table = view::table(&store, Kind::Nightly, Runs::All);
    let check = |column, descending, expect: [&str; 4]| {
        let mut order: Vec<u32> = (0..4).collect();
        let sort = crate::url::Sort { column, descending };
        view::sort(&store, &table, &mut order, Some(sort));
        let name = |at: &u32| store.series(table.rows[*at as usize].series).unwrap();
        let names: Vec<&str> = order.iter().map(|at| name(at).name.as_str()).collect();
        assert_eq!(names, expect);
    };
    use crate::url::Column;
    check(Column::P50, true, ["slow", "quick", "new", "old"]);
    check(Column::P50, false, ["quick", "slow", "new", "old"]);
    check(Column::Last, true, ["new", "old", "quick", "slow"]);
    check(Column::Last, false, ["old", "new", "quick", "slow"]);
}

#[test]
fn runs_that_were_not_read_whole_are_counted_in_the_window() {
    let mut rows = History::default();
    for id in 1..=4_u64 {
        let at = DAY + i64::try_from(id).unwrap_or(0) * 86_400;
        let mut run = Run::new("kata", id, "ci.yaml", Kind::Nightly, at);
        run.partial = id != 3;
        let attempt = Attempt {
            job_id: id,
            job: "j".to_owned(),
            run_attempt: 1,
            status: "completed".to_owned(),
            conclusion: Some("success".to_owned()),
            ..Attempt::default()
        };
        let _ = rows.insert_attempt(&run.key, attempt);
        let _ = rows.insert_run(run);
    }
    let store = open(&rows);
    let partial = |runs| view::table(&store, Kind::Nightly, runs).n_partial(&store);
    assert_eq!((partial(Runs::Count(2)), partial(Runs::All)), (1, 3));
}

#[test]
fn a_window_may_be_given_by_days() {
    // Runs on the 2nd to the 13th of December.
    let store = store("PPPPPPPPPPFF", false);
    let check = |runs, from: Option<&str>, to: Option<&str>, expect: &[u64]| {
        let date = |text: Option<&str>| text.map(|t| t.parse().unwrap());
        let (from, to) = (date(from), date(to));
        let asked = view::Asked {
            runs,
            from,
            to,
            ..view::Asked::default()
        };
        let table = view::table_of(&store, Kind::Nightly, &asked);
        let numbers = |w: &view::Windowed| -> Vec<u64> {
            let axis = store.axis(w.axis).unwrap();
            let runs = axis.runs.iter().skip(w.window.newest as usize);
            runs.take(w.window.len as usize).map(|r| r.number).collect()
        };
        assert_eq!(numbers(&table.windows[0]), expect, "{asked:?}");
        table
    };
    let ten: Vec<u64> = (3..=12).rev().collect();
    check(None, None, None, &ten);
    let all: Vec<u64> = (1..=12).rev().collect();
    check(None, Some("2025-01-01"), None, &all);
    check(None, Some("2025-12-04"), Some("2025-12-06"), &[5, 4, 3]);
    check(
        Some(Runs::Count(2)),
        Some("2025-12-04"),
        Some("2025-12-06"),
        &[5, 4],
    );
    check(Some(Runs::All), None, Some("2025-12-03"), &[2, 1]);
    check(None, Some("2026-01-01"), None, &[]);
    let table = check(
        None,
        None,
        Some("2025-12-11"),
        &(1..=10).rev().collect::<Vec<_>>(),
    );
    assert_eq!(
        table.days(&store),
        Some(("2025-12-02".to_owned(), "2025-12-11".to_owned()))
    );
    let state = table.rows[0].stats.standing.state.word();
    assert_eq!(
        state, "passing",
        "what came after the window is not looked at"
    );
}
