//! Opens input files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use tailorbird_core::store::{self, Input, Naming, Store};
use tailorbird_snapshot::config::{self, Config};
use tailorbird_snapshot::{Issue, decode};

/// Names of the legacy files in a folder.
const IN_FOLDER: [&str; 2] = ["job_stats.json", "check_stats.json"];

/// The files that an argument means.
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
            "{}: the folder holds neither {}",
            path.display(),
            IN_FOLDER.join(" nor ")
        );
    }
    Ok(found)
}

/// Opens all files of these arguments and puts them together.
pub(crate) fn open(paths: &[PathBuf], config: Option<&Path>) -> Result<(Store, Vec<Issue>)> {
    let (config, mut issues) = read_config(config)?;
    let mut inputs = Vec::new();
    for path in paths {
        for file in files(path)? {
            let name = file.display().to_string();
            let bytes = fs::read(&file).with_context(|| format!("failed to read {name}"))?;
            let (snapshot, issues) = decode(&bytes, &name)?;
            inputs.push(Input { snapshot, issues });
        }
    }
    let (naming, bad_patterns) = Naming::new(&config);
    issues.extend(bad_patterns);
    let (store, more) = store::build(&inputs, Arc::new(naming));
    issues.extend(more);
    Ok((store, issues))
}

fn read_config(path: Option<&Path>) -> Result<(Config, Vec<Issue>)> {
    let Some(path) = path else {
        return Ok((Config::default(), Vec::new()));
    };
    let name = path.display().to_string();
    let bytes = fs::read(path).with_context(|| format!("failed to read {name}"))?;
    Ok(config::decode(&bytes, &name)?)
}
