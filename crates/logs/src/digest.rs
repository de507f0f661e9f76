//! What a log came to.

/// Most test cases that are kept of one log.
pub const MAX_TESTS: usize = 1_000;

/// Most bytes of an excerpt.
pub const MAX_EXCERPT: usize = 2_048;

/// A failing test case. File and name together identify it through time.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TestCase {
    /// What holds the test, in the words of its tool: the base name of a bats file, a Go package,
    /// a Rust test binary or `tests/….rs`, a Python file, a Java class. None: the log does not say.
    pub file: Option<String>,
    /// The test's name as its tool prints it, secrets masked, cut at 500 characters.
    pub name: String,
}

/// The content of a log, as far as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// Failing test cases without duplicates, in order of appearance (Go: by package). Empty where
    /// the log is of no known form or no test failed.
    pub tests: Vec<TestCase>,
    /// There were more than [`MAX_TESTS`]; the others were left out.
    pub truncated: bool,
    /// Lines around the first failure: plain text, secrets masked, at most [`MAX_EXCERPT`] bytes.
    /// None: the log marks no failure.
    pub excerpt: Option<String>,
}
