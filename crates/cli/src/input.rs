//! Opens input files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use tailorbird_cli::config::{self, Settings};
use tailorbird_cli::dataset_dir::{self, Disk, MANIFEST};
use tailorbird_core::store::{self, Input, Naming, Store};
use tailorbird_snapshot::{Issue, decode};

use crate::UsageError;

/// Names of the legacy files in a folder.
const IN_FOLDER: [&str; 2] = ["job_stats.json", "check_stats.json"];

/// What was opened.
pub(crate) struct Opened {
    /// All results.
    pub(crate) store: Store,
    /// What is odd in them.
    pub(crate) issues: Vec<Issue>,
    /// The files and shards one by one.
    pub(crate) inputs: Vec<Input>,
    /// The configuration that was used.
    pub(crate) settings: Settings,
}

/// Opens all files of these arguments and puts them together. The configuration is the one given,
/// else the one that rides with a data set.
pub(crate) fn open(paths: &[PathBuf], config: Option<&Path>) -> Result<Opened> {
    let mut inputs = Vec::new();
    for path in paths {
        add(path, &mut inputs)?;
    }
    let (settings, mut issues) = match config {
        Some(_) => self::settings(config)?,
        None => (config_of(&inputs), Vec::new()),
    };
    let naming = Naming::new(&settings.config);
    issues.extend(naming.issues());
    let (store, more) = store::build(&inputs, Arc::new(naming));
    issues.extend(more);
    Ok(Opened {
        store,
        issues,
        inputs,
        settings,
    })
}

/// Opens what an argument means: a file, a data set, or a folder of legacy files.
fn add(path: &Path, inputs: &mut Vec<Input>) -> Result<()> {
    let mut folder = path.is_dir().then(|| path.to_owned());
    if path.file_name().is_some_and(|name| name == MANIFEST) {
        folder = path.parent().map(Path::to_owned);
    }
    let dataset = folder.map(|folder| dataset_dir::open(&Disk(folder)));
    if let Some(dataset) = dataset.transpose()?.flatten() {
        let mut issues = dataset.issues;
        inputs.extend(dataset.snapshots.into_iter().map(|snapshot| Input {
            snapshot,
            issues: std::mem::take(&mut issues),
        }));
        return Ok(());
    }
    for file in files(path)? {
        let name = file.display().to_string();
        let bytes = fs::read(&file).with_context(|| format!("failed to read {name}"))?;
        let (snapshot, issues) = decode(&bytes, &name)?;
        inputs.push(Input { snapshot, issues });
    }
    Ok(())
}

/// The legacy files that an argument means.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let found: Vec<PathBuf> = IN_FOLDER
        .iter()
        .map(|name| path.join(name))
        .filter(|p| p.is_file())
        .collect();
    if found.is_empty() {
        bail!(
            "{}: the folder holds neither {MANIFEST} nor {}",
            path.display(),
            IN_FOLDER.join(" nor ")
        );
    }
    Ok(found)
}

/// The configuration that rides with the data; that of the newest data set.
fn config_of(inputs: &[Input]) -> Settings {
    let manifests = inputs
        .iter()
        .filter_map(|i| i.snapshot.part.manifest.as_ref());
    let newest = manifests.max_by_key(|m| m.generated_at);
    Settings {
        config: newest.and_then(|m| m.config.clone()).unwrap_or_default(),
        ..Settings::default()
    }
}

/// The configuration of `--config`, or the one that a project without any gets.
pub(crate) fn settings(path: Option<&Path>) -> Result<(Settings, Vec<Issue>)> {
    match path {
        Some(path) => config::open(path).map_err(|err| anyhow!("failed to {err}")),
        None => Ok((Settings::default(), Vec::new())),
    }
}

/// The project that is asked for, else the first. None: the files name none.
pub(crate) fn project(store: &Store, asked: Option<&str>) -> Result<Option<String>> {
    let known = store.projects();
    let Some(asked) = asked.filter(|p| !p.is_empty()) else {
        return Ok(known.first().map(|id| (*id).to_owned()));
    };
    if known.contains(&asked) {
        return Ok(Some(asked.to_owned()));
    }
    let why = match known.as_slice() {
        [] => "files of this format name no project".to_owned(),
        known => format!("known are {}", known.join(", ")),
    };
    bail!(UsageError(format!("no project `{asked}`: {why}")))
}
