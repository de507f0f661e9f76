//! `tailorbird`: the command line beside the dashboard. It reads the same files as the page and
//! prints the same numbers, from the same code.
//!
//! Exit status: 0 done, 1 the input was at fault, 2 wrong usage.

mod args;
mod bundle;
mod collect_args;
mod input;
mod output;
mod run_collect;
mod run_config;
mod run_diff;
mod run_export;
mod run_import;
mod run_pr;
mod run_report;
mod run_sample;
mod sizes;
mod stats;
mod stats_args;
mod terminal;
mod validate;

use std::process::ExitCode;

use clap::Parser;
use tailorbird_cli::remedy;

use args::{Args, Command};

/// What the reader of the command line did wrong; everything else is the input's fault.
#[derive(Debug)]
struct UsageError(String);

impl std::fmt::Display for UsageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

fn main() -> ExitCode {
    let args = Args::parse();
    let done = match &args.command {
        Command::Stats(args) => stats::run(args),
        Command::Validate(args) => validate::run(args),
        Command::Bundle(args) => bundle::run(args),
        Command::Collect(args) => run_collect::run(args),
        Command::Import(args) => run_import::run(args),
        Command::Export(args) => run_export::run(args),
        Command::Diff(args) => run_diff::run(args),
        Command::Pr(args) => run_pr::run(args),
        Command::Report(args) => run_report::run(args),
        Command::Config(args) => run_config::run(args),
        Command::Sample(args) => run_sample::run(args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            output::note(&format!("tailorbird: {}", remedy::told(&err)));
            ExitCode::from(if err.is::<UsageError>() { 2 } else { 1 })
        }
    }
}
