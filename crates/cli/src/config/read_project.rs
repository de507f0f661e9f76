//! Projects and their workflows.

use tailorbird_snapshot::config::{Project, Role, Workflow};

use super::check;
use super::node::{Item, Notes, Table};
use super::read::{must, patterns, required};
use super::settings::Settings;

/// All projects: `[[projects]]`, or the one of `repository` alone.
pub(super) fn projects<'a>(notes: &mut Notes<'a>, root: &Table<'a>, out: &mut Settings) {
    let list = match root.get("projects") {
        Some(item) => notes.list(&item),
        None => Vec::new(),
    };
    if let Some(item) = root.get("repository") {
        if !list.is_empty() {
            let remedy = "write it inside of [[projects]] only";
            notes.wrong(&item, "it is given beside projects", remedy);
        } else if let Some(repository) = notes.text(&item)
            && check::repository(notes, &item, &repository)
        {
            let mut project = Project::default();
            project.id = Project::id_of(&repository);
            project.repository = repository;
            out.config.projects.push(project);
        }
    }
    for item in list {
        project(notes, &item, out);
    }
}

fn project<'a>(notes: &mut Notes<'a>, item: &Item<'a>, out: &mut Settings) {
    let keys = ["id", "name", "repository", "workflows", "required"];
    let Some(table) = notes.table(item, &keys) else {
        return;
    };
    let mut project = Project::default();
    project.repository = must(notes, &table, "repository").unwrap_or_default();
    if let Some(item) = table.get("repository")
        && !project.repository.is_empty()
    {
        check::repository(notes, &item, &project.repository);
    }
    project.id = match table.get("id") {
        Some(item) => {
            let id = notes.text(&item).unwrap_or_default();
            check::id(notes, &item, &id);
            id
        }
        None => Project::id_of(&project.repository),
    };
    let known = &out.config.projects;
    check::unique(notes, &table, "id", &project.id, || {
        known.iter().any(|other| other.id == project.id)
    });
    if let Some(name) = table.get("name").and_then(|item| notes.text(&item)) {
        project.name = name;
    }
    if let Some(item) = table.get("workflows") {
        for item in notes.list(&item) {
            if let Some((workflow, jobs)) = workflow(notes, &item) {
                if let (Some(file), false) = (&workflow.file, jobs.is_empty()) {
                    let key = (project.id.clone(), file.clone());
                    out.workflow_jobs.entry(key).or_default().extend(jobs);
                }
                project.workflows.push(workflow);
            }
        }
    }
    if let Some(item) = table.get("required") {
        let required = required(notes, &item);
        out.required.insert(project.id.clone(), required);
    }
    out.config.projects.push(project);
}

/// A workflow, and the patterns of the jobs that belong to it.
fn workflow<'a>(notes: &mut Notes<'a>, item: &Item<'a>) -> Option<(Workflow, Vec<String>)> {
    let table = notes.table(item, &["file", "event", "role", "jobs"])?;
    let mut workflow = Workflow::default();
    if let Some(item) = table.get("file") {
        let file = notes.text(&item);
        workflow.file = file.filter(|file| check::workflow_file(notes, &item, file));
    }
    if let Some(item) = table.get("event") {
        let event = notes.text(&item);
        workflow.event = event.filter(|event| check::event(notes, &item, event));
    }
    if table.get("file").is_none() && table.get("event").is_none() {
        let (span, at) = table.here();
        let remedy = "add file = \"ci.yaml\" or event = \"schedule\"";
        notes.add(span, at, "it names no workflow", remedy);
    }
    let role = table.get("role").map(|item| (notes.text(&item), item));
    match (&role, workflow.event.as_deref()) {
        (Some((Some(word), item)), _) => match &**word {
            "nightly" => workflow.role = Role::Nightly,
            "pull-request" => workflow.role = Role::PullRequest,
            _ => {
                let message = format!("`{word}` is no role");
                notes.wrong(item, &message, "write nightly or pull-request");
            }
        },
        (None, Some("schedule")) => workflow.role = Role::Nightly,
        (None, Some("pull_request" | "pull_request_target")) => {
            workflow.role = Role::PullRequest;
        }
        (None, _) => {
            let (span, at) = table.here();
            let remedy = "add role = \"nightly\" or role = \"pull-request\"";
            notes.add(span, at, "nothing says what its runs are", remedy);
        }
        (Some((None, _)), _) => {}
    }
    let jobs = patterns(notes, &table, "jobs");
    if let Some(item) = table.get("jobs")
        && workflow.file.is_none()
    {
        let remedy = "add file = \"…\" beside it";
        notes.wrong(&item, "jobs belong to a workflow's file", remedy);
    }
    Some((workflow, jobs))
}
