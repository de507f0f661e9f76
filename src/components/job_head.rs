//! The head of the table: one sort button a column.

use leptos::prelude::*;
use tailorbird_core::Kind;
use tailorbird_core::format::plural;
use tailorbird_core::url::{Column, Sort};

use crate::state::Rows;

/// Columns behind the strip, with their heads, hints and classes.
const FIGURES: [(Column, &str, &str); 9] = [
    (
        Column::State,
        "State",
        "Where the job stands, from its newest result back",
    ),
    (
        Column::Rate,
        "Pass rate",
        "passed / (passed + failed); sorted by how surely it fails",
    ),
    (Column::Fails, "Fails", "Failed results in the window"),
    (
        Column::Reruns,
        "Reruns",
        "Attempts beyond the first; n/a where the data cannot tell",
    ),
    (Column::Skips, "Skips", "Skipped results in the window"),
    (
        Column::Flaky,
        "Flaky",
        "Flaky results; in files of 2024 and 2025: mixed ones",
    ),
    (Column::P50, "p50", "Median duration of passed results"),
    (
        Column::Weather,
        "Weather",
        "Pass rate of the newest 10 results, in five bands",
    ),
    (Column::Last, "Last fail", "Newest run with a failed result"),
];

/// The head.
#[component]
pub fn JobHead(
    /// The rows, for the number of runs shown.
    rows: Rows,
    /// The order.
    sort: Memo<Option<Sort>>,
    /// Called with the column whose button was pressed.
    on_sort: Callback<Column>,
) -> impl IntoView {
    let strip = move || {
        let columns = rows
            .stage
            .with(|s| s.as_ref().map_or(0, |s| s.table.n_columns()));
        let (one, many) = match rows.kind.get() {
            Kind::Nightly => ("run", "runs"),
            Kind::Prs => ("pull request", "pull requests"),
        };
        let mut text = String::from("Last ");
        text.push_str(&plural(u64::from(columns), one, many));
        text
    };
    let figures = FIGURES.map(|(column, text, hint)| {
        view! { <Head column text hint sort on_sort /> }
    });
    view! {
        <thead class="jobs__head" role="rowgroup" id="jobs-head">
            <tr class="jobs__line" role="row" aria-rowindex="1">
                <th class="jobs__cell" role="columnheader">
                    <span class="visually-hidden">"Open"</span>
                </th>
                <Head column=Column::Name text="Job" hint="Full name" sort on_sort />
                <Head
                    column=Column::Required
                    text="Required"
                    hint="Needed to merge a pull request, as of now"
                    sort
                    on_sort
                />
                <th class="jobs__cell jobs__cell--strip" role="columnheader">
                    {strip}
                    <span class="jobs__note">" newest first"</span>
                </th>
                {figures}
            </tr>
        </thead>
    }
}

#[component]
fn Head(
    column: Column,
    text: &'static str,
    hint: &'static str,
    sort: Memo<Option<Sort>>,
    on_sort: Callback<Column>,
) -> impl IntoView {
    // Without a choice the order is "worst first", which is the state's.
    let present = move || {
        let sort = sort.get().unwrap_or(Sort {
            column: Column::State,
            descending: false,
        });
        (sort.column == column).then_some(sort.descending)
    };
    let aria = move || match present() {
        None => "none",
        Some(false) => "ascending",
        Some(true) => "descending",
    };
    let arrow = move || match present() {
        None => "",
        Some(false) => " ↑",
        Some(true) => " ↓",
    };
    let mut class = String::from("jobs__cell jobs__cell--");
    class.push_str(column.as_str());
    view! {
        <th class=class role="columnheader" data-column=column.as_str() aria-sort=aria>
            <button type="button" class="jobs__sort" title=hint on:click=move |_| on_sort.run(column)>
                {text}
                <span aria-hidden="true">{arrow}</span>
            </button>
        </th>
    }
}
