//! One run as values: what its export and the command line print.

use super::compare::run_title;
use super::run::{RunGroup, RunJob, run};
use super::run_diff::DiffPart;
use super::runs::{count, results};
use super::sheet::{Sheet, Value};
use super::sheets::Asking;
use crate::format::markdown_cell;

const COLUMNS: [&str; 12] = [
    "id",
    "name",
    "required",
    "group",
    "outcome",
    "verdict",
    "state",
    "change",
    "attempts",
    "duration_secs",
    "failing_step",
    "failing_tests",
];

/// The run as values.
pub(super) fn sheet(asking: Asking<'_>) -> Result<Sheet, String> {
    let view = run(asking)?;
    if let Some(why) = view.against.error {
        return Err(why);
    }
    let row = &view.row;
    let [passed, failed, skipped, cancelled, running, unknown] = results(&row.counts);
    let text = |t: &str| Value::Text(t.to_owned());
    let mut facts = vec![
        ("run", text(&row.word)),
        ("number", Value::Count(row.name.number)),
        ("workflow", text(&row.workflow)),
        ("created_at", Value::time(row.created.as_ref().map(|c| c.0))),
        (
            "head_sha",
            Value::text(view.commit.as_ref().map(|c| c.0.as_str())),
        ),
        ("attempts", Value::count(row.attempts)),
        ("partial", Value::Flag(row.partial)),
        ("listed", Value::Count(view.listed.into())),
        ("shown", Value::Count(row.counts.all().into())),
        ("passed", passed),
        ("failed", failed),
        ("skipped", skipped),
        ("cancelled", cancelled),
        ("running", running),
        ("unknown", unknown),
        ("pass_rate", Value::number(row.counts.pass_rate())),
        ("flaky", Value::count(row.flaky)),
        (
            "required_passed",
            Value::count(row.required.map(|r| r.passed)),
        ),
        ("required", Value::count(row.required.map(|r| r.of))),
        ("reruns", Value::count(row.reruns)),
        ("duration_secs", Value::count(row.duration_secs)),
        (
            "base",
            Value::text(view.against.base.as_ref().map(|b| b.word.as_str())),
        ),
    ];
    for part in DiffPart::ALL {
        let list = view.against.lists.iter().find(|list| list.part == part);
        let n = view.against.base.as_ref();
        let n = n.map(|_| list.map_or(0, |list| count(list.jobs.len())));
        facts.push((part.as_str(), Value::count(n)));
    }
    facts.push(("mixed", Value::count(row.mixed)));
    let mut rows = Vec::new();
    for group in &view.groups {
        for job in &group.jobs {
            rows.push(values(job, group.group));
        }
    }
    Ok(Sheet {
        view: "run",
        head: vec![["**", &markdown_cell(&run_title(asking.store, row.at)), "**"].concat()],
        facts,
        columns: COLUMNS.to_vec(),
        rows,
    })
}

fn values(job: &RunJob, group: RunGroup) -> Vec<Value> {
    let text = |t: &str| Value::Text(t.to_owned());
    let newest = job.attempts.first();
    let mut tests: Vec<String> = Vec::new();
    for attempt in &job.attempts {
        for (file, name) in &attempt.failing_tests {
            let one = [file.as_str(), ": ", name].concat();
            if !tests.contains(&one) {
                tests.push(one);
            }
        }
    }
    let step = job.attempts.iter().find_map(|a| a.failing_step.as_deref());
    vec![
        text(&job.id),
        text(&job.name),
        Value::flag(job.required),
        text(group.as_str()),
        text(job.outcome()),
        text(job.verdict.as_str()),
        text(job.state.word()),
        Value::text(job.change.map(DiffPart::as_str)),
        Value::count(job.n_attempts),
        Value::count(newest.and_then(|a| a.duration_secs)),
        Value::text(step),
        Value::text(Some(tests.join("; ")).filter(|t| !t.is_empty())),
    ]
}
