//! Runs of one kind and month, as the columns of one shard.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::failures;
use super::runs;
use super::texts::Texts;
use crate::dataset::rows::{Attempt, Run};
use crate::dataset::{History, NEWEST_VERSION, words};
use crate::{Kind, Outcome};

/// A run with its real attempts: twin and attempt, by job and twin, oldest first.
pub(super) struct RunRows<'a> {
    pub(super) run: &'a Run,
    pub(super) attempts: Vec<(u32, &'a Attempt)>,
}

/// An attempt on its way into a row.
pub(super) struct Row<'a> {
    pub(super) run: usize,
    pub(super) created_at: i64,
    pub(super) attempt: &'a Attempt,
}

/// A job's rows.
struct Job<'a> {
    workflow: i64,
    name: &'a str,
    twin: u32,
    rows: Vec<Row<'a>>,
}

/// A shard's text and what the manifest says of it.
pub(super) struct Written {
    pub(super) json: String,
    pub(super) jobs: usize,
    pub(super) results: usize,
}

/// Tables that columns point at.
#[derive(Default)]
pub(super) struct Tables<'a> {
    pub(super) projects: Vec<&'a str>,
    pub(super) workflows: BTreeMap<(&'a str, &'a str), i64>,
    pub(super) texts: Texts,
}

/// Writes a shard. `runs` stand newest first.
pub(super) fn shard(history: &History, kind: Kind, runs: &[RunRows<'_>]) -> Written {
    let mut tables = Tables::default();
    let mut out = Columns::default();
    out.json("format", "\"tailorbird-shard\"");
    out.json("version", &NEWEST_VERSION.to_string());
    out.json("kind", &format!("\"{}\"", kind.as_str()));
    let workflows = workflows(runs, &mut tables);
    let run_columns = runs::columns(history, runs, &mut tables);
    let jobs = jobs(runs, &tables);
    let rows: Vec<&Row<'_>> = jobs.iter().flat_map(|job| &job.rows).collect();
    let attempts = attempt_section(&rows, runs.len());
    let labels: Vec<Option<String>> = jobs
        .iter()
        .map(|job| failures::usual_labels(&job.rows))
        .collect();
    let job_section = job_section(&jobs, &labels, &mut tables.texts);
    let each = jobs.iter().zip(&labels);
    let usual = each.flat_map(|(job, labels)| job.rows.iter().map(move |_| labels.as_deref()));
    let usual: Vec<Option<&str>> = usual.collect();
    let runners = failures::runner_section(&rows, &usual, &mut tables.texts);
    let (fails, tests) = failures::sections(&rows, &mut tables.texts);
    out.names("projects", &tables.projects);
    out.section("workflows", workflows);
    out.section("runs", run_columns.runs);
    out.whole("run_pulls", &run_columns.run_pulls);
    out.section("pulls", run_columns.pulls);
    out.section("jobs", job_section);
    out.section("attempts", attempts);
    out.section("tries", tries_section(&rows));
    out.section("runners", runners);
    out.section("failures", fails);
    out.section("tests", tests);
    out.names("texts", tables.texts.list());
    Written {
        json: out.finish(),
        jobs: jobs.len(),
        results: rows.len(),
    }
}

/// The table of workflows, by project and file; each is called as its newest run says.
fn workflows<'a>(runs: &'a [RunRows<'a>], tables: &mut Tables<'a>) -> Columns {
    let mut names: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for run in runs.iter().map(|r| r.run) {
        let name = names.entry((&run.key.project, &run.workflow)).or_default();
        if name.is_empty() {
            *name = &run.workflow_name;
        }
    }
    let mut project = Vec::new();
    for (at, key) in (0_i64..).zip(names.keys()) {
        if tables.projects.last() != Some(&key.0) {
            tables.projects.push(key.0);
        }
        project.push(Some(index(tables.projects.len() - 1)));
        tables.workflows.insert(*key, at);
    }
    let files: Vec<&str> = names.keys().map(|key| key.1).collect();
    let names: Vec<&str> = names.into_values().collect();
    let mut out = Columns::default();
    out.names("file", &files);
    out.whole("project", &project);
    out.texts("name", &names);
    out
}

/// An index as it is written.
pub(super) fn index(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

/// An id as it is written: as the number of 64 bits that differences are taken of.
#[expect(
    clippy::cast_possible_wrap,
    reason = "differences wrap round, so nothing is lost"
)]
pub(super) const fn bits(id: u64) -> i64 {
    id as i64
}

/// A letter for each pair of status and conclusion, and the pairs that have none.
pub(super) fn letters<'a>(
    pairs: impl Iterator<Item = (&'a str, Option<&'a str>)>,
) -> (String, Vec<String>) {
    let mut letters = String::new();
    let mut odd = Vec::new();
    for (status, conclusion) in pairs {
        let found = words::LETTERS
            .iter()
            .find(|l| (l.1, l.2) == (status, conclusion));
        letters.push(char::from(found.map_or(words::ODD, |l| l.0)));
        if found.is_none() {
            odd.push(match conclusion {
                Some(conclusion) => format!("{status}\n{conclusion}"),
                None => status.to_owned(),
            });
        }
    }
    (letters, odd)
}

/// Jobs by workflow, name and twin; rows newest run first, within it newest attempt first.
fn jobs<'a>(runs: &'a [RunRows<'a>], tables: &Tables<'_>) -> Vec<Job<'a>> {
    let mut jobs: BTreeMap<(i64, &str, u32), Vec<Row<'a>>> = BTreeMap::new();
    for (at, rows) in runs.iter().enumerate() {
        let run = rows.run;
        let key = (run.key.project.as_str(), run.workflow.as_str());
        let workflow = tables.workflows.get(&key).copied().unwrap_or_default();
        for (twin, attempt) in rows.attempts.iter().rev() {
            let job = jobs
                .entry((workflow, attempt.job.as_str(), *twin))
                .or_default();
            job.push(Row {
                run: at,
                created_at: run.created_at,
                attempt,
            });
        }
    }
    jobs.into_iter()
        .map(|((workflow, name, twin), rows)| Job {
            workflow,
            name,
            twin,
            rows,
        })
        .collect()
}

fn job_section(jobs: &[Job<'_>], labels: &[Option<String>], texts: &mut Texts) -> Columns {
    let column = |value: &dyn Fn(&Job<'_>) -> i64| -> Vec<Option<i64>> {
        jobs.iter().map(|job| Some(value(job))).collect()
    };
    let mut out = Columns::default();
    out.names("name", &jobs.iter().map(|job| job.name).collect::<Vec<_>>());
    out.whole("workflow", &column(&|job| job.workflow));
    out.whole("rows", &column(&|job| index(job.rows.len())));
    if jobs.iter().any(|job| job.twin > 1) {
        out.whole("twin", &column(&|job| i64::from(job.twin)));
    }
    let labels = labels.iter().map(|l| texts.at_some(l.as_deref()));
    out.whole("labels", &labels.collect::<Vec<_>>());
    out
}

fn attempt_section(rows: &[&Row<'_>], n_runs: usize) -> Columns {
    let mut out = Columns::default();
    let (letters, odd) = letters(rows.iter().map(|row| {
        (
            row.attempt.status.as_str(),
            row.attempt.conclusion.as_deref(),
        )
    }));
    out.letters("letter", &letters);
    out.texts("odd", &odd);
    let column = |value: &dyn Fn(&Row<'_>) -> Option<i64>| -> Vec<Option<i64>> {
        rows.iter().map(|row| value(row)).collect()
    };
    out.differences("run", &column(&|row| Some(index(row.run))));
    let mut last = vec![0_u64; n_runs];
    let id = |row: &&Row<'_>| {
        let id = Some(row.attempt.job_id).filter(|id| *id != 0)?;
        let last = last.get_mut(row.run)?;
        let step = bits(id.wrapping_sub(*last));
        *last = id;
        Some(step)
    };
    out.whole("id", &rows.iter().map(id).collect::<Vec<_>>());
    let start = |row: &Row<'_>| within(row.attempt.started_at?.checked_sub(row.created_at));
    out.differences("start", &column(&start));
    let queue = |row: &Row<'_>| {
        start(row)?;
        within(row.attempt.started_at?.checked_sub(row.attempt.created_at?))
    };
    out.whole("queue", &column(&queue));
    out.differences("secs", &column(&|row| duration(row.attempt)));
    out
}

/// Seconds from start to end, or as the source says where it does not tell both.
fn duration(attempt: &Attempt) -> Option<i64> {
    match (attempt.started_at, attempt.completed_at) {
        (Some(start), Some(end)) => within(end.checked_sub(start)),
        _ => within(attempt.duration_secs.map(i64::from)),
    }
}

/// A number of seconds of 32 bits.
fn within(secs: Option<i64>) -> Option<i64> {
    secs.filter(|s| i32::try_from(*s).is_ok_and(|s| s != i32::MIN))
}

/// Attempts that are not the first.
fn tries_section(rows: &[&Row<'_>]) -> Columns {
    let later = (0_i64..)
        .zip(rows)
        .filter(|(_, row)| row.attempt.run_attempt != 1);
    let (places, tries): (Vec<i64>, Vec<_>) = later
        .map(|(at, row)| (at, Some(i64::from(row.attempt.run_attempt))))
        .unzip();
    let mut out = Columns::default();
    out.rows("row", &places);
    out.whole("attempt", &tries);
    out
}

/// What became of an attempt.
pub(super) fn outcome(attempt: &Attempt) -> Outcome {
    Outcome::from_words(&attempt.status, attempt.conclusion.as_deref())
}
