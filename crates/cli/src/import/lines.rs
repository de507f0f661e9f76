//! Lines of JSON, one row each (docs/row-format.md).

use serde_json::Value;
use tailorbird_snapshot::{Kind, codes};

use super::notes::Notes;
use super::row::Row;
use super::tidy::tidy;
use super::words::{self, SETUP_STEP};
use super::{ask, time};

/// What a run's id is.
const RUN_ID: &str = "a whole number from 0 to 18446744073709551615";
/// What the time of a run is.
const TIME: &str =
    "a day such as 2025-11-20 or a time such as 2025-11-20T10:00:00Z, from 1970 to 2099";

/// Reads all lines. One that cannot be used is left out and reported with its number.
pub(super) fn read(bytes: &[u8], file: &str, notes: &mut Notes) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = 0;
    for (i, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let at = start;
        start += line.len() + 1;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let place = || format!("{file}:{}", i + 1);
        let row = std::str::from_utf8(line)
            .map_err(|err| no_utf8(err.valid_up_to(), at))
            .and_then(json)
            .and_then(|value| row(&value, &place(), notes));
        match row {
            Ok(mut row) => {
                tidy(&mut row, &place(), notes);
                rows.push(row);
            }
            Err(why) => notes.add(codes::ROW_INVALID, &place(), &format!("{why}; left out")),
        }
    }
    rows
}

fn json(line: &str) -> Result<Value, String> {
    serde_json::from_str(line).map_err(|err| format!("it is no JSON: {err}"))
}

/// Says which byte is wrong, in a line that begins at this byte of the file.
fn no_utf8(byte: usize, line_at: usize) -> String {
    format!(
        "it is no UTF-8 text: byte {} of the line, at offset {} of the file, is wrong; write the \
         file as UTF-8",
        byte + 1,
        line_at + byte
    )
}

/// Whether a line is one of these rows.
pub(super) fn is_row(line: &str) -> bool {
    serde_json::from_str(line).is_ok_and(|value: Value| ask::text(&value, "job").is_some())
}

/// One row, or what it lacks.
fn row(value: &Value, place: &str, notes: &mut Notes) -> Result<Row, String> {
    let fault =
        |key: &str, lacking: &str, expected: &str| Err(ask::fault(value, key, lacking, expected));
    let Some(job) = ask::string(value, "job") else {
        return fault(
            "job",
            "the job's full name",
            "a text with the job's full name",
        );
    };
    let Some(run_id) = ask::whole(value, "run_id") else {
        return fault("run_id", "a whole number", RUN_ID);
    };
    let times = ["created_at", "date", "started_at"];
    let told = times
        .iter()
        .find_map(|key| time::seconds(ask::text(value, key)?));
    let Some(created_at) = told else {
        let is_there = |key: &&&str| value.get(**key).is_some_and(|it| !it.is_null());
        let key = times.iter().find(is_there).unwrap_or(&"date");
        return fault(key, "a day such as 2025-11-20", TIME);
    };
    let kind = kind(value)?;
    let mut failing_tests = ask::tests(ask::list(value, "failures"));
    let named = ask::text(value, "test").map(|name| ask::case(name, ask::text(value, "file")));
    // A row of a failing test tells no status, and the attempt of the run, not of the job.
    let word = ask::text(value, "status").or_else(|| ask::text(value, "conclusion"));
    let of_test = word.is_none() && named.is_some();
    let word = match word {
        Some(word) => word,
        None if of_test => "failed",
        None => {
            let what = "a word such as passed or failed";
            return fault("status", what, what);
        }
    };
    failing_tests.extend(named);
    let result = words::result(word);
    let attempt = ask::small(value, "attempt").unwrap_or(0);
    let at = |key| ask::text(value, key).and_then(time::seconds);
    Ok(Row {
        project: ask::string(value, "source").or_else(|| ask::string(value, "project")),
        repository: ask::string(value, "repo"),
        workflow: ask::string(value, "workflow"),
        kind,
        run_id,
        run_number: ask::whole(value, "run_number"),
        run_attempt: attempt,
        job,
        job_id: ask::whole(value, "job_id").unwrap_or(0),
        attempt: if of_test { 0 } else { attempt },
        word: word.to_owned(),
        status: result.status.to_owned(),
        conclusion: result.conclusion,
        created_at,
        started_at: at("started_at"),
        completed_at: at("completed_at"),
        duration_secs: ask::small(value, "duration_s"),
        failing_step: failing_step(value, result.setup_failed),
        failing_tests,
        excerpt: ask::text(value, "excerpt").map(tailorbird_logs::excerpt_of),
        required: ask::flag(value, "required"),
        event: ask::string(value, "event"),
        branch: ask::string(value, "branch"),
        head_sha: ask::string(value, "head_sha"),
        runner: ask::string(value, "runner"),
        labels: strings(value, "labels"),
        pulls: pulls(value, place, notes),
        merged: ask::flag(value, "merged"),
        seen_at: at("last_seen"),
        partial: of_test || ask::flag(value, "partial") == Some(true),
    })
}

/// Scheduled run or pull request, where the row tells it.
fn kind(value: &Value) -> Result<Option<Kind>, String> {
    match ask::text(value, "kind") {
        None => Ok(None),
        Some("nightly") => Ok(Some(Kind::Nightly)),
        Some("pull-request") => Ok(Some(Kind::Prs)),
        Some(other) => Err(format!("its kind `{other}` is not nightly or pull-request")),
    }
}

/// The step, or that it was one before the tests.
pub(super) fn failing_step(value: &Value, setup_failed: bool) -> Option<String> {
    let key = ["failure_step", "failureStep"]
        .into_iter()
        .find(|key| value.get(key).is_some());
    let step = key.and_then(|key| ask::step(value, key));
    step.or_else(|| setup_failed.then(|| SETUP_STEP.to_owned()))
}

fn strings(value: &Value, key: &str) -> Vec<String> {
    let texts = ask::list(value, key).iter().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

fn pulls(value: &Value, place: &str, notes: &mut Notes) -> Vec<(u64, Option<String>)> {
    let numbers: Vec<u64> = ask::list(value, "prs")
        .iter()
        .filter_map(Value::as_u64)
        .collect();
    with_titles(&numbers, &strings(value, "pr_titles"), place, notes)
}

/// Numbers and titles that belong together. More or fewer titles than numbers cannot be told
/// apart: a title may hold the line end that separates them.
pub(super) fn with_titles(
    numbers: &[u64],
    titles: &[String],
    place: &str,
    notes: &mut Notes,
) -> Vec<(u64, Option<String>)> {
    if titles.len() == numbers.len() {
        let titles = titles.iter().cloned().map(Some);
        return numbers.iter().copied().zip(titles).collect();
    }
    if !titles.is_empty() {
        let message = format!(
            "{} titles for {} pull requests",
            titles.len(),
            numbers.len()
        );
        notes.add(codes::TITLES_DIFFER, place, &message);
    }
    numbers.iter().map(|number| (*number, None)).collect()
}
