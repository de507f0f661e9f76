//! What is collected: repositories, and which of their runs are nightly or of pull requests.

use tailorbird_github::RepoName;
use tailorbird_github::types::Run;
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::config::{self, Required, RequiredFrom, Role};
use tailorbird_snapshot::dataset;

use crate::config::Settings;

/// A repository and what is looked at in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Where it is on GitHub.
    pub repo: RepoName,
    /// What its results belong to.
    pub project: dataset::Project,
    /// Roles by workflow and event, the first that fits. Empty: scheduled runs are nightly, runs
    /// of `pull_request` and `pull_request_target` are pull-request checks.
    pub workflows: Vec<config::Workflow>,
    /// Where its required jobs come from.
    pub required: Required,
}

/// A list of runs to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// File of the workflow. None: all.
    pub(super) workflow: Option<String>,
    /// Event that started them. None: any.
    pub(super) event: Option<String>,
    /// What they are.
    pub(super) kind: Kind,
}

/// Why there is nothing to collect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoTarget {
    /// Neither named nor configured.
    #[error("no repository is named: give --repo OWNER/NAME, or a configuration with projects")]
    None,
    /// A project without a usable repository.
    #[error("project `{project}` of the configuration: {why}")]
    Project {
        /// Its id.
        project: String,
        /// What is wrong with its repository.
        why: String,
    },
}

/// The repositories that are named, with the projects that the configuration makes of them; all
/// projects of the configuration where none is named.
///
/// # Errors
///
/// See [`NoTarget`].
pub fn targets(settings: &Settings, repos: &[RepoName]) -> Result<Vec<Target>, NoTarget> {
    let mut all = Vec::new();
    for project in &settings.config.projects {
        let repo = project.repository.parse::<RepoName>();
        let repo = repo.map_err(|err| NoTarget::Project {
            project: project.id.clone(),
            why: err.to_string(),
        })?;
        if repos.is_empty() || repos.contains(&repo) {
            all.push(configured(settings, project, repo));
        }
    }
    for repo in repos {
        if !all.iter().any(|target: &Target| target.repo == *repo) {
            all.push(Target::unconfigured(repo.clone(), settings));
        }
    }
    if all.is_empty() {
        return Err(NoTarget::None);
    }
    Ok(all)
}

fn configured(settings: &Settings, project: &config::Project, repo: RepoName) -> Target {
    let id = if project.id.is_empty() {
        repo.name().to_owned()
    } else {
        project.id.clone()
    };
    Target {
        workflows: project.workflows.clone(),
        required: settings.required_of(&id).clone(),
        project: dataset::Project {
            id,
            name: project.name.clone(),
            repository: repo.to_string(),
        },
        repo,
    }
}

impl Target {
    /// A repository that no configuration names: its own name is the project's id.
    #[must_use]
    pub fn unconfigured(repo: RepoName, settings: &Settings) -> Self {
        let mut required = settings.config.required.clone();
        if required.from == RequiredFrom::Data {
            required.from = RequiredFrom::BranchProtection;
        }
        Self {
            project: dataset::Project {
                id: repo.name().to_owned(),
                name: String::new(),
                repository: repo.to_string(),
            },
            repo,
            workflows: Vec::new(),
            required,
        }
    }

    /// What a run is. None: nobody asked for such runs.
    pub(super) fn kind_of(&self, run: &Run) -> Option<Kind> {
        let event = run.event.as_deref().unwrap_or_default();
        if self.workflows.is_empty() {
            return match event {
                "schedule" => Some(Kind::Nightly),
                "pull_request" | "pull_request_target" => Some(Kind::Prs),
                _ => None,
            };
        }
        let fits = |workflow: &&config::Workflow| {
            let file = workflow.file.as_deref();
            file.is_none_or(|file| run.workflow_file() == Some(file))
                && workflow
                    .event
                    .as_deref()
                    .is_none_or(|wanted| wanted == event)
        };
        self.workflows
            .iter()
            .find(fits)
            .map(|workflow| kind(workflow.role))
    }

    /// What to ask for, so that no run of interest is missed.
    pub(super) fn sources(&self) -> Vec<Source> {
        let every = |event: &str, kind| Source {
            workflow: None,
            event: Some(event.to_owned()),
            kind,
        };
        if self.workflows.is_empty() {
            return vec![
                every("schedule", Kind::Nightly),
                every("pull_request", Kind::Prs),
                every("pull_request_target", Kind::Prs),
            ];
        }
        let each = self.workflows.iter().map(|workflow| Source {
            workflow: workflow.file.clone(),
            event: workflow.event.clone(),
            kind: kind(workflow.role),
        });
        each.collect()
    }
}

fn kind(role: Role) -> Kind {
    match role {
        Role::PullRequest => Kind::Prs,
        _ => Kind::Nightly,
    }
}
