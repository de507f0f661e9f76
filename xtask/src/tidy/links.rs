//! Relative links of the Markdown pages.

use std::path::Path;

use super::files::File;
use super::finding::Finding;

pub(super) fn check(file: &File, exists: impl Fn(&str) -> bool) -> Vec<Finding> {
    if !file.ends_with(".md") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (line, target) in targets(&file.text) {
        let path = target.split('#').next().unwrap_or_default();
        if path.is_empty() || has_scheme(target) {
            continue;
        }
        match resolve(&file.name, path) {
            Some(path) if exists(&path) => {}
            _ => {
                let message = format!("the link to `{target}` leads nowhere");
                findings.push(Finding::new(&file.name, line, "links", message));
            }
        }
    }
    findings
}

/// What stands in `](…)` outside code, with its line.
fn targets(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced || line.starts_with("    ") {
            continue;
        }
        for (at, _) in line.match_indices("](") {
            let before = line.get(..at).unwrap_or_default();
            let rest = line.get(at + 2..).unwrap_or_default();
            let in_code = before.matches('`').count() % 2 == 1;
            if let Some(end) = rest.find(')').filter(|_| !in_code) {
                let target = rest.get(..end).unwrap_or_default();
                found.push((number + 1, target.split(' ').next().unwrap_or_default()));
            }
        }
    }
    found
}

fn has_scheme(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// From the page's folder; `None` where it leaves the workspace.
fn resolve(page: &str, target: &str) -> Option<String> {
    let folder = Path::new(page).parent()?.to_str()?;
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        let file = File {
            name: "docs/a.md".to_owned(),
            text: text.to_owned(),
        };
        let there = ["docs/b.md", "README.md", "docs/c d.md"];
        check(&file, |path| there.contains(&path))
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn links_lead_somewhere() {
        assert!(lines("[b](b.md) [r](../README.md#x) [h](https://h.example/) [t](#t)").is_empty());
        assert!(lines("![b](./b.md \"title\") <a@b.example>").is_empty());
        assert_eq!(lines("\n[x](x.md) and [y](../../y.md)"), [2, 2]);
    }

    #[test]
    fn code_is_no_link() {
        assert!(lines("`[x](x.md)`\n```\n[x](x.md)\n```\n    [x](x.md)").is_empty());
        assert_eq!(lines("`a` [x](x.md)"), [1]);
    }
}
