//! One load: the configuration, the files one after the other, and the shards of data sets, newest
//! first.

use std::sync::Arc;

use tailorbird_core::store::Input;
use tailorbird_core::url::Query;
use tailorbird_snapshot::config::{self, Config};
use tailorbird_snapshot::{Issue, Kind, codes, decode};

use super::data::{Data, Problem, Progress};
use super::opening::{CONFIG, Opening, Shard, Shards};
use crate::browser::{self, Cancel, FetchError, LoadOptions, PickedFile};

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
    pub(super) async fn run(self, round: u32, cancel: Cancel) {
        let mut options = LoadOptions {
            cancel,
            ..LoadOptions::default()
        };
        let (config, issues) = self.configuration(&options).await;
        options.limit_bytes = config.limits.max_bytes;
        // A part may be missing since a new version has been published: its list is read once more.
        for is_last in [false, true] {
            let opening = Opening::new(Arc::clone(&config), issues.clone());
            if self.read(round, &mut options, opening, is_last).await {
                return;
            }
            options.is_again = true;
        }
    }

    /// Reads everything; false where the list of a data set has changed meanwhile.
    async fn read(
        self,
        round: u32,
        options: &mut LoadOptions,
        mut opening: Opening,
        is_last: bool,
    ) -> bool {
        let config = opening.config();
        let sources = self.sources(&config);
        let asked: Vec<String> = sources.iter().map(Source::name).collect();
        let old = self.loaded.get_untracked();
        let is_reload = old.is_some() && self.asked.get_value() == asked;
        let was_whole = self.problems.with_untracked(|p| p.is_empty())
            && old.as_ref().is_some_and(|old| !old.is_partial);
        // What the visitor opens by themselves may come with a configuration of its own.
        opening.is_configured(asked == config.data);
        options.is_again |= is_reload && !was_whole;
        let mut older = Vec::new();
        let n = sources.len();
        for (at, source) in sources.into_iter().enumerate() {
            let opened = self.open(source, options).await;
            if self.is_over(round) {
                return true;
            }
            match opened {
                Ok((name, input)) => {
                    let shards = Shards::of(&name, &input);
                    opening.add(name, input);
                    if let Some(shards) = shards {
                        let is_same = is_reload && was_whole && opening.is_held(old.as_ref());
                        if is_same && n == 1 {
                            self.progress.set(None);
                            self.problems.set(Vec::new());
                            self.kept.set(browser::take_kept());
                            return true;
                        }
                        let (first, rest) = shards.newest_of_each(self.kind_asked());
                        for shard in first {
                            self.add_shard(&shard, options, None, &mut opening).await;
                            if self.is_over(round) {
                                return true;
                            }
                        }
                        older.extend(rest);
                    }
                    let is_partial = at + 1 < n || !older.is_empty();
                    if is_partial && old.is_none() && self.fits(&opening) {
                        self.loaded.set(opening.loaded(true));
                        browser::painted().await;
                    }
                }
                Err(problem) => opening.problems.push(problem),
            }
        }
        if self.add_older(round, options, older, &mut opening).await {
            return true;
        }
        if n == 0 {
            opening.problems.push(nothing_named());
        }
        if !is_last && opening.lacks_shards() {
            for name in opening.manifests() {
                let again = self.open(Source::Url(name), options).await;
                if again.is_ok_and(|(name, input)| opening.has_changed(&name, &input)) {
                    return false;
                }
            }
        }
        self.show(opening, asked, is_reload, old.is_some());
        true
    }

    /// Adds the shards that the first rows did not wait for; whether another round has begun meanwhile.
    async fn add_older(
        self,
        round: u32,
        options: &LoadOptions,
        older: Vec<Shard>,
        opening: &mut Opening,
    ) -> bool {
        let n_older = older.len();
        for (at, shard) in older.into_iter().enumerate() {
            let part = Some((at + 1, n_older));
            self.add_shard(&shard, options, part, opening).await;
            if self.is_over(round) {
                return true;
            }
            // What the visitor does comes first.
            browser::painted().await;
        }
        false
    }

    /// Shows what was opened, and tells what could not be.
    fn show(self, mut opening: Opening, asked: Vec<String>, is_reload: bool, had_data: bool) {
        // A reload that fails in part keeps what is shown: old and new are not mixed.
        let is_good = opening.problems.is_empty() || !is_reload;
        if let Some(latest) = opening.loaded(false).filter(|_| is_good) {
            self.asked.set_value(asked);
            self.loaded.set(Some(latest));
        } else if had_data {
            self.keep();
        }
        self.kept.set(browser::take_kept());
        if self.kept.with_untracked(Option::is_none) && opening.problems.is_empty() {
            browser::mark_loaded();
        }
        self.problems.set(opening.problems);
        self.progress.set(None);
    }

    /// Adds a shard. One that cannot be read or holds other bytes than the manifest says is told,
    /// by name; the others are opened all the same.
    async fn add_shard(
        self,
        shard: &Shard,
        options: &LoadOptions,
        part: Option<(usize, usize)>,
        opening: &mut Opening,
    ) {
        let options = LoadOptions {
            sha256: shard.sha256.clone(),
            ..options.clone()
        };
        let bytes = match browser::beside(&shard.manifest, &shard.file) {
            Ok(url) => self.fetch(&url, &shard.file, &options, part).await,
            Err(e) => Err(e),
        };
        let decoded = match bytes {
            Ok(bytes) => decode(&bytes, &shard.file).map_err(|e| e.to_string()),
            Err(e) => Err(e.text()),
        };
        match decoded {
            Ok((snapshot, issues)) => opening.inputs.push(Input { snapshot, issues }),
            Err(why) => {
                let text = format!(
                    "{}, a part of {}, is missing: {why} Or it holds other bytes than the list says, as \
                     it may while a new version is being published: try again in a minute.",
                    shard.file, shard.manifest
                );
                let code = codes::SHARD_MISSING;
                opening.problems.push(Problem { code, text });
            }
        }
    }

    /// Whether data holds the kind of results that the address asks for: while files are still on
    /// the way, data of another kind waits.
    fn fits(self, opening: &Opening) -> bool {
        let has = |kind| opening.inputs.iter().any(|i| i.snapshot.has(kind));
        self.kind_asked().is_none_or(has)
    }

    fn kind_asked(self) -> Option<Kind> {
        self.address.query().with_untracked(kind_of_view)
    }

    async fn fetch(
        self,
        url: &str,
        name: &str,
        options: &LoadOptions,
        part: Option<(usize, usize)>,
    ) -> Result<Vec<u8>, FetchError> {
        let file = name.to_owned();
        let on_progress = move |p: browser::Progress| {
            let now = Progress {
                part,
                file: file.clone(),
                received: p.received,
                total: p.total,
            };
            self.progress.set(Some(now));
        };
        browser::load(url, options, &on_progress).await
    }

    /// The configuration, read anew with each load. Where that fails the one read before holds,
    /// or the defaults, and it is said.
    async fn configuration(self, options: &LoadOptions) -> (Arc<Config>, Vec<Issue>) {
        let why = match browser::load_config(options).await {
            Ok(bytes) => match config::decode(&bytes, CONFIG) {
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
            vec![Issue::new(codes::CONFIG_INVALID, CONFIG, text)],
        )
    }

    fn sources(self, config: &Config) -> Vec<Source> {
        let picked = self.picked.with_untracked(|it| it.files.clone());
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
                    let bytes = self.fetch(&url, &url, options, None).await;
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
