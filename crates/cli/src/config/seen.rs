//! Configured, never seen: what a configuration names and the results do not hold.

use tailorbird_core::names::Pattern;
use tailorbird_snapshot::{Issue, codes};

use super::Settings;

/// What results hold.
#[derive(Clone, Debug, Default)]
pub struct Seen<'a> {
    /// Full names of jobs.
    pub jobs: Vec<&'a str>,
    /// Ids of projects. Empty: the results name none, and projects are not looked for.
    pub projects: Vec<&'a str>,
    /// Project ids and workflow files. Empty: workflows are not looked for.
    pub workflows: Vec<(&'a str, &'a str)>,
}

/// An issue for each owner's and category's pattern, required job, rename, counterpart, project and
/// workflow that nothing in the results belongs to. A misspelt name looks just like a job that did
/// not run; this tells the two apart.
#[must_use]
pub fn never_seen(settings: &Settings, seen: &Seen<'_>) -> Vec<Issue> {
    let mut out = Vec::new();
    let mut add = |place: String, what: &str| {
        let message = format!("configured, never seen: {what}");
        out.push(Issue::new(codes::NEVER_SEEN, place, message));
    };
    let config = &settings.config;
    let matched = |text: &str| {
        // A pattern that does not compile is reported where the file is read.
        Pattern::checked(text).map_or(true, |p| seen.jobs.iter().any(|job| p.matches(job)))
    };
    for owner in &config.owners {
        for pattern in owner.patterns.iter().filter(|text| !matched(text)) {
            let what = format!("no job fits the pattern {pattern}");
            add(format!("config: owners: {}", owner.group), &what);
        }
    }
    for category in &config.categories {
        for pattern in category.patterns.iter().filter(|text| !matched(text)) {
            let what = format!("no job fits the pattern {pattern}");
            add(format!("config: categories: {}", category.name), &what);
        }
    }
    let required = settings.required.values().chain([&config.required]);
    for job in required.flat_map(|required| &required.jobs) {
        if !seen.jobs.contains(&&**job) {
            add(
                "config: required".to_owned(),
                &format!("no job is called {job}"),
            );
        }
    }
    for rename in &config.renames {
        let known = |name: &str| seen.jobs.contains(&name);
        if !known(&rename.from) && !known(&rename.to) {
            let what = format!("no job is or was called {}", rename.to);
            add(format!("config: renames: {}", rename.from), &what);
        }
    }
    for counterpart in &config.counterparts {
        for prefix in [&counterpart.nightly, &counterpart.pull_request] {
            if !seen.jobs.iter().any(|job| job.starts_with(&**prefix)) {
                let what = format!("no job begins with `{prefix}`");
                add("config: counterparts".to_owned(), &what);
            }
        }
    }
    projects(settings, seen, &mut add);
    out
}

/// Projects and workflows without a run.
fn projects(settings: &Settings, seen: &Seen<'_>, add: &mut dyn FnMut(String, &str)) {
    for project in &settings.config.projects {
        if seen.projects.is_empty() {
            break;
        }
        if !seen.projects.contains(&&*project.id) {
            add(format!("config: projects: {}", project.id), "it has no run");
            continue;
        }
        let files = project.workflows.iter().filter_map(|w| w.file.as_deref());
        for file in files.filter(|file| !seen.workflows.contains(&(&*project.id, file))) {
            if !seen.workflows.is_empty() {
                let place = format!("config: projects: {}", project.id);
                add(place, &format!("the workflow {file} has no run"));
            }
        }
    }
}
