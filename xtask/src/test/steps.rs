//! The steps: what each is called, needs and does.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;

use super::count::Count;
use super::workflows;
use crate::setup::{Need, Tools};
use crate::workspace::Workspace;
use crate::{build, e2e, process, size, tidy};

/// One row of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Format,
    Clippy,
    ClippyWasm,
    Tidy,
    Workflows,
    Native,
    Docs,
    Web,
    Build,
    E2e,
    Size,
}

impl Step {
    pub(super) const ALL: [Self; 11] = [
        Self::Format,
        Self::Clippy,
        Self::ClippyWasm,
        Self::Tidy,
        Self::Workflows,
        Self::Native,
        Self::Docs,
        Self::Web,
        Self::Build,
        Self::E2e,
        Self::Size,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy",
            Self::ClippyWasm => "clippy-wasm",
            Self::Tidy => "tidy",
            Self::Workflows => "workflows",
            Self::Native => "native",
            Self::Docs => "docs",
            Self::Web => "web",
            Self::Build => "build",
            Self::E2e => "e2e",
            Self::Size => "size",
        }
    }

    /// What is set up for it.
    pub(super) fn needs(self, ws: &Workspace) -> Vec<Need> {
        match self {
            Self::Format | Self::Clippy | Self::Tidy | Self::Docs | Self::Size => Vec::new(),
            Self::Workflows => workflows::needs(ws),
            Self::Native => vec![Need::Node, Need::OpenApi],
            Self::ClippyWasm => vec![Need::WasmTarget],
            Self::Web => {
                vec![
                    Need::WasmTarget,
                    Need::WasmBindgen,
                    Need::Chromium,
                    Need::Chromedriver,
                ]
            }
            Self::Build => Need::RELEASE.to_vec(),
            Self::E2e => e2e::NEEDS.to_vec(),
        }
    }

    /// Whether it works on the release build.
    pub(super) fn after_build(self) -> bool {
        matches!(self, Self::E2e | Self::Size)
    }

    /// Does it. `Ok(false)` where a runner has said what is wrong.
    pub(super) fn run(self, ws: &Workspace, tools: &Tools, count: &mut Count) -> Result<bool> {
        match self {
            Self::Format => cargo(ws, tools, &["fmt", "--all", "--check"], count),
            Self::Clippy => cargo(ws, tools, &CLIPPY, count),
            Self::ClippyWasm => cargo(ws, tools, &CLIPPY_WASM, count),
            Self::Native => {
                let mut test = tools.command("cargo", ws)?;
                test.args(["test", "--workspace", "--no-fail-fast"])
                    .env("TAILORBIRD_GITHUB_OPENAPI", tools.program(Need::OpenApi)?);
                watched(&mut test, count)
            }
            Self::Tidy => tidy::run(ws).map(|()| true),
            Self::Workflows => workflows::run(ws, tools, count),
            Self::Docs => {
                let mut doc = tools.command("cargo", ws)?;
                doc.args(["doc", "--workspace", "--no-deps", "--quiet"]);
                watched(doc.env("RUSTDOCFLAGS", "-D warnings"), count)
            }
            Self::Web => watched(&mut web(ws, tools)?, count),
            Self::Build => build::with(ws, tools).map(|()| true),
            Self::E2e => watched(&mut e2e::command(ws, tools, &[])?, count),
            Self::Size => size::run(ws).map(|()| true),
        }
    }
}

const CLIPPY: [&str; 6] = [
    "clippy",
    "--workspace",
    "--all-targets",
    "--",
    "-D",
    "warnings",
];

const CLIPPY_WASM: [&str; 12] = [
    "clippy",
    "--package",
    "tailorbird",
    "--lib",
    "--bins",
    "--test",
    "web_*",
    "--target",
    "wasm32-unknown-unknown",
    "--",
    "-D",
    "warnings",
];

/// Names to choose from on the command line.
pub(crate) fn step_names() -> Vec<&'static str> {
    Step::ALL.into_iter().map(Step::name).collect()
}

fn cargo(ws: &Workspace, tools: &Tools, args: &[&str], count: &mut Count) -> Result<bool> {
    watched(tools.command("cargo", ws)?.args(args), count)
}

fn watched(command: &mut Command, count: &mut Count) -> Result<bool> {
    process::watch(command, |line| count.read(line))
}

fn web(ws: &Workspace, tools: &Tools) -> Result<Command> {
    let mut cargo = tools.command("cargo", ws)?;
    cargo
        .args([
            "test",
            "--no-fail-fast",
            "--package",
            "tailorbird",
            "--test",
            "web_*",
        ])
        .args(["--target", "wasm32-unknown-unknown"])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .env("CHROMEDRIVER", tools.program(Need::Chromedriver)?)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(ws, tools)?);
    Ok(cargo)
}

/// Without these arguments Chromium does not start as root or in a small container. The page
/// under test is our own, so the sandbox protects nothing.
fn capabilities(ws: &Workspace, tools: &Tools) -> Result<PathBuf> {
    let args = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let options = json!({ "binary": tools.program(Need::Chromium)?, "args": args });
    let dir = ws.target().join("xtask");
    fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let file = dir.join("webdriver.json");
    fs::write(&file, json!({ "goog:chromeOptions": options }).to_string())
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}
