//! What lies over the page when it is asked for, joined to the data and the address.

use tailorbird_core::url::{self, View};
use tailorbird_core::view;

use crate::browser;
use crate::components::{ExplainSheet, HelpSheet, Palette, SavedSheet};
use crate::node::Node;
use crate::pages;
use crate::signal::RwSignal;
use crate::state::{Address, Prefs, Rows, SavedViews, Step};

/// The sheets and the palette. A copy stands for the same.
#[derive(Clone, Copy)]
pub(crate) struct Over {
    /// Whether the help is open.
    pub(crate) help: RwSignal<bool>,
    /// The command palette.
    pub(crate) palette: Palette,
    help_sheet: HelpSheet,
    /// Whether a figure is explained, and the address of which.
    explaining: RwSignal<bool>,
    explained: RwSignal<String>,
    explain_sheet: ExplainSheet,
    saved: RwSignal<bool>,
    views: SavedViews,
    saved_sheet: SavedSheet,
}

impl Over {
    /// Nothing is open.
    pub(crate) fn closed() -> Self {
        let [help, explaining, saved] = [(); 3].map(|()| RwSignal::new(false));
        let views = SavedViews::unread();
        Self {
            help,
            palette: Palette::closed(),
            help_sheet: HelpSheet::new(help),
            explaining,
            explained: RwSignal::new(String::new()),
            explain_sheet: ExplainSheet::new(explaining),
            saved,
            views,
            saved_sheet: SavedSheet::new(saved, views),
        }
    }

    /// Explains the figure of this address.
    pub(crate) fn explain(self, figure: String) {
        self.explained.set(figure);
        self.explaining.set(true);
    }

    /// Shows the saved views.
    pub(crate) fn open_saved(self) {
        self.views.recall();
        self.saved.set(true);
    }

    /// Draws what is open; `present` gives the address that is saved.
    pub(crate) fn draw(
        self,
        address: Address,
        prefs: Prefs,
        rows: Rows,
        present: impl Fn() -> String + Send + Sync + 'static,
    ) -> [Node; 4] {
        let shortcuts = prefs.shortcuts().get();
        let help = self
            .help_sheet
            .draw(shortcuts, move |on| prefs.set_shortcuts(on));
        let saved = self.saved_sheet.draw(present, move |href| {
            let (query, _) = url::parse(&href);
            address.change(Step::Push, |q| *q = query);
        });
        let explain = self.explain_sheet.draw(
            || pages::explained(rows, address, &self.explained.get()),
            |job| {
                address.link(|q| {
                    q.lead_to(View::Job);
                    q.job = Some(job.to_owned());
                })
            },
        );
        [help, saved, explain, self.palette(address, rows)]
    }

    fn palette(self, address: Address, rows: Rows) -> Node {
        let find = |text: &str| {
            let stage = rows.stage.read();
            stage.as_ref().map_or_else(Vec::new, |stage| {
                view::palette(stage.store(), stage.table.kind, text)
            })
        };
        self.palette.draw(find, move |goal| {
            address.change(Step::Push, |q| goal.lead(q));
            browser::scroll_to(0.0);
        })
    }
}
