//! Versions as programs print them.

use std::fmt;
use std::path::Path;
use std::process::Command;

use crate::process;

/// Which versions of a program will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Whatever there is.
    Any,
    /// This and no other.
    Exactly(String),
    /// This first number or a higher one.
    AtLeast(u32),
}

impl Wanted {
    /// Whether a printed version (`trunk 0.21.14`, `v20.1.0`, `version_132`) will do.
    pub(crate) fn accepts(&self, printed: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exactly(wanted) => first_version(printed) == Some(wanted.as_str()),
            Self::AtLeast(oldest) => major(printed).is_some_and(|found| found >= *oldest),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => Ok(()),
            Self::Exactly(version) => write!(f, " {version}"),
            Self::AtLeast(oldest) => write!(f, " {oldest} or newer"),
        }
    }
}

/// The first number of the first version in a text.
pub(crate) fn major(printed: &str) -> Option<u32> {
    first_version(printed)?.split('.').next()?.parse().ok()
}

/// What `PROGRAM --version` prints, if it runs at all.
pub(crate) fn of(program: &Path) -> Option<String> {
    process::output(Command::new(program).arg("--version")).ok()
}

fn first_version(printed: &str) -> Option<&str> {
    let start = printed.find(|c: char| c.is_ascii_digit())?;
    let rest = printed.get(start..)?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    rest.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_as_the_tools_print_them() {
        let exact = Wanted::Exactly("0.21.14".to_owned());
        assert!(exact.accepts("trunk 0.21.14\n"));
        assert!(!exact.accepts("trunk 0.21.1"));
        assert!(!exact.accepts("trunk"));
        let least = Wanted::AtLeast(123);
        assert!(least.accepts("wasm-opt version 132 (version_132)"));
        assert!(least.accepts("v123.0.0"));
        assert!(!least.accepts("wasm-opt version 108"));
        assert!(!least.accepts(""));
        assert!(Wanted::Any.accepts(""));
        assert_eq!(major("Chromium 150.0.7100.1 built on Debian"), Some(150));
    }
}
