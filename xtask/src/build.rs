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
    process::run(&mut release(workspace, tools)?)
}

/// The command that builds it.
pub(crate) fn release(workspace: &Workspace, tools: &Tools) -> Result<Command> {
    fetch_library(workspace);
    let mut trunk = trunk(workspace, tools)?;
    make_small(&mut trunk);
    trunk.args(["build", "--release"]);
    Ok(trunk)
}

/// What the page is compiled with beyond what is stable: a standard library built for size, panics
/// that stop at once (nobody reads their words in a browser), and no places in them. The compiler
/// is pinned, so that none of it changes unseen (docs/decisions/0014). The linker tells what refers to what,
/// by which the data is split (0017).
pub(crate) fn make_small(command: &mut Command) {
    let flags = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none \
                 -Clink-arg=--emit-relocs";
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
}

/// Fetches what the standard library is compiled with, which a fresh machine does not have and trunk,
/// being offline, would not fetch. Without a network what was fetched before must do; where it does not,
/// the build says what is missing.
pub(crate) fn fetch_library(workspace: &Workspace) {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(&workspace.root)
        .args(["fetch", "--quiet", "--locked"])
        .args(["--target", "wasm32-unknown-unknown"]);
    make_small(&mut cargo);
    if process::run(&mut cargo).is_err() {
        eprintln!("fetching the parts of the standard library failed: going on with what is there");
    }
}

/// trunk without its own downloads and update check; `Trunk.toml` says the rest.
pub(crate) fn trunk(workspace: &Workspace, tools: &Tools) -> Result<Command> {
    let mut trunk = tools.command("trunk", workspace)?;
    trunk.args(["--offline", "--skip-version-check", "--log", "warn"]);
    Ok(trunk)
}
