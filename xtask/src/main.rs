//! The project's own commands (`cargo xtask NAME`).
//!
//! Each command is one module. This file knows only their names; it does nothing itself.

mod build;
mod dist;
mod e2e;
mod process;
mod profile;
mod serve;
mod setup;
mod size;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::workspace::Workspace;

const USAGE: &str = "\
cargo xtask COMMAND

  serve [--release] [--port N]  set up what is missing, then build and serve the page (8080)
  test [STEP…]                  set up what is missing, then run all tests (or only these steps)
  build                         release build of the page into dist/, for any sub-path
  e2e [FILE…]                   release build, then the end-to-end tests (or only these files)
  size                          gzip sizes of dist/ against its ceiling and its goal
  tidy                          the rules on layers, names and sizes
  pictures                      release build, then the pictures in docs/pictures/
  profile                       which functions of the program come after the first view
  setup                         set up everything and stop
  dist                          (called by trunk) policy and loader of a built page

steps of test:";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(code) => code,
        Err(err) => {
            eprintln!("error: {err:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<ExitCode> {
    let Some((command, rest)) = args.split_first() else {
        usage();
        return Ok(ExitCode::from(2));
    };
    let workspace = Workspace::find()?;
    let done = |result: Result<()>| result.map(|()| ExitCode::SUCCESS);
    match command.as_str() {
        "serve" => done(serve::run(&workspace, rest)),
        "test" => test::run(&workspace, rest),
        "build" => done(none(rest).and_then(|()| build::run(&workspace))),
        "e2e" => done(e2e::run(&workspace, rest)),
        "pictures" => done(none(rest).and_then(|()| e2e::pictures(&workspace))),
        "profile" => done(none(rest).and_then(|()| profile::run(&workspace))),
        "size" => done(none(rest).and_then(|()| size::run(&workspace))),
        "tidy" => done(none(rest).and_then(|()| tidy::run(&workspace))),
        "dist" => done(none(rest).and_then(|()| dist::run(&workspace))),
        "setup" => done(none(rest).and_then(|()| setup::everything(&workspace))),
        "help" | "--help" | "-h" => {
            usage();
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("unknown command `{other}`; `cargo xtask help` lists them"),
    }
}

fn usage() {
    println!("{USAGE} {}", test::step_names().join(" "));
}

fn none(rest: &[String]) -> Result<()> {
    match rest.first() {
        Some(extra) => bail!("unexpected argument `{extra}`"),
        None => Ok(()),
    }
}
