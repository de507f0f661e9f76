//! The test cases found so far: each once, as many as are kept, and which line tells most.

use std::collections::HashSet;

use crate::digest::{MAX_TESTS, TestCase};
use crate::{cut, mask};

/// Longest name and longest file, in characters.
const MAX_CHARS: usize = 500;

/// How much the line in hand tells of a failure; the excerpt is taken around the first of the
/// highest rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// The runner says that a step failed.
    Step,
    /// A list or a progress line names a failing test.
    Mention,
    /// The tool's report of a failing test begins here.
    Report,
}

/// Collects what recognisers find.
#[derive(Debug, Default)]
pub(crate) struct Found {
    tests: Vec<TestCase>,
    known: HashSet<TestCase>,
    truncated: bool,
    rank: Option<Rank>,
}

impl Found {
    /// Adds a test case, unless it is known or has no name.
    pub(crate) fn add(&mut self, file: Option<&str>, name: &str) {
        let name = cut::at_char(name.trim(), MAX_CHARS);
        if name.is_empty() {
            return;
        }
        let file = file.map(str::trim).filter(|file| !file.is_empty());
        let test = TestCase {
            file: file.map(|file| mask::named(cut::at_char(file, MAX_CHARS))),
            name: mask::named(name),
        };
        if self.known.contains(&test) {
            return;
        }
        if self.tests.len() >= MAX_TESTS {
            self.truncated = true;
            return;
        }
        self.known.insert(test.clone());
        self.tests.push(test);
    }

    /// Says that the line in hand tells of a failure.
    pub(crate) fn point(&mut self, rank: Rank) {
        self.rank = self.rank.max(Some(rank));
    }

    /// What was said of the line in hand; the next line begins anew.
    pub(crate) fn take_rank(&mut self) -> Option<Rank> {
        self.rank.take()
    }

    /// All test cases, and whether some were left out.
    pub(crate) fn finish(self) -> (Vec<TestCase>, bool) {
        (self.tests, self.truncated)
    }
}
