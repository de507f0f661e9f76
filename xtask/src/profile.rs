//! Which functions of the program come after the first view.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};

use crate::build;
use crate::dist::{NAMES, Seen, TELLING, list};
use crate::e2e;
use crate::process;
use crate::setup::{Need, prepare};
use crate::workspace::{Workspace, read};

/// The list that `split` reads.
const LIST: &str = "xtask/src/dist/split/later.txt";

/// `cargo xtask profile`: builds a page that tells which functions are called, opens the first views in
/// Chromium, and lists those that were not.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let needs = [Need::RELEASE.as_slice(), e2e::NEEDS.as_slice()].concat();
    let tools = prepare(workspace, &needs)?;
    tools.check(&needs)?;
    let dist = workspace.root.join("target/telling");
    let mut trunk = build::release(workspace, &tools)?;
    process::run(trunk.env(TELLING, "1").arg("--dist").arg(&dist))?;

    let called = dist.join("called.json");
    let mut node = e2e::node(workspace, &tools)?;
    node.env("TAILORBIRD_DIST", &dist)
        .arg("profile.mjs")
        .arg(&called);
    process::run(&mut node)?;
    let called: BTreeSet<u32> = serde_json::from_str(&read(&called)?)?;
    let names = read(&dist.join(NAMES))?;
    let functions: Option<Vec<Seen<'_>>> = names.lines().map(|it| seen(it, &called)).collect();
    let functions = functions.context("the names of functions are not as they were written")?;
    let later = list(&functions);
    fs::write(workspace.root.join(LIST), &later).with_context(|| format!("cannot write {LIST}"))?;
    println!(
        "{} of {} names in {LIST}; the next build splits by it",
        later.lines().count(),
        functions.len()
    );
    Ok(())
}

/// A line of number, bytes and name.
fn seen<'a>(line: &'a str, called: &BTreeSet<u32>) -> Option<Seen<'a>> {
    let (number, rest) = line.split_once(' ')?;
    let (bytes, name) = rest.split_once(' ')?;
    Some(Seen {
        name,
        bytes: bytes.parse().ok()?,
        is_called: called.contains(&number.parse().ok()?),
    })
}
