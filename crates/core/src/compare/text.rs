//! A comparison as JSON and as Markdown.

use serde_json::{Value, json};
use tailorbird_snapshot::Outcome;

use super::diff::Diff;
use super::find::RunAt;
use crate::format::{markdown_cell, percent, plural};
use crate::stats::ResultCounts;
use crate::store::{SeriesIdx, Store};

/// The comparison as one object: names of jobs by what became of them.
#[must_use]
pub fn json(store: &Store, base: RunAt, head: RunAt, diff: &Diff) -> Value {
    let names = |list: &[SeriesIdx]| -> Vec<Value> {
        list.iter()
            .filter_map(|at| {
                Some(json!({"id": store.series(*at)?.id().to_string(),
                "name": store.series(*at)?.name}))
            })
            .collect()
    };
    let run = |at: RunAt, counts: &ResultCounts| {
        let info = at.info(store);
        json!({
            "workflow": store.axis(at.axis).map(|axis| axis.workflow.as_str()),
            "number": info.map(|run| run.number), "id": info.and_then(|run| run.id),
            "created_at": info.and_then(|run| run.created_at),
            "head_sha": info.and_then(|run| run.head_sha.as_deref()),
            "passed": counts.passed, "failed": counts.failed, "skipped": counts.skipped,
            "cancelled": counts.cancelled, "running": counts.running, "unknown": counts.unknown,
        })
    };
    let changed = diff.changed.iter().filter_map(|(at, then, now)| {
        Some(json!({"name": store.series(*at)?.name, "base": then.as_str(), "head": now.as_str()}))
    });
    let renamed = diff.renamed.iter().filter_map(|(old, new)| {
        Some(json!({"from": store.series(*old)?.name, "to": store.series(*new)?.name}))
    });
    json!({
        "format": 1,
        "base": run(base, &diff.base),
        "head": run(head, &diff.head),
        "newly_failing": names(&diff.newly_failing),
        "fixed": names(&diff.fixed),
        "still_failing": names(&diff.still_failing),
        "changed": changed.collect::<Vec<_>>(),
        "new": names(&diff.new),
        "gone": names(&diff.gone),
        "renamed": renamed.collect::<Vec<_>>(),
    })
}

/// A job that differs: what became of it, its name, result then and now where it is in both runs.
pub type Row<'a> = (&'static str, &'a str, Option<Outcome>, Option<Outcome>);

/// All jobs that differ, and those that failed in both runs, line by line: newly failing first.
#[must_use]
pub fn rows<'a>(store: &'a Store, diff: &Diff) -> Vec<Row<'a>> {
    const P: Option<Outcome> = Some(Outcome::Passed);
    const F: Option<Outcome> = Some(Outcome::Failed);
    let lists: [(&str, &[SeriesIdx], _, _); 3] = [
        ("newly failing", &diff.newly_failing, P, F),
        ("fixed", &diff.fixed, F, P),
        ("still failing", &diff.still_failing, F, F),
    ];
    let mut all: Vec<(&str, SeriesIdx, _, _)> = Vec::new();
    for (what, list, then, now) in lists {
        all.extend(list.iter().map(|at| (what, *at, then, now)));
    }
    let changed = diff.changed.iter();
    all.extend(changed.map(|(at, then, now)| ("other result", *at, Some(*then), Some(*now))));
    all.extend(diff.new.iter().map(|at| ("new", *at, None, None)));
    all.extend(diff.gone.iter().map(|at| ("gone", *at, None, None)));
    let named = |(what, at, then, now)| Some((what, store.series(at)?.name.as_str(), then, now));
    all.into_iter().filter_map(named).collect()
}

/// The comparison for an issue or a chat.
#[must_use]
pub fn markdown(store: &Store, base: RunAt, head: RunAt, diff: &Diff) -> String {
    let workflow = store
        .axis(head.axis)
        .map_or("", |axis| axis.workflow.as_str());
    let number = |at: RunAt| at.info(store).map_or(0, |run| run.number);
    let counts = |counts: &ResultCounts| {
        format!(
            "{} passed, {} failed ({})",
            counts.passed,
            counts.failed,
            percent(counts.pass_rate())
        )
    };
    let mut out = format!(
        "## {}: run {} against {}\n\n{}, before {}.\n",
        markdown_cell(workflow),
        number(head),
        number(base),
        counts(&diff.head),
        counts(&diff.base),
    );
    let name = |at: SeriesIdx| {
        store
            .series(at)
            .map_or(String::new(), |s| markdown_cell(&s.name))
    };
    let mut list = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let jobs = plural(lines.len() as u64, "job", "jobs");
            out.push_str(&format!("\n### {title}: {jobs}\n\n"));
            out.extend(lines.iter().map(|line| format!("- {line}\n")));
        }
    };
    let names = |jobs: &[SeriesIdx]| jobs.iter().map(|at| name(*at)).collect::<Vec<_>>();
    list("Newly failing", names(&diff.newly_failing));
    list("Fixed", names(&diff.fixed));
    list("Still failing", names(&diff.still_failing));
    let changed = diff.changed.iter();
    let changed = changed
        .map(|(at, then, now)| format!("{}: {}, now {}", name(*at), then.as_str(), now.as_str()));
    list("Other results", changed.collect());
    let renamed = diff.renamed.iter();
    let renamed = renamed.map(|(old, new)| format!("{} → {}", name(*old), name(*new)));
    list("Probably renamed", renamed.collect());
    list("New", names(&diff.new));
    list("Gone", names(&diff.gone));
    out
}
