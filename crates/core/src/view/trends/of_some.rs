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

/// The charts of one job: over the days asked for, else over all runs from its first on.
pub(in crate::view) fn of_job(asking: Asking<'_>, at: SeriesIdx) -> Option<TrendsView> {
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
    let one = Asking {
        table: &of_series,
        rows: &[0],
        ..asking
    };
    Some(only(trends(one), &["results", "durations"]))
}

/// The pass rate of each night from the first day of both sides to the last, both marked.
/// `rows`: the jobs of both, and whether the filters leave each.
pub(in crate::view) fn of_days(
    asking: Asking<'_>,
    sides: [(NaiveDate, NaiveDate); 2],
    jobs: Vec<(SeriesIdx, bool)>,
) -> TrendsView {
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
    let view = trends(Asking {
        table: &both,
        rows: &left,
        query: &query,
        ..asking
    });
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

/// The results of both sides as two columns.
pub(in crate::view) fn of_sides(sides: [&SideView; 2]) -> TrendsView {
    let points: Vec<Point> = ["Older", "Newer"]
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
        let told = view.points.iter().enumerate();
        let told = told.map(|(at, p)| [&p.label, ": ", &chart.told(at), "."].concat());
        chart.caption = told.collect::<Vec<_>>().join(" ");
    }
    view
}

fn only(mut view: TrendsView, ids: &[&str]) -> TrendsView {
    view.charts.retain(|chart: &Chart| ids.contains(&chart.id));
    view
}
