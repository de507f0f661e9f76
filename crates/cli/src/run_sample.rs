//! `tailorbird sample`: writes a sample data set.

use anyhow::{Context, Result};
use tailorbird_cli::sample::{self, Options};

use crate::args::SampleArgs;
use crate::{UsageError, output};

/// Writes a data set, or `job_stats.json` and `check_stats.json`.
pub(crate) fn run(args: &SampleArgs) -> Result<()> {
    let mut options = Options::default();
    options.jobs = args.jobs.unwrap_or(options.jobs);
    options.nights = args.nights.unwrap_or(options.nights);
    options.prs = args.prs.unwrap_or(options.prs);
    options.seed = args.seed.unwrap_or(options.seed);
    if options.jobs == 0 || options.nights == 0 || options.prs == 0 {
        anyhow::bail!(UsageError(
            "--jobs, --nights and --prs take a number from 1 on".to_owned()
        ));
    }
    let place = args.out.display();
    let failed = || format!("failed to write to {place}");
    if args.legacy {
        sample::write_legacy(&options, &args.out).with_context(failed)?;
        return output::print(&format!(
            "wrote job_stats.json and check_stats.json to {place}\n"
        ));
    }
    let saved = sample::write(&options, &args.out).with_context(failed)?;
    output::print(&format!(
        "wrote a data set with {} runs and {} results to {place}\n",
        saved.runs, saved.results
    ))
}
