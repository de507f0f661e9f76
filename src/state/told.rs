//! What readers of the screen are told a moment after it is seen.

use std::sync::Arc;

use tailorbird_core::Kind;
use tailorbird_core::view::Tiles;

use crate::browser;
use crate::signal::{RwSignal, StoredValue};

/// How long after the chart its table comes, in milliseconds.
const TOLD_MS: i32 = 1_000;

/// The figures of the chart's table, which is for readers of the screen: it comes a moment after the
/// chart, so that nobody waits for it. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct Told {
    of: RwSignal<Option<(Kind, Arc<Tiles>)>>,
    later: StoredValue<Option<browser::Guard>>,
}

impl Told {
    /// Nothing yet.
    pub fn nothing() -> Self {
        Self {
            of: RwSignal::new(None),
            later: StoredValue::new(None),
        }
    }

    /// What is told of these: nothing at first, and soon the same.
    pub(crate) fn follow(
        self,
        tiles: Option<&Arc<Tiles>>,
        kind: Kind,
    ) -> Option<(Kind, Arc<Tiles>)> {
        let told = self.of.get();
        let is_same = match (tiles, &told) {
            (Some(new), Some((of, old))) => *of == kind && Arc::ptr_eq(new, old),
            (None, None) => true,
            _ => false,
        };
        if is_same {
            self.later.set_value(None);
            return told;
        }
        let (of, next) = (self.of, tiles.map(|it| (kind, Arc::clone(it))));
        let guard = browser::after(TOLD_MS, move || of.set(next));
        self.later.set_value(Some(guard));
        None
    }
}
