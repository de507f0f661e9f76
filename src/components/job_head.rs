//! The head of the table: one sort button a column.

use leptos::ev;
use tailorbird_core::Kind;
use tailorbird_core::format::plural;
use tailorbird_core::url::{Column, Sort};

use crate::node::{Node, el};

/// Columns before the strip, with their hints.
const NAMES: [(Column, &str); 2] = [
    (Column::Name, "Full name"),
    (
        Column::Required,
        "Needed to merge a pull request, as of now",
    ),
];

/// Columns behind the strip, with their hints.
const FIGURES: [(Column, &str); 9] = [
    (
        Column::State,
        "Where the job stands, from its newest result back",
    ),
    (
        Column::Rate,
        "passed / (passed + failed); sorted by how surely it fails",
    ),
    (Column::Fails, "Failed results in the window"),
    (
        Column::Reruns,
        "Attempts beyond the first; n/a where the data cannot tell",
    ),
    (Column::Skips, "Skipped results in the window"),
    (
        Column::Flaky,
        "Flaky results; in files of 2024 and 2025: mixed ones",
    ),
    (Column::P50, "Median duration of passed results"),
    (
        Column::Weather,
        "Pass rate of the newest 10 results, in five bands",
    ),
    (Column::Last, "Newest run with a failed result"),
];

/// The head of a table of so many runs; called with the column whose button was pressed.
pub fn job_head(
    n_columns: u32,
    kind: Kind,
    sort: Option<Sort>,
    on_sort: impl Fn(Column) + Copy + Send + Sync + 'static,
) -> Node {
    let (one, many) = match kind {
        Kind::Nightly => ("run", "runs"),
        Kind::Prs => ("pull request", "pull requests"),
    };
    let mut strip = String::from("Last ");
    strip.push_str(&plural(u64::from(n_columns), one, many));
    let plain = |class| el("th").class(class).with("role", "columnheader");
    let head = |(column, hint): (Column, &'static str)| {
        let press = move |_| on_sort(column);
        head(column, hint, sort, press)
    };
    let line = el("tr")
        .class(match kind {
            Kind::Nightly => "jobs__line",
            Kind::Prs => "jobs__line jobs__line--prs",
        })
        .with("role", "row")
        .with("aria-rowindex", "1")
        .child(plain("jobs__cell").child(el("span").class("visually-hidden").text("Open")))
        .children(NAMES.map(head).into())
        .child(
            plain("jobs__cell jobs__cell--strip")
                .text(strip)
                .child(el("span").class("jobs__note").text(" newest first")),
        )
        .children(FIGURES.map(head).into());
    el("thead")
        .class("jobs__head")
        .with("role", "rowgroup")
        .with("id", "jobs-head")
        .child(line)
}

fn head(
    column: Column,
    hint: &'static str,
    sort: Option<Sort>,
    on_press: impl Fn(ev::Event) + Send + Sync + 'static,
) -> Node {
    // Without a choice the order is "worst first", which is the state's.
    let sort = sort.unwrap_or(Sort {
        column: Column::State,
        descending: false,
    });
    let present = (sort.column == column).then_some(sort.descending);
    let (aria, arrow) = match present {
        None => ("none", ""),
        Some(false) => ("ascending", " ↑"),
        Some(true) => ("descending", " ↓"),
    };
    let mut class = String::from("jobs__cell jobs__cell--");
    class.push_str(column.as_str());
    let button = el("button")
        .with("type", "button")
        .class("jobs__sort")
        .with("title", hint)
        .on("click", on_press)
        .text(column.title())
        .child(el("span").with("aria-hidden", "true").text(arrow));
    el("th")
        .class(class)
        .with("role", "columnheader")
        .with("data-column", column.as_str())
        .with("aria-sort", aria)
        .child(button)
}
