//! Objects as GitHub writes them, made up.

use serde_json::{Value, json};

use crate::time::format_time;

/// A commit's hash for a number.
#[must_use]
pub fn sha(n: u64) -> String {
    format!("{n:040x}")
}

fn time(secs: i64) -> Value {
    format_time(secs).map_or(Value::Null, Value::String)
}

/// A completed run of `nightly.yaml`, at its first attempt.
#[must_use]
pub fn run(id: u64, number: u64, created: i64, head: &str) -> Value {
    json!({
        "id": id, "name": "Nightly", "path": ".github/workflows/nightly.yaml",
        "workflow_id": 77, "run_number": number, "run_attempt": 1, "event": "schedule",
        "status": "completed", "conclusion": "success", "head_sha": head, "head_branch": "main",
        "display_title": "Nightly", "created_at": time(created), "run_started_at": time(created),
        "updated_at": time(created + 7_200), "pull_requests": [],
        "head_repository": {"id": 4711, "full_name": "o/r"},
        "repository": {"id": 4711, "full_name": "o/r"},
        "html_url": format!("https://github.com/o/r/actions/runs/{id}"),
    })
}

/// A completed job that ran for ten minutes.
#[must_use]
pub fn job(id: u64, run_id: u64, attempt: u32, name: &str, started: i64, ok: bool) -> Value {
    let end = if ok { "success" } else { "failure" };
    json!({
        "id": id, "run_id": run_id, "run_attempt": attempt, "name": name,
        "status": "completed", "conclusion": end,
        "created_at": time(started - 30), "started_at": time(started),
        "completed_at": time(started + 600), "head_sha": sha(run_id), "head_branch": "main",
        "labels": ["ubuntu-24.04"], "runner_name": format!("GitHub Actions {id}"),
        "runner_group_name": "GitHub Actions", "runner_id": id, "runner_group_id": 0,
        "steps": [
            {"name": "Set up job", "status": "completed", "conclusion": "success", "number": 1},
            {"name": "Run tests", "status": "completed", "conclusion": end, "number": 2},
            {"name": "Complete job", "status": "completed", "conclusion": "success", "number": 3},
        ],
        "workflow_name": "Nightly",
        "html_url": format!("https://github.com/o/r/actions/runs/{run_id}/job/{id}"),
    })
}

/// A job of an earlier attempt as "re-run failed jobs" lists it again: a new id, created later,
/// but the old times of work.
#[must_use]
pub fn job_copy(of: &Value, id: u64, attempt: u32, created: i64) -> Value {
    let mut copy = of.clone();
    for (key, value) in [
        ("id", json!(id)),
        ("run_attempt", json!(attempt)),
        ("created_at", time(created)),
    ] {
        if let Some(place) = copy.get_mut(key) {
            *place = value;
        }
    }
    copy
}

/// A job that was skipped: no runner, no steps.
#[must_use]
pub fn skipped(id: u64, run_id: u64, name: &str, at: i64) -> Value {
    json!({
        "id": id, "run_id": run_id, "run_attempt": 1, "name": name, "status": "completed",
        "conclusion": "skipped", "created_at": time(at), "started_at": time(at),
        "completed_at": time(at - 1), "labels": [], "runner_name": null, "runner_id": null,
        "runner_group_id": null, "runner_group_name": null, "steps": [], "html_url": null,
    })
}

/// A nightly run with its jobs, all passed at the first attempt.
#[must_use]
pub fn night(number: u64, created: i64, n_jobs: u64) -> (Value, Vec<Value>) {
    // Beyond 2^53, so that a float on the way would show.
    let run_id = 9_007_199_254_740_993 + number * 100_000;
    let jobs = (0..n_jobs).map(|n| {
        let name = format!("tests / run-k8s-tests (vm{}, host{})", n / 10, n % 10);
        job(run_id + 1 + n, run_id, 1, &name, created + 60, true)
    });
    (run(run_id, number, created, &sha(number)), jobs.collect())
}

/// A pull request from the branch `fix` of a fork.
#[must_use]
pub fn pull(number: u64, title: &str, head: &str, fork: &str, updated: i64) -> Value {
    json!({
        "id": 1_000_000 + number, "number": number, "title": title, "state": "open",
        "user": {"login": "octocat"},
        "head": {"sha": head, "ref": "fix", "repo": {"id": 8, "full_name": fork}},
        "base": {"sha": sha(0), "ref": "main", "repo": {"id": 4711, "full_name": "o/r"}},
        "created_at": time(updated - 86_400), "updated_at": time(updated),
        "closed_at": null, "merged_at": null,
    })
}
