//! Puts the rows of shards into the columns of the store.

use std::sync::Arc;

use tailorbird_snapshot::dataset::{Manifest, Shard, ShardJob};
use tailorbird_snapshot::{Issue, Kind, Outcome, codes};

use super::plan::{self, Plan, RunAt};
use super::required::RequiredNow;
use crate::names::{self, Change};
use crate::sorted;
use crate::store::columns::{AxisIdx, Home, Series, Store};
use crate::store::merge::Known;
use crate::store::naming::Lazy;
use crate::store::renames::{Named, Renames};
use crate::text::lowercase;
use crate::verdict::{newest_result, verdict_of};

/// A job and where its rows stand.
#[derive(Default)]
struct Entry {
    name: String,
    /// Older names of jobs that are part of it.
    was: Vec<String>,
    kind: Kind,
    project: String,
    workflow: String,
    title: String,
    /// Shard and job in it.
    parts: Vec<(usize, usize)>,
}

/// A row on its way into a cell.
#[derive(Clone, Copy)]
struct Candidate {
    column: u32,
    /// Of the row's run: newer is smaller.
    rank: u32,
    shard: usize,
    row: u32,
}

/// Adds all jobs of these shards, each with the project's required set of now.
pub(in crate::store) fn add(
    store: &mut Store,
    manifests: &[Arc<Manifest>],
    shards: Vec<Arc<Shard>>,
    issues: &mut Vec<Issue>,
) {
    store.manifests = manifests.to_vec();
    let repository = |project: &str| store.repository_of(project).map(str::to_owned);
    let plan = plan::plan(&shards, &repository, issues);
    let first_axis = store.axes.len();
    store.axes.extend(plan.axes.iter().cloned());
    let mut required: Option<(String, RequiredNow)> = None;
    store.first_row = store.attempt_outcome.len();
    let mut base = 0_u32;
    let mut bases = Vec::new();
    for shard in &shards {
        bases.push(base);
        base = base.saturating_add(u32::try_from(shard.n_rows()).unwrap_or(u32::MAX));
    }
    let filler = Filler {
        shards: &shards,
        plan: &plan,
        bases: &bases,
    };
    for entry in jobs(&filler, &store.naming.renames, issues) {
        filler.cells(&entry, store);
        // Jobs stand by project.
        if required
            .as_ref()
            .is_none_or(|known| known.0 != entry.project)
        {
            let runs = &plan.newest_first;
            let now = RequiredNow::new(&entry.project, manifests, &shards, runs);
            required = Some((entry.project.clone(), now));
        }
        let axis = axis_of(&plan, &entry).unwrap_or(usize::MAX);
        let axis = u32::try_from(axis.saturating_add(first_axis)).unwrap_or(u32::MAX);
        store.series.push(Series {
            name_lower: lowercase(&entry.name),
            required: required
                .as_ref()
                .and_then(|known| known.1.of(&entry.name, &entry.was)),
            kind: entry.kind,
            axis: AxisIdx(axis),
            lists_attempts: true,
            is_legacy: false,
            home: Arc::new(Home {
                project: entry.project,
                workflow: entry.workflow,
                title: entry.title,
            }),
            name: entry.name,
            was: entry.was,
            lazy: Lazy::default(),
        });
    }
    store.shard_base = bases;
    store.shards = shards;
}

fn axis_of(plan: &Plan, entry: &Entry) -> Option<usize> {
    let workflow = if entry.kind == Kind::Prs {
        ""
    } else {
        &entry.workflow
    };
    plan.axes.iter().position(|axis| {
        axis.kind == entry.kind && axis.project == entry.project && axis.workflow == workflow
    })
}

/// All jobs, in the order of project, workflow, name.
fn jobs(filler: &Filler<'_>, renames: &Renames, issues: &mut Vec<Issue>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    // Index of the job, and the last shard that it was seen in.
    let mut known = Known::new();
    for (at, shard) in filler.shards.iter().enumerate() {
        for (i, job) in shard.jobs.iter().enumerate() {
            let Some(workflow) = plan::workflow_of(shard, job.workflow) else {
                continue;
            };
            let (project, file) = (workflow.project.as_str(), workflow.file.as_str());
            let key = |name: &str| (shard.kind, [project, "\n", file, "\n", name].concat());
            let seen = |name: &str| known.get(&key(name)).is_some_and(|seen| seen.1 == at);
            let name = name(shard, job, &seen, issues);
            let place = known.entry(key(&name)).or_insert_with(|| {
                entries.push(Entry {
                    name,
                    was: Vec::new(),
                    kind: shard.kind,
                    project: project.to_owned(),
                    workflow: file.to_owned(),
                    title: workflow.name.clone(),
                    parts: Vec::new(),
                });
                (entries.len() - 1, at)
            });
            place.1 = at;
            if let Some(entry) = entries.get_mut(place.0) {
                entry.parts.push((at, i));
            }
        }
    }
    join(&mut entries, &mut known, filler, renames, issues);
    let key = |at: usize| {
        entries
            .get(at)
            .map(|e| (&e.project, &e.workflow, &e.name, e.kind))
    };
    let order = sorted::indexes(entries.len(), &|a, b| key(a).cmp(&key(b)));
    let mut slots: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
    let taken = order
        .iter()
        .map(|at| slots.get_mut(*at as usize).and_then(Option::take));
    taken.flatten().collect()
}

/// Puts jobs together that the configuration says are one.
fn join(
    entries: &mut Vec<Entry>,
    known: &mut Known,
    filler: &Filler<'_>,
    renames: &Renames,
    issues: &mut Vec<Issue>,
) {
    let job = |at: usize| {
        entries.get(at).map(|e| Named {
            kind: e.kind,
            home: [&e.project, "\n", &e.workflow, "\n"].concat(),
            name: &e.name,
        })
    };
    let runs = |at: usize| entries.get(at).map_or_else(Vec::new, |e| filler.runs(e));
    for one in renames.join(entries.len(), known, &job, &runs, issues) {
        let Some(entry) = entries.get_mut(one.job) else {
            continue;
        };
        let Some(into) = one.into else {
            let old = std::mem::replace(&mut entry.name, one.name);
            entry.was.push(old);
            continue;
        };
        let (parts, old) = (std::mem::take(&mut entry.parts), entry.name.clone());
        if let Some(entry) = entries.get_mut(into) {
            entry.was.push(old);
            entry.parts.extend(parts);
        }
    }
    entries.retain(|entry| !entry.parts.is_empty());
}

/// The name that a job is known by; one of several of a name is numbered.
fn name(
    shard: &Shard,
    job: &ShardJob,
    seen: &dyn Fn(&str) -> bool,
    issues: &mut Vec<Issue>,
) -> String {
    let cleaned = names::normalize(&job.name);
    let place = || format!("{}, job `{}`", shard.source, cleaned.name);
    if let Some(change) = cleaned.change.filter(|c| *c != Change::Respaced) {
        issues.push(Issue::new(codes::NAME_CLEANED, place(), change.message()));
    }
    let numbered = |copy: u32| match copy {
        0 | 1 => cleaned.name.clone(),
        _ => format!("{} #{copy}", cleaned.name),
    };
    let mut copy = job.twin;
    while seen(&numbered(copy)) {
        copy = copy.saturating_add(1);
    }
    let name = numbered(copy);
    if copy > 1 {
        let what = format!("a second job of this name; kept as `{name}`");
        issues.push(Issue::new(codes::DUPLICATE_JOB, place(), what));
    }
    name
}

struct Filler<'a> {
    shards: &'a [Arc<Shard>],
    plan: &'a Plan,
    bases: &'a [u32],
}

impl Filler<'_> {
    /// Adds the cells of a job, newest column first.
    fn cells(&self, entry: &Entry, store: &mut Store) {
        let rows = self.rows(entry);
        let key = |at: usize| rows.get(at).map(|c| (c.column, c.rank, c.shard, c.row));
        // Written in this order as a rule; a sort costs more than a look.
        let in_order = (1..rows.len()).all(|at| key(at - 1) <= key(at));
        let order = if in_order {
            (0..).take(rows.len()).collect()
        } else {
            sorted::indexes(rows.len(), &|a, b| key(a).cmp(&key(b)))
        };
        let mut column = None;
        let mut first = store.attempt_outcome.len();
        for c in order.iter().filter_map(|at| rows.get(*at as usize)) {
            if column.is_some_and(|known| known != c.column) {
                close(store, column, first);
                first = store.attempt_outcome.len();
            }
            column = Some(c.column);
            let outcome = self
                .shards
                .get(c.shard)
                .map_or(Outcome::Unknown, |s| s.outcome(c.row));
            store.attempt_outcome.push(outcome);
            let base = self.bases.get(c.shard).copied().unwrap_or_default();
            store.attempt_row.push(base.saturating_add(c.row));
        }
        close(store, column, first);
        let end = u32::try_from(store.cell_run.len()).unwrap_or(u32::MAX);
        store.cell_start.push(end);
    }

    /// The runs of a job that are used, by their age, in ascending order.
    fn runs(&self, entry: &Entry) -> Vec<u32> {
        let mut out = Vec::new();
        for (shard_at, job) in &entry.parts {
            let shard = self.shards.get(*shard_at);
            let placed = self.plan.placed.get(*shard_at);
            let Some((shard, placed)) = shard.zip(placed) else {
                continue;
            };
            let rows = shard.jobs.get(*job).map_or((0, 0), |job| job.rows);
            for row in rows.0..rows.1 {
                let run = shard
                    .run
                    .get(row as usize)
                    .map_or(usize::MAX, |r| *r as usize);
                let rank = placed.get(run).map_or(u32::MAX, |placed| placed.rank);
                let at = RunAt {
                    shard: *shard_at,
                    run,
                };
                if self.plan.newest_first.get(rank as usize) == Some(&at) {
                    out.push(rank);
                }
            }
        }
        sorted::sort(&mut out, &|a, b| a.cmp(&b));
        out
    }

    /// Every row of a job once for each column of its run.
    fn rows(&self, entry: &Entry) -> Vec<Candidate> {
        let mut out = Vec::new();
        for (shard_at, job) in &entry.parts {
            let Some(shard) = self.shards.get(*shard_at) else {
                continue;
            };
            let placed = self.plan.placed.get(*shard_at);
            let Some((job, placed)) = shard.jobs.get(*job).zip(placed) else {
                continue;
            };
            for row in job.rows.0..job.rows.1 {
                let run = shard.run.get(row as usize).copied().unwrap_or(u32::MAX);
                let Some(placed) = placed.get(run as usize) else {
                    continue;
                };
                out.extend(placed.columns.iter().map(|column| Candidate {
                    column: *column,
                    rank: placed.rank,
                    shard: *shard_at,
                    row,
                }));
            }
        }
        out
    }
}

/// Ends the cell of this column, whose attempts begin at `first`.
fn close(store: &mut Store, column: Option<u32>, first: usize) {
    let attempts = store.attempt_outcome.get(first..).unwrap_or_default();
    let (Some(column), Some(result)) = (column, newest_result(attempts)) else {
        return;
    };
    store.cell_verdict.push(verdict_of(attempts));
    store.cell_result.push(result);
    store.cell_run.push(column);
    let end = u32::try_from(store.attempt_outcome.len()).unwrap_or(u32::MAX);
    store.attempt_end.push(end);
}
