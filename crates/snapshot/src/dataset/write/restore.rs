//! Files to rows again, so that a collector can go on where it stopped.

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::rows::{Attempt, PullRequest, RequiredSet, Run, RunKey, TestCase};
use crate::dataset::{Covered, History, Manifest, Part, Shard, ShardJob, ShardRun};

/// The rows of these files. They do not tell names of GitHub's own runners, nor which attempts
/// were listed again; all else is as it was written.
#[must_use]
pub fn restore<'a>(parts: impl IntoIterator<Item = &'a Part>) -> History {
    let mut out = History::default();
    let mut sets = BTreeMap::new();
    let parts: Vec<&Part> = parts.into_iter().collect();
    for manifest in parts.iter().filter_map(|part| part.manifest.as_deref()) {
        add_manifest(manifest, &mut sets, &mut out);
    }
    for shard in parts.iter().flat_map(|part| &part.shards) {
        add_shard(shard, &sets, &mut out);
    }
    out
}

fn add_manifest(manifest: &Manifest, sets: &mut BTreeMap<String, String>, out: &mut History) {
    for project in manifest.projects.iter().cloned() {
        let _ = out.insert_project(project);
    }
    for set in &manifest.required {
        let id = out.insert_required(RequiredSet {
            project: set.project.clone(),
            source: set.source.clone(),
            at: set.at,
            jobs: set.jobs.iter().cloned().collect(),
        });
        sets.insert(set.id.clone(), id);
    }
    for entry in &manifest.coverage {
        for (day, letter) in (entry.first_day..).zip(entry.days.bytes()) {
            let covered = match letter {
                b'c' => Covered::Complete,
                b'p' => Covered::Partial,
                b'n' => Covered::Nothing,
                _ => continue,
            };
            if let Ok(day) = i32::try_from(day) {
                let _ = out.cover(entry.source.clone(), day, covered);
            }
        }
    }
    for range in manifest.commits.iter().cloned() {
        let _ = out.insert_commits(range);
    }
    if let Some(config) = &manifest.config {
        out.set_config(config.clone());
    }
}

fn add_shard(shard: &Shard, sets: &BTreeMap<String, String>, out: &mut History) {
    for pull in &shard.pulls {
        let _ = out.insert_pull_request(PullRequest {
            project: pull.project.clone(),
            number: pull.number,
            updated_at: pull.updated_at,
            title: pull.title.clone(),
            author: Some(pull.author.clone()).filter(|a| !a.is_empty()),
            merged: pull.merged,
        });
    }
    for (at, run) in (0_u32..).zip(&shard.runs) {
        let _ = out.insert_run(run_row(shard, at, run, sets));
    }
    for job in &shard.jobs {
        for row in job.rows.0..job.rows.1 {
            if let Some(run) = shard.run_of(row) {
                let _ = out.insert_attempt(&key(shard, run), attempt_row(shard, job, row));
            }
        }
    }
}

fn key(shard: &Shard, run: &ShardRun) -> RunKey {
    let workflow = shard.workflows.get(run.workflow as usize);
    RunKey {
        project: workflow.map_or_else(String::new, |w| w.project.clone()),
        id: run.id,
    }
}

fn run_row(shard: &Shard, at: u32, run: &ShardRun, sets: &BTreeMap<String, String>) -> Run {
    let workflow = shard.workflows.get(run.workflow as usize);
    let text = |at: u32| shard.text(at).map(str::to_owned);
    let (status, conclusion) = shard.run_words(at);
    let set = shard.text(run.required);
    let set = set.map(|id| sets.get(id).cloned().unwrap_or_else(|| id.to_owned()));
    Run {
        key: key(shard, run),
        workflow: workflow.map_or_else(String::new, |w| w.file.clone()),
        workflow_name: workflow.map_or_else(String::new, |w| w.name.clone()),
        kind: shard.kind,
        number: run.number,
        run_attempt: run.run_attempt,
        event: text(run.event).unwrap_or_default(),
        branch: text(run.branch),
        head_sha: Some(run.head_sha.clone()).filter(|sha| !sha.is_empty()),
        status: status.to_owned(),
        conclusion: conclusion.map(str::to_owned),
        created_at: run.created_at,
        started_at: run.started_at,
        updated_at: run.updated_at,
        pull_requests: shard.pulls_of(run).map(|pull| pull.number).collect(),
        partial: run.partial,
        required_sets: set.into_iter().collect::<BTreeSet<_>>(),
    }
}

fn attempt_row(shard: &Shard, job: &ShardJob, row: u32) -> Attempt {
    let (status, conclusion) = shard.words(row);
    let started_at = shard.started_at(row);
    let secs = shard.duration_secs(row);
    let tests = shard.failing_tests(row).map(|(file, name)| TestCase {
        file: file.to_owned(),
        name: name.to_owned(),
    });
    Attempt {
        job_id: shard.job_id(row),
        job: job.name.clone(),
        run_attempt: shard.run_attempt(row),
        twin: if job.twin > 1 { job.twin } else { 0 },
        status: status.to_owned(),
        conclusion: conclusion.map(str::to_owned),
        created_at: started_at
            .zip(shard.queue_secs(row))
            .map(|(at, q)| at.saturating_sub(q)),
        started_at,
        completed_at: started_at
            .zip(secs)
            .map(|(at, secs)| at.saturating_add(secs)),
        duration_secs: secs
            .filter(|_| started_at.is_none())
            .and_then(|secs| u32::try_from(secs).ok()),
        runner: shard.runner(row).map(str::to_owned),
        labels: shard.labels(job, row).map(str::to_owned).collect(),
        failing_step: shard.failing_step(row).map(str::to_owned),
        failing_tests: tests.collect(),
        excerpt: shard.excerpt(row).map(str::to_owned),
    }
}
