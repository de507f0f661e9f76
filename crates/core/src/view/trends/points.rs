//! The nights of the window, or its runs where no days are known, each with what it adds up to.

use tailorbird_snapshot::Outcome;

use super::required::{SetAt, Sets};
use crate::format;
use crate::stats::{ResultCounts, nearest_ranks};
use crate::store::{AxisIdx, CellIdx, SeriesIdx};
use crate::view::nights::{Columns, Coverings, Held, date_of};
use crate::view::sheets::Asking;
use crate::view::table::TableRow;

/// A night, or a run where no days are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// `30 May 2025`, or `#597`.
    pub label: String,
    /// The night: days since 1970-01-01 UTC. None: points are runs.
    pub night: Option<i64>,
    /// How much of it is known.
    pub held: Held,
    /// Runs of all workflows.
    pub runs: u32,
    /// Results of all jobs of the view.
    pub all: ResultCounts,
    /// Results of the jobs that were required at the run.
    pub required: ResultCounts,
    /// For some run the set of then is not known: that of now was taken.
    pub is_required_of_now: bool,
    /// Results of the jobs that the filters leave.
    pub left: ResultCounts,
    /// Jobs left with a result.
    pub jobs: u32,
    /// Real attempts of them − results; None: not known.
    pub reruns: Option<u32>,
    /// Durations of the passed ones in seconds, which 10, 50 and 90 % do not exceed.
    pub secs: [Option<u32>; 3],
    /// Seconds that those which passed or failed waited for a machine: 50 and 90 %.
    pub queue: [Option<u32>; 2],
}

/// What a point is added up from.
#[derive(Clone, Debug, Default)]
struct Pile {
    secs: Vec<u32>,
    queue: Vec<u32>,
    attempts: usize,
    cells: usize,
    counts_attempts: bool,
}

/// Days that are drawn one by one, those without runs too. A window of more would be hardly more
/// than holes.
const MOST_DAYS: i64 = 2_000;

/// The points, oldest first, and whether they are nights.
pub(super) fn points(asking: Asking<'_>) -> (Vec<Point>, bool) {
    let columns = Columns::of(asking.store, asking.table);
    let is_by_night = !columns.all.is_empty() && columns.all.iter().all(|c| c.night.is_some());
    let (mut points, place) = if is_by_night {
        nights(asking, &columns)
    } else {
        runs(&columns)
    };
    add_up(asking, &columns, &mut points, &place);
    (points, is_by_night)
}

/// Point and place of each column: which point it belongs to.
type Made = (Vec<Point>, Vec<usize>);

pub(super) fn point(label: String, night: Option<i64>, held: Held) -> Point {
    Point {
        label,
        night,
        held,
        runs: 0,
        all: ResultCounts::default(),
        required: ResultCounts::default(),
        is_required_of_now: false,
        left: ResultCounts::default(),
        jobs: 0,
        reruns: None,
        secs: [None; 3],
        queue: [None; 2],
    }
}

fn runs(columns: &Columns) -> Made {
    let n = columns.all.len();
    let held = |partial: bool| {
        if partial {
            Held::Partial
        } else {
            Held::Complete
        }
    };
    let oldest_first = columns.all.iter().rev();
    let points = oldest_first.map(|c| Point {
        runs: u32::try_from(c.runs.len()).unwrap_or(u32::MAX),
        ..point(c.label.clone(), None, held(c.partial))
    });
    (points.collect(), (0..n).rev().collect())
}

fn nights(asking: Asking<'_>, columns: &Columns) -> Made {
    let coverings = Coverings::of(asking.store, asking.table);
    let known = || columns.all.iter().filter_map(|c| c.night);
    let day = |date: Option<chrono::NaiveDate>| {
        let since = date?.signed_duration_since(chrono::NaiveDate::default());
        Some(since.num_days())
    };
    let (oldest, newest) = (known().min().unwrap_or(0), known().max().unwrap_or(0));
    // The days that were asked for belong to the picture, with or without runs.
    let mut first = day(asking.query.from).map_or(oldest, |day| day.min(oldest));
    let mut last = day(asking.query.to).map_or(newest, |day| day.max(newest));
    if last.saturating_sub(first) > MOST_DAYS {
        (first, last) = (oldest, newest);
    }
    let days: Vec<i64> = if last.saturating_sub(first) > MOST_DAYS {
        let mut days: Vec<i64> = known().collect();
        days.dedup();
        days.reverse();
        days
    } else {
        (first..=last).collect()
    };
    let place = |c: &crate::view::Column| {
        let night = c.night.unwrap_or_default();
        days.binary_search(&night).unwrap_or_default()
    };
    let places: Vec<usize> = columns.all.iter().map(place).collect();
    let mut counts: Vec<(u32, bool)> = vec![(0, false); days.len()];
    for (column, place) in columns.all.iter().zip(&places) {
        if let Some((runs, partial)) = counts.get_mut(*place) {
            *runs += u32::try_from(column.runs.len()).unwrap_or(u32::MAX);
            *partial |= column.partial;
        }
    }
    let points = days.iter().zip(counts).map(|(day, (runs, partial))| Point {
        runs,
        ..point(
            night_text(*day),
            Some(*day),
            coverings.held(*day, runs > 0, partial),
        )
    });
    (points.collect(), places)
}

/// `30 May 2025`.
pub(super) fn night_text(night: i64) -> String {
    let at = night.checked_mul(86_400);
    at.and_then(format::run_time).unwrap_or_default()
}

/// Whose required set holds at each column of an axis, as it becomes known.
struct SetOf(AxisIdx, Vec<Option<SetAt>>);

fn add_up(asking: Asking<'_>, columns: &Columns, points: &mut [Point], place: &[usize]) {
    let (store, table) = (asking.store, asking.table);
    let mut is_left = vec![false; table.rows.len()];
    for row in asking.rows {
        if let Some(left) = is_left.get_mut(*row as usize) {
            *left = true;
        }
    }
    let mut piles = vec![
        Pile {
            counts_attempts: true,
            ..Pile::default()
        };
        points.len()
    ];
    let sets = Sets::of(store);
    let mut set_of: Vec<SetOf> = Vec::new();
    for (row, left) in table.rows.iter().zip(is_left) {
        let Some(series) = store.series(row.series) else {
            continue;
        };
        let Some(axis) = store.axis(series.axis) else {
            continue;
        };
        let known = set_of.iter().position(|s| s.0 == series.axis);
        let at = known.unwrap_or(set_of.len());
        if known.is_none() {
            set_of.push(SetOf(series.axis, vec![None; axis.runs.len()]));
        }
        let in_sets = sets.holds(row.series);
        let mut before = usize::MAX;
        for cell in store.cells(row.series) {
            let run = store.run(cell);
            let column = columns.of_run(series.axis, run);
            let Some(at_point) = column.and_then(|c| place.get(c as usize).copied()) else {
                continue;
            };
            let (Some(point), Some(pile)) = (points.get_mut(at_point), piles.get_mut(at_point))
            else {
                continue;
            };
            let result = store.result(cell);
            point.all.add_cell(store, row.series, cell);
            let slot = set_of.get_mut(at).and_then(|s| s.1.get_mut(run as usize));
            let set = slot.and_then(|slot| *slot.get_or_insert_with(|| sets.of_cell(axis, cell)));
            let then = set.and_then(|set| in_sets.get(set as usize).copied());
            point.is_required_of_now |= then.is_none();
            if then.or(series.required) == Some(true) {
                point.required.add_cell(store, row.series, cell);
            }
            if left {
                point.left.add_cell(store, row.series, cell);
                point.jobs += u32::from(before != at_point);
                before = at_point;
                add_cell(asking, row, cell, result, pile);
            }
        }
    }
    for (point, pile) in points.iter_mut().zip(piles) {
        let has_cells = pile.cells > 0;
        let reruns = pile.attempts.saturating_sub(pile.cells);
        point.reruns =
            (has_cells && pile.counts_attempts).then(|| u32::try_from(reruns).unwrap_or(u32::MAX));
        point.secs = nearest_ranks(&pile.secs, [10, 50, 90]);
        point.queue = nearest_ranks(&pile.queue, [50, 90]);
    }
}

/// What only the rows left are asked for.
fn add_cell(asking: Asking<'_>, row: &TableRow, cell: CellIdx, result: Outcome, pile: &mut Pile) {
    let store = asking.store;
    let attempts = store.attempts(cell);
    pile.counts_attempts &= row.stats.reruns.is_some();
    pile.attempts += attempts.len();
    pile.cells += 1;
    if result == Outcome::Passed {
        pile.secs.extend(store.duration_secs(cell));
    }
    if result.is_decided() {
        let source = attempts.start;
        let source = store.source(source).filter(|_| !attempts.is_empty());
        let queue = source.and_then(|(shard, row)| shard.queue_secs(row));
        pile.queue
            .extend(queue.and_then(|secs| u32::try_from(secs).ok()));
    }
}

/// A result of a point.
pub(in crate::view) struct CellOf {
    pub(in crate::view) series: SeriesIdx,
    pub(in crate::view) cell: CellIdx,
    /// The filters leave its job.
    pub(in crate::view) is_left: bool,
    /// Its job was required at the run.
    pub(in crate::view) is_required: bool,
}

/// The results of the point at this place, by job.
pub(in crate::view) fn cells_of(asking: Asking<'_>, wanted: usize) -> Vec<CellOf> {
    let (store, table) = (asking.store, asking.table);
    let columns = Columns::of(store, table);
    let is_by_night = !columns.all.is_empty() && columns.all.iter().all(|c| c.night.is_some());
    let (_, place) = if is_by_night {
        nights(asking, &columns)
    } else {
        runs(&columns)
    };
    let sets = Sets::of(store);
    let mut out = Vec::new();
    for (at, row) in (0_u32..).zip(&table.rows) {
        let Some(series) = store.series(row.series) else {
            continue;
        };
        let Some(axis) = store.axis(series.axis) else {
            continue;
        };
        let in_sets = sets.holds(row.series);
        for cell in store.cells(row.series) {
            let column = columns.of_run(series.axis, store.run(cell));
            if column.and_then(|c| place.get(c as usize).copied()) != Some(wanted) {
                continue;
            }
            let set = sets.of_cell(axis, cell);
            let then = set.and_then(|set| in_sets.get(set as usize).copied());
            out.push(CellOf {
                series: row.series,
                cell,
                is_left: asking.rows.contains(&at),
                is_required: then.or(series.required) == Some(true),
            });
        }
    }
    out
}

impl Point {
    /// The night as `YYYY-MM-DD`, else what it is called.
    #[must_use]
    pub fn name(&self) -> String {
        let date = self.night.and_then(date_of);
        date.map_or_else(|| self.label.clone(), |date| date.to_string())
    }
}
