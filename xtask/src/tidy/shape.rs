//! Sizes of files and functions, and what a `mod.rs` may hold.

use super::files::File;
use super::finding::Finding;
use super::strip;

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;

/// What must not be.
pub(super) fn check(file: &File) -> Vec<Finding> {
    if !file.ends_with(".rs") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let lines = file.text.lines().count();
    if lines > FILE_LINES {
        let message = format!("{lines} lines, more than {FILE_LINES}: split it");
        findings.push(Finding::new(&file.name, 0, "file-size", message));
    }
    if file.ends_with("/mod.rs") {
        findings.extend(only_declarations(file));
    }
    findings
}

/// What should not be, without failing: a long table is sometimes the simplest form.
pub(super) fn advise(file: &File) -> Vec<Finding> {
    if !file.ends_with(".rs") || file.is_test() {
        return Vec::new();
    }
    let code = strip::code(&file.text);
    let long = functions(strip::without_tests(&code)).into_iter();
    long.filter(|(.., lines)| *lines > FUNCTION_LINES)
        .map(|(line, name, lines)| {
            let message =
                format!("function `{name}` has {lines} lines, more than {FUNCTION_LINES}");
            Finding::new(&file.name, line, "function-size", message)
        })
        .collect()
}

fn only_declarations(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    let code = without_attributes(&strip::code(&file.text));
    let mut line = 1;
    for text in code.split_inclusive(';') {
        let item = text.trim();
        let before = text
            .get(..text.len() - text.trim_start().len())
            .unwrap_or_default();
        let at = line + before.matches('\n').count();
        line += text.matches('\n').count();
        if !item.is_empty() && !is_declaration(item) {
            let first = item.lines().next().unwrap_or_default();
            let message = format!("`{first}`: mod.rs holds `mod` and `pub use` by name only");
            findings.push(Finding::new(&file.name, at, "mod-file", message));
        }
    }
    findings
}

fn is_declaration(item: &str) -> bool {
    let visible = ["pub ", "pub(crate) ", "pub(super) "];
    let public = visible
        .iter()
        .find_map(|visible| item.strip_prefix(visible));
    let reexport = public.is_some_and(|rest| rest.starts_with("use ") && !rest.contains('*'));
    reexport || (public.unwrap_or(item).starts_with("mod ") && !item.contains('{'))
}

/// Removes `#[…]` and `#![…]`, brackets inside them included; lines stay.
fn without_attributes(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut depth = 0_usize;
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '#' if depth == 0 && matches!(chars.peek(), Some('[' | '!')) => {
                while chars.next_if(|&next| next == '!').is_some() {}
                chars.next();
                depth = 1;
            }
            '[' if depth > 0 => depth += 1,
            ']' if depth > 0 => depth -= 1,
            '\n' => out.push(c),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Line, name and length of each function with a body.
fn functions(code: &str) -> Vec<(usize, String, usize)> {
    let joined = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let before = code.get(..at).unwrap_or_default();
        let rest = code.get(at + 3..).unwrap_or_default();
        let name: String = rest.chars().take_while(|&c| joined(c)).collect();
        let Some(open) = rest.find(['{', ';']) else {
            continue;
        };
        let body = rest.get(open..).unwrap_or_default();
        if name.is_empty() || before.ends_with(joined) || body.starts_with(';') {
            continue;
        }
        let text = rest.get(..open + block(body)).unwrap_or_default();
        found.push((
            before.matches('\n').count() + 1,
            name,
            text.matches('\n').count() + 1,
        ));
    }
    found
}

/// Length of a text that begins with `{`, up to its `}`.
fn block(text: &str) -> usize {
    let mut depth = 0_i32;
    let close = text.char_indices().find(|(_, c)| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        depth == 0
    });
    close.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(name: &str, text: &str) -> Vec<(usize, &'static str)> {
        let file = File {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let found = check(&file).into_iter().chain(advise(&file));
        found.map(|finding| (finding.line, finding.rule)).collect()
    }

    #[test]
    fn long_files_and_functions() {
        assert!(rules("src/a.rs", &"x\n".repeat(400)).is_empty());
        assert_eq!(rules("src/a.rs", &"x\n".repeat(401)), [(0, "file-size")]);
        let function = |lines| format!("\nfn f() {{\n{}}}\nfn g();", "{ }\n".repeat(lines));
        assert!(rules("src/a.rs", &function(58)).is_empty());
        assert_eq!(rules("src/a.rs", &function(59)), [(2, "function-size")]);
    }

    #[test]
    fn a_mod_file_declares_only() {
        let good = "//! Doc.\n#![allow(x, reason = \"[\")]\n#[cfg(test)]\nmod tests;\nmod a;\n\
                    pub mod b;\npub(crate) use a::{B, C};\n";
        assert!(rules("src/x/mod.rs", good).is_empty());
        assert_eq!(
            rules("src/x/mod.rs", "mod a;\nuse a::B;"),
            [(2, "mod-file")]
        );
        assert_eq!(
            rules("src/x/mod.rs", "mod a;\n\npub use a::*;"),
            [(3, "mod-file")]
        );
        assert_eq!(rules("src/x/mod.rs", "pub fn f() {}"), [(1, "mod-file")]);
        assert_eq!(rules("src/x/mod.rs", "mod tests { }"), [(1, "mod-file")]);
        assert!(rules("src/x/a.rs", "pub fn f() {}").is_empty());
    }
}
