//! What a job does, from its name alone.

use super::split;

/// What a job does. The word is used in `kind:` and in exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JobKind {
    /// Makes something that later jobs use.
    Build,
    /// Runs the product.
    Test,
    /// Looks at the source without running the product; unit tests and linters of a check matrix.
    Static,
    /// Uploads what was built.
    Publish,
    /// Anything else: gates, labels, callers of other workflows.
    Other,
}

impl JobKind {
    /// All kinds, in the order in which they are listed everywhere.
    pub const ALL: [Self; 5] = [
        Self::Build,
        Self::Test,
        Self::Static,
        Self::Publish,
        Self::Other,
    ];

    /// The word used in the filter language and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Test => "test",
            Self::Static => "static",
            Self::Publish => "publish",
            Self::Other => "other",
        }
    }
}

/// The kind of a job: that of its leaf, else of the nearest path part that says one. A part's
/// matrix values do not count.
pub(super) fn of(leaf: &str, path: &[&str]) -> JobKind {
    let before = path.iter().rev().map(|part| split::matrix(part).0);
    std::iter::once(leaf.to_owned())
        .chain(before)
        .find_map(|part| of_part(&split::words(&part)))
        .unwrap_or(JobKind::Other)
}

/// The first rule that holds, on the words of one part:
///
/// 1. publish: `publish`, `payload`, or `push` as its first word or behind `and`;
/// 2. static: a word such as `check`, `lint`, `clippy`, where no word is `test`;
/// 3. build: starts with `build`, `compile`, `package`, creates an image, or names an artifact;
/// 4. test: `test`, `e2e`, `bench`, `metrics` …, or starts with `run`.
fn of_part(words: &[String]) -> Option<JobKind> {
    let has = |set: &[&str]| words.iter().any(|word| set.contains(&word.as_str()));
    let first = |set: &[&str]| {
        words
            .first()
            .is_some_and(|word| set.contains(&word.as_str()))
    };
    let pushes = words
        .iter()
        .zip(words.iter().skip(1))
        .any(|(a, b)| a == "and" && (b == "push" || b == "upload"));
    if pushes || first(&["push", "upload"]) || has(&["publish", "payload"]) {
        Some(JobKind::Publish)
    } else if has(STATIC) && !has(&["test", "tests", "e2e"]) {
        Some(JobKind::Static)
    } else if first(&["build", "compile", "package"])
        || (first(&["create"]) && has(&["image", "images"]))
        || has(ARTIFACT)
    {
        Some(JobKind::Build)
    } else if first(&["run"]) || has(TEST) {
        Some(JobKind::Test)
    } else {
        None
    }
}

const STATIC: &[&str] = &[
    "actionlint",
    "audit",
    "check",
    "checks",
    "clippy",
    "codeql",
    "deny",
    "fmt",
    "format",
    "govulncheck",
    "lint",
    "linter",
    "linters",
    "scorecard",
    "shellcheck",
    "zizmor",
];
const ARTIFACT: &[&str] = &["artifact", "artifacts", "tarball"];
const TEST: &[&str] = &[
    "bench",
    "benchmark",
    "benchmarks",
    "conformance",
    "e2e",
    "metrics",
    "test",
    "tests",
];
