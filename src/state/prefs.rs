//! What the visitor prefers, kept in the browser: the theme, and whether single keys are shortcuts.

use leptos::prelude::untrack;
use tailorbird_core::url::Theme;

use super::address::{Address, Step};
use crate::browser;
use crate::signal::{RwSignal, Signal, effect};

const THEME: &str = "theme";
const SHORTCUTS: &str = "shortcuts";

/// Preferences. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct Prefs {
    address: Address,
    theme: RwSignal<Option<Theme>>,
    shortcuts: RwSignal<bool>,
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
