//! GitHub's OpenAPI description from npm: one file of the package, kept in the cache. The package
//! unpacked would take half a gigabyte.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::install::{home, settle};
use super::need::OPENAPI;
use super::prepare::scratch;
use crate::process;

const FILE: &str = "api.github.com.json";

/// The description, if it is there.
pub(super) fn look_for() -> Result<Option<PathBuf>> {
    let file = home("openapi", OPENAPI)?.join(FILE);
    Ok(file.is_file().then_some(file))
}

/// Downloads the package, whose hash npm checks, and keeps the one file.
pub(super) fn install(npm: &mut Command) -> Result<()> {
    let dir = scratch("openapi")?;
    npm.current_dir(&dir)
        .args(["pack", "--silent", "--pack-destination", "."])
        .arg(format!("@octokit/openapi@{OPENAPI}"));
    let output = process::output(npm)?;
    let archive = output.lines().last().unwrap_or_default().trim().to_owned();
    let within = format!("package/generated/{FILE}");
    let mut tar = Command::new("tar");
    tar.current_dir(&dir).args(["-xzf", &archive, &within]);
    process::run(&mut tar).with_context(|| format!("unpacking {archive} of npm"))?;
    fs::rename(dir.join(&within), dir.join(FILE)).context("moving the description")?;
    fs::remove_dir_all(dir.join("package")).context("clearing what was unpacked")?;
    fs::remove_file(dir.join(&archive)).context("removing the archive")?;
    settle(&dir, &home("openapi", OPENAPI)?)
}
