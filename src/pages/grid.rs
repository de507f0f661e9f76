//! The view `grid`: all jobs by all runs, a small cell each.

use std::sync::Arc;

use tailorbird_core::Kind;
use tailorbird_core::format::plural;
use tailorbird_core::url::{Query, Theme, View};
use tailorbird_core::view::{self, GridView};

use super::edit;
use super::empty::{empty, no_match};
use super::page::Page;
use crate::browser;
use crate::components::{
    CellSize, GridAct, GridBox, GridShows, MOST_PRINTED, grid_legend, grid_table, note, told_note,
};
use crate::node::{Node, el};
use crate::signal::{Memo, RwSignal};
use crate::state::{Address, Rows, Stage, Step};
use crate::ui::{Button, toggle};

/// What of the grid outlives its drawing. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct GridPage {
    grid: Memo<Arc<GridView>>,
    canvas: GridBox,
    /// How often more of the table was asked for.
    more: RwSignal<usize>,
}

/// The word in `cell=` for the grid as a table.
const TABLE: &str = "table";

impl GridPage {
    /// The grid of these rows.
    pub fn new(address: Address, rows: Rows) -> Self {
        let hide = address.part(|q| q.hide.clone());
        let grid = Memo::of_view(move || {
            let Some(stage) = rows.stage.get() else {
                return Arc::default();
            };
            let query = Query {
                hide: hide.get(),
                ..Query::default()
            };
            Arc::new(view::grid(stage.asking(&rows.sorted.read(), &query)))
        });
        Self {
            grid,
            canvas: GridBox::empty(),
            more: RwSignal::new(0),
        }
    }
}

/// The view.
pub(super) fn draw(page: Page, stage: &Stage) -> Vec<Node> {
    let it = page.grid;
    let (grid, query, rows) = (
        it.grid.get(),
        page.address.query().read(),
        page.rows.sorted.read(),
    );
    let asking = stage.asking(&rows, &query);
    let columns = grid.columns.all.len() as u64;
    let cursor = grid.find(asking);
    let (one, many) = match stage.table.kind {
        Kind::Nightly => ("run", "runs"),
        Kind::Prs => ("pull request", "pull requests"),
    };
    let mut notes = vec![told_note("note::columns", plural(columns, one, many))];
    if grid.partial > 0 {
        notes.push(note(
            [&grid.partial.to_string(), " of them partial"].concat(),
        ));
    }
    if grid.hidden > 0 {
        notes.push(note([&grid.hidden.to_string(), " jobs hidden"].concat()));
    }
    if query.at.is_some() && cursor.is_none() {
        notes.push(note("the linked cell is not among these"));
    }
    let is_table = query.cell.as_deref() == Some(TABLE);
    let size = CellSize::of(query.cell.as_deref());
    let line = page.line(
        grid.rows.len() as u64,
        plural(grid.listed, "job", "jobs"),
        notes,
        controls(page, &query, size, is_table),
    );
    if grid.rows.is_empty() || columns == 0 {
        return vec![line, nothing(page, grid.hidden)];
    }
    // A canvas has only what is in sight.
    let is_table = is_table || page.is_printing.get();
    let legend = grid_legend(&grid, (!is_table).then_some(size));
    if is_table {
        return vec![line, legend, tabled(page, &grid)];
    }
    let shown = it.canvas.card_of(cursor);
    let card = shown.and_then(|at| grid.card(asking, at));
    let links = card.as_ref().map(|card| {
        let job = page.address.link(|q| {
            q.view = Some(View::Job);
            q.job = Some(card.id.clone());
        });
        let run = page
            .address
            .link(|q| to_run(q, card.run_key.clone(), stage));
        (job, run)
    });
    let shows = GridShows {
        grid,
        size,
        cursor,
        kind: stage.table.kind,
        card,
        theme: page.prefs.theme().map(Theme::as_str),
        links,
    };
    let drawn = it.canvas.draw(&shows, move |act| on_act(page, act));
    let drawn = drawn.on("click", move |event| {
        if browser::has_modifier(&event) {
            return;
        }
        if let Some(href) = browser::attribute_at(&event, "data-follow") {
            event.prevent_default();
            let (query, _) = tailorbird_core::url::parse(&href);
            page.address.change(Step::Push, |q| *q = query);
        }
    });
    vec![line, legend, drawn]
}

/// The run, or the pull request, of a column.
fn to_run(query: &mut Query, key: Option<String>, stage: &Stage) {
    if stage.table.kind == Kind::Prs {
        query.view = Some(View::Pr);
        query.pr = key.and_then(|key| key.parse().ok());
    } else {
        query.view = Some(View::Run);
        query.run = key;
    }
}

fn on_act(page: Page, act: GridAct) {
    let (Some(stage), rows) = (
        page.rows.stage.get_untracked(),
        page.rows.sorted.get_untracked(),
    ) else {
        return;
    };
    let query = page.address.query().get_untracked();
    let name = |at| {
        let grid = page.grid.grid.get_untracked();
        grid.name(stage.asking(&rows, &query), at)
    };
    let address = page.address;
    match act {
        // A cursor on its way is no place to come back to.
        GridAct::Move(at) => address.change(Step::Typing, |q| q.at = name(at)),
        GridAct::Pin(at) => address.change(Step::Push, |q| q.at = name(at)),
        GridAct::Leave => address.change(Step::Push, |q| q.at = None),
        GridAct::Size(size) => address.change(Step::Replace, |q| set_size(q, size)),
    }
}

fn set_size(query: &mut Query, size: CellSize) {
    let word = (size != CellSize::default()).then(|| size.word().to_owned());
    query.cell = word;
}

/// The sizes, the table, and what is hidden.
fn controls(page: Page, query: &Query, size: CellSize, is_table: bool) -> Vec<Node> {
    let address = page.address;
    let choice =
        |words: &'static str, label: &'static str, is_on: bool, word: Option<&'static str>| {
            el("button")
                .class("button button--small")
                .with("type", "button")
                .with("data-testid", ["cell-", word.unwrap_or("m")].concat())
                .with("aria-pressed", if is_on { "true" } else { "false" })
                .with("aria-label", label)
                .with("title", label)
                .on("click", move |_| {
                    address.change(Step::Push, |q| q.cell = word.map(str::to_owned));
                })
                .text(words)
        };
    let is = |wanted| !is_table && size == wanted;
    let sizes = el("span")
        .class("grid__sizes")
        .with("role", "group")
        .with("aria-label", "Cells")
        .child(choice("S", "Small cells", is(CellSize::Small), Some("s")))
        .child(choice("M", "Middle cells", is(CellSize::Middle), None))
        .child(choice("L", "Large cells", is(CellSize::Large), Some("l")))
        .child(choice("Table", "View as table", is_table, Some(TABLE)));
    let hide = |words: &'static str, test_id: &'static str, word: &'static str| {
        let is_on = query.hide.iter().any(|h| h == word);
        toggle(words, is_on, test_id, move |_| {
            address.change(Step::Push, |q| edit::toggle_hidden(q, word));
        })
    };
    vec![
        sizes,
        hide("Hide always green", "hide-green", "green"),
        hide("Hide always skipped", "hide-skipped", "skipped"),
    ]
}

/// Runs of the grid that fit a sheet of paper.
const COLUMNS_PRINTED: usize = 24;

/// The grid as a table: as much of it as can be read, and more on demand.
fn tabled(page: Page, grid: &GridView) -> Node {
    let more = page.grid.more.get();
    let is_printing = page.is_printing.get();
    let (n_rows, n_columns) = match is_printing {
        true => (MOST_PRINTED, COLUMNS_PRINTED),
        false => (50 + 100 * more, 30 + 40 * more),
    };
    let (rows, columns) = (grid.rows.len(), grid.columns.all.len());
    let rest = (n_rows < rows || n_columns < columns).then(|| {
        let mut words = String::from(if is_printing { "" } else { "Show more: " });
        for part in [
            n_rows.min(rows).to_string().as_str(),
            " of ",
            &plural(rows as u64, "job", "jobs"),
            if is_printing {
                " and the newest "
            } else {
                ", "
            },
            &n_columns.min(columns).to_string(),
            " of ",
            &plural(columns as u64, "run", "runs"),
            " are here",
        ] {
            words.push_str(part);
        }
        if is_printing {
            return el("p").with("data-testid", "grid-printed").text(words);
        }
        let button = Button {
            text: words.into(),
            test_id: "grid-more",
            ..Button::default()
        };
        button.draw(move || page.grid.more.set(more + 1))
    });
    let table = grid_table(grid, n_rows, n_columns);
    match is_printing {
        true => el("div").child_some(rest).child(table),
        false => el("div").child(table).child_some(rest),
    }
}

fn nothing(page: Page, hidden: u64) -> Node {
    let address = page.address;
    if hidden == 0 {
        return no_match(address);
    }
    let why = "All jobs that the filters leave are hidden.";
    empty("No job to show", why, "Show hidden jobs", move || {
        address.change(Step::Push, |q| q.hide.clear());
    })
}
