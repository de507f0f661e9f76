//! Which functions of the program come after the first view.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};

use crate::build;
use crate::dist::{NAMES, PIECES, Seen, SeenPiece, TELLING, list, list_pieces};
use crate::e2e;
use crate::process;
use crate::setup::{Need, prepare};
use crate::workspace::{Workspace, read};

/// The list that `split` reads.
const LIST: &str = "xtask/src/dist/split/later.txt";
/// The same for pieces of functions.
const CUT: &str = "xtask/src/dist/split/pieces.txt";

/// `cargo xtask profile`: builds a page that tells which functions are called, opens the first views in
/// Chromium, and lists those that were not.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let needs = [Need::RELEASE.as_slice(), e2e::NEEDS.as_slice()].concat();
    let tools = prepare(workspace, &needs)?;
    tools.check(&needs)?;
    let dist = workspace.root.join("target/telling");
    let mut trunk = build::release(workspace, &tools)?;
    process::run(trunk.env(TELLING, "1").arg("--dist").arg(&dist))?;

    // It makes the samples that are opened.
    let mut cargo = tools.command("cargo", workspace)?;
    process::run(cargo.args(["build", "--locked", "-p", "tailorbird-cli"]))?;

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
    let pieces = read(&dist.join(PIECES))?;
    let pieces: Option<Vec<SeenPiece>> = pieces.lines().map(|it| piece(it, &called)).collect();
    let pieces = pieces.context("the places of pieces are not as they were written")?;
    // A function that comes later comes whole.
    let pieces = pieces.into_iter();
    let pieces: Vec<SeenPiece> = pieces.filter(|it| called.contains(&it.function)).collect();
    let cut = list_pieces(&pieces);
    fs::write(workspace.root.join(CUT), &cut).with_context(|| format!("cannot write {CUT}"))?;
    println!(
        "{} of {} pieces in {CUT}",
        cut.lines().count(),
        pieces.len()
    );
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

/// A line of number, function, place and key.
fn piece(line: &str, called: &BTreeSet<u32>) -> Option<SeenPiece> {
    let mut words = line.split(' ');
    let number: u32 = words.next()?.parse().ok()?;
    Some(SeenPiece {
        function: words.next()?.parse().ok()?,
        start: words.next()?.parse().ok()?,
        end: words.next()?.parse().ok()?,
        key: u32::from_str_radix(words.next()?, 16).ok()?,
        is_called: called.contains(&number),
    })
}
