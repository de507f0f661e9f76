//! The hook: reads the staged page, gives it loader and policy, writes it back.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::publish::{Later, publish};
use super::styles::Sheet;
use super::{loader, policy, scripts, styles};
use crate::setup::{Need, prepare};
use crate::workspace::{Workspace, read};

/// Called by trunk with the folder of the page that it is about to publish.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        return Ok(());
    }
    let dir = env::var_os("TRUNK_STAGING_DIR")
        .context("`dist` is called by trunk; `cargo xtask build` makes the page")?;
    let dir = PathBuf::from(dir);
    let page = dir.join("index.html");
    let tools = prepare(workspace, &[Need::WasmOpt])?;
    let wasm_opt = || tools.command("wasm-opt", workspace);
    let html = styles::join(&dir, &read(&page)?)
        .and_then(|(html, sheet)| Ok((publish(&dir, &html, &wasm_opt)?, sheet)))
        .and_then(|((html, later), sheet)| process(&html, &later, &sheet));
    let html = html.context("the built page is not as expected")?;
    scripts::slim_worker(&dir)?;
    fs::write(&page, html).with_context(|| format!("cannot write {}", page.display()))
}

/// Done twice, it changes nothing more.
fn process(html: &str, later: &Later, sheet: &Sheet) -> Result<String> {
    policy::apply(&scripts::slim(&loader::apply(html, later, sheet)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_time_changes_nothing() {
        let (later, sheet) = loader::later();
        let once = process(loader::TRUNK_PAGE, &later, &sheet).unwrap();
        assert_eq!(process(&once, &later, &sheet).unwrap(), once);
        assert!(once.contains("Content-Security-Policy"));
    }
}
