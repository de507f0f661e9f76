//! The view as values: figures of the job, and a row a run of the list.

use tailorbird_snapshot::{Kind, Verdict};

use super::build::{JobView, job};
use super::names::job_links;
use super::past::Counted;
use crate::format::{markdown_cell, plural};
use crate::view::detail::RunView;
use crate::view::sheet::{Sheet, Value};
use crate::view::sheets::Asking;

/// The sheet of the job that the address names; without one, of the jobs to choose from.
///
/// # Errors
/// Nothing is called so.
pub(in crate::view) fn sheet(asking: Asking<'_>) -> Result<Sheet, String> {
    let Some(named) = asking.query.job.as_deref() else {
        return Ok(choice(asking));
    };
    let view = job(asking, named);
    let view =
        view.ok_or_else(|| ["find a job `", named, "`: write its id or full name"].concat())?;
    Ok(of(&view))
}

fn choice(asking: Asking<'_>) -> Sheet {
    let links = job_links(asking);
    Sheet {
        view: "job",
        head: Vec::new(),
        facts: vec![
            ("listed", Value::Count(asking.table.rows.len() as u64)),
            ("shown", Value::Count(links.len() as u64)),
        ],
        columns: vec!["id", "job", "state"],
        rows: links
            .into_iter()
            .map(|link| {
                vec![
                    Value::Text(link.id),
                    Value::Text(link.name),
                    Value::Text(link.state_text),
                ]
            })
            .collect(),
    }
}

fn of(view: &JobView) -> Sheet {
    let detail = &view.detail;
    let suspect = detail.suspect.as_ref();
    let name = |run: Option<crate::store::RunName>| Value::text(run.map(|r| r.text(view.kind)));
    let count = |n: usize| Value::Count(n as u64);
    let longest = view.streaks.iter().map(|s| s.length).max();
    let mut facts = vec![
        ("listed", Value::Count(view.listed.into())),
        ("shown", Value::Count(view.shown.into())),
        ("id", Value::Text(view.id.clone())),
        ("job", Value::Text(view.name.clone())),
        ("kind", Value::Text(view.kind.as_str().to_owned())),
        ("required", Value::flag(view.required)),
        ("state", Value::Text(view.itself.state.word().to_owned())),
        ("state_text", Value::Text(view.itself.state_text.clone())),
        ("streak", Value::Count(view.streak.into())),
        ("open_ended", Value::Flag(detail.open_ended)),
        ("green_streak", Value::Count(view.green_streak.into())),
        ("broken_since", name(detail.broken_since)),
        ("broken_at", Value::time(view.broken_at)),
        ("broken_for_secs", Value::count(view.broken_for_secs)),
        ("last_good", name(detail.last_good)),
        (
            "good_sha",
            Value::text(suspect.map(|s| s.good_sha.as_str())),
        ),
        ("bad_sha", Value::text(suspect.map(|s| s.bad_sha.as_str()))),
        (
            "compare_url",
            Value::text(suspect.and_then(|s| s.url.as_deref())),
        ),
        (
            "commits",
            Value::count(suspect.map(|s| s.commits.len() as u64).filter(|n| *n > 0)),
        ),
        ("streaks", count(view.streaks.len())),
        ("longest_streak", Value::count(longest)),
        ("flakes", count(view.flakes.len())),
        ("failing_steps", counted(&view.steps, view.kind)),
        ("failing_tests", counted(&view.tests, view.kind)),
        (
            "runners",
            count(view.runners.iter().map(|one| one.machines).sum()),
        ),
    ];
    for figure in &view.figures {
        facts.push((figure.key, figure.whole.0.clone()));
    }
    for figure in &view.figures {
        facts.push((figure.window_key, figure.window.0.clone()));
    }
    let runs = detail
        .runs
        .iter()
        .filter(|run| run.verdict != Verdict::None);
    Sheet {
        view: "job",
        head: head(view),
        facts,
        columns: vec![
            "run",
            "number",
            "created_at",
            "verdict",
            "result",
            "attempts",
            "duration_secs",
            "failing_step",
            "failing_tests",
            "runner",
            "url",
        ],
        rows: runs
            .take(view.shown as usize)
            .map(|run| row(run, view.kind))
            .collect(),
    }
}

/// Its name, and where it stands.
fn head(view: &JobView) -> Vec<String> {
    let mut told = view.itself.state_text.clone();
    for (words, run) in [
        (", broken since ", view.detail.broken_since),
        (", last good ", view.detail.last_good),
    ] {
        if let Some(run) = run {
            told.push_str(words);
            told.push_str(&run.text(view.kind));
        }
    }
    told.push('.');
    vec![
        ["**", &markdown_cell(&view.name), "**"].concat(),
        String::new(),
        markdown_cell(&told),
    ]
}

fn row(run: &RunView, kind: Kind) -> Vec<Value> {
    let newest = run.attempts.first();
    let failed = run
        .attempts
        .iter()
        .find(|a| a.failing_step.is_some() || !a.failing_tests.is_empty());
    let tests = failed.map(|a| {
        let names = a.failing_tests.iter().map(|(_, name)| name.as_str());
        names.collect::<Vec<_>>().join("; ")
    });
    vec![
        Value::Text(run.name.text(kind)),
        Value::Count(run.name.number),
        Value::time(run.created_at),
        Value::Text(run.verdict.as_str().to_owned()),
        Value::text(run.result.map(|result| result.as_str())),
        Value::Count(run.attempts.len() as u64),
        Value::count(newest.and_then(|a| a.duration_secs)),
        Value::text(failed.and_then(|a| a.failing_step.as_deref())),
        Value::text(tests.filter(|text| !text.is_empty())),
        Value::text(newest.and_then(|a| a.runner.as_deref())),
        Value::text(newest.and_then(|a| a.url.as_deref())),
    ]
}

/// `Run tests: 12 runs; …`, most often first; None: nothing is known to have failed.
fn counted(all: &[Counted], kind: Kind) -> Value {
    let (one, many) = match kind {
        Kind::Nightly => ("run", "runs"),
        Kind::Prs => ("pull request", "pull requests"),
    };
    let told = |it: &Counted| {
        let runs = plural(it.runs.into(), one, many);
        if it.file.is_empty() {
            [it.name.as_str(), ": ", &runs].concat()
        } else {
            [it.file.as_str(), ": ", &it.name, ": ", &runs].concat()
        }
    };
    let texts: Vec<String> = all.iter().map(told).collect();
    Value::text((!texts.is_empty()).then(|| texts.join("; ")))
}
