//! GitHub's objects as rows of a data set.

use tailorbird_github::types;
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{Attempt, Commit, PullRequest, Run, TestCase};

/// A run. None: it has no time at all, so it belongs to no night.
pub(super) fn run(project: &str, kind: Kind, from: &types::Run, complete: bool) -> Option<Run> {
    let created = from
        .created_at
        .or(from.run_started_at)
        .or(from.updated_at)?;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let workflow = from.workflow_file().map(str::to_owned);
    let workflow = workflow.unwrap_or_else(|| text(&from.name));
    let mut run = Run::new(project, from.id, &workflow, kind, created);
    run.workflow_name = text(&from.name);
    run.number = from.run_number;
    run.run_attempt = from.run_attempt.unwrap_or(0);
    run.event = text(&from.event);
    run.branch = from.head_branch.clone();
    run.head_sha = from.head_sha.clone();
    run.status = text(&from.status);
    run.conclusion = from.conclusion.clone();
    run.started_at = from.run_started_at;
    run.updated_at = from.updated_at;
    run.partial = !complete;
    Some(run)
}

/// A job in an attempt, as listed: copies of untouched jobs included.
pub(super) fn attempt(from: &types::Job) -> Attempt {
    let failed = has_failed(from.conclusion.as_deref());
    let step = from.failing_step().filter(|_| failed);
    Attempt {
        job_id: from.id,
        job: from.name.clone(),
        run_attempt: from.run_attempt.unwrap_or(1),
        status: from.status.clone().unwrap_or_default(),
        conclusion: from.conclusion.clone(),
        created_at: from.created_at,
        started_at: from.started_at,
        completed_at: from.completed_at,
        runner: from.runner_name.clone().filter(|name| !name.is_empty()),
        labels: from.labels.clone(),
        failing_step: step.map(|step| step.name.clone()),
        ..Attempt::default()
    }
}

/// Whether a job has a name: without one it belongs to no row of results.
pub(super) fn is_named(job: &types::Job) -> bool {
    !job.name.trim().is_empty()
}

/// What is said of a job without a name.
pub(super) fn nameless(job: &types::Job) -> String {
    format!(
        "job {} has no name; left out, and run {} is marked partial",
        job.id, job.run_id
    )
}

/// Whether an attempt ran and failed, so that it has a failing step and a log.
pub(super) fn has_failed(conclusion: Option<&str>) -> bool {
    matches!(conclusion, Some("failure" | "timed_out"))
}

/// What a log tells of an attempt.
pub(super) fn with_log(mut attempt: Attempt, tests: &[TestCase], excerpt: Option<&str>) -> Attempt {
    attempt.failing_tests = tests.iter().cloned().collect();
    attempt.excerpt = excerpt.map(str::to_owned);
    attempt
}

/// A pull request.
pub(super) fn pull(project: &str, from: &types::Pull) -> PullRequest {
    let closed = from.state.as_deref() == Some("closed");
    PullRequest {
        project: project.to_owned(),
        number: from.number,
        updated_at: from.updated_at,
        title: from.title.clone(),
        author: from.user.as_ref().and_then(|user| user.login.clone()),
        merged: match (from.merged_at, closed, from.state.is_some()) {
            (Some(_), _, _) => Some(true),
            (None, true, _) | (None, false, true) => Some(false),
            (None, false, false) => None,
        },
    }
}

/// A commit.
pub(super) fn commit(from: &types::Commit) -> Commit {
    let title = from
        .commit
        .message
        .lines()
        .next()
        .unwrap_or_default()
        .trim();
    Commit {
        sha: from.sha.clone(),
        title: title.to_owned(),
        author: from.author.as_ref().and_then(|author| author.login.clone()),
        pull_request: pull_number(title),
        time: from
            .commit
            .committer
            .as_ref()
            .and_then(|signature| signature.date),
    }
}

/// The pull request that a commit names in its first line: `Merge pull request #12 from …`, as
/// GitHub's button writes it, or `… (#12)`, as squashing does.
fn pull_number(title: &str) -> Option<u64> {
    if let Some(rest) = title.strip_prefix("Merge pull request #") {
        return rest.split(' ').next()?.parse().ok();
    }
    let (_, number) = title.strip_suffix(')')?.rsplit_once("(#")?;
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commits_name_their_pull_requests() {
        for (title, expect) in [
            ("Merge pull request #10660 from somebody/fix", Some(10_660)),
            ("ci: run it twice (#12)", Some(12)),
            ("ci: undo (#12) and more", None),
            ("ci: (#x)", None),
            ("Merge branch 'main'", None),
            ("", None),
        ] {
            assert_eq!(pull_number(title), expect, "{title}");
        }
    }
}
