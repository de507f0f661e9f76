//! A value of a chart at one point: `trend:CHART@POINT:SERIES`.

use super::address::FigureAt;
use super::measure::Measure;
use super::subject::{By, Piece, Subject};
use crate::view::{Asking, trends};

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

/// The value at a point.
pub(super) fn of_point(asking: Asking<'_>, at: FigureAt<'_>) -> Option<Subject> {
    let (chart_id, point) = at.of.split_once('@')?;
    let view = trends::trends(asking);
    let place = view.points.iter().position(|p| p.name() == point)?;
    let chart = view.charts.iter().find(|chart| chart.id == chart_id)?;
    let mut values = Vec::new();
    for series in &chart.series {
        if at.figure == series.name {
            let value = series.values.get(place).copied().flatten();
            values.push((measure(chart_id, series.name)?, chart.text(value)));
        }
    }
    let mut before = None;
    let mut pieces = Vec::new();
    for cell in trends::cells_of(asking, place) {
        let is_again = before.replace(cell.series) == Some(cell.series);
        if chart_id == "jobs" && is_again {
            continue;
        }
        let is_left = match (chart_id, at.figure) {
            ("rate", "all") => true,
            ("rate", "required") => cell.is_required,
            _ => cell.is_left,
        };
        pieces.push(Piece {
            series: cell.series,
            cell: cell.cell,
            is_left,
        });
    }
    let name = view.points.get(place)?.label.clone();
    Some(Subject {
        name: [at.figure, ", ", &name].concat(),
        values,
        pieces,
        by: By::Both,
        ..Subject::default()
    })
}
