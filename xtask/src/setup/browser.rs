//! Chromium and its driver: found by variable or name, installed by the system's package manager.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::prepare::which;
use super::version;
use crate::process;

const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

const BY_HAND: &str = "install Chromium and chromedriver of one version, \
                       or name them in the variables CHROMIUM and CHROMEDRIVER";

/// `$CHROMIUM`, else a browser of the usual names, preferably one that a driver is there for: a
/// machine may have several of different versions.
pub(super) fn chromium(path: &OsString) -> Option<PathBuf> {
    if let Some(browser) = named("CHROMIUM") {
        return Some(browser);
    }
    let mut found = NAMES
        .iter()
        .filter_map(|name| which(name, path))
        .filter_map(with_major);
    let first = found.next()?;
    let versions: Vec<u32> = drivers(path).map(|(_, version)| version).collect();
    let driven = |(_, version): &(PathBuf, u32)| versions.contains(version);
    let best = if driven(&first) {
        None
    } else {
        found.find(driven)
    };
    Some(best.unwrap_or(first).0)
}

/// `$CHROMEDRIVER`, else one of Chromium's version: others refuse to talk to it.
pub(super) fn chromedriver(path: &OsString) -> Option<PathBuf> {
    if let Some(driver) = named("CHROMEDRIVER") {
        return Some(driver);
    }
    let (_, browser) = with_major(chromium(path)?)?;
    drivers(path)
        .find(|(_, version)| *version == browser)
        .map(|(driver, _)| driver)
}

/// On PATH, or in `$CHROMEWEBDRIVER`, where hosted runners have it.
fn drivers(path: &OsString) -> impl Iterator<Item = (PathBuf, u32)> {
    let hosted = env::var_os("CHROMEWEBDRIVER").map(|dir| PathBuf::from(dir).join("chromedriver"));
    which("chromedriver", path)
        .into_iter()
        .chain(hosted)
        .filter_map(with_major)
}

/// By apt-get, as root or where sudo asks for no password; else says what to do by hand.
pub(super) fn install() -> Result<()> {
    let path = env::var_os("PATH").unwrap_or_default();
    let apt = which("apt-get", &path).with_context(|| format!("no apt-get here; {BY_HAND}"))?;
    let prefix: &[&str] = if is_root() {
        &[]
    } else if sudo_is_free() {
        &["sudo", "-n"]
    } else {
        bail!("not root and no sudo without password; {BY_HAND}")
    };
    run_as(prefix, &apt, &["-q", "update"])?;
    let packages = [
        "-q",
        "install",
        "-y",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ];
    run_as(prefix, &apt, &packages).context(BY_HAND)
}

fn run_as(prefix: &[&str], program: &Path, args: &[&str]) -> Result<()> {
    let mut command = match prefix.split_first() {
        Some((first, rest)) => {
            let mut command = Command::new(first);
            command
                .args(rest)
                .arg("env")
                .arg("DEBIAN_FRONTEND=noninteractive")
                .arg(program);
            command
        }
        None => Command::new(program),
    };
    command
        .args(args)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(Stdio::null());
    process::run(&mut command)
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|file| file.is_file())
}

/// A program with the first number of its version, if it runs.
fn with_major(program: PathBuf) -> Option<(PathBuf, u32)> {
    let version = version::major(&version::of(&program)?)?;
    Some((program, version))
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn sudo_is_free() -> bool {
    process::output(Command::new("sudo").args(["-n", "true"])).is_ok()
}
