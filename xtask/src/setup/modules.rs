//! Node modules of the end-to-end tests, kept equal to their lock file.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::process;
use crate::workspace::Workspace;

/// The stamp, if the modules were installed from the present lock file.
pub(super) fn look_for(workspace: &Workspace) -> Result<Option<PathBuf>> {
    let stamp = stamp(workspace);
    let known = fs::read_to_string(&stamp).ok();
    Ok((known.as_deref() == Some(lock_hash(workspace)?.as_str())).then_some(stamp))
}

/// `npm ci`, then the stamp.
pub(super) fn install(workspace: &Workspace, npm: &mut Command) -> Result<()> {
    npm.current_dir(workspace.e2e())
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    process::run(npm)?;
    fs::write(stamp(workspace), lock_hash(workspace)?).context("cannot stamp node_modules")
}

fn stamp(workspace: &Workspace) -> PathBuf {
    workspace.e2e().join("node_modules/.lock-sha256")
}

fn lock_hash(workspace: &Workspace) -> Result<String> {
    let lock = workspace.e2e().join("package-lock.json");
    let bytes = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    Ok(Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}
