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

/// `$CHROMIUM`, else the first of the usual names that runs.
pub(super) fn chromium(path: &OsString) -> Option<PathBuf> {
    let runs = |file: &PathBuf| version::of(file).is_some();
    named("CHROMIUM").or_else(|| NAMES.iter().filter_map(|name| which(name, path)).find(runs))
}

/// `$CHROMEDRIVER`, else one on PATH or in `$CHROMEWEBDRIVER` (hosted runners have it there) that
/// is of Chromium's version: others refuse to talk to it.
pub(super) fn chromedriver(path: &OsString) -> Option<PathBuf> {
    if let Some(driver) = named("CHROMEDRIVER") {
        return Some(driver);
    }
    let browser = major_of(&chromium(path)?)?;
    let hosted = env::var_os("CHROMEWEBDRIVER").map(|dir| PathBuf::from(dir).join("chromedriver"));
    which("chromedriver", path)
        .into_iter()
        .chain(hosted)
        .find(|driver| major_of(driver) == Some(browser))
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

fn major_of(program: &Path) -> Option<u32> {
    version::major(&version::of(program)?)
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn sudo_is_free() -> bool {
    process::output(Command::new("sudo").args(["-n", "true"])).is_ok()
}
