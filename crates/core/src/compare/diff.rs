//! What is different in one run from another of the same workflow, by result.

use tailorbird_snapshot::{Kind, Outcome};

use super::find::RunAt;
use super::renames::renames;
use crate::sorted;
use crate::stats::ResultCounts;
use crate::store::{SeriesIdx, Store};

/// Jobs of two runs, each list by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// Results of the older run.
    pub base: ResultCounts,
    /// Results of the newer run.
    pub head: ResultCounts,
    /// Passed, then failed.
    pub newly_failing: Vec<SeriesIdx>,
    /// Failed, then passed.
    pub fixed: Vec<SeriesIdx>,
    /// Failed in both.
    pub still_failing: Vec<SeriesIdx>,
    /// In both with other results that differ: job, then, now.
    pub changed: Vec<(SeriesIdx, Outcome, Outcome)>,
    /// In the newer run only.
    pub new: Vec<SeriesIdx>,
    /// In the older run only.
    pub gone: Vec<SeriesIdx>,
    /// Pairs of gone and new jobs that are probably one job renamed: proposals, nothing is merged.
    pub renamed: Vec<(SeriesIdx, SeriesIdx)>,
}

/// Compares two runs. None: they are runs of different workflows, or not there.
#[must_use]
pub fn diff(store: &Store, base: RunAt, head: RunAt) -> Option<Diff> {
    if base.axis != head.axis {
        return None;
    }
    base.info(store)?;
    head.info(store)?;
    let is_here = |at: &SeriesIdx| store.series(*at).is_some_and(|s| s.axis == head.axis);
    let series: Vec<SeriesIdx> = store.series_of(Kind::Nightly).filter(is_here).collect();
    let name = |i: usize| Some(store.series(*series.get(i)?)?.name.as_str());
    let order = sorted::indexes(series.len(), &|a, b| name(a).cmp(&name(b)));
    let results = order.into_iter().filter_map(|place| {
        let at = *series.get(place as usize)?;
        let result = |column: u32| {
            let cell = store.cells(at).find(|cell| store.run(*cell) == column)?;
            Some(store.result(cell))
        };
        Some((at, result(base.column), result(head.column)))
    });
    Some(differ(store, results))
}

/// What differs between two results of each job, then and now; the jobs stand by name.
pub(crate) fn differ(
    store: &Store,
    results: impl Iterator<Item = (SeriesIdx, Option<Outcome>, Option<Outcome>)>,
) -> Diff {
    let mut out = Diff::default();
    for (at, then, now) in results {
        if let Some(then) = then {
            out.base.add(then);
        }
        if let Some(now) = now {
            out.head.add(now);
        }
        match (then, now) {
            (Some(Outcome::Passed), Some(Outcome::Failed)) => out.newly_failing.push(at),
            (Some(Outcome::Failed), Some(Outcome::Passed)) => out.fixed.push(at),
            (Some(Outcome::Failed), Some(Outcome::Failed)) => out.still_failing.push(at),
            (Some(then), Some(now)) if then != now => out.changed.push((at, then, now)),
            (None, Some(_)) => out.new.push(at),
            (Some(_), None) => out.gone.push(at),
            _ => {}
        }
    }
    out.renamed = renames(store, &out.gone, &out.new);
    out
}
