//! The whole of a `tailorbird.toml`: what goes to the page, and what only the command line needs.

use std::collections::BTreeMap;

use tailorbird_snapshot::config::{Config, Project, Required};

/// A checked configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// What the page needs too: `config.json`, version 1.
    pub config: Config,
    /// Where the required jobs of a project come from, by its id, where it says so itself.
    pub required: BTreeMap<String, Required>,
    /// Patterns over job names by (project id, workflow file): to which workflow an imported row
    /// belongs that does not name one.
    pub workflow_jobs: BTreeMap<(String, String), Vec<String>>,
    /// Days of history to keep, ≥ 1. None: all.
    pub retention_days: Option<u32>,
}

impl Settings {
    /// Where the required jobs of a project come from.
    #[must_use]
    pub fn required_of(&self, project: &str) -> &Required {
        self.required.get(project).unwrap_or(&self.config.required)
    }

    /// A project by its id.
    #[must_use]
    pub fn project(&self, id: &str) -> Option<&Project> {
        self.config.projects.iter().find(|project| project.id == id)
    }
}
