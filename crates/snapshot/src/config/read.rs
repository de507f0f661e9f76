//! A JSON value to a [`Config`], field by field. Unknown fields are ignored, missing ones keep
//! their default, a key that stands twice counts as it stood last.

use super::node::{Node, Wrong, wrong};
use super::types::{
    Category, Config, Counterpart, Limits, Owner, Project, Rename, Required, RequiredFrom, Role,
    Steps, Thresholds, Workflow,
};

type Read<T> = Result<T, Wrong>;

/// Reads the whole configuration; what is out of range is not looked at.
pub(super) fn config(node: &Node) -> Read<Config> {
    let mut out = Config::default();
    node.fields("", &mut |key, value, at| {
        match key {
            "version" => out.version = value.count(at)?,
            "title" => out.title = value.text(at)?,
            "projects" => out.projects = value.list(at, project)?,
            "owners" => out.owners = value.list(at, owner)?,
            "categories" => out.categories = value.list(at, category)?,
            "dimensions" => {
                out.dimensions.clear();
                value.fields(at, &mut |dimension, values, at| {
                    let values = values.texts(at)?;
                    out.dimensions.insert(dimension.to_owned(), values);
                    Ok(())
                })?;
            }
            "renames" => out.renames = value.list(at, rename)?,
            "counterparts" => out.counterparts = value.list(at, counterpart)?,
            "steps" => out.steps = steps(value, at)?,
            "required" => out.required = required(value, at)?,
            "thresholds" => out.thresholds = thresholds(value, at)?,
            "runs" => out.runs = value.count(at)?,
            "data" => out.data = value.texts(at)?,
            "link_hosts" => out.link_hosts = value.texts(at)?,
            "limits" => out.limits = limits(value, at)?,
            "stale_after_hours" => out.stale_after_hours = value.count(at)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(out)
}

fn project(node: &Node, at: &str) -> Read<Project> {
    let mut out = Project::default();
    node.fields(at, &mut |key, value, at| {
        match key {
            "id" => out.id = value.text(at)?,
            "name" => out.name = value.text(at)?,
            "repository" => out.repository = value.text(at)?,
            "workflows" => out.workflows = value.list(at, workflow)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(out)
}

fn workflow(node: &Node, at: &str) -> Read<Workflow> {
    let mut out = Workflow::default();
    node.fields(at, &mut |key, value, at| {
        match key {
            "file" => out.file = value.text_or_null(at)?,
            "event" => out.event = value.text_or_null(at)?,
            "role" => {
                out.role = match value.text(at)?.as_str() {
                    "nightly" => Role::Nightly,
                    "pull-request" => Role::PullRequest,
                    _ => return wrong(at, "nightly or pull-request"),
                };
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(out)
}

fn owner(node: &Node, at: &str) -> Read<Owner> {
    let mut out = Owner::default();
    node.fields(at, &mut |key, value, at| {
        match key {
            "patterns" => out.patterns = value.texts(at)?,
            "group" => out.group = value.text(at)?,
            "github" => out.github = value.texts(at)?,
            "chat" => out.chat = value.text_or_null(at)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(out)
}

fn category(node: &Node, at: &str) -> Read<Category> {
    let mut out = Category::default();
    node.fields(at, &mut |key, value, at| {
        match key {
            "name" => out.name = value.text(at)?,
            "patterns" => out.patterns = value.texts(at)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(out)
}

fn rename(node: &Node, at: &str) -> Read<Rename> {
    let (from, to) = pair(node, at, ["from", "to"])?;
    Ok(Rename { from, to })
}

fn counterpart(node: &Node, at: &str) -> Read<Counterpart> {
    let (nightly, pull_request) = pair(node, at, ["nightly", "pull_request"])?;
    Ok(Counterpart {
        nightly,
        pull_request,
    })
}

/// The texts of two keys, empty where they are missing.
fn pair(node: &Node, at: &str, [first, second]: [&str; 2]) -> Read<(String, String)> {
    let mut out = (String::new(), String::new());
    node.fields(at, &mut |key, value, at| {
        if key == first {
            out.0 = value.text(at)?;
        } else if key == second {
            out.1 = value.text(at)?;
        }
        Ok(())
    })?;
    Ok(out)
}

fn steps(node: &Node, at: &str) -> Read<Steps> {
    let mut out = Steps::default();
    node.fields(at, &mut |key, value, at| {
        match key {
            "setup" => out.setup = value.texts(at)?,
            "test" => out.test = value.texts(at)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(out)
}

fn required(node: &Node, at: &str) -> Read<Required> {
    let mut out = Required::default();
    node.fields(at, &mut |key, value, at| {
        match key {
            "from" => {
                out.from = match value.text(at)?.as_str() {
                    "data" => RequiredFrom::Data,
                    "branch-protection" => RequiredFrom::BranchProtection,
                    "gatekeeper" => RequiredFrom::Gatekeeper,
                    "list" => RequiredFrom::List,
                    _ => return wrong(at, "data, branch-protection, gatekeeper or list"),
                };
            }
            "file" => out.file = value.text_or_null(at)?,
            "jobs" => out.jobs = value.texts(at)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(out)
}

fn thresholds(node: &Node, at: &str) -> Read<Thresholds> {
    let mut out = Thresholds::default();
    node.fields(at, &mut |key, value, at| {
        match key {
            "flake_window_days" => out.flake_window_days = value.count(at)?,
            "flake_min" => out.flake_min = value.count(at)?,
            "promotion_runs" => out.promotion_runs = value.count(at)?,
            "demotion_failed_runs" => out.demotion_failed_runs = value.count(at)?,
            "demotion_flake_rate" => out.demotion_flake_rate = value.decimal(at)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(out)
}

fn limits(node: &Node, at: &str) -> Read<Limits> {
    let mut out = Limits::default();
    node.fields(at, &mut |key, value, at| {
        if key == "max_bytes" {
            out.max_bytes = value.whole(at)?;
        }
        Ok(())
    })?;
    Ok(out)
}
