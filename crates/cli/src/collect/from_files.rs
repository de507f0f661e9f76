//! Rows from saved REST objects, without a network. Which file holds what is found from the
//! content; their order does not matter.

use std::collections::{BTreeMap, BTreeSet};

use tailorbird_github::types::{Job, Pull, Run};
use tailorbird_github::{RepoName, Saved, SavedFile};
use tailorbird_snapshot::dataset::{self, Covered, History, Source};

use super::plan::{self, State};
use super::summary::Summary;
use super::target::Target;
use super::{coverage, pulls, rows};

/// Objects of saved files and what they are read for.
#[derive(Debug, Default)]
pub struct FromFiles {
    /// What each file holds, with its name.
    pub files: Vec<(String, SavedFile)>,
    /// The repository of objects that name none.
    pub repo: Option<RepoName>,
    /// Configured repositories; others stand for themselves.
    pub targets: Vec<Target>,
}

/// Adds the objects to a history. Returns what was found, and the newest time in them, in seconds
/// since 1970: the data is as old as that.
pub fn from_files(input: &FromFiles, history: &mut History) -> (Summary, Option<i64>) {
    let mut summary = Summary::default();
    let found = sort(input, &mut summary);
    let mut newest = None;
    let mut covered: BTreeMap<(Source, i32), Covered> = BTreeMap::new();
    for run in found.runs.values() {
        match one(input, run, &found, history, &mut summary) {
            Ok(Some(row)) => {
                let jobs = found.jobs_of(run.id).iter();
                newest = newest.max(run.updated_at).max(run.created_at);
                newest = newest.max(jobs.filter_map(|job| job.completed_at).max());
                let state = coverage::of_run(&row);
                let day = coverage::day(row.created_at);
                let source = Source {
                    project: row.key.project,
                    workflow: row.workflow,
                    kind: row.kind,
                };
                let known = covered.entry((source, day)).or_insert(state);
                *known = state.min(*known);
            }
            Ok(None) => summary.no_role += 1,
            Err(why) => summary.problems.push(format!("run {}: {why}", run.id)),
        }
    }
    for ((source, day), state) in covered {
        let _ = history.cover(source, day, state);
    }
    let lost = found
        .jobs
        .iter()
        .filter(|(id, _)| !found.runs.contains_key(id));
    let lost: usize = lost.map(|(_, jobs)| jobs.len()).sum();
    if lost > 0 {
        let text = format!("{lost} jobs belong to runs that no file holds; they were left out");
        summary.problems.push(text);
    }
    (summary, newest)
}

/// Adds a run with its jobs. None: it has no role.
fn one(
    input: &FromFiles,
    run: &Run,
    found: &Found<'_>,
    history: &mut History,
    summary: &mut Summary,
) -> Result<Option<dataset::Run>, String> {
    let repo = repository(run).or(input.repo.as_ref().map(ToString::to_string));
    let repo = repo.ok_or("its repository is unknown; name it with --repo")?;
    let target = target(input, &repo).ok_or_else(|| format!("`{repo}` is no repository"))?;
    let Some(kind) = target.kind_of(run) else {
        return Ok(None);
    };
    let project = &target.project.id;
    let jobs = found.jobs_of(run.id);
    let whole = !jobs.is_empty() && !found.lacking.contains(&run.id);
    let mut row = rows::run(project, kind, run, whole).ok_or("it has no time")?;
    let pulls = found.pulls_of(&repo);
    row.pull_requests = pulls::of_run(run, kind, &pulls);
    match plan::state(history, project, run, row.created_at) {
        State::Held => summary.held += 1,
        State::Wanted | State::Abandoned => summary.fetched += 1,
    }
    for pull in pulls
        .iter()
        .filter(|pull| row.pull_requests.contains(&pull.number))
    {
        let _ = history.insert_pull_request(rows::pull(project, pull));
    }
    let _ = history.insert_project(target.project.clone());
    let _ = history.insert_run(row.clone());
    for job in jobs {
        let _ = history.insert_attempt(&row.key, rows::attempt(job));
    }
    let real = history.real_attempts(&row.key);
    summary.runs += 1;
    summary.partial += usize::from(row.partial);
    summary.jobs += jobs.len();
    summary.attempts += real.attempts.len();
    summary.copies += real.n_copies;
    Ok(Some(row))
}

#[derive(Default)]
struct Found<'a> {
    runs: BTreeMap<u64, &'a Run>,
    jobs: BTreeMap<u64, Vec<&'a Job>>,
    pulls: Vec<&'a Pull>,
    /// Runs of which a job cannot be used.
    lacking: BTreeSet<u64>,
}

impl<'a> Found<'a> {
    fn jobs_of(&self, run_id: u64) -> &[&'a Job] {
        self.jobs
            .get(&run_id)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Pull requests made to a repository.
    fn pulls_of(&self, repo: &str) -> Vec<Pull> {
        let base = |pull: &Pull| {
            pull.base
                .repo
                .as_ref()
                .and_then(|repo| repo.full_name.clone())
        };
        let own = self
            .pulls
            .iter()
            .filter(|pull| base(pull).as_deref() == Some(repo));
        own.map(|pull| (*pull).clone()).collect()
    }
}

fn sort<'a>(input: &'a FromFiles, summary: &mut Summary) -> Found<'a> {
    let mut found = Found::default();
    let mut seen: BTreeMap<u64, &Job> = BTreeMap::new();
    for (name, file) in &input.files {
        let lacking = lacking(file);
        summary
            .problems
            .extend(file.unreadable.iter().map(|object| {
                let what = match (object.may_be_job, object.run_id) {
                    (false, _) => String::new(),
                    (true, Some(run)) => {
                        format!(", and run {run} is marked partial: save its jobs again")
                    }
                    (true, None) => {
                        ", and all runs of the file are marked partial: save it again".to_owned()
                    }
                };
                format!("{name}: {}; left out{what}", object.why)
            }));
        let odd_time = |why: &String| format!("{name}: {why}; taken as not told");
        summary.problems.extend(file.odd_times.iter().map(odd_time));
        found.lacking.extend(lacking);
        for object in &file.objects {
            match object {
                Saved::Run(run) => {
                    let newer = |known: &&Run| {
                        (run.run_attempt, run.updated_at) > (known.run_attempt, known.updated_at)
                    };
                    if found.runs.get(&run.id).is_none_or(newer) {
                        found.runs.insert(run.id, run);
                    }
                }
                Saved::Job(job) if !rows::is_named(job) => {
                    found.lacking.insert(job.run_id);
                    let text = rows::nameless(job);
                    summary.problems.push(format!("{name}: {text}"));
                }
                Saved::Job(job) => {
                    let newer = |known: &&Job| {
                        (job.is_completed(), job.completed_at)
                            > (known.is_completed(), known.completed_at)
                    };
                    if seen.get(&job.id).is_none_or(newer) {
                        seen.insert(job.id, job);
                    }
                }
                Saved::Pull(pull) => found.pulls.push(pull),
                _ => {}
            }
        }
    }
    for job in seen.into_values() {
        found.jobs.entry(job.run_id).or_default().push(job);
    }
    found
}

/// Runs of which a job in this file cannot be read: the one that it names, else all of the file.
fn lacking(file: &SavedFile) -> BTreeSet<u64> {
    let jobs = file.unreadable.iter().filter(|object| object.may_be_job);
    let named: Option<BTreeSet<u64>> = jobs.map(|object| object.run_id).collect();
    named.unwrap_or_else(|| {
        let of_objects = file.objects.iter().filter_map(|object| match object {
            Saved::Run(run) => Some(run.id),
            Saved::Job(job) => Some(job.run_id),
            _ => None,
        });
        let named = file.unreadable.iter().filter_map(|object| object.run_id);
        of_objects.chain(named).collect()
    })
}

/// `OWNER/NAME` as the run names it, or as its address does.
fn repository(run: &Run) -> Option<String> {
    let named = run
        .repository
        .as_ref()
        .and_then(|repo| repo.full_name.clone());
    named.or_else(|| {
        let url = run
            .html_url
            .as_deref()?
            .strip_prefix("https://github.com/")?;
        let (repo, _) = url.split_once("/actions/")?;
        Some(repo.to_owned())
    })
}

fn target(input: &FromFiles, repo: &str) -> Option<Target> {
    let configured = input
        .targets
        .iter()
        .find(|target| target.repo.to_string() == repo);
    let named = || {
        repo.parse()
            .ok()
            .map(|repo| Target::unconfigured(repo, &crate::config::Settings::default()))
    };
    configured.cloned().or_else(named)
}
