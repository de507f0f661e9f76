//! What a chart shows, in a sentence.

use super::charts::{Chart, ChartSeries, Look};
use super::points::Point;
use crate::format::plural;

/// Says what a chart shows: over how many points, and its newest, lowest and highest value.
pub(super) fn tell(chart: &mut Chart, points: &[Point], is_by_night: bool) {
    let is_main = |s: &ChartSeries| matches!(s.look, Look::Line | Look::Part);
    let main_at = chart.series.iter().position(is_main);
    let main = main_at.and_then(|at| Some((at, chart.series.get(at)?)));
    let Some((main_at, main)) = main else {
        chart.caption.push_str("n/a: the data does not tell it.");
        return;
    };
    let known: Vec<(usize, f64)> = main
        .values
        .iter()
        .enumerate()
        .filter_map(|(at, v)| v.map(|v| (at, v)))
        .collect();
    let (one, many) = if is_by_night {
        ("night", "nights")
    } else {
        ("run", "runs")
    };
    let n = plural(known.len() as u64, one, many);
    let word = |at: usize| points.get(at).map(|p| p.label.as_str()).unwrap_or_default();
    let mut lowest = known.first();
    let mut highest = known.first();
    for point in &known {
        lowest = lowest.filter(|low| low.1 <= point.1).or(Some(point));
        highest = highest.filter(|high| high.1 >= point.1).or(Some(point));
    }
    // A title that begins with what the line is needs no more words.
    let is_said = chart.title.to_ascii_lowercase().starts_with(main.name);
    let which = if is_said {
        String::new()
    } else {
        [", ", main.name, ","].concat()
    };
    chart.caption = [chart.title, &which, " over ", &n].concat();
    let told = [
        (": newest ", known.last()),
        ("; lowest ", lowest),
        ("; highest ", highest),
    ];
    for (words, point) in told {
        if let Some((at, _)) = point {
            chart.caption.push_str(words);
            chart.cite(main_at, *at);
            chart.caption.extend([" (", word(*at), ")"]);
        }
    }
    chart.caption.push('.');
}
