//! What a visitor transfers: gzip sizes of the built page against the budget.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::workspace::Workspace;

/// What may come before the first rows of the nightly and pull-request views at most, and what the app with
/// every view is to weigh. The second is not reached.
const FIRST_GOAL: u64 = 215_000;
const APP_GOAL: u64 = 260_000;
/// What they must not weigh more than: for the app what was measured last, and a little. It is lowered with
/// each gain (docs/decisions/0007, 0017).
const FIRST_CEILING: u64 = FIRST_GOAL;
const APP_CEILING: u64 = 536_800;
/// What comes after the first rows: of the program, of the style, and the worker.
const LATER: &str = "later";
/// Bytes of the sample data, which a page with data of its own never asks for.
const SAMPLE_BUDGET: u64 = 150_000;
/// The folder of the built page that holds the sample.
const SAMPLE_DIR: &str = "sample";

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Sum {
    files: u64,
    raw: u64,
    gzip: u64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.files += other.files;
        self.raw += other.raw;
        self.gzip += other.gzip;
    }
}

/// `cargo xtask size`: the table, and an error above a budget.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let dist = workspace.dist();
    if !dist.join("index.html").is_file() {
        bail!("no page in dist/; `cargo xtask build` makes it");
    }
    let mut parts: BTreeMap<&'static str, Sum> = BTreeMap::new();
    let mut sample = Sum::default();
    for file in files(&dist)? {
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let sum = Sum {
            files: 1,
            raw: length(&bytes),
            gzip: gzip(&bytes)?,
        };
        let name = file.strip_prefix(&dist).unwrap_or(&file);
        if name.starts_with(SAMPLE_DIR) {
            sample.add(sum);
        } else {
            parts.entry(part(name)).or_default().add(sum);
        }
    }
    let mut total = Sum::default();
    println!(
        "{:<8} {:>6} {:>10} {:>10}",
        "part", "files", "bytes", "gzip -9"
    );
    for (name, sum) in &parts {
        row(name, *sum);
        total.add(*sum);
    }
    row("total", total);
    row("sample", sample);
    let later = parts.get(LATER).map_or(0, |sum| sum.gzip);
    let first = total.gzip.saturating_sub(later);
    for (what, gzip, ceiling, goal) in [
        ("before the first rows", first, FIRST_CEILING, FIRST_GOAL),
        ("the app", total.gzip, APP_CEILING, APP_GOAL),
    ] {
        within(what, gzip, ceiling)?;
        let over = gzip.saturating_sub(goal);
        if over > 0 {
            println!("{what}: {over} bytes above the goal of {goal} (docs/decisions/0007)");
        }
    }
    within("the sample data", sample.gzip, SAMPLE_BUDGET)
}

fn row(name: &str, sum: Sum) {
    println!(
        "{name:<8} {:>6} {:>10} {:>10}",
        sum.files, sum.raw, sum.gzip
    );
}

fn within(what: &str, gzip: u64, budget: u64) -> Result<()> {
    if gzip > budget {
        bail!(
            "{what} is {gzip} bytes gzip, {} over the budget of {budget}",
            gzip - budget
        );
    }
    println!("{what}: {gzip} of {budget} bytes gzip");
    Ok(())
}

fn part(name: &Path) -> &'static str {
    let file = name.to_str().unwrap_or_default();
    if file.ends_with("_later.wasm") || file.ends_with("_later.css") || file == "sw.js" {
        return LATER;
    }
    match name.extension().and_then(|extension| extension.to_str()) {
        Some("wasm") => "wasm",
        Some("js" | "mjs") => "js",
        Some("css") => "css",
        Some("html") => "html",
        Some("svg" | "png" | "ico") => "icons",
        _ => "other",
    }
}

fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn gzip(bytes: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(length(&encoder.finish()?))
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_go_by_extension() {
        assert_eq!(part(Path::new("a_bg.wasm")), "wasm");
        for later in ["a-0_later.wasm", "style-0_later.css", "sw.js"] {
            assert_eq!(part(Path::new(later)), "later");
        }
        assert_eq!(part(Path::new("style-0.css")), "css");
        assert_eq!(part(Path::new("weather/sun.svg")), "icons");
        assert_eq!(part(Path::new("config.json")), "other");
    }

    #[test]
    fn the_budget_itself_is_within() {
        assert!(within("x", SAMPLE_BUDGET, SAMPLE_BUDGET).is_ok());
        assert!(within("x", SAMPLE_BUDGET + 1, SAMPLE_BUDGET).is_err());
    }

    #[test]
    fn repetition_is_squeezed_out() {
        assert!(gzip(&[b'a'; 10_000]).unwrap() < 100);
    }
}
