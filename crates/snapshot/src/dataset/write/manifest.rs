//! Writes the manifest.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::columns::Columns;
use super::encode::Options;
use crate::dataset::{CommitRange, Covered, History, NEWEST_VERSION, ShardInfo, Source};

/// Days without a word about them after which another entry is begun.
const LONGEST_GAP: i32 = 366;

/// The manifest of these shards.
pub(super) fn manifest(history: &History, shards: &[ShardInfo], options: &Options) -> String {
    let projects = history
        .projects()
        .map(|p| json!({"id": p.id, "name": p.name, "repository": p.repository}));
    let required = history.required().map(|(id, set)| {
        json!({"id": id, "project": set.project, "source": set.source, "at": set.at, "jobs": set.jobs})
    });
    let shards = shards.iter().map(|s| {
        json!({"file": s.file, "sha256": s.sha256, "kind": s.kind.as_str(), "from": s.from, "to": s.to,
            "runs": s.runs, "jobs": s.jobs, "results": s.results, "bytes": s.bytes})
    });
    let retired = options
        .retired
        .iter()
        .map(|(file, at)| json!({"file": file, "at": at}));
    let mut out = Columns::default();
    out.json("format", "\"tailorbird-manifest\"");
    out.json("version", &NEWEST_VERSION.to_string());
    out.json("generated_at", &options.generated_at.to_string());
    out.json("tool", &Value::from(options.tool.as_str()).to_string());
    out.json("projects", &projects.collect::<Value>().to_string());
    out.json("shards", &shards.collect::<Value>().to_string());
    if !options.retired.is_empty() {
        out.json("retired", &retired.collect::<Value>().to_string());
    }
    out.json("coverage", &Value::from(coverage(history)).to_string());
    out.json("required", &required.collect::<Value>().to_string());
    out.json(
        "commits",
        &history
            .commits()
            .map(commits)
            .collect::<Value>()
            .to_string(),
    );
    let config = history.config().map(serde_json::to_value);
    if let Some(Ok(config)) = config {
        out.json("config", &config.to_string());
    }
    out.finish() + "\n"
}

/// A letter a day, from the first day that is told on.
fn coverage(history: &History) -> Vec<Value> {
    let mut sources: BTreeMap<&Source, Vec<(i32, String)>> = BTreeMap::new();
    for (source, day, covered) in history.coverage() {
        let letter = match covered {
            Covered::Complete => 'c',
            Covered::Partial => 'p',
            Covered::Nothing => 'n',
        };
        // Days come in rising order.
        let entries = sources.entry(source).or_default();
        let gap = entries.last().and_then(|(first, days)| {
            let next = i32::try_from(days.len()).ok()?.checked_add(*first)?;
            day.checked_sub(next).filter(|gap| *gap <= LONGEST_GAP)
        });
        match (gap, entries.last_mut()) {
            (Some(gap), Some((_, days))) => {
                days.extend(std::iter::repeat_n(
                    '-',
                    usize::try_from(gap).unwrap_or_default(),
                ));
                days.push(letter);
            }
            _ => entries.push((day, letter.to_string())),
        }
    }
    let entry = |(source, entries): (&Source, Vec<(i32, String)>)| {
        let value = |(first_day, days): (i32, String)| {
            json!({"project": source.project, "workflow": source.workflow,
                "kind": source.kind.as_str(), "first_day": first_day, "days": days})
        };
        entries.into_iter().map(value).collect::<Vec<_>>()
    };
    sources.into_iter().flat_map(entry).collect()
}

fn commits(range: &CommitRange) -> Value {
    let commits = &range.commits;
    json!({
        "project": range.project,
        "base": range.base,
        "head": range.head,
        "sha": commits.iter().map(|c| &c.sha).collect::<Vec<_>>(),
        "title": commits.iter().map(|c| &c.title).collect::<Vec<_>>(),
        "author": commits.iter().map(|c| &c.author).collect::<Vec<_>>(),
        "pull": commits.iter().map(|c| c.pull_request).collect::<Vec<_>>(),
        "time": commits.iter().map(|c| c.time).collect::<Vec<_>>(),
    })
}
