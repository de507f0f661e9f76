//! Which runs and which jobs several files have in common.

use std::collections::{BTreeMap, HashMap, HashSet};

use tailorbird_snapshot::{Issue, Kind, Snapshot, codes};

use super::columns::{Axis, RunInfo};
use crate::names::{self, Change};

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
        let at: HashMap<u64, u32> = axis.runs.iter().map(|r| r.number).zip(0_u32..).collect();
        for (snapshot, columns) in snapshots.iter().zip(&mut columns) {
            for (run, column) in snapshot.runs.iter().zip(columns) {
                if run.kind == kind {
                    *column = at.get(&run.number).copied().unwrap_or(u32::MAX);
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
fn ranks(snapshots: &[&Snapshot], kind: Kind) -> Vec<usize> {
    let newest = |s: &Snapshot| {
        s.runs
            .iter()
            .filter(|r| r.kind == kind)
            .map(|r| r.number)
            .max()
    };
    let mut order: Vec<usize> = (0..snapshots.len()).collect();
    order.sort_by_key(|&i| snapshots.get(i).and_then(|s| newest(s)));
    order
}

/// All runs of a kind, newest first; what a newer file says of a run stands.
fn axis(kind: Kind, snapshots: &[&Snapshot], order: &[usize]) -> Axis {
    let mut runs: BTreeMap<u64, RunInfo> = BTreeMap::new();
    for snapshot in order.iter().filter_map(|&i| snapshots.get(i)) {
        for run in snapshot.runs.iter().filter(|r| r.kind == kind) {
            let number = run.number;
            let known = runs.entry(number).or_insert(RunInfo {
                number,
                url: None,
                attempts: None,
            });
            known.url = run.url.clone().or_else(|| known.url.take());
            known.attempts = run.attempts.max(known.attempts);
        }
    }
    let workflow = kind.as_str().to_owned();
    let runs = runs.into_values().rev().collect();
    Axis {
        project: String::new(),
        workflow,
        kind,
        runs,
    }
}

/// All jobs of all files. Two jobs of one name in one file stay two.
fn jobs(snapshots: &[&Snapshot], order: &[Vec<usize>; 2], issues: &mut Vec<Issue>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut known: HashMap<(Kind, String), usize> = HashMap::new();
    for (snapshot, file) in snapshots.iter().enumerate() {
        let mut here: HashSet<(Kind, String)> = HashSet::new();
        for (series, job) in file.series.iter().enumerate() {
            let cleaned = names::normalize(&job.name);
            let place = || format!("{}, job `{}`", file.source, cleaned.name);
            if let Some(change) = cleaned.change.filter(|c| *c != Change::Respaced) {
                issues.push(Issue::new(codes::NAME_CLEANED, place(), change.message()));
            }
            let mut name = cleaned.name.clone();
            let mut copy = 1;
            while !here.insert((job.kind, name.clone())) {
                copy += 1;
                name = format!("{} #{copy}", cleaned.name);
            }
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
                .position(|&i| i == snapshot)
                .unwrap_or_default();
            let part = Part {
                snapshot,
                series,
                rank,
            };
            let at = *known.entry((job.kind, name.clone())).or_insert_with(|| {
                entries.push(Entry {
                    name,
                    kind: job.kind,
                    parts: Vec::new(),
                });
                entries.len() - 1
            });
            if let Some(entry) = entries.get_mut(at) {
                entry.parts.push(part);
            }
        }
    }
    for entry in &mut entries {
        entry.parts.sort_by_key(|p| p.rank);
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
