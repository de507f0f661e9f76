//! The opened files: loaded one after the other, shown as soon as the first is there, and kept
//! when a later load fails.

use std::sync::{Arc, OnceLock};

use leptos::task::spawn_local;
use tailorbird_core::store::Store;
use tailorbird_snapshot::Issue;
use tailorbird_snapshot::config::Config;

use super::address::Address;
use crate::browser::{Cancel, PickedFile};
use crate::signal::{RwSignal, Signal, StoredValue};

/// What is shown: a store and where it came from.
#[derive(Clone)]
pub struct Loaded {
    /// All results.
    pub store: Arc<Store>,
    /// What is odd.
    pub odd: Arc<Odd>,
    /// The configuration.
    pub config: Arc<Config>,
    /// The files, by name or address.
    pub sources: Arc<Vec<String>>,
    /// More files are still on the way.
    pub is_partial: bool,
    /// A later load failed.
    pub is_kept: bool,
}

impl Loaded {
    /// Everything odd in the files and in the configuration. The patterns and renames that were left
    /// out are among it only where `is_whole`: that compiles all, which the first rows do not need.
    pub fn issues(&self, is_whole: bool) -> &[Issue] {
        let odd = &*self.odd;
        if is_whole {
            odd.all.get_or_init(|| self.all_issues())
        } else {
            &odd.read
        }
    }

    #[inline(never)]
    fn all_issues(&self) -> Vec<Issue> {
        let Odd { read, n, .. } = &*self.odd;
        let before = read.iter().take(*n).cloned();
        let left_out = self.store.naming().issues();
        let files = read.iter().skip(*n).cloned();
        before.chain(left_out).chain(files).collect()
    }
}

/// What is odd.
#[derive(Default)]
pub struct Odd {
    /// In how the configuration is written, then in the files.
    pub(super) read: Vec<Issue>,
    /// How many of these are of the configuration.
    pub(super) n: usize,
    /// With what was left out of it, between the two.
    pub(super) all: OnceLock<Vec<Issue>>,
}

impl Odd {
    /// Of files alone.
    pub fn of_files(read: Vec<Issue>) -> Self {
        Self {
            read,
            ..Self::default()
        }
    }
}

/// One file that could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable word: `fetch-…`, `decode` or `file-…`.
    pub code: &'static str,
    /// A sentence that names the file, what is wrong, and what can be done.
    pub text: String,
}

/// How far loading has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Which part of a data set it is, from 1, and of how many; None: no part of one.
    pub part: Option<(usize, usize)>,
    /// The file under way.
    pub file: String,
    /// Bytes so far.
    pub received: u64,
    /// Bytes in all, where known.
    pub total: Option<u64>,
}

/// What the visitor opened from their own machine.
#[derive(Clone, Default)]
pub(super) struct Picked {
    /// The files; none: those of the address or of the configuration.
    pub(super) files: Vec<PickedFile>,
    /// What it was before, while these are loaded for the first time.
    before: Vec<PickedFile>,
    /// In which load that is.
    round: u32,
}

/// The opened files, as signals. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct Data {
    pub(super) address: Address,
    pub(super) loaded: RwSignal<Option<Loaded>>,
    pub(super) problems: RwSignal<Vec<Problem>>,
    pub(super) progress: RwSignal<Option<Progress>>,
    /// Since when the files are kept, where the network did not answer for them.
    pub(super) kept: RwSignal<Option<String>>,
    pub(super) picked: RwSignal<Picked>,
    pub(super) cancel: StoredValue<Cancel>,
    pub(super) round: StoredValue<u32>,
    pub(super) config: StoredValue<Option<Arc<Config>>>,
    /// The files that what is shown was loaded from.
    pub(super) asked: StoredValue<Vec<String>>,
}

impl Data {
    /// Nothing opened yet.
    pub fn new(address: Address) -> Self {
        Self {
            address,
            loaded: RwSignal::new(None),
            problems: RwSignal::new(Vec::new()),
            progress: RwSignal::new(None),
            kept: RwSignal::new(None),
            picked: RwSignal::new(Picked::default()),
            cancel: StoredValue::new(Cancel::default()),
            round: StoredValue::new(0),
            config: StoredValue::new(None),
            asked: StoredValue::new(Vec::new()),
        }
    }

    /// The last data that could be opened.
    pub fn loaded(self) -> RwSignal<Option<Loaded>> {
        self.loaded
    }

    /// Files of the last load that could not be opened.
    pub fn problems(self) -> Signal<Vec<Problem>> {
        self.problems.into()
    }

    /// How far the load under way has come; None when none is.
    pub fn progress(self) -> Signal<Option<Progress>> {
        self.progress.into()
    }

    /// Where the network did not answer and this browser's own copy is shown: of when it is, in the
    /// words of HTTP (empty: not known).
    pub fn kept(self) -> Signal<Option<String>> {
        self.kept.into()
    }

    /// Whether what is shown is of an earlier load than the last one, which failed.
    pub fn is_older(self) -> bool {
        let is_kept = |it: &Option<Loaded>| it.as_ref().is_some_and(|it| it.is_kept);
        self.loaded.with_untracked(is_kept)
    }

    /// Names of the files that the visitor opened from their own machine.
    pub fn picked_names(self) -> Vec<String> {
        self.picked
            .with(|it| it.files.iter().map(PickedFile::name).collect())
    }

    /// Opens these files instead of the configured ones.
    pub fn open_files(self, files: Vec<PickedFile>) {
        if !files.is_empty() {
            self.pick(files);
        }
    }

    fn pick(self, files: Vec<PickedFile>) {
        let round = self.round.get_value() + 1;
        self.picked.update(|it| {
            it.before = std::mem::replace(&mut it.files, files);
            it.round = round;
        });
        self.load();
    }

    /// What is shown stays, and with it where it came from. A function of its own, since the first rows
    /// have nothing to keep.
    #[inline(never)]
    pub(super) fn keep(self) {
        let round = self.round.get_value();
        self.picked.update(|it| {
            if it.round == round {
                it.files = std::mem::take(&mut it.before);
            }
        });
        self.loaded.update(|loaded| {
            if let Some(loaded) = loaded {
                loaded.is_kept = true;
            }
        });
    }

    /// Goes back to the files of the address or of the configuration.
    pub fn close_files(self) {
        self.pick(Vec::new());
    }

    /// Gives up the load under way.
    pub fn cancel(self) {
        self.cancel.get_value().cancel();
    }

    /// Loads everything (again). What is shown stays until new data is there.
    pub fn load(self) {
        self.cancel();
        let cancel = Cancel::default();
        self.cancel.set_value(cancel.clone());
        let round = self.round.get_value() + 1;
        self.round.set_value(round);
        spawn_local(async move {
            self.run(round, cancel).await;
        });
    }

    /// A newer load has begun: this one must not write any more.
    pub(super) fn is_over(self, round: u32) -> bool {
        self.round.try_get_value() != Some(round)
    }
}
