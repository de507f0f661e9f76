//! Which crate may use which: ours by the manifests, others by the whole tree below the pure ones.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::finding::Finding;
use crate::process;
use crate::workspace::Workspace;

/// Our crates, and which of ours each may use.
const EDGES: [(&str, &[&str]); 8] = [
    ("tailorbird", &["tailorbird-core", "tailorbird-snapshot"]),
    ("tailorbird-core", &["tailorbird-snapshot"]),
    ("tailorbird-snapshot", &[]),
    ("tailorbird-github", &[]),
    ("tailorbird-logs", &[]),
    (
        "tailorbird-cli",
        &[
            "tailorbird-core",
            "tailorbird-snapshot",
            "tailorbird-github",
            "tailorbird-logs",
        ],
    ),
    ("tailorbird-bot", &["tailorbird-core", "tailorbird-github"]),
    ("xtask", &[]),
];

/// Crates that do no I/O and know no browser, however deep the dependency.
const PURE: [&str; 3] = ["tailorbird-core", "tailorbird-logs", "tailorbird-snapshot"];
const IMPURE: [&str; 9] = [
    "gloo",
    "js-sys",
    "leptos",
    "reqwest",
    "tokio",
    "wasm-bindgen",
    "web-sys",
    "rand",
    "getrandom",
];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<Finding>> {
    let mut metadata = cargo(workspace);
    metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&process::output(&mut metadata)?)
        .context("the output of cargo metadata")?;
    let mut findings = edges(&metadata);
    for package in PURE {
        let mut tree = cargo(workspace);
        tree.args([
            "tree",
            "--package",
            package,
            "--edges",
            "normal,build",
            "--prefix",
            "none",
        ]);
        tree.args(["--target", "all", "--format", "{p}"]);
        findings.extend(impure(package, &process::output(&mut tree)?));
    }
    Ok(findings)
}

fn cargo(workspace: &Workspace) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&workspace.root);
    cargo
}

fn edges(metadata: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    let text = |value: &Value, key| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let list = |value: &Value, key| value.get(key).and_then(Value::as_array).cloned();
    for package in list(metadata, "packages").unwrap_or_default() {
        let name = text(&package, "name").unwrap_or_default();
        let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
            let message = format!("the crate `{name}` has no place among the layers");
            findings.push(Finding::new("Cargo.toml", 0, "crate-edges", message));
            continue;
        };
        for dependency in list(&package, "dependencies").unwrap_or_default() {
            let used = text(&dependency, "name").unwrap_or_default();
            let ours = text(&dependency, "path").is_some();
            // Tests may switch on a feature of their own crate.
            if ours && used != name && !allowed.contains(&used.as_str()) {
                let message = format!("`{name}` may not depend on `{used}`");
                findings.push(Finding::new("Cargo.toml", 0, "crate-edges", message));
            }
        }
    }
    findings
}

fn impure(package: &str, tree: &str) -> Vec<Finding> {
    let mut names: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    names.sort_unstable();
    names.dedup();
    let family = |name: &str, of: &str| {
        name.strip_prefix(of)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
    };
    let bad = names
        .into_iter()
        .filter(|name| IMPURE.iter().any(|impure| family(name, impure)));
    bad.map(|name| {
        let message = format!("`{package}` may not depend on `{name}`, not even indirectly");
        Finding::new("Cargo.toml", 0, "pure-crates", message)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_listed_edges_between_our_crates() {
        let package = |name: &str, uses: &[&str]| {
            let dependencies: Vec<Value> = uses
                .iter()
                .map(|name| json!({ "name": name, "path": "/somewhere" }))
                .collect();
            json!({ "name": name, "dependencies": dependencies })
        };
        let check = |name, uses: &[&str]| {
            let found = edges(&json!({ "packages": [package(name, uses)] }));
            found
                .into_iter()
                .map(|finding| finding.message)
                .collect::<Vec<_>>()
        };
        assert!(check("tailorbird-core", &["tailorbird-snapshot"]).is_empty());
        let found = check("tailorbird-snapshot", &["tailorbird-core"]);
        assert_eq!(
            found,
            ["`tailorbird-snapshot` may not depend on `tailorbird-core`"]
        );
        assert_eq!(check("xtask", &["tailorbird-core"]).len(), 1);
        assert!(check("tailorbird-github", &["tailorbird-github"]).is_empty());
        assert_eq!(check("other", &[]).len(), 1);
    }

    #[test]
    fn a_forbidden_family_is_found_at_any_depth() {
        let tree = "tailorbird-core v0.1.0 (/x)\nserde v1.0.0\ngloo-net v0.6.0\ntokio v1 (*)\n";
        let found: Vec<String> = impure("tailorbird-core", tree)
            .into_iter()
            .map(|finding| finding.message)
            .collect();
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("`gloo-net`"));
        assert!(impure("tailorbird-core", "tokio-like-name v1\n").len() == 1);
        assert!(impure("tailorbird-core", "tokiox v1\nrandom v1\n").is_empty());
    }
}
