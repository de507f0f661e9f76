//! Scripts without what only their authors read: lines of comment, indentation and empty lines.
//!
//! Within a line nothing changes, so that no grammar of the language is needed here.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::workspace::read;

/// The script that opens the page without a network; its name never changes.
const WORKER: &str = "sw.js";

/// Slims the worker of the staged page, which always has one.
pub(super) fn slim_worker(dir: &Path) -> Result<()> {
    let path = dir.join(WORKER);
    fs::write(&path, slim(&read(&path)?)).with_context(|| format!("cannot write {WORKER}"))
}

/// The script without them. One that mixes comment, code and text over lines in another way than
/// whole lines is returned as it is: what looks like indentation may be what it says.
pub(super) fn slim(js: &str) -> String {
    let mut out = String::with_capacity(js.len());
    let mut is_comment = false;
    for line in js.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if is_comment || begins {
            let end = line.find("*/").map(|at| at + 2);
            if end.is_some_and(|at| at < line.len()) {
                return js.to_owned();
            }
            is_comment = end.is_none();
        } else if goes_on(line) && !line.starts_with("//") {
            return js.to_owned();
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Whether a text may begin in the line that ends in a later one.
fn goes_on(line: &str) -> bool {
    line.matches('`').count() % 2 == 1 || line.ends_with('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let js = "// What it does.\n\"use strict\";\n\n/**\n * @returns {number}\n */\nfunction a() {\n    \
                  // Why.\n    return 1; // one\n}\n/* short */\nconst b = \"https://x/*y*/\";\n";
        let slimmed =
            "\"use strict\";\nfunction a() {\nreturn 1; // one\n}\nconst b = \"https://x/*y*/\";\n";
        assert_eq!(slim(js), slimmed);
        assert_eq!(slim(slimmed), slimmed);
    }

    #[test]
    fn code_after_a_comment_is_left_as_it_is() {
        for js in ["  /* one */ a();\n", "/*\n one */ a();\n"] {
            assert_eq!(slim(js), js);
        }
    }

    #[test]
    fn a_text_over_lines_is_left_as_it_is() {
        for js in ["a = `one\n    two`;\n", "a = 'one\\\n    two';\n"] {
            assert_eq!(slim(js), js);
        }
    }
}
