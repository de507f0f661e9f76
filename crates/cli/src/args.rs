//! Words of the command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::collect_args::CollectArgs;
use crate::stats_args::StatsArgs;

/// CI health in numbers: what broke, since when, and how surely.
#[derive(Parser)]
#[command(name = "tailorbird", version, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Print the numbers of a view, without a browser
    #[command(after_help = "\
Examples:
  tailorbird stats job_stats.json
  tailorbird stats job_stats.json --runs all --format json
  tailorbird stats check_stats.json --q 'required:yes fails:>=2' --format csv
  tailorbird stats data --project kata --view prs --format markdown
  tailorbird stats data --view runs --runs all --format csv
  tailorbird stats data --url 'https://HOST/ci/?view=tree&q=arm64&runs=30'
  tailorbird stats data --format csv --url '?group=arch&cols=name,state,fails'

docs/exports.md has the fields of each column.")]
    Stats(StatsArgs),
    /// Say what is odd in an input, item by item
    #[command(after_help = "\
Examples:
  tailorbird validate job_stats.json
  tailorbird validate job_stats.json check_stats.json --json
  tailorbird validate data --sizes")]
    Validate(ValidateArgs),
    /// Join a data set into one file
    #[command(after_help = "\
Examples:
  tailorbird bundle data -o data.json")]
    Bundle(BundleArgs),
    /// Collect results from GitHub, or from saved REST objects, into a data set
    ///
    /// Only what is new or was unfinished is fetched. The token is taken from GITHUB_TOKEN.
    #[command(after_help = "\
Examples:
  GITHUB_TOKEN=… tailorbird collect --repo kata-containers/kata-containers --out data
  tailorbird collect --config tailorbird.toml --since 90d --logs --deadline 50m --out data
  tailorbird collect --repo OWNER/NAME --dry-run --out data
  tailorbird collect --from-files runs.json jobs.json --out data")]
    Collect(CollectArgs),
    /// Add results of other programs to a data set
    #[command(after_help = "\
Examples:
  tailorbird import results.ndjson.gz --out data
  tailorbird import data.json flaky-data.json --config tailorbird.toml --out data
  tailorbird import job_stats.json --newest-day 2024-12-21 --out data

The rows that any CI can write are described in docs/row-format.md.")]
    Import(ImportArgs),
    /// Write a data set as Parquet, for DuckDB, ClickHouse, Spark and their like
    #[command(after_help = "\
Examples:
  tailorbird export data --format parquet --out parquet
  tailorbird export data --format parquet --out s3://bucket/ci

docs/parquet.md has the columns and queries.")]
    Export(ExportArgs),
    /// Compare two runs of a workflow
    #[command(after_help = "\
Examples:
  tailorbird diff data
  tailorbird diff data --project kata --base 596 --head 597 --format markdown
  tailorbird diff data --head ci-nightly.yaml:597 --format json")]
    Diff(DiffArgs),
    /// One pull request: each check, and whether its failures are yours
    #[command(after_help = "\
Examples:
  tailorbird pr data 10686
  tailorbird pr data 10686 --project kata --format markdown")]
    Pr(PrArgs),
    /// The morning summary: what broke, what is fixed, and whose it is
    #[command(after_help = "\
Examples:
  tailorbird report data
  tailorbird report data --project kata --since 7d --config tailorbird.toml")]
    Report(ReportArgs),
    /// Check tailorbird.toml, or write the page's config.json from it
    #[command(after_help = "\
Examples:
  tailorbird config check tailorbird.toml
  tailorbird config build tailorbird.toml -o dist/config.json")]
    Config(ConfigArgs),
    /// Write a realistic, deterministic sample data set
    #[command(after_help = "\
Examples:
  tailorbird sample --out sample
  tailorbird sample --jobs 40 --nights 14 --prs 10 --seed 7 --out small
  tailorbird sample --legacy --out sample-2024")]
    Sample(SampleArgs),
}

#[derive(ClapArgs)]
pub(crate) struct ImportArgs {
    /// Lines of JSON, ci-dashboard's data.json and flaky-data.json, job_stats.json and
    /// check_stats.json; each may be packed with gzip
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Folder of the data set; what is in it stays
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// tailorbird.toml or config.json: projects, workflows, and what the page shows beside results
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Project of rows that name none
    #[arg(long, value_name = "ID")]
    pub(crate) project: Option<String>,
    /// Day of the newest run in files that hold no times (job_stats.json, check_stats.json)
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) newest_day: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(ClapArgs)]
pub(crate) struct ExportArgs {
    /// Folder of a data set, or its one-file form
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,
    /// Form of the files
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// Folder, or s3://, gs://, az:// or file:// address; keys come from the environment
    #[arg(long, value_name = "DIR-or-URL")]
    pub(crate) out: String,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Apache Parquet, one file a project and month
    Parquet,
}

#[derive(ClapArgs)]
pub(crate) struct PrArgs {
    /// File to read, or a folder: a data set, or check_stats.json
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,
    /// Number of the pull request
    #[arg(value_name = "NUMBER")]
    pub(crate) number: u64,
    /// Project by id; else the one that has such a pull request
    #[arg(long, value_name = "ID")]
    pub(crate) project: Option<String>,
    /// tailorbird.toml or config.json with set-up steps
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(crate) format: ListFormat,
}

#[derive(ClapArgs)]
pub(crate) struct DiffArgs {
    /// Files to read, or a folder: a data set, or job_stats.json and check_stats.json
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) input: Vec<PathBuf>,
    /// The older run: number, WORKFLOW:NUMBER or id; else the one before --head
    #[arg(long, value_name = "RUN")]
    pub(crate) base: Option<String>,
    /// The newer run; else the newest
    #[arg(long, value_name = "RUN")]
    pub(crate) head: Option<String>,
    /// Project by id; else the first
    #[arg(long, value_name = "ID")]
    pub(crate) project: Option<String>,
    /// tailorbird.toml or config.json
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(crate) format: ListFormat,
}

#[derive(ClapArgs)]
pub(crate) struct ReportArgs {
    /// Files to read, or a folder: a data set, or job_stats.json
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) input: Vec<PathBuf>,
    /// How far to look back from the newest run: hours or days, such as 12h or 7d
    #[arg(long, default_value = "1d", value_parser = since, value_name = "TIME")]
    pub(crate) since: i64,
    /// Project by id; else all
    #[arg(long, value_name = "ID")]
    pub(crate) project: Option<String>,
    /// tailorbird.toml or config.json with owners
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = TextFormat::Markdown)]
    pub(crate) format: TextFormat,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ListFormat {
    /// Columns for a terminal
    Table,
    /// For an issue or a chat; nobody is mentioned
    Markdown,
    /// One object
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum TextFormat {
    /// For an issue or a chat; nobody is mentioned
    Markdown,
    /// One object
    Json,
}

#[derive(ClapArgs)]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    pub(crate) command: ConfigCommand,
}

#[derive(Subcommand)]
pub(crate) enum ConfigCommand {
    /// Say what is wrong in it, each mistake with its line
    Check {
        /// tailorbird.toml
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Write config.json, version 1
    Build {
        /// tailorbird.toml
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// File to write; `-` for standard output
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}

#[derive(ClapArgs)]
pub(crate) struct ValidateArgs {
    /// Files to read, or a folder: a data set, or job_stats.json and check_stats.json
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) input: Vec<PathBuf>,
    /// tailorbird.toml or config.json: report what it names and the input does not hold
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Print how many bytes a result of a data set takes
    #[arg(long)]
    pub(crate) sizes: bool,
}

#[derive(ClapArgs)]
pub(crate) struct BundleArgs {
    /// Folder of the data set
    #[arg(value_name = "DIR")]
    pub(crate) input: PathBuf,
    /// File to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

#[derive(ClapArgs)]
pub(crate) struct SampleArgs {
    /// Number of nightly jobs
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// Number of nightly runs
    #[arg(long, value_name = "N")]
    pub(crate) nights: Option<usize>,
    /// Number of pull requests
    #[arg(long, value_name = "N")]
    pub(crate) prs: Option<usize>,
    /// The same seed and sizes give the same bytes
    #[arg(long, value_name = "S")]
    pub(crate) seed: Option<u64>,
    /// Write job_stats.json and check_stats.json instead, as 2024's dashboard did
    #[arg(long)]
    pub(crate) legacy: bool,
    /// Folder to write to; made where it is missing
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

/// Seconds of `12h` or `7d`.
fn since(text: &str) -> Result<i64, String> {
    let unit = match text.as_bytes().last() {
        Some(b'h') => 3_600,
        Some(b'd') => 86_400,
        _ => 0,
    };
    let n = text.get(..text.len().saturating_sub(1));
    let n = n.and_then(|n| n.parse::<u32>().ok()).unwrap_or(0);
    match i64::from(n) * unit {
        0 => Err("hours or days from 1 on are expected, such as 12h or 7d".to_owned()),
        secs => Ok(secs),
    }
}
