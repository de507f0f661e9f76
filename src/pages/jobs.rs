//! Nightly runs by job and pull-request checks by job: tiles, filter bar, table.

use std::sync::Arc;

use leptos::prelude::*;
use tailorbird_core::Kind;
use tailorbird_core::query::{Facet, Offers, press_facet};
use tailorbird_core::url::{self, Query, View};
use tailorbird_core::view::{self, Report, Selection, group_keys};

use super::columns::{columns, next_sort};
use super::edit;
use super::empty::{no_match, none_of, results_of};
use super::grid::GridPage;
use super::page::{Page, save};
use super::pr::PrMemory;
use super::trends::TrendsPage;
use super::views::{self, is_of_jobs};
use crate::components::{
    Buttons, Change, ExportForm, FilterBar, FilterShows, JobTable, MetaAct, MetaLine, Moves,
    TableAct, TreeTable, printing_signal,
};
use crate::node::{Node, Nodes, drawn_when, el};
use crate::signal::{Memo, RwSignal};
use crate::state::{Address, Data, Prefs, Rows, Stage, Step, Told};
use crate::ui::{Button, ButtonLook, EmptyLook, EmptyState, Menu, MenuKind, progress_bar};

/// The page: the filter bar, and below it the view that the address asks for.
#[component]
pub fn JobsPage(
    /// The address.
    address: Address,
    /// The opened files.
    data: Data,
    /// The rows.
    rows: Rows,
    /// What the visitor prefers.
    prefs: Prefs,
    /// Is given what moves the table's tab stop.
    moves: RwSignal<Option<Moves>>,
    /// Called to copy the address.
    on_copy: Callback<()>,
    /// Called with the address of figures, to tell what they are made of.
    explain: Callback<String>,
    /// Whether it is time to draw.
    shown: Memo<bool>,
) -> impl IntoView {
    let is_printing = printing_signal();
    let bar = FilterBar::closed();
    let page = Page {
        address,
        data,
        rows,
        prefs,
        on_copy,
        explain,
        bar,
        facets: facets_memo(address, rows, bar),
        columns: Menu::new(MenuKind::Many),
        table: JobTable::new(rows, prefs, rows.opened(address), moves, is_printing),
        is_printing,
        told: Told::nothing(),
        pr: PrMemory::new(address, rows),
        grid: GridPage::new(address, rows),
        trends: TrendsPage::new(address, rows),
        tree: TreeTable::undrawn(),
    };
    let part = move |draw: fn(Page) -> Nodes| drawn_when(shown, move || draw(page));
    let of_jobs = move |draw: fn(Page) -> Nodes| {
        drawn_when(shown, move || {
            if is_of_jobs(rows.view.get()) {
                draw(page)
            } else {
                page.table.forget();
                Nodes::default()
            }
        })
    };
    (
        of_jobs(super::tiles::tiles),
        part(filters),
        of_jobs(meta),
        of_jobs(body),
        part(views::draw),
    )
}

/// The filter bar, joined to the address.
fn filters(page: Page) -> Nodes {
    let (address, rows) = (page.address, page.rows);
    let query = address.query().read();
    let stage = rows.stage.read();
    let store = stage.as_ref().map(Stage::store);
    let owners = store.map(|s| s.naming().matchers.all_owners());
    let present = rows.view.get();
    let usual_runs = match view::is_over_time(Some(present)) {
        true => url::Runs::All,
        false => url::Runs::default(),
    };
    let is_usual = query.runs == url::Runs::default();
    let shows = FilterShows {
        usual_runs,
        text: query.q.clone(),
        error: rows.filter.read().error.clone(),
        mend: rows.filter.read().mend.clone(),
        buttons: Buttons {
            required: query.required,
            status: query.status.clone(),
            owners: query.owner.clone(),
            runs: if is_usual { usual_runs } else { query.runs },
            group: query.group.clone(),
        },
        owners: owners
            .map(|all| all.map(|o| o.group.clone()).collect())
            .unwrap_or_default(),
        facets: page.facets.get(),
        groups: store.map(group_keys).unwrap_or_default(),
        unit: match (present, rows.kind.get()) {
            (View::Pr, _) => "",
            (_, Kind::Nightly) => "runs",
            (_, Kind::Prs) => "pull requests",
        },
        can_group: is_of_jobs(present),
        only_results: matches!(present, View::Run | View::Pr),
    };
    let on_copy = page.on_copy;
    let change = move |change: Change| match change {
        Change::Copy => on_copy.run(()),
        Change::Text(text) => address.change(Step::Typing, |q| q.q = text),
        Change::Facet(id) => address.change(Step::Push, |q| {
            q.q = rows.with_context(|ctx| press_facet(&q.q, &id, ctx));
        }),
        other => address.change(Step::Push, |q| edit::apply(q, other)),
    };
    page.bar
        .draw(shows, change, move |text, caret| offers(page, text, caret))
        .into()
}

/// What may stand at a place of the filter text, with counts over what the buttons leave.
fn offers(page: Page, text: &str, caret: usize) -> Offers {
    let Some(stage) = page.rows.stage.get_untracked() else {
        return Offers::default();
    };
    let query = page.address.query().read_untracked();
    view::complete(
        stage.store(),
        &stage.table,
        &buttons_of(&query),
        text,
        caret,
    )
}

/// What there is to choose from, with counts over what the buttons and the text leave; empty while
/// nobody looks at it, so that it costs nothing.
fn facets_memo(address: Address, rows: Rows, bar: FilterBar) -> Memo<Arc<Vec<Facet>>> {
    Memo::of_view(move || match bar.asks_facets() {
        true => counted(address, rows),
        false => Arc::default(),
    })
}

#[inline(never)]
fn counted(address: Address, rows: Rows) -> Arc<Vec<Facet>> {
    let Some(stage) = rows.stage.get() else {
        return Arc::default();
    };
    let query = address.query().read();
    let buttons = buttons_of(&query);
    let facets = view::facets(stage.store(), &stage.table, &buttons, &query.q);
    Arc::new(facets)
}

/// What the buttons beside the filter text leave.
fn buttons_of(query: &Query) -> Selection {
    Selection {
        required: query.required,
        status: view::status_of_rows(query),
        owners: query.owner.clone(),
        ..Selection::default()
    }
}

/// The line above the table.
fn meta(page: Page) -> Nodes {
    let (address, rows) = (page.address, page.rows);
    let stage = rows.stage.read();
    let line = MetaLine {
        totals: rows.totals.get(),
        unseen: stage.as_ref().map_or(0, |s| s.table.unseen.len()),
        is_legacy: rows.is_legacy(),
        is_filtered: address.query().with(edit::is_filtered),
        columns: columns(page),
        window: page.window(),
    };
    let act = move |act: MetaAct| match act {
        MetaAct::Clear => address.change(Step::Push, edit::clear),
        MetaAct::ShowAll => address.change(Step::Push, |q| q.runs = url::Runs::All),
        MetaAct::Export(form) => export(page, form),
    };
    line.draw(act).into()
}

/// The table, or why there is none.
fn body(page: Page) -> Nodes {
    let (address, rows) = (page.address, page.rows);
    let listed = rows.totals.get().map(|t| (t.listed, t.jobs));
    if let Some((1.., 1..)) = listed {
        let sort = address.query().with(|q| q.sort);
        return page.table.draw(sort, move |act| on_table(page, act));
    }
    page.table.forget();
    match listed {
        None => waiting(page.data),
        Some((0, _)) => none_of(rows, results_of(rows.kind.get())),
        Some(_) => no_match(address),
    }
    .into()
}

fn on_table(page: Page, act: TableAct) {
    let (address, rows) = (page.address, page.rows);
    address.change(Step::Push, |q| match act {
        TableAct::Sort(column) => q.sort = next_sort(q.sort, column),
        TableAct::Toggle(id) => {
            q.open = rows.ids_of(&q.open);
            edit::toggle_open(q, id);
        }
        TableAct::Pull(number) => {
            q.view = Some(View::Pr);
            q.pr = Some(number).filter(|number| *number > 0);
            q.open.clear();
        }
        TableAct::History(id) => {
            q.view = Some(url::View::Job);
            q.job = Some(id);
            q.open.clear();
        }
        TableAct::Chip(key, value) => {
            q.q = rows
                .with_context(|ctx| tailorbird_core::query::toggle_value(&q.q, &key, &value, ctx));
        }
    });
}

/// Nothing to show yet: loading, or failed.
pub(super) fn waiting(data: Data) -> Node {
    let problems = data.problems().read();
    if problems.is_empty() {
        return loading(data);
    }
    let why: Vec<&str> = problems.iter().map(|p| p.text.as_str()).collect();
    let retry = Button {
        text: "Try again".into(),
        test_id: "retry-load",
        look: ButtonLook::Primary,
        ..Button::default()
    };
    let state = EmptyState {
        title: "The data could not be opened".into(),
        why: why.join("\n").into(),
        test_id: "failed",
        look: EmptyLook::Failed,
        actions: vec![retry.draw(move || data.load())],
    };
    state.draw()
}

fn loading(data: Data) -> Node {
    let progress = data.progress().read();
    let kilobytes = |n: u64| (n / 1000).to_string();
    let mut text = String::from("Loading");
    let mut share = None;
    match progress.as_ref() {
        None => text.push('…'),
        Some(p) => {
            if let Some((at, of)) = p.part {
                for part in [" part ", &at.to_string(), " of ", &of.to_string(), ":"] {
                    text.push_str(part);
                }
            }
            for part in [" ", &p.file, ": ", &kilobytes(p.received), " kB"] {
                text.push_str(part);
            }
            if let Some(total) = p.total.filter(|t| *t > 0) {
                for part in [" of ", &kilobytes(total), " kB"] {
                    text.push_str(part);
                }
                #[expect(clippy::cast_precision_loss, reason = "a share for a bar")]
                let part = p.received as f64 / total as f64;
                share = Some(part);
            }
        }
    }
    let cancel = Button {
        text: "Cancel".into(),
        look: ButtonLook::Small,
        ..Button::default()
    };
    let waiting = el("div")
        .class("waiting")
        .with("data-testid", "loading")
        .with("role", "status")
        .child(progress_bar(text, share))
        .child(cancel.draw(move || data.cancel()));
    // The rows that the frame had before the program ran.
    let rows = el("div").class("boot__table").with("aria-hidden", "true");
    el("div").child(waiting).child(rows)
}

/// The query string of what is shown, for somebody else, whose browser may remember fewer columns.
pub fn to_take_away(address: Address, prefs: Prefs, rows: Rows) -> String {
    if is_of_jobs(rows.view.get_untracked()) {
        let mut query = prefs.whole();
        if query.cols.is_empty() {
            query.cols.push(url::ALL_COLUMNS.to_owned());
        }
        url::format(&query)
    } else {
        address.query().with_untracked(url::format)
    }
}

/// Saves what is shown.
fn export(page: Page, form: ExportForm) {
    let rows = page.rows;
    let Some(stage) = rows.stage.get_untracked() else {
        return;
    };
    let sorted = rows.sorted.get_untracked();
    let query = page.prefs.whole();
    let input = stage.loaded.sources.join(" ");
    let report = Report {
        store: stage.store(),
        table: &stage.table,
        rows: &sorted,
        query: &query,
        input: &input,
        issues: stage.loaded.issues(true),
    };
    let text = match form {
        ExportForm::Csv => view::csv(&report),
        ExportForm::Json => view::json(&report).unwrap_or_default(),
        ExportForm::Markdown => view::markdown(&report),
    };
    save(stage.table.kind.as_str(), form, &text);
}
