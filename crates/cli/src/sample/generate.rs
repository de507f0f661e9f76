//! Options in, files out.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Result, bail};
use tailorbird_snapshot::dataset::Project;

use super::dataset::{NOW, OWNER, history};
use super::{checks, jobs, nightly};
use crate::dataset_dir::{self, Disk, Saved};

/// What the sample holds. The default is the sample that the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Nightly jobs. The pull-request checks grow with them.
    pub jobs: usize,
    /// Nightly runs.
    pub nights: usize,
    /// Pull requests.
    pub prs: usize,
    /// Seed of everything invented.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            jobs: 170,
            nights: 30,
            prs: 30,
            seed: 1,
        }
    }
}

/// The two files of a sample, in the form of 2024's dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// `job_stats.json`: the nightly runs.
    pub job_stats: String,
    /// `check_stats.json`: the pull-request checks.
    pub check_stats: String,
}

/// Makes a sample. The same options give the same bytes.
#[must_use]
pub fn generate(options: &Options) -> Sample {
    let jobs = jobs::list(options);
    Sample {
        job_stats: nightly::stats(options, &jobs).to_json(),
        check_stats: checks::stats(options, &jobs).to_json(),
    }
}

/// Makes a sample and writes `job_stats.json` and `check_stats.json` into a folder, which is
/// made where it is missing.
///
/// # Errors
/// The folder or a file cannot be written.
pub fn write_legacy(options: &Options, out_dir: &Path) -> io::Result<()> {
    let sample = generate(options);
    fs::create_dir_all(out_dir)?;
    fs::write(out_dir.join("job_stats.json"), sample.job_stats)?;
    fs::write(out_dir.join("check_stats.json"), sample.check_stats)
}

/// Makes a sample and writes it as a data set in the place of an older sample. The same options
/// give the same bytes, whatever was there.
///
/// # Errors
/// The folder holds a data set that is no sample, cannot be written, or another
/// command writes into it.
pub fn write(options: &Options, out_dir: &Path) -> Result<Saved> {
    let mut disk = Disk(out_dir.to_owned());
    let _lock = dataset_dir::lock(&disk)?;
    if let Some(held) = dataset_dir::open(&disk)? {
        let is_sample = |project: &Project| project.repository.starts_with(OWNER);
        let projects = held.manifest().map(|m| m.projects.as_slice());
        if !projects.unwrap_or_default().iter().all(is_sample) {
            bail!("the data set there is no sample; give another folder to --out");
        }
    }
    dataset_dir::replace(&mut disk, &history(options), NOW)
}
