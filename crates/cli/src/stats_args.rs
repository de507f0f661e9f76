//! Options of `tailorbird stats`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use tailorbird_core::url::{self, Runs};

#[derive(ClapArgs)]
pub(crate) struct StatsArgs {
    /// Files to read, or a folder: a data set, or job_stats.json and check_stats.json
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) input: Vec<PathBuf>,
    /// Which view; prs where the input holds pull-request results only, else nightly
    #[arg(long, value_enum)]
    pub(crate) view: Option<View>,
    /// Project by id, else the first; files of 2024 and 2025 name none
    #[arg(long, value_name = "ID")]
    pub(crate) project: Option<String>,
    /// How many of the newest runs or pull requests count: a number ≥ 1, or all; else 10
    #[arg(long, value_parser = runs, value_name = "N|all")]
    pub(crate) runs: Option<Runs>,
    /// Filter, as in the page's search box
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true)]
    pub(crate) q: Option<String>,
    /// The page's address, or what stands behind its `?`: the same view with the same filters; its
    /// `data` is not opened. Other options go before it
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) url: Option<String>,
    /// A run: number, WORKFLOW:NUMBER or id
    #[arg(long, value_name = "RUN")]
    pub(crate) run: Option<String>,
    /// A job: id or full name
    #[arg(long, value_name = "JOB")]
    pub(crate) job: Option<String>,
    /// The older run or days (YYYY-MM-DD..YYYY-MM-DD)
    #[arg(long, value_name = "RUN")]
    pub(crate) base: Option<String>,
    /// The newer run or days
    #[arg(long, value_name = "RUN")]
    pub(crate) head: Option<String>,
    /// tailorbird.toml or config.json with owners, categories and dimensions
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum View {
    /// Nightly runs by job
    Nightly,
    /// Pull-request checks by job
    Prs,
    /// Runs, a row each
    Runs,
    /// One run by job: --run
    Run,
    /// Pull requests; one of them by check with --url '?pr=NUMBER'
    Pr,
    /// Jobs as a tree of their names
    Tree,
    /// Jobs by runs
    Grid,
    /// Figures night by night
    Trends,
    /// Two runs or windows: --base and --head
    Compare,
    /// One job through time: --job
    Job,
}

impl View {
    /// The view of the address.
    pub(crate) const fn of_address(self) -> url::View {
        match self {
            Self::Nightly => url::View::Nightly,
            Self::Prs => url::View::Prs,
            Self::Runs => url::View::Runs,
            Self::Run => url::View::Run,
            Self::Pr => url::View::Pr,
            Self::Tree => url::View::Tree,
            Self::Grid => url::View::Grid,
            Self::Trends => url::View::Trends,
            Self::Compare => url::View::Compare,
            Self::Job => url::View::Job,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// One object: complete and exact
    Json,
    /// Columns for a terminal
    Table,
    /// One line a row; of jobs the fields of the columns that `cols` of --url names, else all
    Csv,
    /// A table for an issue or a chat; of jobs the columns that are shown
    Markdown,
}

fn runs(text: &str) -> Result<Runs, String> {
    if text == "all" {
        return Ok(Runs::All);
    }
    match text.parse::<u32>() {
        Ok(n) if n >= 1 => Ok(Runs::Count(n)),
        _ => Err("a whole number from 1 on, or `all`, is expected".to_owned()),
    }
}
