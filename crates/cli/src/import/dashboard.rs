//! ci-dashboard's `data.json`: ten nights of each job. The lists of chosen jobs repeat jobs of the
//! list of all, with more details and another attempt of some: job ids put them together.

use serde_json::Value;
use tailorbird_snapshot::{Kind, codes};

use super::lines::failing_step;
use super::notes::Notes;
use super::row::Row;
use super::words;
use super::{ask, known, time};

/// Reads all nights of all jobs.
pub(super) fn read(root: &Value, file: &str, notes: &mut Notes) -> Vec<Row> {
    let seen_at = ask::text(root, "lastRefresh").and_then(time::seconds);
    let mut rows = Vec::new();
    for (key, project, repository) in known::SECTIONS {
        if let Some(section) = root.get(key) {
            let repository = ask::text(section, "sourceRepo").unwrap_or(repository);
            jobs(section, (project, repository), file, notes, &mut rows);
        }
    }
    for section in ask::list(root, "sections") {
        let place = (known::KATA, known::KATA_REPOSITORY);
        jobs(section, place, file, notes, &mut rows);
    }
    for row in &mut rows {
        row.seen_at = seen_at;
    }
    rows
}

fn jobs(section: &Value, of: (&str, &str), file: &str, notes: &mut Notes, rows: &mut Vec<Row>) {
    for job in ask::list(section, "tests") {
        let Some(name) = ask::text(job, "fullName").or_else(|| ask::text(job, "jobName")) else {
            notes.add(codes::ROW_INVALID, file, "a job without a name; left out");
            continue;
        };
        let mut nights = Vec::new();
        for night in ask::list(job, "weatherHistory") {
            let Some(mut row) = result(night, name, file, notes) else {
                continue;
            };
            let date = ask::text(night, "date").and_then(time::seconds);
            let Some(at) = date else {
                let place = format!("{file}: {name}");
                notes.add(
                    codes::ROW_INVALID,
                    &place,
                    "a night without a date; left out",
                );
                continue;
            };
            row.created_at = at - at.rem_euclid(86_400);
            nights.push(row);
        }
        // The newest attempt, where it is another one than the night's.
        if let Some(mut row) = result(job, name, file, &mut Notes::default())
            && let Some(night) = nights.iter().find(|night| night.run_id == row.run_id)
            && night.job_id != row.job_id
        {
            row.created_at = night.created_at;
            nights.push(row);
        }
        for row in &mut nights {
            row.project = Some(of.0.to_owned());
            row.repository = Some(of.1.to_owned());
            row.required = ask::flag(job, "isRequired").filter(|_| of.0 == known::KATA);
        }
        rows.append(&mut nights);
    }
}

/// The result of a night. None: there was no run, or the row is a stale one.
fn result(value: &Value, job: &str, file: &str, notes: &mut Notes) -> Option<Row> {
    let word = ask::text(value, "status")?;
    let ids = (ask::whole(value, "runId"), ask::whole(value, "jobId"));
    let (Some(run_id), Some(job_id)) = ids else {
        if word != "none" {
            let place = format!("{file}: {job}");
            let message = format!("`{word}` without a run, kept from an older night; left out");
            notes.add(codes::ROW_STALE, &place, &message);
        }
        return None;
    };
    let found = words::result(word);
    let details = value.get("failureDetails").unwrap_or(&Value::Null);
    Some(Row {
        kind: Some(Kind::Nightly),
        run_id,
        job: job.to_owned(),
        job_id,
        word: word.to_owned(),
        status: found.status.to_owned(),
        conclusion: found.conclusion,
        duration_secs: ask::text(value, "duration").and_then(time::duration),
        failing_step: failing_step(value, found.setup_failed),
        failing_tests: ask::tests(ask::list(details, "failures")),
        ..Row::default()
    })
}
