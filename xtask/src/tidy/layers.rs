//! Which folder of `src/` may import from which.

use super::files::File;
use super::finding::Finding;
use super::strip;

/// A folder, the folders that it may import from, and which of our crates.
const LAYERS: [(&str, &[&str], &[&str]); 8] = [
    (
        "pages",
        &["components", "ui", "charts", "node", "signal", "state"],
        &["tailorbird_core"],
    ),
    (
        "components",
        &["ui", "charts", "node", "signal", "state"],
        &["tailorbird_core"],
    ),
    (
        "state",
        &["browser", "signal"],
        &["tailorbird_core", "tailorbird_snapshot"],
    ),
    ("browser", &[], &[]),
    ("ui", &["node", "signal"], &[]),
    ("charts", &["node"], &[]),
    ("node", &["signal"], &[]),
    ("signal", &[], &[]),
];

const CRATES: [&str; 2] = ["tailorbird_core", "tailorbird_snapshot"];

pub(super) fn check(file: &File) -> Vec<Finding> {
    let Some((layer, folders, crates)) = layer_of(&file.name) else {
        return Vec::new();
    };
    let code = strip::code(&file.text);
    let code = strip::without_tests(&code);
    let mut findings = Vec::new();
    for (line, module) in imported(code) {
        if module != layer && !folders.contains(&module.as_str()) {
            // A rule of its own: an exception for the browser opens no other layer.
            let rule = if module == "browser" {
                "layers-browser"
            } else {
                "layers"
            };
            let message = format!("src/{layer}/ may not use `crate::{module}`");
            findings.push(Finding::new(&file.name, line, rule, message));
        }
    }
    for (number, line) in code.lines().enumerate() {
        for name in CRATES
            .iter()
            .filter(|name| line.contains(**name) && !crates.contains(name))
        {
            let message = format!("src/{layer}/ may not use `{name}`");
            findings.push(Finding::new(&file.name, number + 1, "layers", message));
        }
    }
    findings
}

fn layer_of(
    name: &str,
) -> Option<(
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
)> {
    let inside = name.strip_prefix("src/")?;
    let folder = inside.split(['/', '.']).next()?;
    LAYERS.into_iter().find(|(layer, ..)| *layer == folder)
}

/// Line and first segment of each path that starts with `crate::`, also of `crate::{a::x, b}`.
fn imported(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let line = code.get(..at).unwrap_or_default().matches('\n').count() + 1;
        let rest = code.get(at + "crate::".len()..).unwrap_or_default();
        match rest.strip_prefix('{') {
            Some(group) => found.extend(group_names(group).map(|name| (line, name))),
            None => found.push((line, identifier(rest))),
        }
    }
    found
}

fn group_names(group: &str) -> impl Iterator<Item = String> {
    let mut depth = 0_i32;
    let mut names = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ if depth == 0 => names.last_mut().into_iter().for_each(|name| name.push(c)),
            _ => {}
        }
    }
    names
        .into_iter()
        .map(|name| identifier(name.trim()))
        .filter(|name| !name.is_empty())
}

fn identifier(text: &str) -> String {
    text.chars()
        .take_while(|&c| c.is_alphanumeric() || c == '_')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(name: &str, text: &str) -> Vec<String> {
        let file = File {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        check(&file)
            .into_iter()
            .map(|finding| format!("{}: {}", finding.line, finding.message))
            .collect()
    }

    #[test]
    fn imports_go_down_only() {
        assert!(check_text("src/pages/a.rs", "use crate::components::X;").is_empty());
        assert!(check_text("src/pages/a.rs", "use tailorbird_core::x;").is_empty());
        assert!(check_text("src/ui/a.rs", "use crate::ui::Icon; use super::b;").is_empty());
        assert_eq!(
            check_text("src/components/a.rs", "\nuse crate::pages::X;"),
            ["2: src/components/ may not use `crate::pages`"]
        );
        assert_eq!(
            check_text("src/ui/a.rs", "use tailorbird_core::x;").len(),
            1
        );
        assert_eq!(
            check_text("src/pages/a.rs", "crate::browser::now()").len(),
            1
        );
    }

    #[test]
    fn the_browser_is_a_rule_of_its_own() {
        let file = File {
            name: "src/components/a.rs".to_owned(),
            text: "use crate::browser;\nuse crate::pages::X;".to_owned(),
        };
        let rules: Vec<&str> = check(&file).iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["layers-browser", "layers"]);
    }

    #[test]
    fn groups_are_read_name_by_name() {
        let text = "use crate::{state::{Rows, Query}, browser::now, ui};";
        assert_eq!(
            check_text("src/components/a.rs", text),
            ["1: src/components/ may not use `crate::browser`"]
        );
    }

    #[test]
    fn the_app_may_use_all_and_comments_none_count() {
        assert!(check_text("src/app.rs", "use crate::pages::X;").is_empty());
        assert!(check_text("src/ui/a.rs", "// crate::pages").is_empty());
        assert_eq!(check_text("src/ui.rs", "use crate::pages::X;").len(), 1);
    }
}
