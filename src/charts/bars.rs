//! Stacked bars: one column a thing, one segment a part of it, stacked from below.

use super::path::thousandths;
use leptos::prelude::*;

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

/// A chart of stacked bars with a sentence and a table as alternatives.
#[component]
pub fn Bars(
    /// The columns from left to right.
    #[prop(into)]
    columns: Signal<Vec<BarColumn>>,
    /// The value as high as the plot.
    #[prop(into)]
    max: Signal<f64>,
    /// What the chart shows, in one sentence.
    #[prop(into)]
    caption: Signal<String>,
) -> impl IntoView {
    let plot = move || {
        let columns = columns.read();
        let count = columns.len();
        columns
            .iter()
            .enumerate()
            .map(|(at, it)| column(it, at, count, max.get()))
            .collect::<Vec<_>>()
    };
    let hits = move || columns.read().iter().map(hit).collect::<Vec<_>>();
    view! {
        <div class="bars">
            <svg
                class="bars__plot"
                viewBox="0 0 1000 1000"
                preserveAspectRatio="none"
                role="img"
                aria-label=caption
            >
                {plot}
            </svg>
            <div class="bars__hits">{hits}</div>
            <div class="visually-hidden">
                <table>
                    <caption>{caption}</caption>
                    <thead>
                        <tr>{move || heads(&columns.read())}</tr>
                    </thead>
                    <tbody>{move || columns.read().iter().map(row).collect::<Vec<_>>()}</tbody>
                </table>
            </div>
        </div>
    }
}

/// One column's segments, as one path each.
fn column(column: &BarColumn, at: usize, count: usize, max: f64) -> impl IntoView + use<> {
    let width = 1.0 / count.max(1) as f64;
    let left = thousandths(at as f64 * width);
    let right = thousandths((at as f64 + 0.86) * width);
    let mut below = 0.0;
    let segment = |segment: &BarSegment| {
        let share = if max > 0.0 { segment.value / max } else { 0.0 };
        let (low, high) = (thousandths(1.0 - below), thousandths(1.0 - below - share));
        below += share;
        let mut path = String::from("M");
        for part in [left, low] {
            path.push_str(&part.to_string());
            path.push(' ');
        }
        for (command, part) in [('V', high), ('H', right), ('V', low)] {
            path.push(command);
            path.push_str(&part.to_string());
        }
        path.push('z');
        view! { <path class=segment.class d=path></path> }
    };
    column.segments.iter().map(segment).collect::<Vec<_>>()
}

/// What the pointer and the keyboard meet over a column.
fn hit(column: &BarColumn) -> impl IntoView + use<> {
    let named = column.href.is_some().then(|| column.title.clone());
    view! {
        <a
            class="bars__hit"
            href=column.href.clone()
            title=column.title.clone()
            aria-label=named
            aria-hidden=column.href.is_none().then_some("true")
        ></a>
    }
}

fn heads(columns: &[BarColumn]) -> impl IntoView + use<> {
    let widest = columns.iter().max_by_key(|column| column.segments.len());
    let head = |label: &'static str| view! { <th scope="col">{label}</th> };
    let labels = widest
        .into_iter()
        .flat_map(|column| &column.segments)
        .map(|it| it.label);
    view! {
        <td></td>
        {labels.map(head).collect::<Vec<_>>()}
    }
}

fn row(column: &BarColumn) -> impl IntoView + use<> {
    let cell = |segment: &BarSegment| view! { <td>{segment.text.clone()}</td> };
    view! {
        <tr>
            <th scope="row">{column.label.clone()}</th>
            {column.segments.iter().map(cell).collect::<Vec<_>>()}
        </tr>
    }
}
