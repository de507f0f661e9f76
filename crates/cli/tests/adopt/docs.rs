//! `docs/adopt.md`: the files it tells to write are right as they stand.

use std::path::Path;
use std::process::Command;

use crate::kit::{all, entries, text, yaml};
use crate::workflows::check_caller;

/// The fenced blocks of one language.
fn blocks(language: &str) -> Vec<String> {
    let page = text("docs/adopt.md");
    let opening = format!("```{language}\n");
    let found: Vec<String> = page
        .split(&opening)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect();
    assert!(!found.is_empty(), "no {language} in docs/adopt.md");
    found
}

#[test]
fn the_small_workflow_calls_the_reusable_one_rightly() {
    for block in blocks("yaml") {
        let workflow = yaml("docs/adopt.md", &block);
        let (_, job) = entries(&workflow["jobs"])[0];
        check_caller("docs/adopt.md", job);
        let called = all(&workflow, "uses");
        assert_eq!(
            called,
            ["OWNER/tailorbird/.github/workflows/dashboard.yml@COMMIT"]
        );
        let triggers = entries(&workflow["on"]);
        assert!(triggers.iter().any(|(name, _)| name == "schedule"));
        assert!(triggers.iter().any(|(name, _)| name == "workflow_dispatch"));
    }
}

#[test]
fn every_input_is_told() {
    let page = text("docs/adopt.md");
    let dashboard = yaml("dashboard.yml", &text(".github/workflows/dashboard.yml"));
    for (input, node) in entries(&dashboard["on"]["workflow_call"]["inputs"]) {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{input}` |")))
            .unwrap_or_else(|| panic!("docs/adopt.md says nothing of {input}"));
        let default = match node["default"].as_bool() {
            Some(flag) => flag.to_string(),
            None => node["default"].as_str().unwrap().to_owned(),
        };
        assert!(row.contains(&default), "default of {input}: {row}");
    }
}

#[test]
fn the_configurations_are_valid() {
    for (number, block) in blocks("toml").into_iter().enumerate() {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("adopt-{number}.toml"));
        std::fs::write(&path, &block).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_tailorbird"))
            .args(["config", "check"])
            .arg(&path)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{block}\n{told}");
    }
}
