//! `tailorbird report`: the morning summary.

use anyhow::Result;
use tailorbird_core::morning::{self, Morning};

use crate::args::{ReportArgs, TextFormat};
use crate::{input, output};

/// Sums up each project and prints it.
pub(crate) fn run(args: &ReportArgs) -> Result<()> {
    let opened = input::open(&args.input, args.config.as_deref())?;
    let store = &opened.store;
    let asked = match &args.project {
        Some(_) => input::project(store, args.project.as_deref())?,
        None => None,
    };
    let mut projects: Vec<Option<&str>> = match &asked {
        Some(project) => vec![Some(project)],
        None => store.projects().into_iter().map(Some).collect(),
    };
    if projects.is_empty() {
        projects.push(None);
    }
    let hosts = &opened.settings.config.link_hosts;
    let all: Vec<Morning> = projects
        .into_iter()
        .map(|project| morning::morning(store, project, args.since, hosts))
        .collect();
    output::print(&match args.format {
        TextFormat::Markdown => {
            let texts: Vec<String> = all.iter().map(morning::markdown).collect();
            texts.join("\n")
        }
        TextFormat::Json => {
            let all: Vec<_> = all.iter().map(morning::json).collect();
            format!("{}\n", serde_json::json!({"format": 1, "projects": all}))
        }
    })
}
