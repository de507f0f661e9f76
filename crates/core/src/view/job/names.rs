//! Other names and other kinds of one job: counterparts, and names it probably had or got.

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::config::Config;

use crate::compare::renames;
use crate::state::State;
use crate::stats::{Window, standing};
use crate::store::{SeriesIdx, Store};
use crate::view::row::state_text;
use crate::view::sheets::Asking;

/// A job to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLink {
    /// Its id.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// Scheduled or pull request.
    pub kind: Kind,
    /// Its workflow on the screen.
    pub workflow: String,
    /// Where it stands.
    pub state: State,
    /// The same in words.
    pub state_text: String,
}

/// The rows that are left, as links to the jobs.
#[must_use]
pub fn job_links(asking: Asking<'_>) -> Vec<JobLink> {
    let rows = asking.rows.iter();
    let rows = rows.filter_map(|at| asking.table.rows.get(*at as usize));
    rows.filter_map(|row| link(asking.store, row.series, row.stats.standing.state))
        .collect()
}

fn link(store: &Store, at: SeriesIdx, state: State) -> Option<JobLink> {
    let series = store.series(at)?;
    let home = &series.home;
    Some(JobLink {
        id: series.id().to_string(),
        name: series.name.clone(),
        kind: series.kind,
        workflow: if home.title.is_empty() {
            home.workflow.clone()
        } else {
            home.title.clone()
        },
        state_text: state_text(state, series.kind),
        state,
    })
}

/// A link with the state over the newest runs.
pub(super) fn now(store: &Store, at: SeriesIdx) -> Option<JobLink> {
    let newest = Window { newest: 0, len: 10 };
    link(store, at, standing(store, at, newest).state)
}

/// Jobs of the same project and name in other workflows; the configuration may map prefixes that
/// differ between scheduled runs and pull requests.
pub(super) fn counterparts(store: &Store, config: &Config, at: SeriesIdx) -> Vec<JobLink> {
    let Some(series) = store.series(at) else {
        return Vec::new();
    };
    let mut names = vec![series.name.clone()];
    for pair in &config.counterparts {
        let (mine, theirs) = match series.kind {
            Kind::Nightly => (&pair.nightly, &pair.pull_request),
            Kind::Prs => (&pair.pull_request, &pair.nightly),
        };
        let rest = series.name.strip_prefix(mine.as_str());
        names.extend(rest.map(|rest| [theirs.as_str(), rest].concat()));
    }
    let fits = |(other, name): (SeriesIdx, &String), kind: Kind| {
        let same = series.kind == kind;
        // A mapped prefix leads to the other kind only.
        other != at
            && if same {
                *name == series.name
            } else {
                names.contains(name)
            }
    };
    let mut found = Vec::new();
    for kind in [Kind::Nightly, Kind::Prs] {
        for other in store.series_of(kind) {
            let named = store.series(other);
            let of = named.filter(|s| s.home.project == series.home.project);
            if of.is_some_and(|s| fits((other, &s.name), kind)) {
                found.extend(now(store, other));
            }
        }
    }
    found
}

/// The name it probably had before, and the one it probably got since: proposals, nothing is
/// joined.
pub(super) fn renamed(store: &Store, at: SeriesIdx) -> (Option<JobLink>, Option<JobLink>) {
    let ends = |at: SeriesIdx| {
        let mut cells = store.cells(at).map(|cell| store.run(cell));
        let newest = cells.next()?;
        Some((newest, cells.next_back().unwrap_or(newest)))
    };
    let Some((series, (newest, oldest))) = store.series(at).zip(ends(at)) else {
        return (None, None);
    };
    // Last seen right before a column, first seen from there on: what two runs beside each other
    // would call gone and new.
    let around = |column: u32| {
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        for other in store.series_of(series.kind) {
            if store.series(other).is_none_or(|s| s.axis != series.axis) {
                continue;
            }
            match ends(other) {
                Some((last, _)) if last > column && last - column <= NEAR => gone.push(other),
                Some((_, first)) if first <= column && column - first < NEAR => new.push(other),
                _ => {}
            }
        }
        renames(store, &gone, &new)
    };
    let before = around(oldest).into_iter().find(|(_, new)| *new == at);
    let since = newest.checked_sub(1).map(around);
    let since = since.and_then(|pairs| pairs.into_iter().find(|(old, _)| *old == at));
    (
        before.and_then(|(old, _)| now(store, old)),
        since.and_then(|(_, new)| now(store, new)),
    )
}

/// Runs within which a new name follows an old one.
const NEAR: u32 = 3;
