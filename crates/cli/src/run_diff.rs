//! `tailorbird diff`: one run against another.

use anyhow::{Result, bail};
use comfy_table::{Table, presets};
use tailorbird_core::Outcome;
use tailorbird_core::compare::{self, Diff, RunAt};
use tailorbird_core::store::Store;

use crate::args::{DiffArgs, ListFormat};
use crate::{UsageError, input, output};

/// Compares the two runs and prints what differs.
pub(crate) fn run(args: &DiffArgs) -> Result<()> {
    let store = input::open(&args.input, args.config.as_deref())?.store;
    let project = input::project(&store, args.project.as_deref())?;
    let (base, head) = runs(&store, project.as_deref(), args)?;
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

/// The runs that are asked for, else the newest two; with one of them, its neighbour.
fn runs(store: &Store, project: Option<&str>, args: &DiffArgs) -> Result<(RunAt, RunAt)> {
    let find = |word: &str| {
        compare::find(store, project, word).map_err(|err| UsageError(format!("failed to {err}")))
    };
    Ok(match (&args.base, &args.head) {
        (Some(base), Some(head)) => (find(base)?, find(head)?),
        (None, Some(head)) => {
            let head = find(head)?;
            let column = head.column + 1;
            let base = RunAt { column, ..head };
            if base.info(store).is_none() {
                bail!("the run of --head is the oldest one that is loaded: tell --base");
            }
            (base, head)
        }
        (Some(base), None) => {
            let base = find(base)?;
            (base, RunAt { column: 0, ..base })
        }
        (None, None) => {
            compare::newest_two(store, project).map_err(|err| anyhow::anyhow!("failed to {err}"))?
        }
    })
}
