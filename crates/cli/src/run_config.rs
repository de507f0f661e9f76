//! `tailorbird config`: checks `tailorbird.toml` and writes `config.json`.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use tailorbird_cli::config::{self, Settings};
use tailorbird_core::format::plural;

use crate::args::{ConfigArgs, ConfigCommand};
use crate::output;

/// Does what was asked for.
pub(crate) fn run(args: &ConfigArgs) -> Result<()> {
    match &args.command {
        ConfigCommand::Check { file } => {
            let config = open(file)?.config;
            let count = |n: usize, one, many| plural(n as u64, one, many);
            output::print(&format!(
                "{}: {}, {}, {}: no mistake\n",
                file.display(),
                count(config.projects.len(), "project", "projects"),
                count(config.owners.len(), "owner", "owners"),
                count(config.categories.len(), "category", "categories"),
            ))
        }
        ConfigCommand::Build { file, output: to } => {
            let text = config::build(&open(file)?.config)?;
            if to.as_os_str() == "-" {
                return output::print(&text);
            }
            // Beside the place, so that the page never reads half a file.
            let partial = to.with_extension("json.partial");
            std::fs::write(&partial, text)
                .and_then(|()| std::fs::rename(&partial, to))
                .with_context(|| format!("failed to write {}", to.display()))
        }
    }
}

fn open(file: &Path) -> Result<Settings> {
    let (settings, issues) = config::open(file).map_err(|err| anyhow!("failed to {err}"))?;
    for issue in &issues {
        output::note(&issue.to_string());
    }
    if !issues.is_empty() {
        bail!("{} has mistakes", file.display());
    }
    Ok(settings)
}
