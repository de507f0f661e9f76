use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use tailorbird_snapshot::dataset::{Attempt, Covered, History, Run, restore};
use tailorbird_snapshot::{Kind, Outcome, codes};

use super::super::generate::{Options, write};
use super::{NOW, history};
use crate::dataset_dir::{self, Disk, MANIFEST, SaveOptions};

fn options(jobs: usize, nights: usize, prs: usize, seed: u64) -> Options {
    Options {
        jobs,
        nights,
        prs,
        seed,
    }
}

/// All real attempts with their runs.
fn attempts(rows: &History) -> Vec<(&Run, &Attempt)> {
    let mut out = Vec::new();
    for run in rows.runs() {
        let real = rows.real_attempts(&run.key);
        out.extend(real.attempts.into_iter().map(|(_, row)| (run, row)));
    }
    out
}

fn outcome(attempt: &Attempt) -> Outcome {
    Outcome::from_words(&attempt.status, attempt.conclusion.as_deref())
}

fn check(options: &Options) {
    let rows = history(options);
    assert_eq!(rows.n_orphans(), 0);
    let mut ids = BTreeSet::new();
    for run in rows.runs() {
        assert_eq!(rows.real_attempts(&run.key).n_copies, 0);
        assert!(run.created_at <= NOW && run.updated_at <= Some(NOW));
        assert!(run.run_attempt >= 1 && run.head_sha.is_some());
        for row in rows.attempts(&run.key) {
            assert!(row.job_id > u64::from(u32::MAX));
            assert!(ids.insert((&run.key.project, row.job_id)), "{row:?}");
            let times = [row.created_at, row.started_at, row.completed_at];
            let known: Vec<i64> = times.into_iter().flatten().collect();
            assert!(known.is_sorted(), "{row:?}");
            assert!(known.iter().all(|t| (run.created_at..=NOW).contains(t)));
            assert_eq!(row.completed_at.is_none(), row.conclusion.is_none());
            assert!(row.run_attempt <= run.run_attempt);
            let failed = outcome(row) == Outcome::Failed && row.started_at != row.completed_at;
            assert_eq!(row.failing_step.is_some(), failed, "{row:?}");
        }
    }
}

#[test]
fn rows_hold_together_in_any_size() {
    check(&Options::default());
    check(&options(1, 1, 1, 0));
    check(&options(0, 0, 0, 0));
    check(&options(400, 3, 5, u64::MAX));
    check(&options(9, 90, 150, 3));
}

#[test]
fn all_outcomes_are_there_in_both_kinds_of_words() {
    let rows = history(&Options::default());
    let all = attempts(&rows);
    let outcomes: BTreeSet<_> = all.iter().map(|(_, a)| outcome(a).as_str()).collect();
    assert_eq!(outcomes.len(), 7, "{outcomes:?}");
    let words: BTreeSet<_> = all
        .iter()
        .filter_map(|(_, a)| a.conclusion.as_deref())
        .collect();
    for word in [
        "timed_out",
        "action_required",
        "cancelled",
        "abandoned",
        "startup_failure",
    ] {
        assert!(words.contains(word), "{word}");
    }
    let status: BTreeSet<_> = all.iter().map(|(_, a)| a.status.as_str()).collect();
    assert!(status.contains("queued") && status.contains("in_progress"));
}

#[test]
fn jobs_failed_and_passed_on_one_commit() {
    let rows = history(&Options::default());
    for kind in [Kind::Nightly, Kind::Prs] {
        let mut cells: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
        for (run, row) in attempts(&rows).iter().filter(|(run, _)| run.kind == kind) {
            let cell = (&run.head_sha, &run.workflow, &row.job);
            cells.entry(cell).or_default().insert(outcome(row).as_str());
        }
        let is_flaky = |seen: &&BTreeSet<&str>| seen.contains("failed") && seen.contains("passed");
        let flaky = cells.values().filter(is_flaky).count();
        assert!((20..500).contains(&flaky), "{kind:?}: {flaky}");
        // "Re-run failed jobs": what passed is not tried again.
        let tries = |n| {
            attempts(&rows)
                .iter()
                .filter(|(_, a)| a.run_attempt == n)
                .count()
        };
        assert!(tries(2) > 0 && tries(2) * 10 < tries(1));
    }
}

#[test]
fn required_sets_commits_and_names_change_over_time() {
    let rows = history(&Options::default());
    let runs: Vec<&Run> = rows.runs().collect();
    let sets: BTreeSet<_> = runs
        .iter()
        .filter_map(|run| rows.required_of(run))
        .collect();
    assert_eq!(sets.len(), 6, "three of each project");
    let of = |file: &str| {
        let mut runs: Vec<_> = runs.iter().filter(|r| r.workflow == file).collect();
        runs.sort_by_key(|run| run.created_at);
        runs
    };
    let nights = of("ci-nightly.yaml");
    assert_eq!(nights.len(), 30);
    let (mut same, mut between) = (0, 0);
    for pair in nights.windows(2) {
        let heads = (pair[0].head_sha.as_ref(), pair[1].head_sha.as_ref());
        let mut ranges = rows.commits();
        if heads.0 == heads.1 {
            same += 1;
        } else if ranges.any(|r| (Some(&r.base), Some(&r.head)) == heads) {
            between += 1;
        }
    }
    assert!(
        same > 0 && between > 10 && same + between == 29,
        "{same} {between}"
    );
    let names = |run: &Run| -> BTreeSet<String> {
        rows.attempts(&run.key).map(|a| a.job.clone()).collect()
    };
    let small = "/ run-k8s-tests (ubuntu, qemu-runtime-rs, small)";
    let old = "/ run-k8s-tests (ubuntu, small, qemu-runtime-rs)";
    let has = |run: &Run, end: &str| names(run).iter().any(|name| name.ends_with(end));
    let word = |run: &Run| match (has(run, old), has(run, small)) {
        (true, false) => 'o',
        (false, true) => 'n',
        (false, false) => '-',
        (true, true) => '!',
    };
    let seen: String = nights.iter().map(|run| word(run)).collect();
    let seen = seen.replace('-', "");
    assert_eq!(
        seen.trim_start_matches('o').trim_start_matches('n'),
        "",
        "{seen}"
    );
    assert!(seen.starts_with('o') && seen.ends_with('n'), "{seen}");
}

#[test]
fn pull_requests_have_titles_and_several_commits() {
    let rows = history(&Options::default());
    let mut heads: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for run in rows.runs().filter(|run| run.kind == Kind::Prs) {
        for number in &run.pull_requests {
            let key = (&run.key.project, *number);
            heads.entry(key).or_default().insert(&run.head_sha);
        }
    }
    assert_eq!(heads.len(), 40);
    assert!(heads.values().any(|heads| heads.len() > 2));
    for pull in rows.pull_requests() {
        assert!(
            pull.title.contains(": ") && pull.author.is_some(),
            "{pull:?}"
        );
        assert!(heads.contains_key(&(&pull.project, pull.number)));
    }
    let merged = rows
        .pull_requests()
        .filter(|pull| pull.merged == Some(true));
    let brought: BTreeSet<_> = rows.commits().flat_map(|r| &r.commits).collect();
    let is_there = |n| brought.iter().any(|commit| commit.pull_request == Some(n));
    assert!(merged.filter(|pull| is_there(pull.number)).count() > 5);
}

#[test]
fn days_are_covered_in_every_way() {
    let rows = history(&Options::default());
    let nightly = rows
        .coverage()
        .filter(|(s, ..)| s.workflow == "ci-nightly.yaml");
    let days: BTreeMap<i32, Covered> = nightly.map(|(_, day, held)| (day, held)).collect();
    let count = |held| days.values().filter(|v| **v == held).count();
    let found = [Covered::Complete, Covered::Partial, Covered::Nothing].map(count);
    assert_eq!(found, [29, 1, 1]);
    let (first, last) = (
        days.keys().next().unwrap(),
        days.keys().next_back().unwrap(),
    );
    assert_eq!(last - first + 1, 32, "one day was not asked for");
    assert_eq!(rows.runs().filter(|run| run.partial).count(), 1);
}

#[test]
fn some_jobs_became_slower() {
    let rows = history(&Options::default());
    let mut secs: BTreeMap<&str, Vec<(i64, i64)>> = BTreeMap::new();
    for (run, row) in attempts(&rows) {
        if run.kind == Kind::Nightly && outcome(row) == Outcome::Passed {
            let took = row.completed_at.unwrap() - row.started_at.unwrap();
            secs.entry(&row.job)
                .or_default()
                .push((run.created_at, took));
        }
    }
    let median = |list: &[(i64, i64)]| {
        let mut secs: Vec<i64> = list.iter().map(|(_, secs)| *secs).collect();
        secs.sort_unstable();
        secs[secs.len() / 2]
    };
    let (mut slower, mut faster) = (0, 0);
    for list in secs.values_mut().filter(|list| list.len() > 20) {
        list.sort_unstable();
        let (old, new) = (median(&list[..8]), median(&list[list.len() - 8..]));
        slower += usize::from(new * 100 > old * 120);
        faster += usize::from(new * 120 < old * 100);
    }
    assert!(slower > 3 && faster > 1, "{slower} {faster}");
    assert!(slower + faster < secs.len() / 4, "{slower} {faster}");
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("tailorbird-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

/// Names and bytes of all files.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for below in ["", "shards"] {
        for entry in std::fs::read_dir(folder.join(below)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_str().unwrap();
                out.insert(format!("{below}/{name}"), std::fs::read(&path).unwrap());
            }
        }
    }
    out
}

#[test]
fn the_same_bytes_whatever_was_there() {
    let folder = scratch("sample-twice");
    let small = options(20, 6, 4, 1);
    write(&options(30, 9, 5, 2), &folder).unwrap();
    let other = files(&folder);
    write(&small, &folder).unwrap();
    let first = files(&folder);
    assert_ne!(first, other);
    write(&small, &folder).unwrap();
    assert_eq!(files(&folder), first);
    let opened = dataset_dir::open(&Disk(folder.clone())).unwrap().unwrap();
    assert_eq!(opened.history(), restore(opened.parts()));
    assert_eq!(opened.manifest().unwrap().generated_at, Some(NOW));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_published_sample_is_the_default_one() {
    let folder = scratch("sample-published");
    write(&Options::default(), &folder).unwrap();
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/sample");
    assert!(
        files(&folder) == files(&published),
        "run `cargo run -p tailorbird-cli -- sample --out public/sample`"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn no_other_data_set_is_overwritten() {
    let folder = scratch("sample-other");
    let mut rows = History::default();
    let _ = rows.insert_project(tailorbird_snapshot::dataset::Project {
        id: "mine".to_owned(),
        repository: "owner/mine".to_owned(),
        ..Default::default()
    });
    let save = SaveOptions {
        generated_at: NOW,
        retained_from: None,
        allow_shrink: true,
    };
    dataset_dir::save(&mut Disk(folder.clone()), &rows, &save).unwrap();
    let before = std::fs::read(folder.join(MANIFEST)).unwrap();
    let err = write(&options(3, 2, 2, 1), &folder).unwrap_err();
    assert!(err.to_string().contains("no sample"), "{err}");
    assert_eq!(std::fs::read(folder.join(MANIFEST)).unwrap(), before);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// What the page carries: at most 150 KB on the way, and nothing odd in it but what is meant to be.
#[test]
fn the_default_is_small_and_opens() {
    let folder = scratch("sample-size");
    write(&Options::default(), &folder).unwrap();
    let gzip = |bytes: &Vec<u8>| {
        let mut out = GzEncoder::new(Vec::new(), Compression::best());
        out.write_all(bytes).unwrap();
        out.finish().unwrap().len()
    };
    let sum: usize = files(&folder).values().map(gzip).sum();
    assert!(sum < 150_000, "{sum}");
    let opened = dataset_dir::open(&Disk(folder.clone())).unwrap().unwrap();
    let odd: BTreeSet<_> = opened.issues.iter().map(|issue| issue.code).collect();
    assert_eq!(odd, BTreeSet::from([codes::UNKNOWN_WORD]));
    let config = opened.manifest().unwrap().config.clone().unwrap();
    assert_eq!((config.projects.len(), config.data.len()), (2, 0));
    assert_eq!(config.projects[1].id, "sample-charts");
    std::fs::remove_dir_all(&folder).unwrap();
}
