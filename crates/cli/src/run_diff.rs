//! `tailorbird diff`: one run against another.

use anyhow::{Result, anyhow, bail};
use comfy_table::{Table, presets};
use tailorbird_core::Outcome;
use tailorbird_core::compare::{self, Diff, FindError};
use tailorbird_core::store::Store;

use crate::args::{DiffArgs, ListFormat};
use crate::{UsageError, input, output};

/// Compares the two runs and prints what differs.
pub(crate) fn run(args: &DiffArgs) -> Result<()> {
    let store = input::open(&args.input, args.config.as_deref())?.store;
    let project = input::project(&store, args.project.as_deref())?;
    let (base, head) = (args.base.as_deref(), args.head.as_deref());
    let pair = compare::pair(&store, project.as_deref(), base, head);
    let (base, head) = pair.map_err(|err| {
        let told = format!("failed to {err}");
        match err {
            // The data has too few, whatever is asked for.
            FindError::TooFew | FindError::Oldest(_) => anyhow!(told),
            _ => UsageError(told).into(),
        }
    })?;
    let Some(diff) = compare::diff(&store, base, head) else {
        bail!(UsageError(
            "--base and --head are runs of different workflows: compare two of one".to_owned()
        ));
    };
    output::print(&match args.format {
        ListFormat::Table => table(&store, &diff),
        ListFormat::Markdown => compare::markdown(&store, base, head, &diff),
        ListFormat::Json => format!("{}\n", compare::json(&store, base, head, &diff)),
    })
}

/// A line for each job that differs or fails.
fn table(store: &Store, diff: &Diff) -> String {
    let mut out = Table::new();
    out.load_preset(presets::NOTHING);
    out.set_header(["what", "job", "then", "now"]);
    let word = |result: Option<Outcome>| result.map_or("", Outcome::as_str);
    let rows = compare::rows(store, diff);
    for (what, job, then, now) in &rows {
        out.add_row([what, *job, word(*then), word(*now)]);
    }
    match rows.as_slice() {
        [] => "no job differs, and none fails\n".to_owned(),
        _ => format!("{out}\n"),
    }
}
