//! `cargo test`: `test a::b ... FAILED`, and the list of failures at the end, which alone is there
//! where the output of tests stands between the two halves of such a line.

use crate::digest::MAX_TESTS;
use crate::found::{Found, Rank};

/// State of the recogniser.
#[derive(Debug, Default)]
pub(crate) struct Cargo {
    /// The test binary or file that runs.
    target: Option<String>,
    /// Behind `failures:`; the names listed since.
    listed: Option<Vec<String>>,
}

impl Cargo {
    /// Looks at the next line.
    pub(crate) fn line(&mut self, text: &str, found: &mut Found) {
        let trimmed = text.trim_start();
        if let Some(target) = target(trimmed) {
            self.target = Some(target);
            self.listed = None;
        } else if let Some(name) = failed(trimmed) {
            found.point(Rank::Mention);
            found.add(self.target.as_deref(), name);
        } else if text.trim_end() == "failures:" {
            self.listed = Some(Vec::new());
        } else if let Some(listed) = &mut self.listed {
            if is_report(text) {
                found.point(Rank::Report);
                listed.clear();
            } else if let Some(name) = text.strip_prefix("    ").filter(|n| !n.starts_with(' ')) {
                if listed.len() <= MAX_TESTS {
                    listed.push(name.to_owned());
                }
            } else if text.starts_with("test result: FAILED") {
                for name in self.listed.take().unwrap_or_default() {
                    found.add(self.target.as_deref(), plain(&name));
                }
            } else if !trimmed.is_empty() {
                listed.clear();
            }
        }
    }
}

/// `unittests src/lib.rs (target/debug/deps/name-0123)` and its like: the binary of unit tests, the
/// path of integration tests, the crate of documentation tests.
fn target(text: &str) -> Option<String> {
    if let Some(name) = text.strip_prefix("Doc-tests ") {
        return Some(format!("{} (doc)", name.trim()));
    }
    let rest = text.strip_prefix("Running ")?.trim_end();
    let binary = |path: &str| {
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let file = file.strip_suffix(".exe").unwrap_or(file);
        file.rsplit_once('-')
            .map_or(file, |(name, _)| name)
            .to_owned()
    };
    if let Some((what, path)) = rest.strip_suffix(')').and_then(|r| r.rsplit_once(" (")) {
        let is_unit = what.starts_with("unittests");
        let is_path = what.ends_with(".rs") && !what.contains(' ');
        return (is_unit || is_path).then(|| {
            if is_unit {
                binary(path)
            } else {
                what.to_owned()
            }
        });
    }
    (rest.contains("/deps/") && !rest.contains(' ')).then(|| binary(rest))
}

/// The name in `test a::b ... FAILED`.
fn failed(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("test ")?;
    let (name, end) = rest.rsplit_once(" ... ")?;
    let is_failed = end.starts_with("FAILED") && !end.starts_with("FAILED (allowed)");
    is_failed.then(|| plain(name))
}

/// Without what is added to the name of a test that is expected to panic or not to compile.
fn plain(name: &str) -> &str {
    [" - should panic", " - compile fail", " - compile"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name)
}

/// `---- a::b stdout ----`
fn is_report(text: &str) -> bool {
    text.starts_with("---- ") && text.trim_end().ends_with(" ----")
}
