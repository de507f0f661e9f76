//! A small history with everything in it, and ways to write and read one.

use super::*;
use crate::dataset::{Encoded, Options, Part, bundle, encode, restore};
use crate::{Issue, decode};

pub(super) fn options() -> Options {
    Options {
        generated_at: DAY + 86_400,
        tool: "tailorbird test".to_owned(),
        max_results: crate::dataset::MAX_RESULTS,
        retired: Vec::new(),
    }
}

/// Every file of a data set, read.
pub(super) fn read(files: &Encoded) -> (Vec<Part>, Vec<Issue>) {
    let mut parts = Vec::new();
    let mut issues = Vec::new();
    let names = files.shards.iter().map(|s| s.file.as_str());
    let all = names.zip(files.texts.iter().map(String::as_str));
    for (name, text) in std::iter::once(("manifest.json", files.manifest.as_str())).chain(all) {
        let (snapshot, odd) = decode(text.as_bytes(), name).unwrap_or_else(|e| panic!("{e}"));
        parts.push(snapshot.part);
        issues.extend(odd);
    }
    (parts, issues)
}

/// The rows as they come back.
pub(super) fn through(history: &History) -> History {
    let (parts, issues) = read(&encode(history, &options()));
    let odd: Vec<_> = issues
        .iter()
        .filter(|i| i.code != crate::codes::UNKNOWN_WORD)
        .collect();
    assert!(odd.is_empty(), "{odd:?}");
    restore(&parts)
}

/// The one-file form.
pub(super) fn joined(history: &History) -> String {
    let files = encode(history, &options());
    bundle(&files.manifest, files.texts.iter().map(String::as_str))
}

/// A history with every field used, in the form in which it comes back.
pub(super) fn full() -> History {
    let mut out = History::default();
    let text = |t: &str| Some(t.to_owned());
    let _ = out.insert_project(Project {
        id: "kata".to_owned(),
        name: "Kata Containers".to_owned(),
        repository: "kata-containers/kata-containers".to_owned(),
    });
    let set = out.insert_required(RequiredSet {
        project: "kata".to_owned(),
        source: "gatekeeper".to_owned(),
        at: DAY,
        jobs: BTreeSet::from(["a / b".to_owned()]),
    });
    let _ = out.insert_pull_request(PullRequest {
        project: "kata".to_owned(),
        number: 12_000,
        updated_at: Some(DAY),
        title: "fix: \"quotes\" | pipes\nand lines".to_owned(),
        author: text("octocat"),
        merged: Some(true),
    });
    let nightly = Run {
        workflow_name: "Nightly".to_owned(),
        number: Some(746),
        run_attempt: 3,
        event: "schedule".to_owned(),
        branch: text("main"),
        head_sha: text("5a5c43429e6253126b84a7304486658fd310ced8"),
        status: "completed".to_owned(),
        conclusion: text("failure"),
        started_at: Some(DAY + 90_000),
        updated_at: Some(DAY + 93_000),
        required_sets: BTreeSet::from([set]),
        ..run(u64::MAX - 1)
    };
    let mut check = Run::new("kata", 1 << 54, "ci.yaml", Kind::Prs, DAY + 5);
    check.pull_requests = BTreeSet::from([12_000, 12_001]);
    check.partial = true;
    check.status = "in_progress".to_owned();
    let mut rich = attempt(u64::MAX, "a / b", 3, 90_010, "failure");
    rich.runner = text("s390x-runner-01");
    rich.labels = vec!["self-hosted".to_owned(), "s390x".to_owned()];
    rich.failing_step = text("Run tests");
    rich.failing_tests = [("k8s-job.bats", "Run a job"), ("", "alone")]
        .map(|(file, name)| TestCase {
            file: file.to_owned(),
            name: name.to_owned(),
        })
        .into();
    rich.excerpt = text("not ok 1 Run a job\n\u{1f600}");
    let mut odd = attempt(6, "a / b", 1, 10, "exploded");
    odd.completed_at = odd.started_at.map(|at| at - 1);
    let key = |run: &Run| run.key.clone();
    let _ = out.insert_attempt(&key(&nightly), rich);
    let _ = out.insert_attempt(&key(&nightly), odd);
    let _ = out.insert_attempt(&key(&nightly), attempt(7, "c", 1, 10, "success"));
    let _ = out.insert_attempt(
        &key(&check),
        Attempt {
            job_id: 9,
            job: "c".to_owned(),
            duration_secs: Some(33),
            status: "queued".to_owned(),
            ..Attempt::default()
        },
    );
    let _ = out.insert_run(nightly);
    let _ = out.insert_run(check);
    let source = |workflow: &str| Source {
        project: "kata".to_owned(),
        workflow: workflow.to_owned(),
        kind: Kind::Nightly,
    };
    let _ = out.cover(source("ci-nightly.yaml"), 20_423, Covered::Complete);
    let _ = out.cover(source("ci-nightly.yaml"), 20_426, Covered::Partial);
    let _ = out.cover(source("ci-nightly.yaml"), 21_426, Covered::Nothing);
    let _ = out.cover(source(""), i32::MIN, Covered::Nothing);
    let _ = out.cover(source(""), i32::MAX, Covered::Nothing);
    let _ = out.insert_commits(CommitRange {
        project: "kata".to_owned(),
        base: "b".repeat(40),
        head: "h".repeat(40),
        commits: vec![Commit {
            sha: "c".repeat(40),
            title: "runtime: fix".to_owned(),
            author: text("octocat"),
            pull_request: Some(12_000),
            time: Some(-5),
        }],
    });
    out.set_config(Config {
        runs: 7,
        ..Config::default()
    });
    out
}
