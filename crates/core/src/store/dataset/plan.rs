//! The columns of a data set: scheduled runs by workflow, pull requests by project.

use std::sync::Arc;

use tailorbird_snapshot::dataset::{Shard, ShardRun, Workflow};
use tailorbird_snapshot::{Issue, Kind, codes};

use super::heads;
use crate::sorted;
use crate::store::columns::{Axis, RunInfo};

/// A run by shard and place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct RunAt {
    pub(super) shard: usize,
    pub(super) run: usize,
}

/// What is needed of each run to place its rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    /// Columns of the run: one for a scheduled run, one a pull request else.
    pub(super) columns: Vec<u32>,
    /// Order among runs of one column: newer is smaller.
    pub(super) rank: u32,
    /// An attempt in it passed or failed.
    pub(super) decided: bool,
}

/// The columns, and where the rows of each run belong.
pub(super) struct Plan {
    pub(super) axes: Vec<Axis>,
    /// By shard, then by run. No columns: the run is another one's double.
    pub(super) placed: Vec<Vec<Placed>>,
    /// The runs that are used, newest first.
    pub(super) newest_first: Vec<RunAt>,
}

/// A run as it stands in its shard.
pub(super) fn run_of(shards: &[Arc<Shard>], at: RunAt) -> Option<(&Shard, &ShardRun)> {
    let shard = shards.get(at.shard)?;
    Some((shard, shard.runs.get(at.run)?))
}

/// The workflow of a run or a job.
pub(super) fn workflow_of(shard: &Shard, at: u32) -> Option<&Workflow> {
    shard.workflows.get(at as usize)
}

/// Plans the columns of these shards.
pub(super) fn plan(
    shards: &[Arc<Shard>],
    repository: &dyn Fn(&str) -> Option<String>,
    issues: &mut Vec<Issue>,
) -> Plan {
    let newest_first = used_runs(shards, issues);
    let mut out = Plan {
        axes: Vec::new(),
        placed: shards
            .iter()
            .map(|s| vec![Placed::default(); s.runs.len()])
            .collect(),
        newest_first,
    };
    for (rank, at) in (0_u32..).zip(&out.newest_first) {
        if let Some(placed) = placed(&mut out.placed, *at) {
            placed.rank = rank;
        }
    }
    note_decided(shards, &mut out.placed);
    nightly(shards, repository, &mut out);
    heads::pull_requests(shards, repository, &mut out, issues);
    let key = |at: usize| {
        let axis = out.axes.get(at);
        axis.map(|a| (a.kind, &a.project, &a.workflow))
    };
    let order = sorted::indexes(out.axes.len(), &|a, b| key(a).cmp(&key(b)));
    let axes = order.iter().filter_map(|at| out.axes.get(*at as usize));
    out.axes = axes.cloned().collect();
    out
}

pub(super) fn placed(all: &mut [Vec<Placed>], at: RunAt) -> Option<&mut Placed> {
    all.get_mut(at.shard)?.get_mut(at.run)
}

/// Every run once, newest first. Of a run that stands in several shards the one that was read
/// last is used.
fn used_runs(shards: &[Arc<Shard>], issues: &mut Vec<Issue>) -> Vec<RunAt> {
    let mut runs: Vec<RunAt> = Vec::new();
    for (i, shard) in shards.iter().enumerate() {
        runs.extend((0..shard.runs.len()).map(|run| RunAt { shard: i, run }));
    }
    let of = |i: usize| run_of(shards, *runs.get(i)?);
    let id = |i: usize| of(i).map(|(shard, run)| (run.id, project_of(shard, run)));
    let age = |i: usize| {
        let (shard, run) = of(i)?;
        Some((run.run_attempt, run.updated_at, !run.partial, &shard.source))
    };
    // Rows of one run stand together, the one to use first.
    let mut order = sorted::indexes(runs.len(), &|a, b| {
        id(a).cmp(&id(b)).then(age(b).cmp(&age(a)))
    });
    let n = order.len();
    let mut last = None;
    order.retain(|i| {
        let id = id(*i as usize);
        let is_new = id != last;
        last = id;
        is_new
    });
    let place = shards.first().map_or("", |s| s.source.as_str());
    let doubled = n - order.len();
    if doubled > 0 {
        let message = format!("{doubled} runs stand in several shards; the newest of each is used");
        issues.push(Issue::new(codes::SAME_RESULT_TWICE, place, message));
    }
    tell_partial(
        shards,
        order.iter().filter_map(|i| runs.get(*i as usize)),
        issues,
    );
    let created = |i: usize| of(i).map(|(_, run)| run.created_at);
    sorted::sort(&mut order, &|a, b| {
        created(b).cmp(&created(a)).then(id(b).cmp(&id(a)))
    });
    order
        .iter()
        .filter_map(|i| runs.get(*i as usize).copied())
        .collect()
}

/// Says of each shard how many of its runs are not whole.
fn tell_partial<'a>(
    shards: &[Arc<Shard>],
    used: impl Iterator<Item = &'a RunAt>,
    issues: &mut Vec<Issue>,
) {
    let mut partial = vec![0_usize; shards.len()];
    for at in used {
        let is_partial = run_of(shards, *at).is_some_and(|(_, run)| run.partial);
        if let Some(n) = partial.get_mut(at.shard).filter(|_| is_partial) {
            *n += 1;
        }
    }
    for (shard, n) in shards.iter().zip(partial).filter(|(_, n)| *n > 0) {
        let message = format!("of {n} runs not all jobs could be read");
        issues.push(Issue::new(
            codes::PARTIAL_RUN,
            shard.source.as_str(),
            message,
        ));
    }
}

/// Id of the project of a run.
pub(super) fn project_of<'a>(shard: &'a Shard, run: &ShardRun) -> &'a str {
    workflow_of(shard, run.workflow).map_or("", |w| w.project.as_str())
}

/// Marks the runs in which anything passed or failed.
fn note_decided(shards: &[Arc<Shard>], all: &mut [Vec<Placed>]) {
    for (shard, placed) in shards.iter().zip(all) {
        if shard.kind != Kind::Prs {
            continue;
        }
        for (row, run) in (0_u32..).zip(&shard.run) {
            if let Some(placed) = placed.get_mut(*run as usize).filter(|p| !p.decided) {
                placed.decided = shard.outcome(row).is_decided();
            }
        }
    }
}

/// One axis for each workflow with scheduled runs.
fn nightly(shards: &[Arc<Shard>], repository: &dyn Fn(&str) -> Option<String>, out: &mut Plan) {
    for at in out.newest_first.clone() {
        let Some((shard, run)) = run_of(shards, at) else {
            continue;
        };
        if shard.kind != Kind::Nightly {
            continue;
        }
        let Some(workflow) = workflow_of(shard, run.workflow) else {
            continue;
        };
        let axis = axis(
            &mut out.axes,
            &workflow.project,
            &workflow.file,
            Kind::Nightly,
        );
        let column = u32::try_from(axis.runs.len()).unwrap_or(u32::MAX);
        let repository = repository(&workflow.project);
        axis.runs.push(RunInfo {
            number: run.number.unwrap_or(run.id),
            url: repository.map(|r| format!("https://github.com/{r}/actions/runs/{}", run.id)),
            attempts: Some(run.run_attempt).filter(|n| *n > 0),
            id: Some(run.id),
            created_at: Some(run.created_at),
            head_sha: filled(&run.head_sha),
            title: None,
            partial: run.partial,
        });
        if let Some(placed) = placed(&mut out.placed, at) {
            placed.columns.push(column);
        }
    }
}

/// A text that is not empty.
pub(super) fn filled(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|t| !t.is_empty())
}

/// The axis of a workflow; a new one where it was not seen before.
pub(super) fn axis<'a>(
    axes: &'a mut Vec<Axis>,
    project: &str,
    workflow: &str,
    kind: Kind,
) -> &'a mut Axis {
    let fits = |a: &Axis| a.kind == kind && a.project == project && a.workflow == workflow;
    let at = axes.iter().position(fits).unwrap_or(axes.len());
    if at == axes.len() {
        axes.push(Axis {
            project: project.to_owned(),
            workflow: workflow.to_owned(),
            kind,
            runs: Vec::new(),
        });
    }
    #[expect(clippy::indexing_slicing, reason = "found or pushed above")]
    &mut axes[at]
}
