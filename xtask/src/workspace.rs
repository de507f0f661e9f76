//! Where things are: the checkout, its build output, the tools' cache.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The checkout that the commands work on.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    /// Folder of the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
}

impl Workspace {
    /// The workspace around the running xtask. cargo's variable comes first, so that one shared
    /// target folder may serve several checkouts.
    pub(crate) fn find() -> Result<Self> {
        let manifest_dir = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        match manifest_dir.parent() {
            Some(root) if root.join("Cargo.lock").is_file() => Ok(Self {
                root: root.to_path_buf(),
            }),
            _ => bail!(
                "no workspace around {}; run it as `cargo xtask`",
                manifest_dir.display()
            ),
        }
    }

    /// Where the built page lies.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The end-to-end tests and their node modules.
    pub(crate) fn e2e(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }

    /// cargo's output folder.
    pub(crate) fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), PathBuf::from)
    }

    /// Version of a package as locked, for tools that must equal it.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let lock = read(&self.root.join("Cargo.lock"))?;
        locked_version(&lock, package)
            .with_context(|| format!("Cargo.lock has no package `{package}`"))
    }
}

/// `$XDG_CACHE_HOME/tailorbird` or `~/.cache/tailorbird`: tools here outlive a checkout.
pub(crate) fn cache_dir() -> Result<PathBuf> {
    let absolute = |name| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|dir| dir.is_absolute())
    };
    absolute("XDG_CACHE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".cache")))
        .map(|base| base.join("tailorbird"))
        .context("neither XDG_CACHE_HOME nor HOME names a folder for the tools")
}

/// A text file, with its path in the error.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_version_is_that_of_the_exact_name() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"2.0.0\"\n\n\
                    [[package]]\nname = \"a\"\nversion = \"1.0.1\"\n";
        assert_eq!(locked_version(lock, "a").as_deref(), Some("1.0.1"));
        assert_eq!(locked_version(lock, "b"), None);
    }
}
