//! Puts the opened files together into one store.

use std::cmp::Reverse;
use std::sync::Arc;

use tailorbird_snapshot::{Issue, Kind, Link, Outcome, Snapshot};

use super::columns::{Axis, AxisIdx, Home, Series, Store};
use super::dataset;
use super::merge::{self, Merged, Part};
use super::naming::{Lazy, Naming};
use crate::sorted;
use crate::text::lowercase;
use crate::verdict::legacy_verdict;

/// One opened file and what was odd in it.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its content.
    pub snapshot: Snapshot,
    /// What the decoder found odd.
    pub issues: Vec<Issue>,
}

/// Builds the store of these files. The issues are those of the files and of putting them
/// together; results do not depend on the order of the files.
#[must_use]
pub fn build<'a>(
    inputs: impl IntoIterator<Item = &'a Input>,
    naming: Arc<Naming>,
) -> (Store, Vec<Issue>) {
    let mut issues = Vec::new();
    let mut snapshots = Vec::new();
    let (mut manifests, mut shards) = (Vec::new(), Vec::new());
    for input in inputs {
        issues.extend(input.issues.iter().cloned());
        let part = &input.snapshot.part;
        if part.is_empty() {
            snapshots.push(&input.snapshot);
        }
        manifests.extend(part.manifest.iter().map(Arc::clone));
        shards.extend(part.shards.iter().map(Arc::clone));
    }
    let merged = merge::merge(&snapshots, &naming.renames, &mut issues);
    let mut store = Store {
        naming,
        axes: merged.axes.clone(),
        ..Store::default()
    };
    let mut first_prefix = Vec::new();
    for snapshot in &snapshots {
        first_prefix.push(u32::try_from(store.prefixes.len()).unwrap_or(u32::MAX));
        store.prefixes.extend_from_slice(&snapshot.prefixes);
    }
    let filler = Filler {
        snapshots: &snapshots,
        merged: &merged,
        first_prefix: &first_prefix,
    };
    store.cell_start.push(0);
    for at in 0..merged.series.len() {
        filler.series(at, &mut store, &mut issues);
    }
    if !manifests.is_empty() || !shards.is_empty() {
        dataset::add(&mut store, &manifests, shards, &mut issues);
    }
    (store, issues)
}

struct Filler<'a> {
    snapshots: &'a [&'a Snapshot],
    merged: &'a Merged,
    first_prefix: &'a [u32],
}

/// A cell on its way into the store.
struct Candidate {
    column: u32,
    part: Part,
    cell: u32,
}

impl Filler<'_> {
    /// Adds one job with all its cells.
    fn series(&self, at: usize, store: &mut Store, issues: &mut Vec<Issue>) {
        let Some(entry) = self.merged.series.get(at) else {
            return;
        };
        let mut cells: Vec<Candidate> = Vec::new();
        let mut required = None;
        let mut lists_attempts = true;
        for &part in &entry.parts {
            let Some(snapshot) = self.snapshots.get(part.snapshot) else {
                continue;
            };
            let Some(series) = snapshot.series.get(part.series) else {
                continue;
            };
            lists_attempts &= series.lists_attempts;
            // Parts are in the order of their age, oldest first: the newest file decides.
            required = series.required.or(required);
            let columns = self.merged.columns.get(part.snapshot);
            for cell in series.cells.0..series.cells.1 {
                let run = snapshot.cell_run.get(cell as usize);
                let column = run.and_then(|&r| columns?.get(r as usize).copied());
                cells.extend(column.map(|column| Candidate { column, part, cell }));
            }
        }
        // Newest run first; of one run's results the newest file's stands first and is kept.
        let key = |at: usize| cells.get(at).map(|c| (c.column, Reverse(c.part.rank)));
        let order = sorted::indexes(cells.len(), &|a, b| key(a).cmp(&key(b)));
        let (mut doubled, mut last) = (0, None);
        for c in order.iter().filter_map(|at| cells.get(*at as usize)) {
            if last == Some(c.column) {
                doubled += 1;
            } else {
                last = Some(c.column);
                self.cell(c, store);
            }
        }
        merge::note_doubled(doubled, entry, self.snapshots, issues);
        store
            .cell_start
            .push(u32::try_from(store.cell_run.len()).unwrap_or(u32::MAX));
        store.series.push(Series {
            name_lower: lowercase(&entry.name),
            name: entry.name.clone(),
            was: entry.was.clone(),
            kind: entry.kind,
            axis: axis_of(&self.merged.axes, entry.kind),
            required,
            lists_attempts,
            is_legacy: true,
            home: Arc::new(Home {
                workflow: entry.kind.as_str().to_owned(),
                ..Home::default()
            }),
            lazy: Lazy::default(),
        });
    }

    /// Adds one cell with its attempts.
    fn cell(&self, c: &Candidate, store: &mut Store) {
        let Some(snapshot) = self.snapshots.get(c.part.snapshot) else {
            return;
        };
        let attempts = snapshot.attempts_of(c.cell);
        let base = self
            .first_prefix
            .get(c.part.snapshot)
            .copied()
            .unwrap_or_default();
        let result = snapshot
            .cell_result
            .get(c.cell as usize)
            .copied()
            .unwrap_or(Outcome::Unknown);
        let outcomes = snapshot
            .attempt_outcome
            .get(attempts.clone())
            .unwrap_or_default();
        let links = snapshot
            .attempt_link
            .get(attempts.clone())
            .unwrap_or_default();
        let first = store.attempt_outcome.len();
        store.attempt_outcome.extend_from_slice(outcomes);
        store
            .attempt_link
            .extend(links.iter().map(|l| shift(*l, base)));
        if !snapshot.words.is_empty() {
            let from = snapshot
                .words
                .partition_point(|w| (w.0 as usize) < attempts.start);
            let words = snapshot.words.iter().skip(from);
            for (at, word) in words.take_while(|w| (w.0 as usize) < attempts.end) {
                let moved = first + (*at as usize - attempts.start);
                store
                    .words
                    .extend(u32::try_from(moved).ok().map(|m| (m, word.clone())));
            }
        }
        store
            .attempt_end
            .push(u32::try_from(store.attempt_outcome.len()).unwrap_or(u32::MAX));
        store.cell_run.push(c.column);
        store.cell_result.push(result);
        let older = outcomes.get(1..).unwrap_or_default();
        store.cell_verdict.push(legacy_verdict(result, older));
    }
}

/// A link of one file, pointing into the joined list of prefixes.
fn shift(link: Link, base: u32) -> Link {
    match link.prefix.checked_add(base) {
        Some(prefix) if link != Link::NONE => Link {
            prefix,
            job: link.job,
        },
        _ => Link::NONE,
    }
}

/// Legacy files have one axis a kind.
fn axis_of(axes: &[Axis], kind: Kind) -> AxisIdx {
    let found = axes.iter().position(|a| a.kind == kind).unwrap_or_default();
    AxisIdx(u32::try_from(found).unwrap_or(u32::MAX))
}
