//! Nightly runs by job and pull-request checks by job: tiles, filter bar, table.

use leptos::prelude::*;
use tailorbird_core::Kind;
use tailorbird_core::query::add_condition;
use tailorbird_core::url::{self, Column, Query, Sort};
use tailorbird_core::view::{self, Report, group_keys};

use super::edit;
use crate::browser;
use crate::components::{
    Buttons, Change, ExportForm, FilterBar, JobTable, MetaLine, TileLinks, TileRow,
};
use crate::state::{Address, Data, Rows, Step};
use crate::ui::{EmptyLook, EmptyState, ProgressBar};

/// The page.
#[component]
pub fn JobsPage(
    /// The address.
    address: Address,
    /// The opened files.
    data: Data,
    /// The rows.
    rows: Rows,
    /// Called to copy the address.
    on_copy: Callback<()>,
) -> impl IntoView {
    let has_data = Memo::new(move |_| rows.stage.read().is_some());
    let is_legacy = Signal::stored(true);
    let body = move || {
        if has_data.get() {
            view! { <Body address rows /> }.into_any()
        } else {
            view! { <Waiting data /> }.into_any()
        }
    };
    let unseen = Memo::new(move |_| {
        rows.stage
            .read()
            .as_ref()
            .map_or(0, |s| s.table.unseen.len())
    });
    let is_filtered = address.part(edit::is_filtered);
    view! {
        <TileRow
            tiles=rows.tiles
            kind=rows.kind
            links=links(address, rows)
            is_legacy
            on_follow=move |href: String| {
                let (query, _) = url::parse(&href);
                address.change(Step::Push, |q| *q = query);
            }
        />
        <Filters address rows on_copy />
        <MetaLine
            totals=rows.totals
            unseen
            is_legacy
            is_filtered=is_filtered.into()
            on_clear=move |()| address.change(Step::Push, edit::clear)
            on_show_all=move |()| address.change(Step::Push, |q| q.runs = url::Runs::All)
            on_export=move |form| export(rows, form)
        />
        {body}
    }
}

/// The filter bar, joined to the address.
#[component]
fn Filters(address: Address, rows: Rows, on_copy: Callback<()>) -> impl IntoView {
    let text = address.part(|q| q.q.clone());
    let error = Memo::new(move |_| rows.filter.read().error.clone());
    let buttons = address.part(|q| Buttons {
        required: q.required,
        status: q.status.clone(),
        owners: q.owner.clone(),
        runs: q.runs,
        group: q.group.clone(),
    });
    let owners = Memo::new(move |_| {
        let stage = rows.stage.read();
        let groups = stage
            .as_ref()
            .map(|s| s.store().naming().matchers.all_owners());
        groups
            .map(|g| g.map(|o| o.group.clone()).collect())
            .unwrap_or_default()
    });
    let groups = Memo::new(move |_| {
        rows.stage
            .read()
            .as_ref()
            .map(|s| group_keys(s.store()))
            .unwrap_or_default()
    });
    let unit = move || match rows.kind.get() {
        Kind::Nightly => "runs",
        Kind::Prs => "pull requests",
    };
    let change = move |change: Change| address.change(Step::Push, |q| edit::apply(q, change));
    view! {
        <FilterBar
            text=text.into()
            error=error.into()
            buttons
            owners=owners.into()
            groups=groups.into()
            unit=Signal::derive(unit)
            on_text=move |text: String| address.change(Step::Typing, |q| q.q = text)
            on_change=change
            on_copy
        />
    }
}

/// The table, or why there is none.
#[component]
fn Body(address: Address, rows: Rows) -> impl IntoView {
    #[derive(Clone, Copy, PartialEq)]
    enum Shows {
        Table,
        NoMatch,
        NoJobs,
    }
    let shows = Memo::new(move |_| match rows.totals.get() {
        Some(t) if t.listed == 0 => Shows::NoJobs,
        Some(t) if t.jobs == 0 => Shows::NoMatch,
        _ => Shows::Table,
    });
    let toggle = move |id: String| address.change(Step::Push, |q| edit::toggle_open(q, id));
    let chip = move |(key, value): (String, String)| {
        address.change(Step::Push, |q| {
            q.q = rows
                .with_context(|ctx| tailorbird_core::query::toggle_value(&q.q, &key, &value, ctx));
        });
    };
    let no_jobs = move || match rows.kind.get() {
        Kind::Nightly => "No nightly results in this data",
        Kind::Prs => "No pull-request results in this data",
    };
    move || match shows.get() {
        Shows::Table => view! {
            <JobTable
                rows
                open=address.part(|q| q.open.clone())
                sort=address.part(|q| q.sort)
                on_sort=move |column| {
                    address.change(Step::Push, |q| q.sort = next_sort(q.sort, column));
                }
                on_toggle=toggle
                on_chip=chip
            />
        }
        .into_any(),
        Shows::NoMatch => view! {
            <EmptyState
                title="No job matches"
                why="The filter text and the buttons beside it leave nothing."
                test_id="empty"
            >
                <button
                    type="button"
                    class="button"
                    on:click=move |_| address.change(Step::Push, edit::clear)
                >
                    "Clear filters"
                </button>
            </EmptyState>
        }
        .into_any(),
        Shows::NoJobs => view! {
            <EmptyState
                title=Signal::derive(move || no_jobs().to_owned())
                why="Open another file, or choose the other view."
                test_id="empty"
            />
        }
        .into_any(),
    }
}

/// Nothing to show yet: loading, or failed.
#[component]
fn Waiting(data: Data) -> impl IntoView {
    let text = move || match data.progress().get() {
        None => "Loading…".to_owned(),
        Some(p) => {
            let mut text = format!("Loading {}: {} kB", p.file, p.received / 1000);
            if let Some(total) = p.total {
                text.push_str(&format!(" of {} kB", total / 1000));
            }
            text
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "a share for a bar")]
    let share = move || {
        let p = data.progress().get()?;
        p.total
            .filter(|t| *t > 0)
            .map(|t| p.received as f64 / t as f64)
    };
    let why = move || {
        let problems = data.problems().get();
        problems
            .iter()
            .map(|p| p.text.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    };
    move || {
        if data.problems().read().is_empty() {
            view! {
                <div class="waiting" data-testid="loading" role="status">
                    <ProgressBar text=Signal::derive(text) share=Signal::derive(share) />
                    <button type="button" class="button button--small" on:click=move |_| data.cancel()>
                        "Cancel"
                    </button>
                </div>
            }
            .into_any()
        } else {
            view! {
                <EmptyState
                    title="The data could not be opened"
                    why=Signal::derive(why)
                    look=EmptyLook::Failed
                    test_id="failed"
                >
                    <button
                        type="button"
                        class="button button--primary"
                        data-testid="retry-load"
                        on:click=move |_| data.load()
                    >
                        "Try again"
                    </button>
                </EmptyState>
            }
            .into_any()
        }
    }
}

/// A tile's link keeps the present filter and adds its own condition.
fn links(address: Address, rows: Rows) -> Memo<TileLinks> {
    Memo::new(move |_| {
        rows.stage.track();
        let link = |condition: &str| {
            address.link(|q: &mut Query| {
                q.q = rows.with_context(|ctx| add_condition(&q.q, condition, ctx));
            })
        };
        TileLinks {
            broken: link("is:broken"),
            fixed: link("is:fixed"),
            flaky: link("flakes:>0"),
        }
    })
}

/// The order after a press on a column's head: its first direction, the other one, worst first.
fn next_sort(sort: Option<Sort>, column: Column) -> Option<Sort> {
    let first_descending = !matches!(
        column,
        Column::Name | Column::State | Column::Rate | Column::Weather
    );
    let first = Sort {
        column,
        descending: first_descending,
    };
    let other = Sort {
        column,
        descending: !first_descending,
    };
    // "Worst first" is the state's own first direction.
    let present = sort.unwrap_or(Sort {
        column: Column::State,
        descending: false,
    });
    if present == first {
        Some(other)
    } else if present == other || column == Column::State {
        None
    } else {
        Some(first)
    }
}

/// Saves what is shown.
fn export(rows: Rows, form: ExportForm) {
    let Some(stage) = rows.stage.get_untracked() else {
        return;
    };
    let sorted = rows.sorted.get_untracked();
    let input = stage.loaded.sources.join(" ");
    let report = Report {
        store: stage.store(),
        table: &stage.table,
        rows: &sorted,
        input: &input,
        issues: &stage.loaded.issues,
    };
    let name = stage.table.kind.as_str();
    match form {
        ExportForm::Csv => {
            browser::save_text(
                &format!("tailorbird-{name}.csv"),
                "text/csv",
                &view::csv(&report),
            );
        }
        ExportForm::Json => {
            if let Ok(json) = view::json(&report) {
                browser::save_text(
                    &format!("tailorbird-{name}.json"),
                    "application/json",
                    &json,
                );
            }
        }
    }
}
