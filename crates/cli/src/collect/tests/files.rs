//! Rows from saved files.

use serde_json::{Value, json};
use tailorbird_github::read_saved;
use tailorbird_github::test_util::{job, job_copy, night};
use tailorbird_snapshot::dataset::History;

use super::kit::Memory;
use crate::collect::{FromFiles, Summary, from_files};
use crate::dataset_dir::{SaveOptions, open, save};

fn read(files: &[Value]) -> (Summary, Option<i64>, History) {
    let saved = |(at, file): (usize, &Value)| {
        let saved = read_saved(file.to_string().as_bytes()).unwrap();
        (format!("file {at}"), saved)
    };
    let input = FromFiles {
        files: files.iter().enumerate().map(saved).collect(),
        ..FromFiles::default()
    };
    let mut history = History::default();
    let (summary, newest) = from_files(&input, &mut history);
    (summary, newest, history)
}

fn example() -> (Value, Value) {
    let (mut run, mut jobs) = night(1, 1_764_547_200, 5);
    run["run_attempt"] = 2.into();
    let id = run["id"].as_u64().unwrap();
    jobs.push(job(id + 90, id, 1, "again", 1_764_547_300, false));
    jobs.push(job(id + 91, id, 2, "again", 1_764_550_000, true));
    jobs.push(job_copy(&jobs[0].clone(), id + 92, 2, 1_764_550_000));
    for job in &mut jobs {
        job["workflow_run_id"] = job["run_id"].to_string().into();
        job["source_repo"] = "o/r".into();
    }
    (json!([run]), json!({"total_count": 8, "jobs": jobs}))
}

#[test]
fn files_are_told_apart_and_their_order_does_not_matter() {
    let (runs, jobs) = example();
    let (summary, newest, history) = read(&[runs.clone(), jobs.clone()]);
    assert_eq!(
        (summary.runs, summary.jobs, summary.attempts, summary.copies),
        (1, 8, 7, 1)
    );
    assert_eq!(newest, Some(1_764_547_200 + 7_200));
    assert_eq!(summary.problems, Vec::<String>::new());
    let (_, _, other) = read(&[jobs.clone(), runs.clone(), jobs, runs]);
    assert_eq!(history, other);
    let run = history.runs().next().unwrap();
    assert_eq!(
        (run.key.id, run.key.project.as_str()),
        (9_007_199_254_840_993, "r")
    );
    assert_eq!(history.projects().next().unwrap().repository, "o/r");
}

#[test]
fn what_cannot_be_used_is_told() {
    let (runs, jobs) = example();
    let (summary, newest, history) = read(std::slice::from_ref(&jobs));
    assert_eq!((summary.runs, newest, history.runs().count()), (0, None, 0));
    assert_eq!(
        summary.problems,
        ["8 jobs belong to runs that no file holds; they were left out"]
    );
    let mut pushed = runs.clone();
    pushed[0]["event"] = "push".into();
    assert_eq!(read(&[pushed, jobs]).0.no_role, 1);
    // Runs without their jobs are known, but partial.
    let (summary, _, history) = read(&[runs]);
    assert_eq!(summary.partial, 1);
    assert!(history.runs().next().unwrap().partial);
    let mut nameless = json!([night(1, 0, 1).0]);
    nameless[0]["repository"] = Value::Null;
    nameless[0]["html_url"] = Value::Null;
    let (summary, ..) = read(&[nameless]);
    assert!(
        summary.problems[0].contains("name it with --repo"),
        "{:?}",
        summary.problems
    );
}

/// Reads a second night together with a first one of which a job object is odd.
fn with_odd_job(change: impl FnOnce(&mut Value)) -> (Vec<bool>, Summary, History) {
    let (runs, mut jobs) = example();
    let (run, more) = night(2, 1_764_633_600, 5);
    change(&mut jobs["jobs"][3]);
    let (summary, _, history) = read(&[runs, jobs, json!([run]), json!(more)]);
    let partial = history.runs().map(|run| run.partial).collect();
    (partial, summary, history)
}

#[test]
fn a_run_lacks_what_cannot_be_read() {
    let told = |summary: &Summary| summary.problems.join("\n");
    let (partial, summary, _) = with_odd_job(|_| {});
    assert_eq!((partial, summary.partial), (vec![false, false], 0));
    // The object names its run.
    let (partial, summary, _) = with_odd_job(|job| job["id"] = "abc".into());
    assert_eq!((partial, summary.partial), (vec![true, false], 1));
    let text = told(&summary);
    assert!(text.contains("file 1: object 3: "), "{text}");
    assert!(
        text.contains("run 9007199254840993 is marked partial"),
        "{text}"
    );
    // It names none: any of the file may lack it.
    for change in [
        |job: &mut Value| {
            job["run_id"] = Value::Null;
            job["html_url"] = Value::Null;
        },
        |job: &mut Value| *job = json!({"message": "Not Found"}),
    ] {
        let (partial, summary, _) = with_odd_job(change);
        assert_eq!((partial, summary.partial), (vec![true, false], 1));
        let text = told(&summary);
        assert!(
            text.contains("all runs of the file are marked partial"),
            "{text}"
        );
    }
}

#[test]
fn a_job_without_a_name_is_left_out() {
    for name in [Value::Null, "".into(), " \t".into()] {
        let (partial, summary, history) = with_odd_job(|job| job["name"] = name);
        assert_eq!(partial, [true, false]);
        let text = summary.problems.join("\n");
        assert!(text.contains("has no name; left out"), "{text}");
        let mut jobs = history.runs().flat_map(|run| history.attempts(&run.key));
        assert!(jobs.all(|attempt| !attempt.job.trim().is_empty()));
    }
}

#[test]
fn a_time_that_is_none_is_told() {
    let (partial, summary, _) = with_odd_job(|job| job["started_at"] = "yesterday".into());
    assert_eq!(partial, [false, false]);
    assert_eq!(
        summary.problems,
        [
            "file 1: object 3: `started_at` is \"yesterday\", no time such as \
          2025-12-01T04:36:55Z; taken as not told"
        ]
    );
}

#[test]
fn a_kill_at_every_write_leaves_a_readable_set() {
    let (runs, jobs) = example();
    let (_, newest, first) = read(&[runs, jobs]);
    let options = |at| SaveOptions {
        generated_at: at,
        retained_from: None,
        allow_shrink: false,
    };
    let mut start = Memory::default();
    save(&mut start, &first, &options(newest.unwrap())).unwrap();
    let (run, jobs) = night(2, 1_764_647_200, 5);
    let (_, newest, more) = read(&[json!([run]), json!(jobs)]);
    let mut both = first.clone();
    both.merge(more);
    let held = |folder: &Memory| {
        let opened = open(folder).unwrap().unwrap();
        assert!(opened.issues.is_empty(), "{:?}", opened.issues);
        opened.history().runs().count()
    };
    let mut n_steps = 0;
    loop {
        let mut folder = start.clone();
        folder.steps = Some(n_steps);
        let done = save(&mut folder, &both, &options(newest.unwrap())).is_ok();
        let n_runs = held(&folder);
        assert!(
            if done {
                n_runs == 2
            } else {
                n_runs == 1 || n_runs == 2
            },
            "step {n_steps}"
        );
        folder.steps = None;
        save(&mut folder, &both, &options(newest.unwrap())).unwrap();
        assert_eq!(held(&folder), 2);
        if done {
            break;
        }
        n_steps += 1;
    }
    assert!(n_steps >= 4, "{n_steps}");
}
