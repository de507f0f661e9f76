//! The address as the only memory of what the visitor asked: read once, then changed through one
//! setter, and followed when back or forward is pressed.

use std::collections::HashMap;

use leptos::prelude::on_cleanup;
use tailorbird_core::url::{self, Query};
use tailorbird_snapshot::Issue;

use crate::browser;
use crate::signal::{Memo, RwSignal, Signal, StoredValue};

/// How long typing must pause before the address follows, in milliseconds.
const TYPING_PAUSE_MS: i32 = 120;

/// What a change does to the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A choice: back returns to what was before.
    Push,
    /// Typing: the entry is rewritten once typing pauses.
    Typing,
    /// A correction: the entry is rewritten at once.
    Replace,
}

/// Where the visitor was in an entry of the history.
#[derive(Clone, Debug, Default)]
struct Spot {
    scroll_y: f64,
    focused: Option<String>,
}

/// The address. A copy stands for the same address.
#[derive(Clone, Copy)]
pub struct Address {
    query: RwSignal<Query>,
    issues: RwSignal<Vec<Issue>>,
    entry: StoredValue<u32>,
    newest: StoredValue<u32>,
    spots: StoredValue<HashMap<u32, Spot>>,
    pending: StoredValue<Option<browser::Guard>>,
    restored: RwSignal<u32>,
}

impl Address {
    /// Reads the address, translates an old one, and follows back and forward from now on.
    pub fn read() -> Self {
        let search = browser::search();
        let translated = url::translate_old(&search);
        let (query, issues) = url::parse(translated.as_deref().unwrap_or(&search));
        let entry = browser::present_entry().unwrap_or(0);
        if let Some(new) = &translated {
            browser::replace_query(new, entry);
        }
        let address = Self {
            query: RwSignal::new(query),
            issues: RwSignal::new(issues),
            entry: StoredValue::new(entry),
            newest: StoredValue::new(entry),
            spots: StoredValue::new(HashMap::new()),
            pending: StoredValue::new(None),
            restored: RwSignal::new(0),
        };
        let guard = browser::on_back_or_forward(move |entry| address.follow(entry.unwrap_or(0)));
        on_cleanup(move || drop(guard));
        address
    }

    /// What the visitor asked, reactively.
    pub fn query(self) -> RwSignal<Query> {
        self.query
    }

    /// Values of the address that could not be read.
    pub fn issues(self) -> Signal<Vec<Issue>> {
        self.issues.into()
    }

    /// Part of the query, which changes only when that part does.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Query) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.query.with(&part))
    }

    /// The query string that `change` would lead to, with its `?`: for links.
    pub fn link(self, change: impl FnOnce(&mut Query)) -> String {
        let mut query = self.query.get();
        change(&mut query);
        let mut link = String::from("?");
        link.push_str(&url::format(&query));
        link
    }

    /// Changes what is asked; nothing happens where it stays the same.
    pub fn change(self, step: Step, change: impl FnOnce(&mut Query)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        if query == *self.query.read_untracked() {
            return;
        }
        let text = url::format(&query);
        match step {
            Step::Push => {
                self.flush();
                self.keep_spot();
                let entry = self.newest.get_value() + 1;
                self.newest.set_value(entry);
                self.entry.set_value(entry);
                browser::push_query(&text, entry);
            }
            Step::Replace => {
                self.drop_pending();
                browser::replace_query(&text, self.entry.get_value());
            }
            Step::Typing => {
                let guard = browser::after(TYPING_PAUSE_MS, move || self.flush());
                self.pending.set_value(Some(guard));
            }
        }
        self.query.set(query);
    }

    /// Goes where a link within the page leads; another view begins at its top.
    pub fn go_to(self, href: &str) {
        let (query, _) = url::parse(href);
        let is_other = query.view != self.query.read_untracked().view;
        self.change(Step::Push, |q| *q = query);
        if is_other {
            browser::scroll_to(0.0);
        }
    }

    /// Counts how often back or forward has led to another entry, so that its spot can be sought.
    pub fn restored(self) -> Signal<u32> {
        self.restored.into()
    }

    /// Scrolls and focuses as in the present entry when it was left.
    pub fn return_to_spot(self) {
        let entry = self.entry.get_value();
        let spot = self
            .spots
            .try_update_value(|spots| spots.get(&entry).cloned());
        if let Some(Some(spot)) = spot {
            browser::scroll_to(spot.scroll_y);
            if let Some(id) = spot.focused {
                browser::focus_named(&id);
            }
        }
    }

    /// Makes the address follow at once what was typed last.
    pub fn settle(self) {
        self.flush();
    }

    fn drop_pending(self) {
        self.pending.set_value(None);
    }

    /// Writes the present query into the present entry, if typing has left that to do.
    fn flush(self) {
        let waits = self.pending.try_update_value(|it| it.is_some()) == Some(true);
        self.drop_pending();
        if waits {
            let text = url::format(&self.query.read_untracked());
            browser::replace_query(&text, self.entry.get_value());
        }
    }

    fn keep_spot(self) {
        let spot = Spot {
            scroll_y: browser::scroll_y(),
            focused: browser::focused_name(),
        };
        let entry = self.entry.get_value();
        self.spots.update_value(|spots| {
            spots.insert(entry, spot);
        });
    }

    fn follow(self, entry: u32) {
        self.drop_pending();
        self.keep_spot();
        self.entry.set_value(entry);
        let (query, issues) = url::parse(&browser::search());
        self.query.set(query);
        self.issues.set(issues);
        self.restored.update(|n| *n += 1);
    }
}
