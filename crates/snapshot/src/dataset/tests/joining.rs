//! Of two rows of one thing one stands, whichever came first.

use super::*;
use proptest::prelude::*;

/// A row of any kind.
#[derive(Clone, Debug)]
enum Row {
    Run(Run),
    Attempt(u64, Attempt),
    Pull(PullRequest),
    Required(RequiredSet),
    Cover(Source, i32, Covered),
    Commits(CommitRange),
    Project(Project),
}

fn history(rows: &[Row]) -> History {
    let mut out = History::default();
    for row in rows.iter().cloned() {
        let _ = match row {
            Row::Run(run) => out.insert_run(run),
            Row::Attempt(run, attempt) => out.insert_attempt(&key(run), attempt),
            Row::Pull(pull) => out.insert_pull_request(pull),
            Row::Required(set) => {
                out.insert_required(set);
                Change::Same
            }
            Row::Cover(source, day, covered) => out.cover(source, day, covered),
            Row::Commits(range) => out.insert_commits(range),
            Row::Project(project) => out.insert_project(project),
        };
    }
    out
}

fn any_run() -> impl Strategy<Value = Run> {
    (
        (0_u64..3, 0_u32..3, "[abc]?", 0_i64..3, any::<bool>()),
        proptest::option::of(0_u64..3),
        proptest::option::of(0_i64..3),
        proptest::option::of("[abc]"),
        proptest::collection::btree_set(0_u64..4, 0..3),
    )
        .prop_map(
            |((id, run_attempt, word, created, partial), number, updated, end, pulls)| Run {
                number,
                run_attempt,
                event: word.clone(),
                status: word,
                conclusion: end,
                created_at: created,
                updated_at: updated,
                pull_requests: pulls,
                partial,
                ..run(id)
            },
        )
}

fn any_attempt() -> impl Strategy<Value = Attempt> {
    (
        (0_u64..4, "[ab]", 0_u32..3, any::<bool>()),
        (proptest::option::of("[sf]"), proptest::option::of(0_i64..3)),
        (proptest::option::of(0_u32..3), proptest::option::of("[xy]")),
        proptest::collection::btree_set("[tu]", 0..2),
    )
        .prop_map(
            |((job_id, job, run_attempt, done), (conclusion, at), (secs, text), tests)| Attempt {
                job_id,
                job,
                run_attempt,
                status: if done { "completed" } else { "queued" }.to_owned(),
                conclusion,
                started_at: at,
                completed_at: at.filter(|_| done),
                duration_secs: secs,
                runner: text.clone(),
                failing_step: text.clone(),
                excerpt: text,
                failing_tests: tests
                    .into_iter()
                    .map(|name| TestCase {
                        file: String::new(),
                        name,
                    })
                    .collect(),
                ..Attempt::default()
            },
        )
}

fn any_row() -> impl Strategy<Value = Row> {
    let text = || "[ab]?";
    prop_oneof![
        3 => any_run().prop_map(Row::Run),
        4 => (0_u64..3, any_attempt()).prop_map(|(id, a)| Row::Attempt(id, a)),
        1 => (0_u64..2, text(), proptest::option::of(0_i64..3)).prop_map(|(number, title, at)| {
            Row::Pull(PullRequest { number, title, updated_at: at, ..PullRequest::default() })
        }),
        1 => (0_i64..3, proptest::collection::btree_set(text(), 0..2)).prop_map(|(at, jobs)| {
            Row::Required(RequiredSet { at, jobs, ..RequiredSet::default() })
        }),
        1 => (0_i32..2, prop_oneof![
            Just(Covered::Nothing), Just(Covered::Partial), Just(Covered::Complete),
        ]).prop_map(|(day, covered)| {
            let source = Source {
                project: String::new(), workflow: String::new(), kind: Kind::Prs,
            };
            Row::Cover(source, day, covered)
        }),
        1 => (text(), text()).prop_map(|(base, sha)| Row::Commits(CommitRange {
            base,
            commits: vec![Commit { sha, ..Commit::default() }],
            ..CommitRange::default()
        })),
        1 => (text(), text()).prop_map(|(name, repository)| {
            Row::Project(Project { id: String::new(), name, repository })
        }),
    ]
}

proptest! {
    #[test]
    fn neither_order_nor_repetition_matters(
        rows in proptest::collection::vec(any_row(), 0..24), seed in any::<u64>(),
    ) {
        let expect = history(&rows);
        let mut mixed = rows.clone();
        let mut state = seed;
        for i in (1..mixed.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            mixed.swap(i, (state >> 33) as usize % (i + 1));
        }
        prop_assert_eq!(&history(&mixed), &expect);
        mixed.extend(rows.clone());
        prop_assert_eq!(&history(&mixed), &expect);
        let (front, back) = rows.split_at(rows.len() / 2);
        let mut joined = history(back);
        joined.merge(history(front));
        prop_assert_eq!(&joined, &expect);
    }
}

#[test]
fn an_insertion_says_what_it_did() {
    let mut history = History::default();
    let mut newer = run(1);
    newer.updated_at = Some(DAY);
    assert_eq!(history.insert_run(run(1)), Change::New);
    assert_eq!(history.insert_run(run(1)), Change::Same);
    assert_eq!(history.insert_run(newer.clone()), Change::Updated);
    assert_eq!(history.insert_run(run(1)), Change::Same);
    assert_eq!(history.run(&key(1)), Some(&newer));
    let row = attempt(5, "a", 1, 10, "success");
    assert_eq!(history.insert_attempt(&key(1), row.clone()), Change::New);
    assert_eq!(history.insert_attempt(&key(1), row), Change::Same);
}

#[test]
fn what_is_finished_stands_and_details_add_up() {
    let mut history = History::default();
    let mut running = attempt(5, "a", 1, 10, "success");
    running.status = "in_progress".to_owned();
    (running.conclusion, running.completed_at) = (None, None);
    running.failing_step = Some("Run tests".to_owned());
    let done = attempt(5, "a", 1, 12, "failure");
    assert_eq!(history.insert_attempt(&key(1), done), Change::New);
    assert_eq!(history.insert_attempt(&key(1), running), Change::Updated);
    let held: Vec<_> = history.attempts(&key(1)).collect();
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].conclusion.as_deref(), Some("failure"));
    assert_eq!(held[0].started_at, Some(DAY + 12));
    assert_eq!(held[0].failing_step.as_deref(), Some("Run tests"));
}

#[test]
fn a_whole_read_stands_over_a_partial_one_of_the_same_time() {
    let mut partial = run(1);
    partial.updated_at = Some(DAY);
    partial.partial = true;
    let mut whole = partial.clone();
    whole.partial = false;
    for rows in [[&partial, &whole], [&whole, &partial]] {
        let mut history = History::default();
        for row in rows {
            let _ = history.insert_run(row.clone());
        }
        assert!(!history.run(&key(1)).unwrap().partial);
    }
}

#[test]
fn the_required_set_that_was_seen_first_counts() {
    let mut history = History::default();
    let set = |at, job: &str| RequiredSet {
        project: "kata".to_owned(),
        source: "gatekeeper".to_owned(),
        at,
        jobs: BTreeSet::from([job.to_owned()]),
    };
    let late = history.insert_required(set(DAY + 9, "a"));
    let early = history.insert_required(set(DAY + 5, "b"));
    assert_eq!(history.insert_required(set(DAY + 1, "b")), early);
    assert_eq!(early.len(), 16);
    let mut row = run(1);
    assert_eq!(history.required_of(&row), None);
    row.required_sets = BTreeSet::from([late, early.clone()]);
    assert_eq!(history.required_of(&row), Some(early.as_str()));
    assert_eq!(history.required().map(|s| s.1.at).min(), Some(DAY + 1));
}

#[test]
fn retention_forgets_old_runs_only() {
    let mut history = History::default();
    for (id, created_at) in [(1, DAY - 1), (2, DAY), (3, DAY + 1)] {
        let _ = history.insert_run(Run {
            created_at,
            ..run(id)
        });
    }
    let _ = history.insert_attempt(&key(9), attempt(1, "a", 1, 1, "success"));
    assert_eq!(history.forget_before(DAY), 1);
    assert_eq!(history.runs().map(|r| r.key.id).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(history.n_orphans(), 1);
}

#[test]
fn the_configuration_of_what_is_merged_in_stands() {
    let mut history = History::default();
    history.set_config(Config {
        runs: 3,
        ..Config::default()
    });
    history.merge(History::default());
    assert_eq!(history.config().map(|c| c.runs), Some(3));
    let mut other = History::default();
    other.set_config(Config {
        runs: 4,
        ..Config::default()
    });
    history.merge(other);
    assert_eq!(history.config().map(|c| c.runs), Some(4));
}
