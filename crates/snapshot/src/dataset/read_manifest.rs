//! A JSON value to a [`Manifest`]. What cannot be used is left out and told.

use super::facts::{Commit, CommitRange, Project, Source};
use super::look::{Look, number};
use super::manifest::{Coverage, Manifest, Required, ShardInfo};
use crate::config::{self, Node};
use crate::issue::IssueList;
use crate::{Issue, Kind, codes};

/// Reads a manifest. `source` names the file in messages; issues of the configuration in it come
/// back apart, as it checks itself.
pub(super) fn manifest(
    node: &Node,
    source: &str,
    issues: &mut IssueList,
) -> (Manifest, Vec<Issue>) {
    let (config, config_issues) = read_config(node, source);
    let mut look = Look { issues, source };
    let mut out = Manifest {
        source: source.to_owned(),
        generated_at: look.whole(node, "generated_at"),
        tool: look.text(node, "tool"),
        config,
        ..Manifest::default()
    };
    for item in look.list(node, "projects") {
        let project = Project {
            id: look.text(item, "id"),
            name: look.text(item, "name"),
            repository: look.text(item, "repository"),
        };
        out.projects.push(project);
    }
    for item in look.list(node, "coverage") {
        out.coverage.extend(coverage(&mut look, item));
    }
    for item in look.list(node, "required") {
        let set = Required {
            id: look.text(item, "id"),
            project: look.text(item, "project"),
            source: look.text(item, "source"),
            at: look.whole(item, "at").unwrap_or_default(),
            jobs: look.texts(item, "jobs"),
        };
        out.required.push(set);
    }
    for item in look.list(node, "commits") {
        out.commits.push(commits(&mut look, item));
    }
    for item in look.list(node, "shards") {
        out.shards.extend(shard(&mut look, item));
    }
    for item in look.list(node, "retired") {
        let at = look.whole(item, "at").unwrap_or_default();
        out.retired.push((look.text(item, "file"), at));
    }
    (out, config_issues)
}

fn read_config(node: &Node, source: &str) -> (Option<config::Config>, Vec<Issue>) {
    let Some(found) = node.get("config").filter(|n| !matches!(n, Node::Null)) else {
        return (None, Vec::new());
    };
    match config::from_node(found, source) {
        Ok((config, issues)) => (Some(config), issues),
        Err(err) => {
            let message = format!("the configuration in it is not used: failed to {err}");
            (
                None,
                vec![Issue::new(codes::CONFIG_INVALID, source, message)],
            )
        }
    }
}

/// A kind; none of a later version is guessed at.
fn kind(look: &mut Look<'_>, item: &Node) -> Option<Kind> {
    let word = look.text(item, "kind");
    let found = [Kind::Nightly, Kind::Prs]
        .into_iter()
        .find(|k| k.as_str() == word);
    if found.is_none() {
        let place = format!("{}, field `kind`", look.source);
        let message = format!("an entry of the unknown kind `{word}` was left out");
        look.issues.push(codes::UNKNOWN_WORD, || (place, message));
    }
    found
}

fn coverage(look: &mut Look<'_>, item: &Node) -> Option<Coverage> {
    Some(Coverage {
        source: Source {
            project: look.text(item, "project"),
            workflow: look.text(item, "workflow"),
            kind: kind(look, item)?,
        },
        first_day: look.whole(item, "first_day")?,
        days: look.text(item, "days"),
    })
}

fn commits(look: &mut Look<'_>, item: &Node) -> CommitRange {
    let titles = look.texts(item, "title");
    let authors = look.texts(item, "author");
    let pulls = look.list(item, "pull");
    let times = look.list(item, "time");
    let commit = |(i, sha): (usize, String)| Commit {
        sha,
        title: titles.get(i).cloned().unwrap_or_default(),
        author: authors.get(i).filter(|a| !a.is_empty()).cloned(),
        pull_request: pulls
            .get(i)
            .and_then(number)
            .and_then(|n| u64::try_from(n).ok()),
        time: times.get(i).and_then(number),
    };
    CommitRange {
        project: look.text(item, "project"),
        base: look.text(item, "base"),
        head: look.text(item, "head"),
        commits: look
            .texts(item, "sha")
            .into_iter()
            .enumerate()
            .map(commit)
            .collect(),
    }
}

fn shard(look: &mut Look<'_>, item: &Node) -> Option<ShardInfo> {
    let file = look.text(item, "file");
    if !is_inside(&file) {
        let place = format!("{}, field `shards`", look.source);
        let message = "a shard outside of the data set's folder was left out".to_owned();
        look.issues.push(codes::BAD_REFERENCE, || (place, message));
        return None;
    }
    Some(ShardInfo {
        file,
        sha256: look.text(item, "sha256"),
        kind: kind(look, item)?,
        from: look.whole(item, "from").unwrap_or_default(),
        to: look.whole(item, "to").unwrap_or_default(),
        runs: look.count(item, "runs"),
        jobs: look.count(item, "jobs"),
        results: look.count(item, "results"),
        bytes: look.count(item, "bytes"),
    })
}

/// Whether a place is a plain path below the manifest's folder.
fn is_inside(file: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    file.split('/').all(plain)
}
