//! The checkout's own text files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

const ENDINGS: [&str; 9] = [
    "rs", "md", "css", "html", "mjs", "js", "toml", "yml", "json",
];
const OTHERS: [&str; 4] = ["target", "dist", "node_modules", "test-results"];

/// A file that rules look at.
#[derive(Debug, Clone)]
pub(super) struct File {
    /// Path from the root, with `/`.
    pub(super) name: String,
    pub(super) text: String,
}

impl File {
    pub(super) fn ends_with(&self, ending: &str) -> bool {
        self.name.ends_with(ending)
    }

    /// Whether it holds nothing but tests.
    pub(super) fn is_test(&self) -> bool {
        self.name.starts_with("tests/")
            || self.name.contains("/tests/")
            || self.name.ends_with("/tests.rs")
    }
}

/// All of them, by name.
pub(super) fn collect(root: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    walk(root, root, &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn walk(root: &Path, dir: &Path, files: &mut Vec<File>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let foreign = OTHERS.contains(&name) || (name.starts_with('.') && name != ".github");
        if path.is_dir() && !foreign {
            walk(root, &path, files)?;
        } else if path.is_file() && is_text(&path) && !path.ends_with("package-lock.json") {
            // A data file that is no UTF-8 on purpose is no business of these rules.
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy();
            files.push(File {
                name: name.replace('\\', "/"),
                text,
            });
        }
    }
    Ok(())
}

fn is_text(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.contains(&ending))
}
