//! Which pull requests a run belongs to. Runs of forks name none, so they are found by head
//! commit and head repository; an older commit by its branch, among those open at the time.

use std::collections::BTreeSet;

use tailorbird_github::types::{Pull, PullRef, Run};
use tailorbird_snapshot::Kind;

/// Numbers of the pull requests that a run was made for. Empty for scheduled runs: what GitHub
/// lists there are pull requests of unrelated forks.
pub(super) fn of_run(run: &Run, kind: Kind, pulls: &[Pull]) -> BTreeSet<u64> {
    if kind != Kind::Prs {
        return BTreeSet::new();
    }
    let own = |pull: &&PullRef| {
        let repo = run
            .repository
            .as_ref()
            .and_then(|repo| repo.full_name.as_deref());
        match (&pull.url, repo) {
            (Some(url), Some(repo)) => url.contains(&format!("/repos/{repo}/pulls/")),
            _ => true,
        }
    };
    let named: BTreeSet<u64> = run
        .pull_requests
        .iter()
        .filter(own)
        .map(|pull| pull.number)
        .collect();
    let from = |pull: &&Pull| same_repository(run, pull);
    let at = |pull: &&Pull| pull.head.sha.is_some() && pull.head.sha == run.head_sha;
    let by_commit = pulls.iter().filter(from).filter(at).map(|pull| pull.number);
    let mut numbers: BTreeSet<u64> = by_commit.chain(named).collect();
    if numbers.is_empty() {
        let branch =
            |pull: &&Pull| pull.head.branch.is_some() && pull.head.branch == run.head_branch;
        let open = |pull: &&Pull| was_open(pull, run.created_at);
        let by_branch = pulls.iter().filter(from).filter(branch).filter(open);
        numbers.extend(by_branch.map(|pull| pull.number));
    }
    numbers
}

fn same_repository(run: &Run, pull: &Pull) -> bool {
    let of_run = run
        .head_repository
        .as_ref()
        .and_then(|repo| repo.id.zip(repo.full_name.as_deref()));
    let of_pull = pull
        .head
        .repo
        .as_ref()
        .and_then(|repo| repo.id.zip(repo.full_name.as_deref()));
    // A repository's id outlives a change of its name.
    of_run.is_some_and(|(id, _)| of_pull.is_some_and(|(other, _)| id == other))
}

fn was_open(pull: &Pull, at: Option<i64>) -> bool {
    let Some(at) = at else { return false };
    pull.created_at.is_some_and(|opened| opened <= at)
        && pull.closed_at.is_none_or(|closed| at <= closed)
}
