//! `tailorbird export`: a data set for databases.

use std::path::Path;

use anyhow::{Context, Result, bail};
use tailorbird_cli::dataset_dir::{self, Disk};
use tailorbird_cli::export::{self, Target};
use tailorbird_core::format::plural;
use tailorbird_snapshot::dataset::{History, restore};
use tailorbird_snapshot::{Issue, codes, decode};

use crate::args::{ExportArgs, ExportFormat};
use crate::output;

/// Reads the data set, writes the files and says how many.
pub(crate) fn run(args: &ExportArgs) -> Result<()> {
    let (history, issues) = history(&args.input)?;
    // What is odd in single results is exported as it is; what is missing has to be said.
    let is_lost = |i: &&Issue| [codes::SHARD_MISSING, codes::SHARD_MISMATCH].contains(&i.code);
    for issue in issues.iter().filter(is_lost) {
        output::note(&issue.to_string());
    }
    let files = match args.format {
        ExportFormat::Parquet => export::files(&history)?,
    };
    if files.is_empty() {
        bail!(
            "{}: no run is in it; nothing was written",
            args.input.display()
        );
    }
    let target = Target::open(&args.out)?;
    let (n_files, bytes) = (
        files.len(),
        files.iter().map(|f| f.bytes.len()).sum::<usize>(),
    );
    let rows: usize = files.iter().map(|file| file.rows).sum();
    export::put(&target, files)?;
    output::print(&format!(
        "{} in {} of {bytes} bytes written to {}\n",
        plural(rows as u64, "result", "results"),
        plural(n_files as u64, "file", "files"),
        target.name()
    ))
}

/// The rows of a data set: its folder, or its one-file form.
fn history(input: &Path) -> Result<(History, Vec<Issue>)> {
    let name = input.display().to_string();
    if input.is_dir() {
        let Some(opened) = dataset_dir::open(&Disk(input.to_owned()))? else {
            bail!("{name}: the folder holds no {}", dataset_dir::MANIFEST);
        };
        return Ok((opened.history(), opened.issues));
    }
    let bytes = std::fs::read(input).with_context(|| format!("failed to read {name}"))?;
    let (snapshot, issues) = decode(&bytes, &name)?;
    if snapshot.part.manifest.is_none() {
        bail!("{name}: it is no data set; `tailorbird import` makes one of other files");
    }
    Ok((restore([&snapshot.part]), issues))
}
