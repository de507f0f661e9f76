//! What the parts of a page share.

use std::sync::Arc;

use leptos::prelude::Callback;
use tailorbird_core::query::Facet;
use tailorbird_core::url::View;
use tailorbird_core::view::{self, Explained, Sheet};

use super::edit;
use super::grid::GridPage;
use super::pr::PrMemory;
use super::trends::TrendsPage;
use crate::browser;
use crate::components::{
    ExportForm, FilterBar, JobTable, MOST_PRINTED, TreeTable, ViewLine, window_link,
};
use crate::node::Node;
use crate::signal::{Memo, RwSignal};
use crate::state::{Address, Data, Prefs, Rows, Step, Told};
use crate::ui::Menu;

/// What the parts of a page share. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct Page {
    /// The address.
    pub address: Address,
    /// The opened files.
    pub data: Data,
    /// The rows.
    pub rows: Rows,
    /// What the visitor prefers.
    pub prefs: Prefs,
    /// Called to copy the address.
    pub on_copy: Callback<()>,
    /// Called with the address of figures, to tell what they are made of.
    pub explain: Callback<String>,
    /// The filter bar.
    pub bar: FilterBar,
    /// What there is to choose from in it, while that is asked for.
    pub facets: Memo<Arc<Vec<Facet>>>,
    /// The table of jobs.
    pub table: JobTable,
    /// The menu of its columns.
    pub columns: Menu,
    /// What the view of pull requests keeps beside the address.
    pub pr: PrMemory,
    /// The grid.
    pub grid: GridPage,
    /// The figures over time.
    pub trends: TrendsPage,
    /// The tree of names.
    pub tree: TreeTable,
    /// Whether the page is being printed.
    pub is_printing: RwSignal<bool>,
    /// What the table of the tiles' chart tells.
    pub told: Told,
}

impl Page {
    /// Lines to draw of a view that draws `most` unasked: on paper nothing can be asked for.
    pub fn most(self, most: usize) -> usize {
        match self.is_printing.get() {
            true => MOST_PRINTED,
            false => most,
        }
    }

    /// The view as values; None while nothing is loaded, or for a view of jobs.
    ///
    /// # Errors
    /// The address names what is not there; the text fits after "failed to".
    pub fn sheet(self) -> Result<Option<Sheet>, String> {
        let Some(stage) = self.rows.stage.get_untracked() else {
            return Ok(None);
        };
        let sorted = self.rows.sorted.get_untracked();
        let query = self.address.query().get_untracked();
        view::sheet(
            stage.asking(&sorted, &query),
            self.rows.view.get_untracked(),
        )
    }

    /// The line above a view that is no table of jobs: `left` of `of`, and what else is said.
    pub fn line(self, left: u64, of: String, notes: Vec<Node>, controls: Vec<Node>) -> Node {
        self.draw_line(ViewLine {
            left,
            of,
            notes,
            controls,
            ..ViewLine::default()
        })
    }

    /// The line above what the address names and is not there: nothing can be saved.
    pub fn bare_line(self, of: String) -> Node {
        self.draw_line(ViewLine {
            of,
            is_bare: true,
            ..ViewLine::default()
        })
    }

    /// The days that the address asks for, as what forgets them; None where none are.
    pub fn window(self) -> Option<Node> {
        let days = self.address.query().with(edit::window_words)?;
        Some(window_link(&days, move || {
            self.address
                .change(Step::Push, |q| (q.from, q.to) = (None, None));
        }))
    }

    fn draw_line(self, mut line: ViewLine) -> Node {
        // These have fields of their own for the days, or none at all.
        let has_own = matches!(
            self.rows.view.get(),
            View::Trends | View::Job | View::Compare | View::Run | View::Pr
        );
        line.controls.extend(self.window().filter(|_| !has_own));
        line.is_filtered = self.address.query().with(edit::is_filtered);
        line.draw(
            move || self.address.change(Step::Push, edit::clear),
            move |form| self.save(form),
        )
    }

    /// Saves the view as a file.
    pub fn save(self, form: ExportForm) {
        if let Ok(Some(sheet)) = self.sheet() {
            let text = match form {
                ExportForm::Csv => sheet.csv(),
                ExportForm::Json => sheet.json(),
                ExportForm::Markdown => sheet.markdown(),
            };
            save(sheet.view, form, &text);
        }
    }
}

/// What the figures at an address are made of.
pub fn explained(rows: Rows, address: Address, what: &str) -> Vec<Explained> {
    let Some(stage) = rows.stage.get() else {
        return Vec::new();
    };
    let rows = rows.sorted.read();
    let query = address.query().read();
    let asking = stage.asking(&rows, &query);
    view::explain(asking, what)
}

/// Saves a text as a file that is named after the view.
pub fn save(view: &str, form: ExportForm, text: &str) {
    let (ending, kind) = match form {
        ExportForm::Csv => (".csv", "text/csv"),
        ExportForm::Json => (".json", "application/json"),
        ExportForm::Markdown => (".md", "text/markdown"),
    };
    browser::save_text(&["tailorbird-", view, ending].concat(), kind, text);
}
