//! A JSON value to a [`Config`], field by field. Unknown fields are ignored, missing ones keep
//! their default, a value that stands twice counts as it stood last.

use super::node::{Node, Read, wrong};
use super::types::{
    Category, Config, Counterpart, Limits, Owner, Project, Rename, Required, RequiredFrom, Role,
    Steps, Thresholds, Workflow,
};

/// Reads the whole configuration; what is out of range is not looked at.
pub(super) fn config(node: &Node, out: &mut Config) -> Read {
    node.fields("", &mut |key, value, at| match key {
        "version" => value.count(at, &mut out.version),
        "title" => value.text(at, &mut out.title),
        "projects" => value.list(at, &mut out.projects, project),
        "owners" => value.list(at, &mut out.owners, owner),
        "categories" => value.list(at, &mut out.categories, category),
        "dimensions" => {
            out.dimensions.clear();
            value.fields(at, &mut |key, value, at| {
                value.texts(at, out.dimensions.entry(key.to_owned()).or_default())
            })
        }
        "renames" => value.list(at, &mut out.renames, rename),
        "counterparts" => value.list(at, &mut out.counterparts, counterpart),
        "steps" => steps(value, at, &mut out.steps),
        "required" => required(value, at, &mut out.required),
        "thresholds" => thresholds(value, at, &mut out.thresholds),
        "runs" => value.count(at, &mut out.runs),
        "data" => value.texts(at, &mut out.data),
        "link_hosts" => value.texts(at, &mut out.link_hosts),
        "limits" => limits(value, at, &mut out.limits),
        "stale_after_hours" => value.count(at, &mut out.stale_after_hours),
        "offline" => value.flag(at, &mut out.offline),
        _ => Ok(()),
    })
}

fn project(node: &Node, at: &str, out: &mut Project) -> Read {
    node.fields(at, &mut |key, value, at| match key {
        "id" => value.text(at, &mut out.id),
        "name" => value.text(at, &mut out.name),
        "repository" => value.text(at, &mut out.repository),
        "workflows" => value.list(at, &mut out.workflows, workflow),
        _ => Ok(()),
    })
}

fn workflow(node: &Node, at: &str, out: &mut Workflow) -> Read {
    node.fields(at, &mut |key, value, at| match key {
        "file" => value.text_or_null(at, &mut out.file),
        "event" => value.text_or_null(at, &mut out.event),
        "role" => {
            out.role = match value.as_text() {
                Some("nightly") => Role::Nightly,
                Some("pull-request") => Role::PullRequest,
                _ => return wrong(at, "nightly or pull-request"),
            };
            Ok(())
        }
        _ => Ok(()),
    })
}

fn owner(node: &Node, at: &str, out: &mut Owner) -> Read {
    node.fields(at, &mut |key, value, at| match key {
        "patterns" => value.texts(at, &mut out.patterns),
        "group" => value.text(at, &mut out.group),
        "github" => value.texts(at, &mut out.github),
        "chat" => value.text_or_null(at, &mut out.chat),
        _ => Ok(()),
    })
}

fn category(node: &Node, at: &str, out: &mut Category) -> Read {
    node.fields(at, &mut |key, value, at| match key {
        "name" => value.text(at, &mut out.name),
        "patterns" => value.texts(at, &mut out.patterns),
        _ => Ok(()),
    })
}

fn rename(node: &Node, at: &str, out: &mut Rename) -> Read {
    node.fields(at, &mut |key, value, at| match key {
        "from" => value.text(at, &mut out.from),
        "to" => value.text(at, &mut out.to),
        _ => Ok(()),
    })
}

fn counterpart(node: &Node, at: &str, out: &mut Counterpart) -> Read {
    node.fields(at, &mut |key, value, at| match key {
        "nightly" => value.text(at, &mut out.nightly),
        "pull_request" => value.text(at, &mut out.pull_request),
        _ => Ok(()),
    })
}

fn steps(node: &Node, at: &str, out: &mut Steps) -> Read {
    node.fields(at, &mut |key, value, at| match key {
        "setup" => value.texts(at, &mut out.setup),
        "test" => value.texts(at, &mut out.test),
        _ => Ok(()),
    })
}

fn required(node: &Node, at: &str, out: &mut Required) -> Read {
    node.fields(at, &mut |key, value, at| match key {
        "from" => {
            out.from = match value.as_text() {
                Some("data") => RequiredFrom::Data,
                Some("branch-protection") => RequiredFrom::BranchProtection,
                Some("gatekeeper") => RequiredFrom::Gatekeeper,
                Some("list") => RequiredFrom::List,
                _ => return wrong(at, "data, branch-protection, gatekeeper or list"),
            };
            Ok(())
        }
        "file" => value.text_or_null(at, &mut out.file),
        "jobs" => value.texts(at, &mut out.jobs),
        _ => Ok(()),
    })
}

fn thresholds(node: &Node, at: &str, out: &mut Thresholds) -> Read {
    node.fields(at, &mut |key, value, at| match key {
        "flake_window_days" => value.count(at, &mut out.flake_window_days),
        "flake_min" => value.count(at, &mut out.flake_min),
        "promotion_runs" => value.count(at, &mut out.promotion_runs),
        "demotion_failed_runs" => value.count(at, &mut out.demotion_failed_runs),
        "demotion_flake_rate" => value.decimal(at, &mut out.demotion_flake_rate),
        _ => Ok(()),
    })
}

fn limits(node: &Node, at: &str, out: &mut Limits) -> Read {
    node.fields(at, &mut |key, value, at| match key {
        "max_bytes" => value.whole(at, &mut out.max_bytes),
        _ => Ok(()),
    })
}
