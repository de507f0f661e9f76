//! A value of a chart at one point: `trend:CHART@POINT:SERIES`, without a series all values there.

use super::address::FigureAt;
use super::ask::Explained;
use super::measure::Measure;
use super::subject::{self, By, Piece, Subject};
use super::subjects;
use crate::url::View;
use crate::view::{Asking, Chart, compare, trends};

/// Which figure a series of a chart is.
fn measure(chart: &str, series: &str) -> Option<Measure> {
    Some(match (chart, series) {
        ("rate", _) => Measure::Rate,
        ("results", "passed") => Measure::Passed,
        ("results", "failed") => Measure::Fails,
        ("results", "skipped") => Measure::Skips,
        ("results", _) => Measure::Other,
        ("durations", "p10") => Measure::P10,
        ("durations", "p50") => Measure::P50,
        ("durations", _) => Measure::P90,
        ("queue", "p50") => Measure::Queue50,
        ("queue", _) => Measure::Queue90,
        ("reruns", _) => Measure::Reruns,
        ("jobs", _) => Measure::JobsSeen,
        _ => return None,
    })
}

/// The values that are asked for; none where the view has no such chart or point.
pub(super) fn explained(asking: Asking<'_>, at: FigureAt<'_>) -> Vec<Explained> {
    let mut out = Vec::new();
    let mut add = |asking: Asking<'_>| {
        of_point(asking, at, &mut out);
    };
    let query = asking.query;
    match query.view {
        Some(View::Job) => {
            let named = query.job.as_deref().unwrap_or_default();
            if let Some(series) = asking.store.find(named, asking.table.kind) {
                trends::in_job(asking, series, &mut add);
            }
        }
        Some(View::Compare) => {
            compare::in_nights(asking, &mut add);
            of_side(asking, at, &mut out);
        }
        _ => add(asking),
    }
    out
}

/// Explains each series asked for; `set` makes the subject that of a series.
fn series(
    asking: Asking<'_>,
    at: FigureAt<'_>,
    (chart, place): (&Chart, usize),
    subject: &mut Subject,
    set: &dyn Fn(&mut Subject, &str),
) -> Vec<Explained> {
    let is_asked = |name: &str| at.figure.is_empty() || at.figure == name;
    let all = chart.series.iter().filter(|series| is_asked(series.name));
    let mut out = Vec::new();
    for series in all {
        let value = chart.text(series.values.get(place).copied().flatten());
        set(subject, series.name);
        if let Some(measure) = measure(chart.id, series.name) {
            out.push(subject::explained(asking, subject, measure, &value));
        }
    }
    out
}

fn of_point(asking: Asking<'_>, at: FigureAt<'_>, out: &mut Vec<Explained>) -> Option<()> {
    let (chart, point) = at.of.split_once('@')?;
    let view = trends::trends(asking);
    let place = view.points.iter().position(|p| p.name() == point)?;
    let chart = view.charts.iter().find(|known| known.id == chart)?;
    let label = &view.points.get(place)?.label;
    let mut before = None;
    let mut cells = trends::cells_of(asking, place);
    cells.retain(|cell| {
        let is_again = before.replace(cell.series) == Some(cell.series);
        chart.id != "jobs" || !is_again
    });
    let mut subject = Subject {
        by: match asking.query.view {
            Some(View::Job) => By::Run,
            _ => By::Both,
        },
        ..Subject::default()
    };
    let set = |subject: &mut Subject, series: &str| {
        subject.name = [series, ", ", label].concat();
        let piece = |cell: &trends::CellOf| Piece {
            series: cell.series,
            cell: cell.cell,
            is_left: match (chart.id, series) {
                ("rate", "all") => true,
                ("rate", "required") => cell.is_required,
                _ => cell.is_left,
            },
        };
        subject.pieces = cells.iter().map(piece).collect();
    };
    out.extend(series(asking, at, (chart, place), &mut subject, &set));
    Some(())
}

/// A column of a comparison is one of its sides.
fn of_side(asking: Asking<'_>, at: FigureAt<'_>, out: &mut Vec<Explained>) -> Option<()> {
    let (chart, side) = at.of.split_once('@')?;
    let side = trends::SIDES.iter().position(|name| *name == side)?;
    let view = compare::compare(asking).ok()?;
    let charts = &view.charts.first()?.charts;
    let chart = charts.iter().find(|known| known.id == chart)?;
    let mut subject = subjects::of_side(asking, side)?;
    out.extend(series(asking, at, (chart, side), &mut subject, &|_, _| {}));
    Some(())
}
