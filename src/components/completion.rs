//! What may stand next in the filter text, under the box: opened by typing or by the arrow key, and
//! gone when there is nothing to offer. Typing itself never waits for it.

use std::sync::Arc;

use leptos::ev;
use tailorbird_core::format::count;
use tailorbird_core::query::{Offer, Offers};

use crate::node::{caret_of, key_of, later, next_id, reveal_id, set_caret, soon, value_of_id};
use crate::signal::{RwSignal, StoredValue};
use crate::ui::{Suggest, Suggestion, option_id};

/// How long typing must pause before offers are looked for, in milliseconds: rows come first.
const AFTER_MS: u64 = 200;

/// What is offered for a text.
#[derive(Debug, Default)]
struct Shown {
    text: String,
    offers: Offers,
}

/// The list of offers of a text box. A copy stands for the same.
#[derive(Clone, Copy, Debug)]
pub struct Completion {
    shown: RwSignal<Arc<Shown>>,
    active: RwSignal<Option<usize>>,
    id: StoredValue<String>,
    /// A key stands before the caret without a value, and what may follow is looked for or offered.
    waits: RwSignal<bool>,
    /// Counts key presses, so that only the last one is answered.
    presses: StoredValue<u32>,
}

/// What may stand in a text at a place in bytes.
type Look = dyn Fn(&str, usize) -> Offers + Send + Sync;

/// What the handlers of the box call.
pub struct Ask {
    /// Element id of the box.
    pub input: String,
    /// What may stand in a text at a place in bytes.
    pub offers: Box<Look>,
    /// Called with the text once an offer is taken.
    pub on_text: Box<dyn Fn(String) + Send + Sync>,
}

impl Completion {
    /// A closed list.
    pub fn closed() -> Self {
        Self {
            shown: RwSignal::new(Arc::default()),
            active: RwSignal::new(None),
            id: StoredValue::new(next_id()),
            waits: RwSignal::new(false),
            presses: StoredValue::new(0),
        }
    }

    /// Whether the value of a key is waited for: that there is none yet is no mistake.
    pub fn waits(self) -> bool {
        self.waits.get()
    }

    fn wait(self, waits: bool) {
        if self.waits.get_untracked() != waits {
            self.waits.set(waits);
        }
    }

    /// What is to be drawn now.
    pub fn suggest(self) -> Suggest {
        let note = |offer: &Offer| match offer.count {
            Some(n) => count(n.into()),
            None => offer.help.to_owned(),
        };
        let suggestion = |offer: &Offer| Suggestion {
            text: offer.insert.clone(),
            note: note(offer),
        };
        let shown = self.shown.read();
        Suggest {
            list: shown.offers.list.iter().map(suggestion).collect(),
            active: self.active.get(),
            id: self.id.get_value(),
            label: "Completion",
        }
    }

    fn is_open(self) -> bool {
        self.shown
            .with_untracked(|shown| !shown.offers.list.is_empty())
    }

    /// A key was pressed: what earlier ones asked for is not looked for. Its number.
    fn press(self) -> u32 {
        let press = self.presses.get_value().wrapping_add(1);
        self.presses.set_value(press);
        press
    }

    /// Closes it; what was about to be looked for is not shown either.
    pub fn close(self) {
        self.press();
        self.wait(false);
        if self.is_open() {
            self.shown.set(Arc::default());
            self.active.set(None);
        }
    }

    /// Something was typed.
    pub fn typed(self, ask: &Arc<Ask>) {
        let press = self.press();
        if self.active.get_untracked().is_some() {
            self.active.set(None);
        }
        let (text, caret) = value_of_id(&ask.input);
        if text.is_empty() {
            return self.close();
        }
        self.wait(lacks_value(&text, caret));
        let ask = Arc::clone(ask);
        later(AFTER_MS, move || {
            if self.presses.get_value() == press {
                self.look(&ask, false);
            }
        });
    }

    /// Looks what may stand at the caret; without `is_asked` only where something was typed.
    fn look(self, ask: &Ask, is_asked: bool) {
        let (text, caret) = value_of_id(&ask.input);
        let offers = match caret {
            Some(caret) => (ask.offers)(&text, caret),
            None => Offers::default(),
        };
        let has_some = !offers.list.is_empty() && (is_asked || offers.is_begun);
        if !has_some {
            return self.close();
        }
        self.wait(lacks_value(&text, caret));
        let active = is_asked.then_some(0);
        if self.active.get_untracked() != active {
            self.active.set(active);
        }
        self.shown.set(Arc::new(Shown { text, offers }));
    }

    /// An arrow key moves in the list of the text as it is, now and not once typing has paused.
    fn catch_up(self, ask: &Ask) {
        let (text, _) = value_of_id(&ask.input);
        if self.shown.with_untracked(|shown| shown.text != text) {
            self.look(ask, false);
        }
        // What was about to be looked for would take the choice away.
        self.press();
    }

    fn move_to(self, at: usize) {
        self.active.set(Some(at));
        let id = self.id.get_value();
        soon(move || reveal_id(&option_id(&id, at)));
    }

    /// Takes an offer.
    pub fn take(self, ask: &Arc<Ask>, at: usize) {
        let shown = self.shown.get_untracked();
        self.close();
        // What was typed since is not what was offered for.
        if value_of_id(&ask.input).0 != shown.text {
            return;
        }
        if let Some((text, caret)) = shown.offers.take(&shown.text, at) {
            let needs_value = text.get(..caret).is_some_and(|t| t.ends_with(':'));
            self.wait(needs_value);
            (ask.on_text)(text);
            let ask = Arc::clone(ask);
            soon(move || {
                set_caret(&ask.input, caret);
                if needs_value {
                    self.typed(&ask);
                }
            });
        }
    }

    /// Acts on a key pressed in the box; whether it was for the list.
    pub fn on_key(self, ask: &Arc<Ask>, event: &ev::Event) -> bool {
        let key = key_of(event);
        if key.ctrl_key() || key.meta_key() || key.alt_key() || key.is_composing() {
            return false;
        }
        let key_name = key.key();
        if self.is_open() && matches!(key_name.as_str(), "ArrowDown" | "ArrowUp") {
            self.catch_up(ask);
        }
        let n = self.shown.with_untracked(|s| s.offers.list.len());
        let active = self.active.get_untracked();
        match (key_name.as_str(), active) {
            ("ArrowDown", _) if n == 0 => {
                if caret_of(event).is_none() {
                    return false;
                }
                self.press();
                self.look(ask, true);
            }
            ("ArrowDown", _) => self.move_to(active.map_or(0, |at| (at + 1) % n)),
            ("ArrowUp", _) if n > 0 => {
                self.move_to(active.map_or(n - 1, |at| (at + n - 1) % n));
            }
            ("Enter" | "Tab", Some(at)) if n > 0 && !key.shift_key() => self.take(ask, at),
            ("Escape", _) if n > 0 => self.close(),
            ("Enter" | "Tab" | "Home" | "End" | "ArrowLeft" | "ArrowRight", _) => {
                self.close();
                return false;
            }
            _ => return false,
        }
        event.prevent_default();
        event.stop_propagation();
        true
    }
}

/// Whether a key or its sign stands right before the caret.
fn lacks_value(text: &str, caret: Option<usize>) -> bool {
    let before = caret.and_then(|at| text.get(..at));
    before.is_some_and(|before| before.ends_with([':', '<', '>', '=']))
}
