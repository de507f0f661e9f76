//! End-to-end tests and pictures: Node programs that steer Chromium over the release build.

use std::process::Command;

use anyhow::{Result, bail};

use crate::build;
use crate::process;
use crate::setup::{Need, Tools, prepare};
use crate::workspace::Workspace;

/// What the Node programs need beside the built page.
pub(crate) const NEEDS: [Need; 3] = [Need::Node, Need::Chromium, Need::E2eModules];

/// `cargo xtask e2e [FILE…]`.
pub(crate) fn run(workspace: &Workspace, files: &[String]) -> Result<()> {
    let tools = built(workspace)?;
    process::run(&mut command(workspace, &tools, files)?)
}

/// `cargo xtask pictures`.
pub(crate) fn pictures(workspace: &Workspace) -> Result<()> {
    let tools = built(workspace)?;
    let mut node = node(workspace, &tools)?;
    node.arg("pictures.mjs")
        .arg(workspace.root.join("docs/pictures"));
    process::run(&mut node)
}

/// The test run over a page that is built.
pub(crate) fn command(workspace: &Workspace, tools: &Tools, files: &[String]) -> Result<Command> {
    if !workspace.dist().join("index.html").is_file() {
        bail!("no page in dist/; `cargo xtask build` makes it");
    }
    let mut node = node(workspace, tools)?;
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=2"]);
    if files.is_empty() {
        node.args(test_files(workspace)?);
    } else {
        node.args(files);
    }
    Ok(node)
}

fn built(workspace: &Workspace) -> Result<Tools> {
    let needs = [Need::RELEASE.as_slice(), NEEDS.as_slice()].concat();
    let tools = prepare(workspace, &needs)?;
    tools.check(&needs)?;
    build::with(workspace, &tools)?;
    Ok(tools)
}

/// Node, where the programs are.
pub(crate) fn node(workspace: &Workspace, tools: &Tools) -> Result<Command> {
    let mut node = tools.command("node", workspace)?;
    node.current_dir(workspace.e2e())
        .env("TAILORBIRD_DIST", workspace.dist())
        .env("CHROMIUM", tools.program(Need::Chromium)?);
    Ok(node)
}

/// By name, so that no glob of the shell or of one Node version decides what is run.
fn test_files(workspace: &Workspace) -> Result<Vec<String>> {
    let mut files: Vec<String> = std::fs::read_dir(workspace.e2e())?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    files.sort();
    if files.is_empty() {
        bail!("no *.test.mjs in {}", workspace.e2e().display());
    }
    Ok(files)
}
