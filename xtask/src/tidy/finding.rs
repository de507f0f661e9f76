//! What a rule has to say about a place.

use std::fmt;

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Finding {
    /// Path from the workspace's root, with `/`.
    pub(super) file: String,
    /// Counted from 1; 0 where the whole file is meant.
    pub(super) line: usize,
    /// Short name of the rule, as the exceptions name it.
    pub(super) rule: &'static str,
    pub(super) message: String,
}

impl Finding {
    pub(super) fn new(file: &str, line: usize, rule: &'static str, message: String) -> Self {
        Self {
            file: file.to_owned(),
            line,
            rule,
            message,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            rule,
            message,
        } = self;
        match line {
            0 => write!(f, "{file}: {message} [{rule}]"),
            line => write!(f, "{file}:{line}: {message} [{rule}]"),
        }
    }
}
