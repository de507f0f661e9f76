//! Which runs and which jobs several files have in common.

use std::collections::HashMap;

use tailorbird_snapshot::{Issue, Kind, Run, Snapshot, codes};

use super::columns::{Axis, RunInfo};
use super::renames::{Named, Renames};
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
    /// Older names of jobs that are part of it.
    pub(super) was: Vec<String>,
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
pub(super) fn merge(snapshots: &[&Snapshot], renames: &Renames, issues: &mut Vec<Issue>) -> Merged {
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
    let (mut series, mut known) = jobs(snapshots, &order, issues);
    let runs = |entry: &Entry| runs(entry, snapshots, &columns);
    join(&mut series, &mut known, renames, &runs, issues);
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

/// All jobs of all files, and where each name stands. Two jobs of one name in one file stay two.
fn jobs(
    snapshots: &[&Snapshot],
    order: &[Vec<u32>; 2],
    issues: &mut Vec<Issue>,
) -> (Vec<Entry>, Known) {
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
                    was: Vec::new(),
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
    (entries, known)
}

/// Columns of a job in ascending order.
fn runs(entry: &Entry, snapshots: &[&Snapshot], columns: &[Vec<u32>]) -> Vec<u32> {
    let mut out = Vec::new();
    for part in &entry.parts {
        let (Some(snapshot), Some(columns)) =
            (snapshots.get(part.snapshot), columns.get(part.snapshot))
        else {
            continue;
        };
        let cells = snapshot.series.get(part.series).map_or((0, 0), |s| s.cells);
        let runs = (cells.0..cells.1).filter_map(|cell| snapshot.cell_run.get(cell as usize));
        out.extend(runs.filter_map(|run| columns.get(*run as usize)));
    }
    sorted::sort(&mut out, &|a, b| a.cmp(&b));
    out
}

/// Puts jobs together that the configuration says are one.
fn join(
    entries: &mut Vec<Entry>,
    known: &mut Known,
    renames: &Renames,
    runs: &dyn Fn(&Entry) -> Vec<u32>,
    issues: &mut Vec<Issue>,
) {
    let job = |at: usize| {
        entries.get(at).map(|e| Named {
            kind: e.kind,
            home: String::new(),
            name: &e.name,
        })
    };
    let runs = |at: usize| entries.get(at).map(runs).unwrap_or_default();
    let joined = renames.join(entries.len(), known, &job, &runs, issues);
    for one in joined {
        let Some(entry) = entries.get_mut(one.job) else {
            continue;
        };
        let Some(into) = one.into else {
            let old = std::mem::replace(&mut entry.name, one.name);
            entry.was.push(old);
            continue;
        };
        let (parts, old) = (std::mem::take(&mut entry.parts), entry.name.clone());
        let Some(entry) = entries.get_mut(into) else {
            continue;
        };
        entry.was.push(old);
        for part in parts {
            // Of two names in files of one age the newer name decides.
            let at = entry.parts.partition_point(|p| p.rank < part.rank);
            entry.parts.insert(at, part);
        }
    }
    entries.retain(|entry| !entry.parts.is_empty());
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
