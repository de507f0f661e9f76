//! Which runs and which jobs several files have in common.

use std::collections::HashMap;

use tailorbird_snapshot::{Issue, Kind, Run, Snapshot, codes};

use super::columns::{Axis, RunInfo};
use crate::names::{self, Change};
use crate::sorted;

/// Things found by kind and text: an index, and the last file that it was seen in. One type of map
/// for all, as each other type would add 4 KB to the page.
pub(super) type Known = HashMap<(Kind, String), (usize, usize)>;

/// A job as one file has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Index of the file.
    pub(super) snapshot: usize,
    /// Index of the job in it.
    pub(super) series: usize,
    /// Age of the file among those of its kind: higher is newer.
    pub(super) rank: usize,
}

/// A job and where its results stand, oldest file first.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) parts: Vec<Part>,
}

/// The plan of the store.
pub(super) struct Merged {
    pub(super) axes: Vec<Axis>,
    pub(super) series: Vec<Entry>,
    /// For each file: the column of each of its runs.
    pub(super) columns: Vec<Vec<u32>>,
}

/// Plans how these files become one store.
pub(super) fn merge(snapshots: &[&Snapshot], issues: &mut Vec<Issue>) -> Merged {
    let order = [ranks(snapshots, Kind::Nightly), ranks(snapshots, Kind::Prs)];
    let mut axes = Vec::new();
    let mut columns: Vec<Vec<u32>> = snapshots
        .iter()
        .map(|s| vec![u32::MAX; s.runs.len()])
        .collect();
    for (kind, order) in [Kind::Nightly, Kind::Prs].into_iter().zip(&order) {
        let axis = axis(kind, snapshots, order);
        // Newest first.
        let at = |number: u64| axis.runs.binary_search_by(|r| number.cmp(&r.number));
        for (snapshot, columns) in snapshots.iter().zip(&mut columns) {
            for (run, column) in snapshot.runs.iter().zip(columns) {
                if run.kind == kind {
                    let found = at(run.number).ok().and_then(|at| u32::try_from(at).ok());
                    *column = found.unwrap_or(u32::MAX);
                }
            }
        }
        if snapshots.iter().any(|s| s.has(kind)) {
            axes.push(axis);
        }
    }
    let series = jobs(snapshots, &order, issues);
    Merged {
        axes,
        series,
        columns,
    }
}

/// Order of the files by their newest run of this kind, oldest first; equal ones as given.
fn ranks(snapshots: &[&Snapshot], kind: Kind) -> Vec<u32> {
    let newest = |s: &&Snapshot| {
        s.runs
            .iter()
            .filter(|r| r.kind == kind)
            .map(|r| r.number)
            .max()
    };
    let newest: Vec<Option<u64>> = snapshots.iter().map(newest).collect();
    sorted::indexes(newest.len(), &|a, b| newest.get(a).cmp(&newest.get(b)))
}

/// All runs of a kind, newest first; what a newer file says of a run stands.
fn axis(kind: Kind, snapshots: &[&Snapshot], order: &[u32]) -> Axis {
    let mut all: Vec<&Run> = Vec::new();
    for snapshot in order.iter().filter_map(|&i| snapshots.get(i as usize)) {
        all.extend(snapshot.runs.iter().filter(|r| r.kind == kind));
    }
    let number = |at: usize| all.get(at).map(|r| r.number);
    let newest_first = sorted::indexes(all.len(), &|a, b| number(b).cmp(&number(a)));
    let mut runs: Vec<RunInfo> = Vec::new();
    for run in newest_first.iter().filter_map(|&at| all.get(at as usize)) {
        match runs.last_mut() {
            Some(known) if known.number == run.number => {
                known.url = run.url.clone().or_else(|| known.url.take());
                known.attempts = run.attempts.max(known.attempts);
            }
            _ => runs.push(RunInfo {
                number: run.number,
                url: run.url.clone(),
                attempts: run.attempts,
                id: None,
                created_at: None,
                head_sha: None,
                title: None,
                partial: false,
            }),
        }
    }
    let workflow = kind.as_str().to_owned();
    Axis {
        project: String::new(),
        workflow,
        kind,
        runs,
    }
}

/// All jobs of all files. Two jobs of one name in one file stay two.
fn jobs(snapshots: &[&Snapshot], order: &[Vec<u32>; 2], issues: &mut Vec<Issue>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    // Index of the job, and the last file that it was seen in.
    let mut known = Known::new();
    for (snapshot, file) in snapshots.iter().enumerate() {
        for (series, job) in file.series.iter().enumerate() {
            let cleaned = names::normalize(&job.name);
            let place = || format!("{}, job `{}`", file.source, cleaned.name);
            if let Some(change) = cleaned.change.filter(|c| *c != Change::Respaced) {
                issues.push(Issue::new(codes::NAME_CLEANED, place(), change.message()));
            }
            let mut key = (job.kind, cleaned.name.clone());
            let mut copy = 1;
            while known.get(&key).is_some_and(|seen| seen.1 == snapshot) {
                copy += 1;
                key.1 = format!("{} #{copy}", cleaned.name);
            }
            let name = key.1.clone();
            if copy > 1 {
                let what = format!("a second job of this name; kept as `{name}`");
                issues.push(Issue::new(codes::DUPLICATE_JOB, place(), what));
            }
            let [nightly, prs] = order;
            let order = if job.kind == Kind::Nightly {
                nightly
            } else {
                prs
            };
            let rank = order
                .iter()
                .position(|&i| i as usize == snapshot)
                .unwrap_or_default();
            let part = Part {
                snapshot,
                series,
                rank,
            };
            let seen = known.entry(key).or_insert_with(|| {
                entries.push(Entry {
                    name,
                    kind: job.kind,
                    parts: Vec::new(),
                });
                (entries.len() - 1, snapshot)
            });
            seen.1 = snapshot;
            if let Some(entry) = entries.get_mut(seen.0) {
                let at = entry.parts.partition_point(|p| p.rank <= rank);
                entry.parts.insert(at, part);
            }
        }
    }
    entries
}

/// Reports results that several files hold for one run, once for each job.
pub(super) fn note_doubled(n: usize, entry: &Entry, files: &[&Snapshot], issues: &mut Vec<Issue>) {
    if n == 0 {
        return;
    }
    let newest = entry.parts.last().and_then(|p| files.get(p.snapshot));
    let file = newest.map_or("", |f| f.source.as_str());
    let what = format!("{n} results stand in several files; those of the newest file were used");
    issues.push(Issue::new(
        codes::SAME_RESULT_TWICE,
        format!("{file}, job `{}`", entry.name),
        what,
    ));
}
