//! What a load has read so far, and which parts of a data set come next.

use std::sync::{Arc, OnceLock};

use tailorbird_core::store::{self, Input, Naming};
use tailorbird_snapshot::config::Config;
use tailorbird_snapshot::dataset::Manifest;
use tailorbird_snapshot::{Issue, Kind, codes};

use super::data::{Loaded, Odd, Problem};

/// The page's own configuration.
pub(super) const CONFIG: &str = "config.json";

/// A file of results that a manifest lists.
pub(super) struct Shard {
    /// Its place, relative to the manifest.
    pub(super) file: String,
    /// SHA-256 of its bytes in hex digits.
    pub(super) sha256: String,
    /// Address of the manifest.
    pub(super) manifest: String,
    kind: Kind,
}

/// The shards of a data set, newest first.
pub(super) struct Shards(Vec<Shard>);

impl Shards {
    /// The shards that a manifest lists and that did not come with it; None for any other file.
    pub(super) fn of(name: &str, input: &Input) -> Option<Self> {
        let part = &input.snapshot.part;
        let manifest = part.manifest.as_ref().filter(|_| part.shards.is_empty())?;
        let shard = |info: &tailorbird_snapshot::dataset::ShardInfo| Shard {
            file: info.file.clone(),
            sha256: info.sha256.clone(),
            manifest: name.to_owned(),
            kind: info.kind,
        };
        Some(Self(manifest.shards.iter().map(shard).collect()))
    }

    /// The newest shard of each kind, that of the kind asked for first, and all others.
    pub(super) fn newest_of_each(self, asked: Option<Kind>) -> (Vec<Shard>, Vec<Shard>) {
        let (mut first, mut rest) = (Vec::<Shard>::new(), Vec::new());
        for shard in self.0 {
            if first.iter().any(|s| s.kind == shard.kind) {
                rest.push(shard);
            } else if asked == Some(shard.kind) {
                first.insert(0, shard);
            } else {
                first.push(shard);
            }
        }
        (first, rest)
    }
}

/// What a load has read so far.
pub(super) struct Opening {
    /// The page's own configuration.
    page: Arc<Config>,
    /// The one that holds for what was read.
    config: Arc<Config>,
    /// The page's own configuration is for this data; that of a data set is not asked.
    is_own: bool,
    naming: Option<Arc<Naming>>,
    issues: Vec<Issue>,
    names: Vec<String>,
    /// Files and shards.
    pub(super) inputs: Vec<Input>,
    /// What could not be read.
    pub(super) problems: Vec<Problem>,
}

impl Opening {
    /// Nothing yet but the page's own configuration.
    pub(super) fn new(page: Arc<Config>, issues: Vec<Issue>) -> Self {
        Self {
            config: Arc::clone(&page),
            page,
            is_own: false,
            naming: None,
            issues,
            names: Vec::new(),
            inputs: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The configuration that holds.
    pub(super) fn config(&self) -> Arc<Config> {
        Arc::clone(&self.config)
    }

    /// Whether the page's own configuration names the files: if it could be read, it is for them.
    pub(super) fn is_configured(&mut self, is_configured: bool) {
        let was_read = self.issues.iter().all(|issue| issue.place != CONFIG);
        self.is_own = was_read && is_configured;
    }

    /// A shard could not be read.
    pub(super) fn lacks_shards(&self) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.code == codes::SHARD_MISSING)
    }

    /// Addresses of the data sets' lists.
    pub(super) fn manifests(&self) -> Vec<String> {
        let lists = self
            .inputs
            .iter()
            .filter(|input| manifest_of(input).is_some());
        lists.map(|input| input.snapshot.source.clone()).collect()
    }

    /// Whether a list that was read again is another one than before.
    pub(super) fn has_changed(&self, name: &str, again: &Input) -> bool {
        let mut same = self.inputs.iter().filter(|i| i.snapshot.source == name);
        same.any(|held| manifest_of(held) != manifest_of(again))
    }

    /// Adds a file.
    pub(super) fn add(&mut self, name: String, input: Input) {
        let theirs = manifest_of(&input).filter(|_| !self.is_own);
        if let Some(manifest) = theirs {
            self.replace_config(manifest.config.clone().unwrap_or_default());
        }
        self.names.push(name);
        self.inputs.push(input);
    }

    /// Other repositories' jobs get none of the owners and categories of the page's own projects.
    fn keep_to_own(&mut self) {
        if self.is_own || self.inputs.iter().any(|it| manifest_of(it).is_some()) {
            return;
        }
        let foreign = store::foreign_repository(&self.page, &self.inputs);
        if let Some(title) = foreign {
            let mut theirs = Config::default();
            theirs.title = title;
            self.replace_config(theirs);
        } else if !Arc::ptr_eq(&self.config, &self.page) {
            // A later file is of the page's own project.
            self.config = Arc::clone(&self.page);
            self.naming = None;
        }
    }

    /// What belongs to the data comes with it; what is the page's own to allow stays.
    fn replace_config(&mut self, mut theirs: Config) {
        let own = &self.config;
        theirs.data.clone_from(&own.data);
        theirs.link_hosts.clone_from(&own.link_hosts);
        theirs.limits = own.limits.clone();
        self.config = Arc::new(theirs);
        self.naming = None;
        self.issues.retain(|issue| issue.place != CONFIG);
    }

    /// Whether what is shown was made of the same manifest.
    pub(super) fn is_held(&self, old: Option<&Loaded>) -> bool {
        let new = self.inputs.first().and_then(manifest_of);
        let held = old.map(|old| old.store.manifests());
        matches!((new, held), (Some(new), Some([held])) if *held == *new)
    }

    /// All that was read, put together; None where nothing was.
    pub(super) fn loaded(&mut self, is_partial: bool) -> Option<Loaded> {
        if self.inputs.is_empty() {
            return None;
        }
        self.keep_to_own();
        let naming = if let Some(naming) = &self.naming {
            Arc::clone(naming)
        } else {
            let naming = Naming::new(&self.config);
            Arc::clone(self.naming.insert(Arc::new(naming)))
        };
        let (store, more) = store::build(&self.inputs, naming);
        let odd = Odd {
            n: self.issues.len(),
            read: self.issues.iter().cloned().chain(more).collect(),
            all: OnceLock::new(),
        };
        Some(Loaded {
            store: Arc::new(store),
            odd: Arc::new(odd),
            config: Arc::clone(&self.config),
            sources: Arc::new(self.names.clone()),
            is_partial,
            is_kept: false,
        })
    }
}

fn manifest_of(input: &Input) -> Option<&Arc<Manifest>> {
    input.snapshot.part.manifest.as_ref()
}
