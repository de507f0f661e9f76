//! The release build of the page.

use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::setup::{Need, Tools, prepare};
use crate::workspace::Workspace;

/// `cargo xtask build`: sets up, then builds into `dist/`.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let tools = prepare(workspace, &Need::RELEASE)?;
    tools.check(&Need::RELEASE)?;
    with(workspace, &tools)
}

/// The same with tools that are already set up.
pub(crate) fn with(workspace: &Workspace, tools: &Tools) -> Result<()> {
    process::run(trunk(workspace, tools)?.args(["build", "--release"]))
}

/// trunk without its own downloads and update check; `Trunk.toml` says the rest.
pub(crate) fn trunk(workspace: &Workspace, tools: &Tools) -> Result<Command> {
    let mut trunk = tools.command("trunk", workspace)?;
    trunk.args(["--offline", "--skip-version-check", "--log", "warn"]);
    Ok(trunk)
}
