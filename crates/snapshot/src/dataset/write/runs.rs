//! Runs as columns, and the pull requests that they belong to.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::shard::{RunRows, Tables, bits, index, letters};
use crate::dataset::History;
use crate::dataset::rows::{PullRequest, Run};

/// What a shard says of its runs.
pub(super) struct RunColumns {
    pub(super) runs: Columns,
    /// Pull requests of each run, one run behind the other.
    pub(super) run_pulls: Vec<Option<i64>>,
    pub(super) pulls: Columns,
}

/// The columns of runs, the pull requests of each, and the table of these.
pub(super) fn columns<'a>(
    history: &'a History,
    runs: &'a [RunRows<'a>],
    tables: &mut Tables<'a>,
) -> RunColumns {
    let mut places: BTreeMap<(&str, u64), i64> = BTreeMap::new();
    for run in runs.iter().map(|r| r.run) {
        for number in &run.pull_requests {
            places.insert((&run.key.project, *number), 0);
        }
    }
    places.values_mut().zip(0..).for_each(|(at, i)| *at = i);
    let mut run_pulls = Vec::new();
    for run in runs.iter().map(|r| r.run) {
        for number in &run.pull_requests {
            run_pulls.push(places.get(&(run.key.project.as_str(), *number)).copied());
        }
    }
    let mut out = Columns::default();
    numbers(runs, tables, &mut out);
    texts(history, runs, tables, &mut out);
    if !run_pulls.is_empty() {
        let counts = runs.iter().map(|r| Some(index(r.run.pull_requests.len())));
        out.whole("pulls", &counts.collect::<Vec<_>>());
    }
    RunColumns {
        runs: out,
        run_pulls,
        pulls: pull_section(history, &places, &tables.projects),
    }
}

/// Ids, numbers and times.
fn numbers(runs: &[RunRows<'_>], tables: &Tables<'_>, out: &mut Columns) {
    let column = |value: &dyn Fn(&Run) -> Option<i64>| -> Vec<Option<i64>> {
        runs.iter().map(|r| value(r.run)).collect()
    };
    let workflow = |run: &Run| {
        let key = (run.key.project.as_str(), run.workflow.as_str());
        tables.workflows.get(&key).copied()
    };
    out.whole("workflow", &column(&workflow));
    out.differences("id", &column(&|run| Some(bits(run.key.id))));
    out.differences("number", &column(&|run| run.number.map(bits)));
    out.whole("attempt", &column(&|run| Some(i64::from(run.run_attempt))));
    out.differences("created", &column(&|run| Some(run.created_at)));
    let since = |run: &Run, time: Option<i64>| time.map(|t| t.saturating_sub(run.created_at));
    out.whole("started", &column(&|run| since(run, run.started_at)));
    out.whole("updated", &column(&|run| since(run, run.updated_at)));
}

/// Words and references to texts.
fn texts<'a>(
    history: &'a History,
    runs: &'a [RunRows<'a>],
    tables: &mut Tables<'a>,
    out: &mut Columns,
) {
    let words = runs.iter().map(|r| r.run);
    let words = words.map(|run| (run.status.as_str(), run.conclusion.as_deref()));
    let (letters, odd) = letters(words);
    out.letters("letter", &letters);
    out.texts("odd", &odd);
    let mut text = |value: &dyn Fn(&'a Run) -> Option<&'a str>| -> Vec<Option<i64>> {
        let at = |r: &'a RunRows<'a>| tables.texts.at_some(value(r.run));
        runs.iter().map(at).collect()
    };
    let event = text(&|run| Some(run.event.as_str()).filter(|e| !e.is_empty()));
    let branch = text(&|run| run.branch.as_deref());
    let required = text(&|run| history.required_of(run));
    out.whole("event", &event);
    out.whole("branch", &branch);
    out.whole("required", &required);
    let heads = runs.iter().map(|r| r.run.head_sha.as_deref());
    let heads: Vec<&str> = heads.map(Option::unwrap_or_default).collect();
    out.texts("head", &heads);
    if runs.iter().any(|r| r.run.partial) {
        let partial = runs.iter().map(|r| if r.run.partial { 'p' } else { '.' });
        out.letters("partial", &partial.collect::<String>());
    }
}

fn pull_section(
    history: &History,
    pulls: &BTreeMap<(&str, u64), i64>,
    projects: &[&str],
) -> Columns {
    let known = |key: &(&str, u64)| history.pull_request(key.0, key.1);
    let project = |key: &(&str, u64)| projects.iter().position(|p| *p == key.0).map(index);
    let mut out = Columns::default();
    let numbers: Vec<_> = pulls.keys().map(|key| Some(bits(key.1))).collect();
    out.whole("number", &numbers);
    out.whole("project", &pulls.keys().map(project).collect::<Vec<_>>());
    let text = |value: fn(&PullRequest) -> &str| -> Vec<&str> {
        pulls
            .keys()
            .map(|key| known(key).map_or("", value))
            .collect()
    };
    out.texts("title", &text(|pull| &pull.title));
    out.texts(
        "author",
        &text(|pull| pull.author.as_deref().unwrap_or_default()),
    );
    let merged = pulls
        .keys()
        .map(|key| match known(key).and_then(|p| p.merged) {
            Some(true) => 'y',
            Some(false) => 'n',
            None => '.',
        });
    let merged: String = merged.collect();
    if merged.contains(['y', 'n']) {
        out.letters("merged", &merged);
    }
    let updated = pulls
        .keys()
        .map(|key| known(key).and_then(|p| p.updated_at));
    out.whole("updated", &updated.collect::<Vec<_>>());
    out
}
