//! Bytes to lines to recognisers. What a test tool's output looks like is known to its own file.

use crate::cargo::Cargo;
use crate::digest::Digest;
use crate::excerpt::Excerpt;
use crate::found::{Found, Rank};
use crate::go::Go;
use crate::junit::Junit;
use crate::line::{Line, Mark};
use crate::nextest::Nextest;
use crate::pytest::Pytest;
use crate::tap::Tap;

/// Bytes of a line that are looked at; the rest of it is skipped.
const MAX_LINE: usize = 16 * 1024;

/// Reads a log piece by piece, in memory that does not grow with it.
///
/// ```
/// let mut scanner = tailorbird_logs::Scanner::new();
/// scanner.push(b"k8s-env.bats\n1..2\nok 1 starts\nnot ok 2 sto");
/// scanner.push(b"ps\n# (in test file k8s-env.bats, line 9)\n");
/// let digest = scanner.finish();
/// assert_eq!(digest.tests[0].file.as_deref(), Some("k8s-env.bats"));
/// assert_eq!(digest.tests[0].name, "stops");
/// ```
#[derive(Debug, Default)]
pub struct Scanner {
    /// The beginning of a line whose end has not come yet.
    partial: Vec<u8>,
    tools: Tools,
    found: Found,
    excerpt: Excerpt,
}

/// One recogniser a tool; each looks at every line, as a job may run several tools.
#[derive(Debug, Default)]
struct Tools {
    tap: Tap,
    go: Go,
    cargo: Cargo,
    nextest: Nextest,
    pytest: Pytest,
    junit: Junit,
}

impl Scanner {
    /// Nothing read yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the next bytes. Where they are cut does not matter; bytes that are no UTF-8 are
    /// replaced.
    pub fn push(&mut self, bytes: &[u8]) {
        let mut parts = bytes.split(|&b| b == b'\n');
        let last = parts.next_back().unwrap_or_default();
        for part in parts {
            if self.partial.is_empty() {
                self.line(part.get(..MAX_LINE).unwrap_or(part));
            } else {
                self.keep(part);
                let line = std::mem::take(&mut self.partial);
                self.line(&line);
            }
        }
        self.keep(last);
    }

    /// What the log came to.
    #[must_use]
    pub fn finish(mut self) -> Digest {
        let rest = std::mem::take(&mut self.partial);
        if !rest.is_empty() {
            self.line(&rest);
        }
        self.tools.tap.finish(&mut self.found);
        self.tools.go.finish(&mut self.found);
        let (tests, truncated) = self.found.finish();
        Digest {
            tests,
            truncated,
            excerpt: self.excerpt.finish(),
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = MAX_LINE.saturating_sub(self.partial.len());
        self.partial
            .extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    fn line(&mut self, raw: &[u8]) {
        let raw = String::from_utf8_lossy(raw);
        let line = Line::new(&raw);
        let found = &mut self.found;
        if line.mark == Some(Mark::Error) {
            found.point(Rank::Step);
        }
        let tools = &mut self.tools;
        tools.tap.line(&line, found);
        tools.go.line(&line.text, found);
        tools.cargo.line(&line.text, found);
        tools.nextest.line(&line.text, found);
        tools.pytest.line(&line.text, found);
        tools.junit.line(&line.text, found);
        let rank = found.take_rank();
        self.excerpt.line(&line, rank);
    }
}

/// The failing test cases and the excerpt of a whole log.
#[must_use]
pub fn digest(log: &[u8]) -> Digest {
    let mut scanner = Scanner::new();
    scanner.push(log);
    scanner.finish()
}
