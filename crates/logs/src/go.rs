//! `go test` and gotestsum: `--- FAIL: TestA/sub (0.01s)`, the package named when it ends. A parent
//! with a failing child is not counted: it fails because the child does.

use std::collections::{BTreeSet, HashSet};

use crate::digest::MAX_TESTS;
use crate::found::{Found, Rank};

/// State of the recogniser.
#[derive(Debug, Default)]
pub(crate) struct Go {
    /// Failing tests of the package in hand.
    package: BTreeSet<String>,
    /// Of packages that the log never named.
    nameless: BTreeSet<String>,
    /// From summaries that name the package with each test.
    summary: BTreeSet<(String, String)>,
    /// Names of tests whose package is known.
    known: HashSet<String>,
}

impl Go {
    /// Looks at the next line.
    pub(crate) fn line(&mut self, text: &str, found: &mut Found) {
        let text = text.trim_start();
        if let Some(rest) = text.strip_prefix("--- FAIL: ") {
            let Some(name) = rest.split_whitespace().next() else {
                return;
            };
            found.point(Rank::Report);
            if self.package.len() <= MAX_TESTS {
                self.package.insert(name.to_owned());
            }
        } else if let Some(rest) = text.strip_prefix("=== FAIL: ") {
            let mut words = rest.split_whitespace();
            if let (Some(package), Some(name)) = (words.next(), words.next())
                && !name.starts_with('(')
                && self.summary.len() <= MAX_TESTS
            {
                found.point(Rank::Report);
                self.summary.insert((package.to_owned(), name.to_owned()));
            }
        } else if let Some(package) = package_end(text) {
            let tests = std::mem::take(&mut self.package);
            for name in leaves(&tests) {
                found.add(Some(package), name);
                if self.known.len() <= MAX_TESTS {
                    self.known.insert(name.to_owned());
                }
            }
        }
    }

    /// Adds the tests whose package did not come.
    pub(crate) fn finish(&mut self, found: &mut Found) {
        self.nameless.append(&mut self.package);
        let names = |package: &str| -> BTreeSet<String> {
            let of = self.summary.iter().filter(|(of, _)| of == package);
            of.map(|(_, name)| name.clone()).collect()
        };
        let packages: BTreeSet<&String> = self.summary.iter().map(|(package, _)| package).collect();
        for package in packages {
            for name in leaves(&names(package)) {
                if self.known.insert(name.to_owned()) {
                    found.add(Some(package), name);
                }
            }
        }
        for name in leaves(&self.nameless) {
            if !self.known.contains(name) {
                found.add(None, name);
            }
        }
    }
}

/// The tests without those that another one is a part of.
fn leaves(tests: &BTreeSet<String>) -> impl Iterator<Item = &str> {
    let has_child = |name: &str| {
        let start = format!("{name}/");
        let mut from = tests.range::<String, _>(&start..);
        from.next().is_some_and(|next| next.starts_with(&start))
    };
    tests
        .iter()
        .map(String::as_str)
        .filter(move |name| !has_child(name))
}

/// The package in `FAIL example.org/pkg 0.1s` or `ok  example.org/pkg (cached)`.
fn package_end(text: &str) -> Option<&str> {
    let mut words = text.split_whitespace();
    if !matches!(words.next()?, "FAIL" | "ok") {
        return None;
    }
    let (package, how) = (words.next()?, words.next()?);
    let is_duration = |word: &str| {
        let number = word.trim_matches(['(', ')']).strip_suffix('s');
        number.is_some_and(|n| {
            n.starts_with(|c: char| c.is_ascii_digit())
                && n.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        })
    };
    let ends = is_duration(how) || how == "(cached)" || how == "[build" || how == "[setup";
    (ends && !package.ends_with(':')).then_some(package)
}
