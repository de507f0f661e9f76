//! `tailorbird bundle`: a data set as one file.

use std::fs;

use anyhow::{Context, Result, bail};
use tailorbird_cli::dataset_dir::{self, Disk, Folder, MANIFEST};
use tailorbird_snapshot::dataset::bundle;

use crate::args::BundleArgs;
use crate::output;

/// Joins manifest and shards. A data set of which a shard is missing or damaged is not joined.
pub(crate) fn run(args: &BundleArgs) -> Result<()> {
    let disk = Disk(args.input.clone());
    let place = args.input.display();
    let Some(opened) = dataset_dir::open(&disk)? else {
        bail!("{place}: the folder holds no {MANIFEST}");
    };
    let shards = opened.manifest().map(|m| m.shards.as_slice());
    let shards = shards.unwrap_or_default();
    if opened.snapshots.len() <= shards.len() {
        let lost = opened.issues.iter().map(ToString::to_string);
        let lost: Vec<String> = lost.filter(|i| i.contains("[shard-")).collect();
        bail!(
            "{place}: not whole, so it was not joined: {}",
            lost.join("; ")
        );
    }
    let text = |file: &str| {
        let name = disk.place(file);
        let bytes = disk
            .read(file)
            .with_context(|| format!("failed to read {name}"))?;
        String::from_utf8(bytes).with_context(|| format!("failed to read {name}"))
    };
    let manifest = text(MANIFEST)?;
    let texts = shards
        .iter()
        .map(|s| text(&s.file))
        .collect::<Result<Vec<_>>>()?;
    let joined = bundle(&manifest, texts.iter().map(String::as_str));
    let target = args.output.display();
    let temporary = args.output.with_extension("tmp");
    let written =
        fs::write(&temporary, &joined).and_then(|()| fs::rename(&temporary, &args.output));
    written.with_context(|| format!("failed to write {target}"))?;
    output::print(&format!("wrote {target}, {} bytes\n", joined.len()))
}
