//! Views that the visitor saved under names, kept in the browser.

use tailorbird_core::url::{Saved, format_saved, parse_saved};

use crate::browser;
use crate::signal::{RwSignal, Signal};

const SAVED: &str = "views";

/// Saved views. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct SavedViews(RwSignal<Vec<Saved>>);

impl SavedViews {
    /// Reads what was kept.
    pub fn recall() -> Self {
        let text = browser::recall(SAVED).unwrap_or_default();
        Self(RwSignal::new(parse_saved(&text).0))
    }

    /// All, in the order in which they were saved.
    pub fn all(self) -> Signal<Vec<Saved>> {
        self.0.into()
    }

    /// Puts these in place of all; false where the browser keeps nothing.
    pub fn set(self, all: Vec<Saved>) -> bool {
        let is_kept = browser::remember(SAVED, &format_saved(&all)).is_some();
        self.0.set(all);
        is_kept
    }
}
