//! One chart of the view over time: legend, plot, a sentence and a table that say the same.

use tailorbird_core::view::{Chart, ChartSeries, Held, Look, Point, TrendsView};

use super::words::explain_button;
use crate::charts::{Plot, PlotLook, PlotSeries, PlotStep};
use crate::node::{Node, el};

/// What of the charts is chosen and pointed at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChartMarks {
    /// First and last point that are dragged over.
    pub chosen: Option<(usize, usize)>,
    /// The point that is pointed at.
    pub pointed: Option<usize>,
    /// Its table is open.
    pub is_open: bool,
}

/// Draws a chart. `on` adds to the plot what listens to the pointer, `on_table` is called to open
/// or close the table.
pub fn trend_chart(
    view: &TrendsView,
    chart: &Chart,
    marks: ChartMarks,
    on: impl FnOnce(Node) -> Node,
    on_table: impl Fn() + Send + Sync + 'static,
) -> Node {
    let hook = ["trend-", chart.id].concat();
    let section = el("section")
        .class("trend")
        .with("data-testid", hook.clone())
        .with("aria-labelledby", hook.clone())
        .child(head(view, chart, marks.pointed).with("id", hook));
    let caption = caption(view, chart);
    if chart.is_empty() {
        return section.child(caption);
    }
    let mut chosen = view.marked.clone();
    chosen.extend(marks.chosen);
    let plot = Plot {
        caption: chart.caption.clone(),
        series: series(chart),
        ticks: chart.scale.ticks.clone(),
        marks: view.marks.clone(),
        steps: view.points.iter().map(step).collect(),
        chosen,
        pointed: marks.pointed,
    };
    let summary = el("summary")
        .on("click", move |event| {
            event.prevent_default();
            on_table();
        })
        .text("Data table");
    let details = el("details")
        .class("trend__data")
        .with_some("open", marks.is_open.then_some(""))
        .child(summary)
        .child_some(marks.is_open.then(|| table(view, chart)));
    section
        .child(legend(chart))
        .child(plot.draw(on))
        .child(caption)
        .child(details)
}

/// The sentence; each of its values tells what it is made of.
fn caption(view: &TrendsView, chart: &Chart) -> Node {
    let mut out = el("p")
        .class("trend__caption")
        .with("data-testid", "caption");
    let words = |from, to| chart.caption.get(from..to).unwrap_or_default().to_owned();
    let mut from = 0;
    for cited in &chart.cited {
        let at = &cited.words;
        let point = view.points.get(cited.point).map(Point::name);
        let mut address = Chart::figures_at(chart.id, &point.unwrap_or_default());
        address.push_str(cited.series);
        let value = explain_button(address, words(at.start, at.end));
        // What follows it without a space stays on its line.
        let rest = chart.caption.get(at.end..).unwrap_or_default();
        let end = at.end + rest.find(' ').unwrap_or(rest.len());
        let value = el("span")
            .class("trend__value")
            .child(value)
            .text(words(at.end, end));
        out = out.text(words(from, at.start)).child(value);
        from = end;
    }
    out.text(words(from, chart.caption.len()))
}

/// The heading, and beside it what is pointed at.
fn head(view: &TrendsView, chart: &Chart, pointed: Option<usize>) -> Node {
    let told = pointed.and_then(|at| {
        let point = view.points.get(at)?;
        let mut words = point.label.clone();
        words.push_str(": ");
        words.push_str(&match point.runs {
            0 => point.held.word().to_owned(),
            _ if chart.is_empty() => "n/a".to_owned(),
            _ => chart.told(at),
        });
        if point.held == Held::Partial && point.runs > 0 {
            words.push_str(" (partial)");
        }
        Some(el("span").class("trend__told").text(words))
    });
    let title = el("h2").text(chart.title);
    el("div").class("trend__head").child(title).child_some(told)
}

fn legend(chart: &Chart) -> Node {
    let item = |series: &ChartSeries| {
        let class = match series.look {
            Look::Line => "trend__line trend__line--",
            Look::Faint => "trend__line trend__line--faint trend__line--",
            Look::Low | Look::High => "trend__band trend__line--",
            Look::Part => "trend__box trend__line--",
        };
        let swatch = el("span")
            .class([class, series.ink].concat())
            .with("aria-hidden", "true");
        el("li").child(swatch).text(series.name)
    };
    el("ul")
        .class("trend__legend")
        .children(chart.series.iter().map(item).collect())
}

fn series(chart: &Chart) -> Vec<PlotSeries> {
    let of = |series: &ChartSeries| {
        let (look, class) = match series.look {
            Look::Line => (PlotLook::Line, "plot__line plot__line--"),
            Look::Faint => (PlotLook::Line, "plot__line plot__line--faint plot__line--"),
            Look::Low => (PlotLook::Band, "plot__band chart-"),
            Look::High => (PlotLook::BandEnd, "plot__band chart-"),
            Look::Part => (PlotLook::Part, "chart-"),
        };
        PlotSeries {
            class: [class, series.ink].concat(),
            look,
            points: chart.shares(series),
        }
    };
    // The ends of a band stand side by side, below the line in it.
    let is_end = |s: &&ChartSeries| matches!(s.look, Look::Low | Look::High);
    let ends = chart.series.iter().filter(is_end);
    let others = chart.series.iter().filter(|s| !is_end(s));
    ends.chain(others).map(of).collect()
}

const fn step(point: &Point) -> PlotStep {
    match point.held {
        Held::Complete => PlotStep::Whole,
        Held::Partial if point.runs == 0 => PlotStep::Nothing,
        Held::Partial => PlotStep::Part,
        Held::NoRun => PlotStep::Nothing,
        Held::NotFetched => PlotStep::Unknown,
    }
}

/// All values, newest first.
fn table(view: &TrendsView, chart: &Chart) -> Node {
    let head = |words: &'static str| el("th").with("scope", "col").text(words);
    let heads = el("tr")
        .child(head(view.head))
        .child(head("Coverage"))
        .children(chart.series.iter().map(|s| head(s.name)).collect());
    let row = |(at, point): (usize, &Point)| {
        let value = |series: &ChartSeries| {
            let value = series.values.get(at).copied().flatten();
            el("td")
                .class("num")
                .with("data-explain", series.name)
                .text(chart.text(value))
        };
        let name = el("th").with("scope", "row").text(point.name());
        el("tr")
            .with("data-night", point.name())
            .with("data-figures", Chart::figures_at(chart.id, &point.name()))
            .child(name)
            .child(el("td").text(point.held.word()))
            .children(chart.series.iter().map(value).collect())
    };
    let rows = view.points.iter().enumerate().rev().map(row).collect();
    let table = el("table")
        .child(el("caption").class("visually-hidden").text(chart.title))
        .child(el("thead").child(heads))
        .child(el("tbody").children(rows));
    el("div")
        .class("trend__table")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", [chart.title, ", data table"].concat())
        .child(table)
}
