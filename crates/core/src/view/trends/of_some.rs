//! The charts of views that are about a part of the data: one job, or two sides of a comparison.

use chrono::NaiveDate;

use super::charts::{Chart, TrendsView, charts, marks, trends};
use super::points::{Point, point};
use crate::stats::{Window, job_stats};
use crate::store::SeriesIdx;
use crate::url::{Query, Runs};
use crate::view::compare::{SideView, axes};
use crate::view::nights::{Held, date_of};
use crate::view::sheets::Asking;
use crate::view::table::{Asked, Table, TableRow, Windowed};

/// What charts are made of is given to this.
pub(in crate::view) type Then<'a> = &'a mut dyn FnMut(Asking<'_>);

/// The charts of one job: over the days asked for, else over all runs from its first on.
pub(in crate::view) fn of_job(asking: Asking<'_>, at: SeriesIdx) -> Option<TrendsView> {
    let mut view = None;
    in_job(asking, at, &mut |one| view = Some(trends(one)));
    Some(only(view?, &["results", "durations"]))
}

/// What the charts of one job are made of.
pub(in crate::view) fn in_job(asking: Asking<'_>, at: SeriesIdx, then: Then<'_>) -> Option<()> {
    let (store, query) = (asking.store, asking.query);
    let series = store.series(at)?;
    let axis = store.axis(series.axis)?;
    let asked = Asked {
        runs: Some(Runs::All),
        from: query.from,
        to: query.to,
        ..Asked::default()
    };
    let window = asked.window(axis);
    let first = store.cells(at).next_back().map(|cell| store.run(cell) + 1);
    let window = Window {
        len: window
            .len
            .min(first.unwrap_or(0).saturating_sub(window.newest)),
        ..window
    };
    let row = TableRow {
        series: at,
        window,
        stats: job_stats(store, at, window),
    };
    let windowed = Windowed {
        axis: series.axis,
        window,
    };
    let of_series = Table::of(store, series.kind, &axis.project, vec![windowed], vec![row]);
    then(Asking {
        table: &of_series,
        rows: &[0],
        ..asking
    });
    Some(())
}

/// First and last day of both sides.
pub(in crate::view) type Days = [(NaiveDate, NaiveDate); 2];

/// The pass rate of each night from the first day of both sides to the last, both marked.
/// `jobs`: those of both, and whether the filters leave each.
pub(in crate::view) fn of_days(
    asking: Asking<'_>,
    sides: Days,
    jobs: Vec<(SeriesIdx, bool)>,
) -> TrendsView {
    let mut view = TrendsView::default();
    in_days(asking, sides, jobs, &mut |both| view = trends(both));
    let mut view = only(view, &["rate"]);
    let place = |(from, to): (NaiveDate, NaiveDate)| {
        let is_in = |p: &Point| {
            let date = p.night.and_then(date_of);
            date.is_some_and(|date| from <= date && date <= to)
        };
        let first = view.points.iter().position(is_in)?;
        Some((first, view.points.iter().rposition(is_in)?))
    };
    view.marked = sides.into_iter().filter_map(place).collect();
    for chart in &mut view.charts {
        chart.caption.push_str(" Marked: the days of both sides.");
    }
    view
}

/// What the pass rates of these days are made of.
pub(in crate::view) fn in_days(
    asking: Asking<'_>,
    sides: Days,
    jobs: Vec<(SeriesIdx, bool)>,
    then: Then<'_>,
) {
    let (store, table) = (asking.store, asking.table);
    let [base, head] = sides;
    let query = Query {
        from: Some(base.0.min(head.0)),
        to: Some(base.1.max(head.1)),
        ..Query::default()
    };
    let asked = Asked {
        runs: Some(Runs::All),
        from: query.from,
        to: query.to,
        ..Asked::default()
    };
    let windows = axes(asking);
    let windows: Vec<Windowed> = windows
        .map(|(at, axis)| Windowed {
            axis: at,
            window: asked.window(axis),
        })
        .collect();
    let mut rows: Vec<TableRow> = Vec::new();
    let mut left: Vec<u32> = Vec::new();
    for (series, is_left) in jobs {
        let axis = store.series(series).map(|series| series.axis);
        let found = windows.iter().find(|w| Some(w.axis) == axis);
        let window = found.map_or(Window::default(), |w| w.window);
        left.extend(u32::try_from(rows.len()).ok().filter(|_| is_left));
        rows.push(TableRow {
            series,
            window,
            stats: job_stats(store, series, window),
        });
    }
    let both = Table::of(store, table.kind, &table.project, windows, rows);
    then(Asking {
        table: &both,
        rows: &left,
        query: &query,
        ..asking
    });
}

/// What the points of both sides are called.
pub(in crate::view) const SIDES: [&str; 2] = ["Older", "Newer"];

/// The results of both sides as two columns.
pub(in crate::view) fn of_sides(sides: [&SideView; 2]) -> TrendsView {
    let points: Vec<Point> = SIDES
        .into_iter()
        .zip(sides)
        .map(|(name, side)| {
            let held = match side.partial {
                0 => Held::Complete,
                _ => Held::Partial,
            };
            Point {
                runs: side.runs,
                left: side.results,
                ..point(name.to_owned(), None, held)
            }
        })
        .collect();
    let view = TrendsView {
        charts: charts(&points, false, false, false),
        marks: marks(&points),
        head: "Side",
        points,
        ..TrendsView::default()
    };
    let mut view = only(view, &["results"]);
    for chart in &mut view.charts {
        (chart.caption, chart.cited) = Default::default();
        for (at, name) in SIDES.into_iter().enumerate() {
            chart.caption.push_str(if at == 0 { "" } else { ". " });
            chart.caption.push_str(name);
            for series in 0..chart.series.len() {
                let word = chart.series.get(series).map_or("", |s| s.name);
                chart
                    .caption
                    .push_str(if series == 0 { ": " } else { ", " });
                chart.caption.push_str(word);
                chart.caption.push(' ');
                chart.cite(series, at);
            }
        }
        chart.caption.push('.');
    }
    view
}

fn only(mut view: TrendsView, ids: &[&str]) -> TrendsView {
    view.charts.retain(|chart: &Chart| ids.contains(&chart.id));
    view
}
