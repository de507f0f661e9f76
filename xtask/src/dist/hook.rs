//! The hook: reads the staged page, gives it loader and policy, writes it back.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::publish::{Later, Tools, publish};
use super::scripts::Minify;
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
    let tools = prepare(workspace, &[Need::Node, Need::WasmOpt, Need::Terser])?;
    let tools = Tools {
        wasm_opt: &|| tools.command("wasm-opt", workspace),
        terser: &|| tools.command("terser", workspace),
    };
    let minify = |js: &str, kind| scripts::minified(&dir, js, kind, tools.terser);
    let html = styles::join(&dir, &read(&page)?)
        .and_then(|(html, sheet)| Ok((publish(&dir, &html, &tools)?, sheet)))
        .and_then(|((html, later), sheet)| process(&html, &later, &sheet, &minify));
    let html = html.context("the built page is not as expected")?;
    scripts::slim_worker(&dir, tools.terser)?;
    fs::write(&page, html).with_context(|| format!("cannot write {}", page.display()))
}

/// Done twice, it changes nothing more than `minify` does.
fn process(html: &str, later: &Later, sheet: &Sheet, minify: &Minify<'_>) -> Result<String> {
    let html = loader::apply(html, later, sheet)?;
    policy::apply(&scripts::slim_page(&html, minify)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_time_changes_nothing() {
        let (later, sheet) = loader::later();
        let minify = |js: &str, _| Ok(js.to_owned());
        let once = process(loader::TRUNK_PAGE, &later, &sheet, &minify).unwrap();
        assert_eq!(process(&once, &later, &sheet, &minify).unwrap(), once);
        assert!(once.contains("Content-Security-Policy"));
    }
}
