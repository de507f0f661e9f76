//! Rows into the history of a data set: many files of different days become one, and a row that
//! is there already changes nothing.

use std::collections::BTreeMap;

use tailorbird_snapshot::dataset::{
    Attempt, Covered, History, Project, PullRequest, Run, RunKey, Source,
};
use tailorbird_snapshot::{Kind, codes};

use super::counts::Counts;
use super::notes::Notes;
use super::open::Options;
use super::place::Places;
use super::row::Row;
use super::sets::{self, Flags};
use crate::config::Settings;

/// What a fold did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Rows and attempts by project and kind.
    pub counts: Counts,
    /// Time of the newest row, in seconds since 1970 UTC: how up to date the data set is.
    pub newest: i64,
}

/// Adds rows to a history. Rows whose project cannot be told are left out and reported.
pub fn fold(
    history: &mut History,
    rows: &[Row],
    settings: &Settings,
    options: &Options,
    notes: &mut Notes,
) -> Folded {
    let places = Places::new(settings, options);
    let mut out = Folded::default();
    let mut runs: BTreeMap<RunKey, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let Some(project) = places.project(row) else {
            let message = "nothing tells its project: give --project or a `source`; left out";
            notes.add(codes::ROW_INVALID, &format!("import: {}", row.job), message);
            continue;
        };
        out.newest = out.newest.max(row.seen_at.unwrap_or(row.created_at));
        let key = RunKey {
            project,
            id: row.run_id,
        };
        runs.entry(key).or_default().push(row);
    }
    let mut flags: BTreeMap<&str, BTreeMap<(i64, u64), Flags>> = BTreeMap::new();
    let mut told: BTreeMap<&RunKey, Run> = BTreeMap::new();
    for (key, rows) in &runs {
        let run = run(history, &places, key, rows);
        for row in rows.iter().filter(|row| row.required.is_some()) {
            let of_run = flags.entry(&key.project).or_default();
            let of_run = of_run.entry((run.created_at, key.id)).or_default();
            let job = row.job.split_whitespace().collect::<Vec<_>>().join(" ");
            // Of what was said of one job at several times, the newest.
            let said = (row.seen_at, row.required == Some(true));
            let known = of_run.entry(job).or_insert(said);
            *known = said.max(*known);
        }
        told.insert(key, run);
    }
    for (project, runs) in &flags {
        for (key, set) in sets::insert(history, project, runs) {
            if let Some(run) = told.get_mut(&key) {
                run.required_sets.insert(set);
            }
        }
    }
    for (key, rows) in &runs {
        if let Some(run) = told.remove(key) {
            insert(history, run, rows, &mut out);
        }
    }
    pull_requests(history, &runs);
    out
}

/// What all rows of a run say of it.
fn run(history: &mut History, places: &Places<'_>, key: &RunKey, rows: &[&Row]) -> Run {
    let mut votes: BTreeMap<(String, Kind), usize> = BTreeMap::new();
    for row in rows {
        let (name, repository) = places.described(&key.project, row);
        let workflow = places.workflow(&key.project, &repository, row);
        *votes.entry((workflow, row.kind())).or_default() += 1;
        let _ = history.insert_project(Project {
            id: key.project.clone(),
            name,
            repository,
        });
    }
    let vote = votes.into_iter().max_by_key(|(_, n)| *n);
    let (mut workflow, kind) = vote.map_or((String::new(), Kind::Nightly), |(said, _)| said);
    if let Some(known) = history.run(key) {
        workflow.clone_from(&known.workflow);
    }
    let created_at = rows.iter().map(|row| row.created_at).min();
    let mut run = Run::new(
        &key.project,
        key.id,
        &workflow,
        kind,
        created_at.unwrap_or(0),
    );
    for row in rows {
        run.number = run.number.max(row.run_number);
        run.run_attempt = run.run_attempt.max(row.run_attempt);
        run.event = run.event.max(row.event.clone().unwrap_or_default());
        run.branch = run.branch.max(row.branch.clone());
        run.head_sha = run.head_sha.max(row.head_sha.clone());
        run.partial |= row.partial;
        run.pull_requests
            .extend(row.pulls.iter().map(|pull| pull.0));
    }
    run
}

fn insert(history: &mut History, run: Run, rows: &[&Row], out: &mut Folded) {
    let key = run.key.clone();
    let source = Source {
        project: key.project.clone(),
        workflow: run.workflow.clone(),
        kind: run.kind,
    };
    let covered = if run.partial {
        Covered::Partial
    } else {
        Covered::Complete
    };
    if let Ok(day) = i32::try_from(run.created_at.div_euclid(86_400)) {
        let _ = history.cover(source, day, covered);
    }
    let tally = out
        .counts
        .entry((key.project.clone(), run.kind))
        .or_default();
    let before = history.real_attempts(&key).attempts.len();
    let _ = history.insert_run(run);
    for row in rows {
        tally.rows += 1;
        *tally.words.entry(row.word.clone()).or_default() += 1;
        let _ = history.insert_attempt(&key, attempt(row));
    }
    let real = history.real_attempts(&key);
    tally.new += real.attempts.len().saturating_sub(before);
    tally.copies += real.n_copies;
}

fn attempt(row: &Row) -> Attempt {
    Attempt {
        job_id: row.job_id,
        job: row.job.clone(),
        run_attempt: row.attempt,
        status: row.status.clone(),
        conclusion: row.conclusion.clone(),
        started_at: row.started_at,
        completed_at: row.completed_at,
        duration_secs: row.duration_secs,
        runner: row.runner.clone(),
        labels: row.labels.clone(),
        failing_step: row.failing_step.clone(),
        failing_tests: row.failing_tests.clone(),
        excerpt: row.excerpt.clone(),
        ..Attempt::default()
    }
}

/// The newest that is said of each pull request; a row that leaves its title out takes none away.
fn pull_requests(history: &mut History, runs: &BTreeMap<RunKey, Vec<&Row>>) {
    let mut pulls: BTreeMap<(&str, u64), PullRequest> = BTreeMap::new();
    let mut rows: Vec<(&str, &Row)> = runs
        .iter()
        .flat_map(|(key, rows)| rows.iter().map(|row| (&*key.project, *row)))
        .filter(|(_, row)| !row.pulls.is_empty())
        .collect();
    rows.sort_by_key(|(_, row)| (row.seen_at, row.created_at, &row.pulls, row.merged));
    for (project, row) in rows {
        // What is said of several at once is true of one of them.
        let merged = row.merged.filter(|_| row.pulls.len() == 1);
        for (number, title) in &row.pulls {
            let pull = pulls.entry((project, *number)).or_insert_with(|| {
                let known = history.pull_request(project, *number);
                known.cloned().unwrap_or_else(|| PullRequest {
                    project: project.to_owned(),
                    number: *number,
                    ..PullRequest::default()
                })
            });
            if row.seen_at.is_some() && row.seen_at < pull.updated_at {
                continue;
            }
            pull.updated_at = row.seen_at.or(pull.updated_at);
            if let Some(title) = title {
                pull.title.clone_from(title);
            }
            pull.merged = merged.or(pull.merged);
        }
    }
    for pull in pulls.into_values() {
        let _ = history.insert_pull_request(pull);
    }
}
