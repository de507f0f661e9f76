//! `tailorbird validate`: what is odd in an input.

use anyhow::Result;
use tailorbird_cli::config::{Seen, Settings, never_seen};
use tailorbird_core::format::plural;
use tailorbird_core::store::Store;
use tailorbird_snapshot::{Issue, Kind};

use crate::args::ValidateArgs;
use crate::{input, output, sizes};

/// Prints every issue, and how many there are.
pub(crate) fn run(args: &ValidateArgs) -> Result<()> {
    let opened = input::open(&args.input, args.config.as_deref())?;
    if args.sizes {
        return output::print(&sizes::text(&opened.inputs)?);
    }
    let (store, mut issues) = (opened.store, opened.issues);
    issues.extend(unseen(&store, &opened.settings));
    if args.json {
        let all: Vec<_> = issues
            .iter()
            .map(|i| serde_json::json!({"code": i.code, "where": i.place, "message": i.message}))
            .collect();
        return output::print(&format!(
            "{}\n",
            serde_json::json!({"format": 1, "issues": all})
        ));
    }
    let mut text = String::new();
    for issue in &issues {
        text.push_str(&output::clean(&issue.to_string()));
        text.push('\n');
    }
    let jobs = plural(store.n_series() as u64, "job", "jobs");
    let cells = plural(store.n_cells() as u64, "result", "results");
    let odd = plural(issues.len() as u64, "odd thing", "odd things");
    text.push_str(&format!("{jobs}, {cells}: {odd}\n"));
    output::print(&text)
}

/// What the configuration names and no result belongs to.
fn unseen(store: &Store, settings: &Settings) -> Vec<Issue> {
    let mut seen = Seen::default();
    for kind in [Kind::Nightly, Kind::Prs] {
        for series in store.series_of(kind).filter_map(|at| store.series(at)) {
            seen.jobs.extend(series.all_names());
            // Legacy files name neither.
            if !series.home.project.is_empty() {
                seen.projects.push(&series.home.project);
                seen.workflows
                    .push((&series.home.project, &series.home.workflow));
            }
        }
    }
    never_seen(settings, &seen)
}
