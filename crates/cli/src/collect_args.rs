//! Words of `tailorbird collect`.

use std::path::PathBuf;

use clap::Args;
use tailorbird_github::{RepoName, parse_time};

/// Arguments of the command.
#[derive(Args)]
pub(crate) struct CollectArgs {
    /// Repository on GitHub; may be given several times. Without it: those of the configuration
    #[arg(long, value_name = "OWNER/NAME")]
    pub(crate) repo: Vec<RepoName>,
    /// tailorbird.toml or config.json with projects, roles of workflows and the source of the
    /// required jobs
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Read saved REST objects (runs, jobs, pull requests; in any order) instead of asking GitHub
    #[arg(
        long,
        value_name = "FILE",
        num_args = 1..,
        conflicts_with_all = ["since", "deadline", "logs", "dry_run"]
    )]
    pub(crate) from_files: Vec<PathBuf>,
    /// How far back: a day (2025-12-01), a time, or days (90d). Without it: 30 days of nightly
    /// runs and 7 of pull requests, or as far back as the last collection
    #[arg(long, value_name = "DATE", value_parser = since)]
    pub(crate) since: Option<When>,
    /// When to be done: a time, or from now (50m, 2h). What is complete by then is written
    #[arg(long, value_name = "TIME", value_parser = deadline)]
    pub(crate) deadline: Option<When>,
    /// Read failing tests and an excerpt from the logs of failed jobs (a call each)
    #[arg(long)]
    pub(crate) logs: bool,
    /// Only list what would be fetched, and what it would cost
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Write the data set even if it lacks runs that the one in place holds, or held before a file
    /// of it was lost
    #[arg(long)]
    pub(crate) allow_shrink: bool,
    /// Tell nothing while it works
    #[arg(long)]
    pub(crate) quiet: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Folder of the data set; made where it is missing
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

/// A time, or a distance from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// Seconds since 1970.
    At(i64),
    /// Seconds before or after now.
    Away(i64),
}

impl When {
    /// As seconds since 1970, backwards from now.
    pub(crate) fn before(self, now: i64) -> i64 {
        match self {
            Self::At(at) => at,
            Self::Away(secs) => now.saturating_sub(secs),
        }
    }

    /// As seconds since 1970, forwards from now.
    pub(crate) fn after(self, now: i64) -> i64 {
        match self {
            Self::At(at) => at,
            Self::Away(secs) => now.saturating_add(secs),
        }
    }
}

fn since(text: &str) -> Result<When, String> {
    let day = parse_time(&format!("{text}T00:00:00Z"));
    let days = distance(text, &[('d', 86_400)]);
    let at = day.or(parse_time(text)).map(When::At);
    at.or(days)
        .ok_or_else(|| "a day such as 2025-12-01, a time, or days such as 90d".to_owned())
}

fn deadline(text: &str) -> Result<When, String> {
    let units = [('s', 1), ('m', 60), ('h', 3_600)];
    let at = parse_time(text).map(When::At);
    at.or(distance(text, &units))
        .ok_or_else(|| "a time such as 2025-12-01T06:00:00Z, or from now: 45m, 2h".to_owned())
}

fn distance(text: &str, units: &[(char, i64)]) -> Option<When> {
    let (unit, secs) = units.iter().find(|(unit, _)| text.ends_with(*unit))?;
    let number: u32 = text.strip_suffix(*unit)?.parse().ok()?;
    Some(When::Away(i64::from(number) * secs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_distances() {
        assert_eq!(since("2025-12-01"), Ok(When::At(1_764_547_200)));
        assert_eq!(since("2025-12-01T04:36:55Z"), Ok(When::At(1_764_563_815)));
        assert_eq!(since("90d").map(|when| when.before(8_000_000)), Ok(224_000));
        assert_eq!(deadline("45m").map(|when| when.after(100)), Ok(2_800));
        assert_eq!(deadline("2h"), Ok(When::Away(7_200)));
        for bad in ["", "d", "-1d", "yesterday", "2025-13-01", "90", "1.5d"] {
            assert!(since(bad).is_err(), "{bad}");
            assert!(deadline(bad).is_err(), "{bad}");
        }
    }
}
