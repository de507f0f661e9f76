//! The opened files: loaded one after the other, shown as soon as the first is there, and kept
//! when a later load fails.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tailorbird_core::store::{self, Input, Naming, Store};
use tailorbird_core::url::Query;
use tailorbird_snapshot::config::{self, Config};
use tailorbird_snapshot::{Issue, Kind, codes, decode};

use super::address::Address;
use crate::browser::{self, Cancel, LoadOptions, PickedFile};

/// What is shown: a store and where it came from.
#[derive(Clone)]
pub struct Loaded {
    /// All results.
    pub store: Arc<Store>,
    /// Everything odd in the files and in the configuration.
    pub issues: Arc<Vec<Issue>>,
    /// The configuration.
    pub config: Arc<Config>,
    /// The files, by name or address.
    pub sources: Arc<Vec<String>>,
    /// More files are still on the way.
    pub is_partial: bool,
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
    /// The file under way.
    pub file: String,
    /// Bytes so far.
    pub received: u64,
    /// Bytes in all, where known.
    pub total: Option<u64>,
}

/// The opened files, as signals. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct Data {
    address: Address,
    loaded: RwSignal<Option<Loaded>>,
    problems: RwSignal<Vec<Problem>>,
    progress: RwSignal<Option<Progress>>,
    picked: RwSignal<Vec<PickedFile>, LocalStorage>,
    cancel: StoredValue<Cancel>,
    round: StoredValue<u32>,
    config: StoredValue<Option<Arc<Config>>>,
    /// The files that what is shown was loaded from.
    asked: StoredValue<Vec<String>>,
}

/// Where one file comes from.
enum Source {
    Url(String),
    File(PickedFile),
}

impl Source {
    fn name(&self) -> String {
        match self {
            Self::Url(url) => url.clone(),
            Self::File(file) => file.name(),
        }
    }
}

fn nothing_named() -> Problem {
    let text = "Neither the address nor config.json names a file to open. Add ?data=job_stats.json \
                to the address, or open a file.";
    Problem {
        code: "no-data",
        text: text.to_owned(),
    }
}

impl Data {
    /// Nothing opened yet.
    pub fn new(address: Address) -> Self {
        Self {
            address,
            loaded: RwSignal::new(None),
            problems: RwSignal::new(Vec::new()),
            progress: RwSignal::new(None),
            picked: RwSignal::new_local(Vec::new()),
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

    /// Names of the files that the visitor opened from their own machine.
    pub fn picked_names(self) -> Vec<String> {
        self.picked
            .with(|files| files.iter().map(PickedFile::name).collect())
    }

    /// Opens these files instead of the configured ones.
    pub fn open_files(self, files: Vec<PickedFile>) {
        if !files.is_empty() {
            self.picked.set(files);
            self.load();
        }
    }

    /// Goes back to the files of the address or of the configuration.
    pub fn close_files(self) {
        self.picked.set(Vec::new());
        self.load();
    }

    /// Gives up the load under way.
    pub fn cancel(self) {
        self.cancel.with_value(Cancel::cancel);
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
    fn is_over(self, round: u32) -> bool {
        self.round.try_get_value() != Some(round)
    }

    async fn run(self, round: u32, cancel: Cancel) {
        let mut options = LoadOptions {
            cancel,
            ..LoadOptions::default()
        };
        let (config, mut issues) = self.configuration(&options).await;
        options.limit_bytes = config.limits.max_bytes;
        let (naming, more) = Naming::new(&config);
        let naming = Arc::new(naming);
        issues.extend(more);
        let sources = self.sources(&config);
        let asked: Vec<String> = sources.iter().map(Source::name).collect();
        let has_old = self.loaded.with_untracked(Option::is_some);
        let is_reload = has_old && self.asked.with_value(|before| *before == asked);
        let mut inputs: Vec<Input> = Vec::new();
        let mut names = Vec::new();
        let mut problems = Vec::new();
        let mut latest = None;
        let n = sources.len();
        for (at, source) in sources.into_iter().enumerate() {
            let opened = self.open(source, &options).await;
            if self.is_over(round) {
                return;
            }
            match opened {
                Ok((name, input)) => {
                    names.push(name);
                    inputs.push(input);
                    let (store, more) = store::build(&inputs, Arc::clone(&naming));
                    let all = issues.iter().cloned().chain(more).collect();
                    let loaded = Loaded {
                        store: Arc::new(store),
                        issues: Arc::new(all),
                        config: Arc::clone(&config),
                        sources: Arc::new(names.clone()),
                        is_partial: at + 1 < n,
                    };
                    latest = Some(loaded.clone());
                    if loaded.is_partial && !has_old && self.fits(&loaded) {
                        self.loaded.set(Some(loaded));
                        browser::painted().await;
                    }
                }
                Err(problem) => problems.push(problem),
            }
        }
        if n == 0 {
            problems.push(nothing_named());
        }
        // A reload that fails in part keeps what is shown: old and new are not mixed.
        if let Some(mut latest) = latest.filter(|_| problems.is_empty() || !is_reload) {
            latest.is_partial = false;
            self.asked.set_value(asked);
            self.loaded.set(Some(latest));
        }
        self.problems.set(problems);
        self.progress.set(None);
    }

    /// Whether data holds the kind of results that the address asks for: while files are still on
    /// the way, data of another kind waits.
    fn fits(self, loaded: &Loaded) -> bool {
        let asked = self.address.query().with_untracked(kind_of_view);
        asked.is_none_or(|kind| loaded.store.has(kind))
    }

    /// The configuration, read anew with each load. Where that fails the one read before holds,
    /// or the defaults, and it is said.
    async fn configuration(self, options: &LoadOptions) -> (Arc<Config>, Vec<Issue>) {
        let why = match browser::load_config(options).await {
            Ok(bytes) => match config::decode(&bytes, "config.json") {
                Ok((config, issues)) => {
                    let config = Arc::new(config);
                    self.config.set_value(Some(Arc::clone(&config)));
                    return (config, issues);
                }
                Err(err) => err.to_string(),
            },
            Err(err) => err.text(),
        };
        let (config, used) = match self.config.get_value() {
            Some(config) => (config, "the one read before"),
            None => (Arc::default(), "the defaults"),
        };
        let mut text = why;
        text.push_str("; in use: ");
        text.push_str(used);
        (
            config,
            vec![Issue::new(codes::CONFIG_INVALID, "config.json", text)],
        )
    }

    fn sources(self, config: &Config) -> Vec<Source> {
        let picked = self.picked.with_untracked(Vec::clone);
        if !picked.is_empty() {
            return picked.into_iter().map(Source::File).collect();
        }
        let asked = self.address.query().with_untracked(|q| q.data.clone());
        let urls = if asked.is_empty() {
            config.data.clone()
        } else {
            asked
        };
        urls.into_iter().map(Source::Url).collect()
    }

    async fn open(self, source: Source, options: &LoadOptions) -> Result<(String, Input), Problem> {
        let (name, bytes) =
            match source {
                Source::Url(url) => {
                    let file = url.clone();
                    let on_progress = move |p: browser::Progress| {
                        let now = Progress {
                            file: file.clone(),
                            received: p.received,
                            total: p.total,
                        };
                        self.progress.set(Some(now));
                    };
                    let bytes = browser::load(&url, options, &on_progress).await;
                    let bytes = bytes.map_err(|e| Problem {
                        code: e.code(),
                        text: e.text(),
                    })?;
                    (url, bytes)
                }
                Source::File(file) => {
                    let name = file.name();
                    let bytes = file.read(options.limit_bytes).await.ok_or_else(|| Problem {
                    code: "file-unreadable",
                    text: format!(
                        "{name} could not be read: it is larger than the limit of {} MB, or it \
                         has changed. Open it again.",
                        options.limit_bytes >> 20
                    ),
                })?;
                    (name, bytes)
                }
            };
        let (snapshot, issues) = decode(&bytes, &name).map_err(|e| Problem {
            code: "decode",
            text: format!("Failed to open {e}."),
        })?;
        Ok((name, Input { snapshot, issues }))
    }
}

/// The kind of results that the view in the address shows; None where it does not say.
fn kind_of_view(query: &Query) -> Option<Kind> {
    use tailorbird_core::url::View;
    match query.view {
        Some(View::Nightly) => Some(Kind::Nightly),
        Some(View::Prs) => Some(Kind::Prs),
        _ => None,
    }
}
