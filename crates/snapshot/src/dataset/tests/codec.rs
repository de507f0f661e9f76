//! What is written comes back.

use proptest::prelude::*;

use super::kit::{full, joined, options, read, through};
use super::*;
use crate::dataset::{encode, restore, sha256_hex};
use crate::decode;

#[test]
fn every_field_comes_back() {
    let mut expect = full();
    // A pull request that nobody described is known by its number.
    let _ = expect.insert_pull_request(PullRequest {
        project: "kata".to_owned(),
        number: 12_001,
        ..PullRequest::default()
    });
    let got = through(&full());
    for key in expect.runs().map(|r| &r.key) {
        assert_eq!(got.run(key), expect.run(key));
        let rows = |h: &History| h.attempts(key).cloned().collect::<Vec<_>>();
        assert_eq!(rows(&got), rows(&expect));
    }
    assert_eq!(got, expect);
}

#[test]
fn a_bundle_holds_the_same() {
    let (snapshot, issues) = decode(joined(&full()).as_bytes(), "b.json").unwrap();
    assert!(
        issues.iter().all(|i| i.code == "unknown-word"),
        "{issues:?}"
    );
    assert_eq!(snapshot.part.shards.len(), 2);
    assert_eq!(restore([&snapshot.part]), through(&full()));
}

#[test]
fn a_shard_alone_is_written_alike() {
    let files = encode(&full(), &options());
    for (info, text) in files.shards.iter().zip(&files.texts) {
        let (snapshot, _) = decode(text.as_bytes(), &info.file).unwrap();
        let again = encode(&restore([&snapshot.part]), &options());
        assert_eq!((&again.shards[0], &again.texts[0]), (info, text));
    }
}

#[test]
fn an_empty_history_is_a_data_set() {
    let files = encode(&History::default(), &options());
    assert!(files.shards.is_empty());
    assert_eq!(through(&History::default()), History::default());
    // A run without a job is written too.
    let mut history = History::default();
    let _ = history.insert_run(run(1));
    assert_eq!(through(&history), history);
}

#[test]
fn names_end_in_the_hash_of_the_content() {
    let files = encode(&full(), &options());
    assert_eq!(files.shards.len(), 2);
    for (info, text) in files.shards.iter().zip(&files.texts) {
        assert_eq!(info.sha256, sha256_hex(text.as_bytes()));
        assert_eq!(info.bytes, text.len() as u64);
        let name = format!(
            "shards/{}-2025-12-{}.json",
            info.kind.as_str(),
            &info.sha256[..16]
        );
        assert_eq!(info.file, name);
    }
    let counts: Vec<_> = files
        .shards
        .iter()
        .map(|s| (s.runs, s.jobs, s.results))
        .collect();
    assert_eq!(counts, [(1, 1, 1), (1, 2, 3)]);
    assert_eq!(files.shards[0].kind, Kind::Prs);
    assert_eq!(files.shards[0].from, DAY + 5);
}

#[test]
fn what_did_not_change_keeps_its_file() {
    let before = encode(&full(), &options());
    let mut more = full();
    let _ = more.insert_run(Run {
        created_at: DAY + 40 * 86_400,
        ..run(77)
    });
    let after = encode(&more, &options());
    assert_eq!(after.shards.len(), 3);
    assert_eq!(after.shards[1..], before.shards[..]);
}

#[test]
fn months_are_parted_by_time_where_they_are_large() {
    let mut history = History::default();
    for id in 1..=5_u64 {
        let created_at = DAY + i64::try_from(id).unwrap() * 86_400;
        let _ = history.insert_run(Run {
            created_at,
            ..run(id)
        });
        for job in 0..4 {
            let row = attempt(id * 10 + job, &format!("job {job}"), 1, 5, "success");
            let _ = history.insert_attempt(&key(id), row);
        }
    }
    let mut small = options();
    small.max_results = 9;
    let files = encode(&history, &small);
    let counts: Vec<_> = files.shards.iter().map(|s| (s.runs, s.results)).collect();
    assert_eq!(counts, [(2, 8), (2, 8), (1, 4)]);
    assert!(files.shards.windows(2).all(|w| w[0].from > w[1].to));
    assert_eq!(restore(&read(&files).0), through(&history));
    small.max_results = 1;
    assert_eq!(
        encode(&history, &small).shards.len(),
        5,
        "a run is never parted"
    );
}

#[test]
fn only_runners_that_tell_something_are_kept() {
    let mut history = History::default();
    let _ = history.insert_run(run(1));
    let rows = [
        (1, "success", "GitHub Actions 12", None),
        (2, "failure", "GitHub Actions 13", Some("GitHub Actions 13")),
        (3, "success", "my-machine", Some("my-machine")),
    ];
    for (id, conclusion, name, _) in rows {
        let mut row = attempt(id, &format!("j{id}"), 1, 5, conclusion);
        row.runner = Some(name.to_owned());
        let _ = history.insert_attempt(&key(1), row);
    }
    let back = through(&history);
    let names: Vec<_> = back
        .attempts(&key(1))
        .map(|a| a.runner.as_deref())
        .collect();
    assert_eq!(names, rows.map(|r| r.3));
}

#[test]
fn labels_that_change_come_back() {
    let mut history = History::default();
    for (id, labels) in [
        (1, vec!["a"]),
        (2, vec!["a"]),
        (3, vec!["b", "c"]),
        (4, vec![]),
    ] {
        let _ = history.insert_run(run(id));
        let mut row = attempt(id, "j", 1, 5, "success");
        row.labels = labels.into_iter().map(str::to_owned).collect();
        let _ = history.insert_attempt(&key(id), row);
    }
    assert_eq!(through(&history), history);
}

#[test]
fn copies_are_not_written_and_twins_survive() {
    let mut history = History::default();
    let _ = history.insert_run(run(1));
    for row in [
        attempt(1, "a", 1, 10, "success"),
        attempt(2, "a", 1, 10, "failure"),
        attempt(11, "a", 2, 10, "success"),
        attempt(12, "a", 2, 700, "success"),
    ] {
        let _ = history.insert_attempt(&key(1), row);
    }
    let told = |h: &History| -> Vec<(u32, u64)> {
        let real = h.real_attempts(&key(1));
        real.attempts
            .iter()
            .map(|(twin, a)| (*twin, a.job_id))
            .collect()
    };
    let mut back = through(&history);
    assert_eq!(told(&history), [(1, 1), (2, 2), (2, 12)]);
    assert_eq!(told(&back), told(&history));
    back.merge(history.clone());
    assert_eq!(told(&back), told(&history));
    assert_eq!(encode(&back, &options()), encode(&history, &options()));
}

/// Rows as they come from outside: odd words, any id, any time.
fn any_history() -> impl Strategy<Value = History> {
    let run = (
        any::<u64>(),
        0_i64..4,
        0..3_u32,
        "[ab]",
        proptest::option::of(any::<u64>()),
    );
    let runs = proptest::collection::vec((run, "(completed|queued|x|)", any::<bool>()), 0..6);
    let times = (
        proptest::option::of(-9_i64..90_000),
        proptest::option::of(-9_i64..9_000),
        proptest::option::of(-9_i64..9_000),
    );
    let word = proptest::option::of("(success|failure|skipped|wild\n|)");
    let row = (
        (0..8_usize, any::<u64>(), 0..3_u32, "[abc\u{e9}]{1,2}"),
        times,
        word,
    );
    (runs, proptest::collection::vec(row, 0..40)).prop_map(|(runs, rows)| {
        let mut out = History::default();
        let mut keys = Vec::new();
        for ((id, month, run_attempt, workflow, number), status, prs) in runs {
            let kind = if prs { Kind::Prs } else { Kind::Nightly };
            let created = DAY + month * 20 * 86_400;
            let mut run = Run::new(&workflow, id, &format!("{workflow}.yaml"), kind, created);
            (run.status, run.run_attempt, run.number) = (status, run_attempt, number);
            if prs {
                run.pull_requests.insert(id % 7);
            }
            keys.push((run.key.clone(), created));
            let _ = out.insert_run(run);
        }
        for ((of, job_id, run_attempt, job), (start, queue, secs), conclusion) in rows {
            let Some((key, created)) = keys.get(of) else {
                continue;
            };
            let started_at = start.map(|s| created + s);
            let row = Attempt {
                job_id,
                job,
                run_attempt,
                status: "completed".to_owned(),
                conclusion,
                created_at: started_at.zip(queue).map(|(at, q)| at - q),
                started_at,
                completed_at: started_at.zip(secs).map(|(at, secs)| at + secs),
                duration_secs: secs
                    .filter(|_| start.is_none())
                    .and_then(|s| u32::try_from(s).ok()),
                ..Attempt::default()
            };
            let _ = out.insert_attempt(key, row);
        }
        out
    })
}

/// The real attempts of all runs.
fn real(history: &History) -> Vec<(RunKey, u32, Attempt)> {
    let mut out = Vec::new();
    for run in history.runs() {
        for (twin, attempt) in history.real_attempts(&run.key).attempts {
            let mut attempt = attempt.clone();
            attempt.twin = 0;
            out.push((run.key.clone(), twin, attempt));
        }
    }
    out
}

proptest! {
    #[test]
    fn any_rows_come_back(history in any_history()) {
        let back = through(&history);
        prop_assert_eq!(real(&back), real(&history));
        prop_assert_eq!(back.runs().collect::<Vec<_>>(), history.runs().collect::<Vec<_>>());
        let files = encode(&history, &options());
        let again = encode(&back, &options());
        prop_assert_eq!(&again.texts, &files.texts);
        prop_assert_eq!(again, files);
    }
}
