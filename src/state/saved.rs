//! Views that the visitor saved under names, kept in the browser.

use tailorbird_core::url::{Saved, format_saved, parse_saved};

use crate::browser;
use crate::signal::{RwSignal, Signal, StoredValue};

const SAVED: &str = "views";

/// Saved views. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct SavedViews {
    all: RwSignal<Vec<Saved>>,
    is_read: StoredValue<bool>,
}

impl SavedViews {
    /// None yet: the first rows do without them.
    pub fn unread() -> Self {
        Self {
            all: RwSignal::new(Vec::new()),
            is_read: StoredValue::new(false),
        }
    }

    /// Reads what was kept, the first time.
    pub fn recall(self) {
        if !self.is_read.get_value() {
            self.is_read.set_value(true);
            let text = browser::recall(SAVED).unwrap_or_default();
            self.all.set(parse_saved(&text).0);
        }
    }

    /// All, in the order in which they were saved.
    pub fn all(self) -> Signal<Vec<Saved>> {
        self.all.into()
    }

    /// Puts these in place of all; false where the browser keeps nothing.
    pub fn set(self, all: Vec<Saved>) -> bool {
        let is_kept = browser::remember(SAVED, &format_saved(&all)).is_some();
        self.all.set(all);
        is_kept
    }
}
