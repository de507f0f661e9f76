//! What the visitor prefers, kept in the browser: the theme, and whether single keys are shortcuts.

use leptos::prelude::untrack;
use tailorbird_core::url::{Column, Query, Theme};

use super::address::{Address, Step};
use crate::browser;
use crate::signal::{RwSignal, Signal, effect};

const THEME: &str = "theme";
const SHORTCUTS: &str = "shortcuts";
const COLUMNS: &str = "columns";
const DENSITY: &str = "density";
/// The word of the address for low lines.
const COMPACT: &str = "compact";

/// Preferences. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct Prefs {
    address: Address,
    theme: RwSignal<Option<Theme>>,
    shortcuts: RwSignal<bool>,
    /// Words of the columns shown, joined by commas; empty: all.
    columns: RwSignal<String>,
    is_compact: RwSignal<bool>,
}

impl Prefs {
    /// Reads what was remembered. Where nothing can be stored, it holds until the page is closed.
    pub fn recall(address: Address) -> Self {
        let theme = browser::recall(THEME).and_then(|word| Theme::parse(&word));
        let shortcuts = browser::recall(SHORTCUTS).as_deref() != Some("off");
        let prefs = Self {
            address,
            theme: RwSignal::new(theme),
            shortcuts: RwSignal::new(shortcuts),
            columns: RwSignal::new(browser::recall(COLUMNS).unwrap_or_default()),
            is_compact: RwSignal::new(browser::recall(DENSITY).as_deref() == Some(COMPACT)),
        };
        effect(move || browser::set_theme(prefs.theme().map(Theme::as_str)));
        prefs
    }

    /// The theme in force: the address's, else the remembered one; None follows the system.
    pub fn theme(self) -> Option<Theme> {
        self.address
            .query()
            .with(|q| q.theme)
            .or_else(|| self.theme.get())
    }

    /// Light, then dark, then as the system has it.
    pub fn next_theme(self) {
        let next = match untrack(|| self.theme()) {
            None => Some(Theme::Light),
            Some(Theme::Light) => Some(Theme::Dark),
            Some(_) => None,
        };
        match next {
            Some(theme) => browser::remember(THEME, theme.as_str()),
            None => browser::forget(THEME),
        };
        self.theme.set(next);
        self.address.change(Step::Replace, |q| q.theme = None);
    }

    /// Whether single keys are shortcuts.
    pub fn shortcuts(self) -> Signal<bool> {
        self.shortcuts.into()
    }

    /// Whether a column of the table of jobs is shown: as the address says, else as remembered.
    /// The name always is.
    pub fn shows(self, column: Column) -> bool {
        let word = column.as_str();
        let of_address = self.address.query().with(|q| {
            let is_set = !q.cols.is_empty();
            is_set.then(|| q.shows(column))
        });
        let remembered = self.columns.read();
        column == Column::Name
            || of_address.unwrap_or_else(|| {
                remembered.is_empty() || remembered.split(',').any(|c| c == word)
            })
    }

    /// Shows a column, or hides it. It is remembered, and goes into the address.
    pub fn toggle_column(self, column: Column) {
        let is_shown = |c: &Column| untrack(|| self.shows(*c)) != (*c == column);
        let words = Column::ALL.into_iter().filter(is_shown);
        let mut words: Vec<String> = words.map(|c| c.as_str().to_owned()).collect();
        if words.len() == Column::ALL.len() {
            words.clear();
        }
        if words.is_empty() {
            browser::forget(COLUMNS);
        } else {
            browser::remember(COLUMNS, &words.join(","));
        }
        self.columns.set(words.join(","));
        self.address.change(Step::Push, |q| q.cols = words);
    }

    /// What is asked, and with it what only this browser remembers of how the table of jobs looks: for
    /// what leaves the browser.
    pub fn whole(self) -> Query {
        let mut query = self.address.query().get_untracked();
        if query.cols.is_empty() {
            let remembered = self.columns.read_untracked();
            let words = remembered.split(',').filter(|word| !word.is_empty());
            query.cols = words.map(str::to_owned).collect();
        }
        if query.density.is_none() && self.is_compact.get_untracked() {
            query.density = Some(COMPACT.to_owned());
        }
        query
    }

    /// Whether lines are low: as the address says, else as remembered.
    pub fn is_compact(self) -> bool {
        let of_address = self
            .address
            .query()
            .with(|q| q.density.as_ref().map(|word| word == COMPACT));
        let remembered = self.is_compact.get();
        of_address.unwrap_or(remembered)
    }

    /// Makes lines low, or usual. It is remembered, and goes into the address.
    pub fn set_compact(self, on: bool) {
        if on {
            browser::remember(DENSITY, COMPACT);
        } else {
            browser::forget(DENSITY);
        }
        self.is_compact.set(on);
        self.address
            .change(Step::Push, |q| q.density = on.then(|| COMPACT.to_owned()));
    }

    /// Switches the single-key shortcuts.
    pub fn set_shortcuts(self, on: bool) {
        self.shortcuts.set(on);
        if on {
            browser::forget(SHORTCUTS);
        } else {
            browser::remember(SHORTCUTS, "off");
        }
    }
}
