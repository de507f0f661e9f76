//! Which jobs were required at a run: each run of a data set names its set.

use tailorbird_snapshot::dataset::Required;

use crate::names;
use crate::store::{Axis, CellIdx, SeriesIdx, Store};

/// The sets of the manifests, with the names as jobs are called.
pub(super) struct Sets<'a> {
    store: &'a Store,
    sets: Vec<(&'a Required, Vec<String>)>,
}

/// The set of one run. None: it is not known, and that of now stands for it.
pub(super) type SetAt = Option<u32>;

impl<'a> Sets<'a> {
    pub(super) fn of(store: &'a Store) -> Self {
        let all = store.manifests().iter().flat_map(|m| &m.required);
        let names = |set: &'a Required| {
            let mut names: Vec<String> = Vec::with_capacity(set.jobs.len());
            names.extend(set.jobs.iter().map(|job| names::normalize(job).name));
            (set, names)
        };
        Self {
            store,
            sets: all.map(names).collect(),
        }
    }

    /// The set that the run of a cell names.
    pub(super) fn of_cell(&self, axis: &Axis, cell: CellIdx) -> SetAt {
        let newest = self.store.attempts(cell).next()?;
        let (shard, row) = self.store.source(newest)?;
        let id = shard.text(shard.run_of(row)?.required)?;
        let fits = |(set, _): &(&Required, _)| set.id == id && set.project == axis.project;
        let at = self.sets.iter().position(fits)?;
        u32::try_from(at).ok()
    }

    /// Whether a job is in each of the sets; of which there are few.
    pub(super) fn holds(&self, series: SeriesIdx) -> Vec<bool> {
        let Some(series) = self.store.series(series) else {
            return Vec::new();
        };
        let is_it = |job: &String| *job == series.name || series.was.contains(job);
        let holds = |(_, names): &(_, Vec<String>)| names.iter().any(is_it);
        self.sets.iter().map(holds).collect()
    }
}
