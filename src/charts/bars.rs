//! Stacked bars: one column a thing, one segment a part of it, stacked from below.

use super::path::thousandths;
use crate::node::{Node, el};

/// A part of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct BarSegment {
    /// Its size, in the unit of `max`.
    pub value: f64,
    /// Its colour: `chart-good`, `chart-bad`, `chart-unsure`, `chart-absent`, `chart-active` or
    /// `chart-accent`.
    pub class: &'static str,
    /// What it counts: the heading of its column in the table. The same order in every column.
    pub label: &'static str,
    /// Its size in words, for the table.
    pub text: String,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarColumn {
    /// What it is: the heading of its row in the table.
    pub label: String,
    /// All about it, shown on hover and read on focus.
    pub title: String,
    /// Where a press leads; None for nowhere.
    pub href: Option<String>,
    /// Its parts from below; none for a gap.
    pub segments: Vec<BarSegment>,
}

/// A chart of stacked bars with a sentence as its alternative: the columns from left to right, the
/// value as high as the plot, and what the chart shows in one sentence.
pub fn bars(columns: &[BarColumn], max: f64, caption: &str) -> Node {
    let plot = el("svg")
        .class("bars__plot")
        .with_all(&[
            ("viewBox", "0 0 1000 1000"),
            ("preserveAspectRatio", "none"),
            ("role", "img"),
        ])
        .with("aria-label", caption.to_owned())
        .children(parts(columns, max));
    let hits = el("div")
        .class("bars__hits")
        .children(columns.iter().map(hit).collect());
    el("div").class("bars").child(plot).child(hits)
}

/// The same as a table, for readers of the screen.
pub fn bars_table(columns: &[BarColumn], caption: &str) -> Node {
    let head = el("thead").child(el("tr").children(heads(columns)));
    let body = el("tbody").children(columns.iter().map(row).collect());
    let table = el("table")
        .child(el("caption").text(caption.to_owned()))
        .child(head)
        .child(body);
    el("div").class("visually-hidden").child(table)
}

/// The segments of all columns: one path for each colour.
fn parts(columns: &[BarColumn], max: f64) -> Vec<Node> {
    let mut paths: Vec<(&str, String)> = Vec::new();
    for (at, it) in columns.iter().enumerate() {
        column(it, at, columns.len(), max, &mut paths);
    }
    let part = |(class, path)| el("path").class(class).with("d", path);
    paths.into_iter().map(part).collect()
}

/// Adds one column's segments to the paths of their colours.
fn column(
    column: &BarColumn,
    at: usize,
    count: usize,
    max: f64,
    paths: &mut Vec<(&'static str, String)>,
) {
    let width = 1.0 / count.max(1) as f64;
    let left = thousandths(at as f64 * width);
    let right = thousandths((at as f64 + 0.86) * width);
    let mut below = 0.0;
    for segment in &column.segments {
        let share = if max > 0.0 { segment.value / max } else { 0.0 };
        let (low, high) = (thousandths(1.0 - below), thousandths(1.0 - below - share));
        below += share;
        if share <= 0.0 {
            continue;
        }
        let known = paths.iter().position(|(class, _)| *class == segment.class);
        let known = known.unwrap_or_else(|| {
            paths.push((segment.class, String::new()));
            paths.len() - 1
        });
        let Some((_, path)) = paths.get_mut(known) else {
            continue;
        };
        path.push('M');
        for part in [left, low] {
            path.push_str(&part.to_string());
            path.push(' ');
        }
        for (command, part) in [('V', high), ('H', right), ('V', low)] {
            path.push(command);
            path.push_str(&part.to_string());
        }
        path.push('z');
    }
}

/// What the pointer and the keyboard meet over a column.
fn hit(column: &BarColumn) -> Node {
    let named = column.href.is_some().then(|| column.title.clone());
    el("a")
        .class("bars__hit")
        .with_some("href", column.href.clone())
        .with("title", column.title.clone())
        .with_some("aria-label", named)
        .with_some("aria-hidden", column.href.is_none().then_some("true"))
}

fn heads(columns: &[BarColumn]) -> Vec<Node> {
    let widest = columns.iter().max_by_key(|column| column.segments.len());
    let labels = widest.into_iter().flat_map(|column| &column.segments);
    let head = |it: &BarSegment| el("th").with("scope", "col").text(it.label);
    std::iter::once(el("td")).chain(labels.map(head)).collect()
}

fn row(column: &BarColumn) -> Node {
    let cell = |segment: &BarSegment| el("td").text(segment.text.clone());
    el("tr")
        .child(el("th").with("scope", "row").text(column.label.clone()))
        .children(column.segments.iter().map(cell).collect())
}
