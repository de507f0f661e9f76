//! ci-dashboard's `flaky-data.json`: test cases that failed on pull requests. It tells failures
//! only, so nothing in it is evidence that a job passed.

use serde_json::Value;
use tailorbird_snapshot::{Kind, codes};

use super::lines::with_titles;
use super::notes::Notes;
use super::row::Row;
use super::{ask, known, time};

/// Reads all occurrences of all tests.
pub(super) fn read(root: &Value, file: &str, notes: &mut Notes) -> Vec<Row> {
    let seen_at = ask::text(root, "lastRefresh").and_then(time::seconds);
    let mut rows = Vec::new();
    for test in ask::list(root, "failedTests") {
        let Some(name) = ask::text(test, "name") else {
            notes.add(codes::ROW_INVALID, file, "a test without a name; left out");
            continue;
        };
        let case = ask::case(name, ask::text(test, "file"));
        for found in ask::list(test, "recentOccurrences") {
            let place = format!("{file}: {name}");
            let Some(mut row) = occurrence(found, &place, notes) else {
                let message = "an occurrence without job, run or date; left out";
                notes.add(codes::ROW_INVALID, &place, message);
                continue;
            };
            row.failing_tests.insert(case.clone());
            row.seen_at = seen_at;
            rows.push(row);
        }
    }
    rows
}

fn occurrence(value: &Value, place: &str, notes: &mut Notes) -> Option<Row> {
    let job = ask::string(value, "jobName").or_else(|| ask::string(value, "jobDisplayName"))?;
    // Several pull requests of one commit stand in one field, a line each.
    let numbers = match value.get("prNumber")? {
        Value::Number(number) => number.as_u64().into_iter().collect(),
        Value::String(text) => text.lines().filter_map(|n| n.trim().parse().ok()).collect(),
        _ => Vec::new(),
    };
    let titles = ask::text(value, "prTitle").unwrap_or_default();
    let titles: Vec<String> = titles
        .lines()
        .map(|title| title.trim().to_owned())
        .filter(|title| !title.is_empty())
        .collect();
    Some(Row {
        project: Some(known::KATA.to_owned()),
        repository: Some(known::KATA_REPOSITORY.to_owned()),
        kind: Some(Kind::Prs),
        run_id: ask::whole(value, "runId")?,
        run_attempt: ask::small(value, "runAttempt").unwrap_or(0),
        job,
        job_id: ask::whole(value, "jobId").unwrap_or(0),
        word: "failed".to_owned(),
        status: "completed".to_owned(),
        conclusion: Some("failure".to_owned()),
        created_at: time::seconds(ask::text(value, "date")?)?,
        pulls: with_titles(&numbers, &titles, place, notes),
        merged: ask::flag(value, "prMerged"),
        partial: true,
        ..Row::default()
    })
}
