//! Stage three: the order of the rows.

use std::cmp::Ordering;

use super::table::{Table, TableRow};
use crate::sorted;
use crate::state::State;
use crate::stats::Weather;
use crate::store::{Series, Store};
use crate::url::{Column, Sort};

/// Sorts rows; None is the default order, worst first. What is n/a comes last in both directions,
/// and every order ends with the full name, ascending by code point, then the id.
pub fn sort(store: &Store, table: &Table, rows: &mut [u32], sort: Option<Sort>) {
    sorted::sort(rows, &|a, b| {
        let (Some(a), Some(b)) = (table.rows.get(a), table.rows.get(b)) else {
            return Ordering::Equal;
        };
        let column = sort.map_or(Column::State, |s| s.column);
        let descending = sort.is_some_and(|s| s.descending);
        by_column(store, a, b, column, descending).then_with(|| by_name(store, a, b))
    });
}

fn by_name(store: &Store, a: &TableRow, b: &TableRow) -> Ordering {
    let series = |r: &TableRow| store.series(r.series);
    let name = |r: &TableRow| series(r).map(|s| s.name.as_str());
    let id = |r: &TableRow| series(r).map(Series::id);
    name(a).cmp(&name(b)).then_with(|| id(a).cmp(&id(b)))
}

fn by_column(
    store: &Store,
    a: &TableRow,
    b: &TableRow,
    column: Column,
    descending: bool,
) -> Ordering {
    let number = |key: fn(&TableRow) -> Option<f64>| directed(key(a), key(b), descending);
    match column {
        Column::State => turned(worst_first(store, a, b), descending),
        Column::Name => turned(by_name(store, a, b), descending),
        // Ascending is from the worst on, as everywhere for a rate.
        Column::Rate => number(rate_bound),
        Column::Fails => number(|r| Some(f64::from(r.stats.results.failed))),
        Column::Reruns => number(|r| r.stats.reruns.map(f64::from)),
        Column::Skips => number(|r| Some(f64::from(r.stats.results.skipped))),
        Column::Flaky => number(|r| r.stats.flakes().map(f64::from)),
        Column::Weather => number(|r| r.stats.weather.map(weather_number)),
        Column::Last => directed(last_failure(store, a), last_failure(store, b), descending),
        Column::Required => {
            let key = |r: &TableRow| {
                store
                    .series(r.series)?
                    .required
                    .map(|q| f64::from(u8::from(q)))
            };
            directed(key(a), key(b), descending)
        }
        Column::P50 => number(|r| r.stats.p50_secs.map(f64::from)),
    }
}

/// From the surest failure on; n/a as the rate is.
fn rate_bound(row: &TableRow) -> Option<f64> {
    let results = &row.stats.results;
    let bound = results.failure_bound().map(|bound| -bound);
    bound.filter(|_| !results.has_only_failures())
}

/// When a job failed last: from the oldest on. Runs of several workflows are compared by their
/// time; files without times have one workflow, where a lower column is a newer run.
fn last_failure(store: &Store, row: &TableRow) -> Option<f64> {
    let column = row.stats.last_failure?;
    let run = store.runs_of(row.series).get(column as usize)?;
    #[expect(clippy::cast_precision_loss, reason = "seconds of some decades")]
    let time = run.created_at.map(|at| at as f64);
    Some(time.unwrap_or(-f64::from(column)))
}

const fn turned(order: Ordering, descending: bool) -> Ordering {
    if descending { order.reverse() } else { order }
}

/// Numbers in their order or its reverse; n/a last in both.
fn directed(a: Option<f64>, b: Option<f64>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => turned(a.total_cmp(&b), descending),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn weather_number(weather: Weather) -> f64 {
    f64::from(weather as u8)
}

/// Failing (longer first), newly broken, flaky, recovered, passing, no result; within equals
/// required first, then the surer failure.
fn worst_first(store: &Store, a: &TableRow, b: &TableRow) -> Ordering {
    let rank = |r: &TableRow| match r.stats.standing.state {
        State::Failing { streak, .. } => (0, u32::MAX - streak),
        State::NewlyBroken => (1, 0),
        State::Flaky => (2, 0),
        State::Recovered => (3, 0),
        State::Passing => (4, 0),
        State::NoResult => (5, 0),
    };
    let required = |r: &TableRow| {
        store
            .series(r.series)
            .is_none_or(|s| s.required != Some(true))
    };
    let bound = |r: &TableRow| r.stats.results.failure_bound();
    rank(a)
        .cmp(&rank(b))
        .then_with(|| required(a).cmp(&required(b)))
        .then_with(|| directed(bound(a), bound(b), true))
}
