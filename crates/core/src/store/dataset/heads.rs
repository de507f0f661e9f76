//! Pull requests as columns: each at its newest head commit that has a result.

use std::sync::Arc;

use tailorbird_snapshot::dataset::{Pull, Shard};
use tailorbird_snapshot::{Issue, Kind, codes};

use super::plan::{Plan, RunAt, axis, filled, placed, project_of, run_of};
use crate::names;
use crate::store::columns::RunInfo;
use crate::store::merge::Known;

/// Pull requests of one run that are looked at. One commit belongs to a few; a file that says
/// otherwise would multiply its rows.
const MAX_PULLS: usize = 100;

/// A pull request and its runs, newest first.
struct Request<'a> {
    project: &'a str,
    pull: &'a Pull,
    runs: Vec<RunAt>,
}

/// Adds an axis for each project with pull requests: newest run first.
pub(super) fn pull_requests(
    shards: &[Arc<Shard>],
    repository: &dyn Fn(&str) -> Option<String>,
    out: &mut Plan,
    issues: &mut Vec<Issue>,
) {
    for request in requests(shards, &out.newest_first, issues) {
        let Some(head) = head(shards, &request.runs, out) else {
            continue;
        };
        let Some(info) = info(shards, &request, head, repository) else {
            continue;
        };
        let axis = axis(&mut out.axes, request.project, "", Kind::Prs);
        let column = u32::try_from(axis.runs.len()).unwrap_or(u32::MAX);
        axis.runs.push(info);
        for at in &request.runs {
            if is_same_head(shards, *at, head)
                && let Some(placed) = placed(&mut out.placed, *at)
            {
                placed.columns.push(column);
            }
        }
    }
}

/// All pull requests in the order of their newest run, newest first.
fn requests<'a>(
    shards: &'a [Arc<Shard>],
    newest_first: &[RunAt],
    issues: &mut Vec<Issue>,
) -> Vec<Request<'a>> {
    let mut out: Vec<Request<'a>> = Vec::new();
    let mut known = Known::new();
    let mut lost = 0;
    let mut place = "";
    for at in newest_first {
        let Some((shard, run)) = run_of(shards, *at) else {
            continue;
        };
        if shard.kind != Kind::Prs {
            continue;
        }
        let mut has_pull = false;
        let project = project_of(shard, run);
        for pull in shard.pulls_of(run).take(MAX_PULLS) {
            has_pull = true;
            let key = (
                Kind::Prs,
                [project, "\n", &pull.number.to_string()].concat(),
            );
            let i = known.entry(key).or_insert((out.len(), 0)).0;
            if i == out.len() {
                let runs = Vec::new();
                out.push(Request {
                    project,
                    pull,
                    runs,
                });
            }
            if let Some(request) = out.get_mut(i) {
                request.runs.push(*at);
                // What was told last of it stands.
                if pull.updated_at > request.pull.updated_at {
                    request.pull = pull;
                }
            }
        }
        if !has_pull {
            lost += 1;
            place = &shard.source;
        }
    }
    if lost > 0 {
        let message = format!("{lost} runs name no pull request; they have no column");
        issues.push(Issue::new(codes::NO_PULL_REQUEST, place, message));
    }
    out
}

/// The newest run of the newest head commit with a result; without any, the newest run.
fn head(shards: &[Arc<Shard>], runs: &[RunAt], plan: &Plan) -> Option<RunAt> {
    let decided = |at: &RunAt| {
        let of_shard = plan.placed.get(at.shard);
        of_shard
            .and_then(|s| s.get(at.run))
            .is_some_and(|p| p.decided)
    };
    // A commit is as new as its newest run.
    let mut told = Known::new();
    for at in runs.iter().filter(|at| decided(at)) {
        told.insert((Kind::Prs, sha(shards, *at).to_owned()), (0, 0));
    }
    let has_result = |at: &&RunAt| match sha(shards, **at) {
        "" => decided(at),
        sha => told.contains_key(&(Kind::Prs, sha.to_owned())),
    };
    runs.iter()
        .find(has_result)
        .or_else(|| runs.first())
        .copied()
}

/// The head commit of a run; empty: unknown.
fn sha(shards: &[Arc<Shard>], at: RunAt) -> &str {
    run_of(shards, at).map_or("", |(_, run)| run.head_sha.as_str())
}

/// Whether two runs are of one commit. A run whose commit is unknown stands alone.
fn is_same_head(shards: &[Arc<Shard>], a: RunAt, b: RunAt) -> bool {
    a == b || !sha(shards, a).is_empty() && sha(shards, a) == sha(shards, b)
}

fn info(
    shards: &[Arc<Shard>],
    request: &Request<'_>,
    head: RunAt,
    repository: &dyn Fn(&str) -> Option<String>,
) -> Option<RunInfo> {
    let (_, newest) = run_of(shards, *request.runs.first()?)?;
    let (_, run) = run_of(shards, head)?;
    let number = request.pull.number;
    let repository = repository(request.project);
    Some(RunInfo {
        number,
        url: repository.map(|r| format!("https://github.com/{r}/pull/{number}/checks")),
        attempts: None,
        id: None,
        created_at: Some(newest.created_at),
        head_sha: filled(&run.head_sha),
        title: filled(&names::normalize(&request.pull.title).name),
        partial: run.partial,
    })
}
