//! Where a row belongs that does not say it: project, repository, workflow.

use std::collections::BTreeMap;

use tailorbird_core::names::Pattern;
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::config::Role;

use super::known;
use super::open::Options;
use super::row::Row;
use crate::config::Settings;

/// A workflow's file, its kind and the jobs that are told to belong to it.
struct Rule {
    file: String,
    kind: Kind,
    /// None: it is the only one of its kind, and all belong to it.
    jobs: Option<Vec<Pattern>>,
}

/// Answers from the configuration first, then from what is known of published files.
pub(super) struct Places<'a> {
    settings: &'a Settings,
    options: &'a Options,
    rules: BTreeMap<&'a str, Vec<Rule>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(settings: &'a Settings, options: &'a Options) -> Self {
        let mut rules: BTreeMap<&str, Vec<Rule>> = BTreeMap::new();
        for project in &settings.config.projects {
            for workflow in &project.workflows {
                let Some(file) = &workflow.file else {
                    continue;
                };
                let alone = project.workflows.iter().filter(|w| w.role == workflow.role);
                let alone = alone.count() == 1;
                let key = (project.id.clone(), file.clone());
                let jobs = settings.workflow_jobs.get(&key).map(|texts| {
                    let patterns = texts.iter().filter_map(|text| Pattern::new(text).ok());
                    patterns.collect()
                });
                if alone || jobs.is_some() {
                    rules.entry(&project.id).or_default().push(Rule {
                        file: file.clone(),
                        kind: match workflow.role {
                            Role::PullRequest => Kind::Prs,
                            _ => Kind::Nightly,
                        },
                        jobs,
                    });
                }
            }
        }
        Self {
            settings,
            options,
            rules,
        }
    }

    /// The project. None: nothing tells it.
    pub(super) fn project(&self, row: &Row) -> Option<String> {
        let told = row.project.clone().or_else(|| self.options.project.clone());
        let projects = &self.settings.config.projects;
        let by_repository = || {
            let found = projects
                .iter()
                .find(|p| row.repository.as_ref() == Some(&p.repository));
            found.map(|project| project.id.clone())
        };
        let only = || match projects.as_slice() {
            [one] => Some(one.id.clone()),
            _ => None,
        };
        let by_known = || {
            let known = known::project_of(row.repository.as_deref()?);
            known.map(str::to_owned)
        };
        let by_name = || known::project(&row.job).map(str::to_owned);
        let named = || {
            let name = row.repository.as_deref()?.rsplit('/').next()?;
            Some(name.to_ascii_lowercase())
        };
        told.or_else(by_repository)
            .or_else(by_known)
            .or_else(by_name)
            .or_else(only)
            .or_else(named)
    }

    /// Name and repository of a project, empty where unknown.
    pub(super) fn described(&self, project: &str, row: &Row) -> (String, String) {
        let configured = self.settings.project(project);
        let name = configured.map_or("", |p| &*p.name);
        let repository = configured
            .map(|p| &*p.repository)
            .filter(|text| !text.is_empty())
            .or(row.repository.as_deref())
            .or_else(|| known::repository(project))
            .unwrap_or_default();
        (name.to_owned(), repository.to_owned())
    }

    /// The workflow of a row: its file where that is known, else `nightly` or `prs`.
    pub(super) fn workflow(&self, project: &str, repository: &str, row: &Row) -> String {
        if let Some(told) = &row.workflow {
            return told.clone();
        }
        let kind = row.kind();
        let job = row.job.split_whitespace().collect::<Vec<_>>().join(" ");
        let rules = self.rules.get(project).into_iter().flatten();
        let fits = |rule: &&Rule| {
            let jobs = rule.jobs.as_ref();
            rule.kind == kind && jobs.is_none_or(|jobs| jobs.iter().any(|p| p.matches(&job)))
        };
        let found = { rules }.find(fits).map(|rule| &*rule.file);
        found
            .or_else(|| known::workflow(repository, kind, &job))
            .unwrap_or(kind.as_str())
            .to_owned()
    }
}
