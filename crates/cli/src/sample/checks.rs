//! `check_stats.json`.

use super::behaviour::Behaviour;
use super::generate::Options;
use super::jobs::{Job, Workflow};
use super::rng::Rng;
use super::wire::{Cell, Entry, Stats, Word, checks_url, job_url};

const NEWEST_PR: u64 = 11_900;
const FIRST_RUN_ID: u64 = 42_910_000_000;
const FIRST_JOB_ID: u64 = 121_300_000_000;

/// What a pull request changes, which decides what runs for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Code, and somebody allowed the whole matrix to run.
    Code,
    /// Code, but nobody allowed it yet: the matrix is not there.
    Waiting,
    /// Documentation: nearly everything is skipped.
    Docs,
}

/// One pull request at its newest commit.
pub(super) struct Pr {
    pub(super) number: u64,
    pub(super) change: Change,
    /// One group of jobs in this many breaks by the change itself. None: the change is good.
    pub(super) breaks: Option<u64>,
}

/// Groups of jobs that break together.
pub(super) const GROUPS: u64 = 14;

/// The file for these jobs.
pub(super) fn stats(options: &Options, jobs: &[Job]) -> Stats {
    let prs = prs(options);
    let entries = jobs.iter().map(|job| {
        let mut entry = Entry::new(job.required);
        let mut rng = Rng::of(options.seed, &job.name, 0);
        let behaviour = match Behaviour::draw(&mut rng, options.nights as u64) {
            // Checks that every change must pass are healthier than the nightly matrix.
            _ if !job.is_nightly => Behaviour::Fails { per_mille: 12 },
            drawn => drawn,
        };
        for pr in &prs {
            let mut rng = Rng::of(options.seed, &job.name, pr.number);
            if let Some(cell) = cell(options, job, pr, behaviour, &mut rng) {
                entry.push(cell, false);
            }
        }
        (job.name.clone(), entry)
    });
    Stats(entries.filter(|(_, entry)| !entry.is_empty()).collect())
}

/// Pull requests, newest first.
pub(super) fn prs(options: &Options) -> Vec<Pr> {
    let newest = NEWEST_PR.max(options.prs as u64 * 8);
    let mut number = newest;
    let mut prs = Vec::new();
    for nth in 0..options.prs as u64 {
        let mut rng = Rng::of(options.seed, "pull request", nth);
        let change = match rng.weighted(&[680, 230]) {
            0 => Change::Code,
            1 => Change::Waiting,
            _ => Change::Docs,
        };
        let breaks = rng.chance(330).then(|| rng.below(GROUPS));
        prs.push(Pr {
            number,
            change,
            breaks,
        });
        number -= 1 + rng.below(7);
    }
    prs
}

/// The group of a job, from 0 to [`GROUPS`] - 1: by the first of its values.
pub(super) fn group_of(seed: u64, name: &str) -> u64 {
    let value = name.split(['(', ',']).nth(1).unwrap_or("-");
    Rng::of(seed, value, 7).below(GROUPS)
}

/// The job's cell in a pull request. None: the job is not there.
fn cell(
    options: &Options,
    job: &Job,
    pr: &Pr,
    behaviour: Behaviour,
    rng: &mut Rng,
) -> Option<Cell> {
    if pr.change == Change::Waiting && job.workflow == Workflow::Ci || rng.chance(8) {
        return None;
    }
    let is_gate = job.workflow == Workflow::Gate;
    let is_broken = pr
        .breaks
        .is_some_and(|hit| group_of(options.seed, &job.name) == hit);
    let result = match pr.change {
        Change::Docs if job.workflow != Workflow::Other && !is_gate => Word::Skip,
        _ if job.is_caller => Word::Skip,
        // The gate is red as soon as anything is.
        Change::Waiting if is_gate && job.required => Word::Fail,
        _ if is_gate && pr.breaks.is_some() && rng.chance(700) => Word::Fail,
        _ if is_broken && behaviour != Behaviour::AlwaysSkipped => Word::Fail,
        _ => behaviour.check_result(rng),
    };
    // Other workflow runs of the same commit: the same number for all jobs of a workflow.
    let mut runs = Rng::of(options.seed, job.workflow.as_str(), pr.number);
    let weights: &[u64] = if is_gate {
        &[150, 350, 250, 150]
    } else {
        &[600, 280, 80]
    };
    let reruns = runs.weighted(weights) as u64;
    let older = |rng: &mut Rng| match result {
        Word::Skip if rng.chance(800) => Word::Skip,
        Word::Pass if rng.chance(550) => Word::Pass,
        Word::Fail if rng.chance(300) => Word::Pass,
        // A run that a newer one replaced was cancelled, and that is told as failed.
        _ => Word::Fail,
    };
    let words = (0..reruns).map(|_| older(rng)).collect();
    let offset = job.workflow.number();
    let urls = (0..=reruns).rev().map(|run| {
        let slot = (pr.number * 4 + offset) * 8 + run;
        let run_id = FIRST_RUN_ID + slot * 40_427;
        Some(job_url(
            run_id,
            FIRST_JOB_ID + slot * 130_000 + job.index * 3,
        ))
    });
    Some(Cell {
        number: pr.number,
        url: checks_url(pr.number),
        result,
        older: words,
        attempt_urls: urls.collect(),
    })
}
