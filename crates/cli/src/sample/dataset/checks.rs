//! Runs for pull requests.

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{Covered, History, PullRequest, Source};

use super::super::behaviour::Behaviour;
use super::super::checks::{Change, group_of};
use super::super::jobs::{Job, Workflow};
use super::super::rng::Rng;
use super::super::wire::Word;
use super::calendar::{DAY, NOW, SLOT, STEP};
use super::failures::Cause;
use super::nightly::{again, begun};
use super::pulls::{Pull, Push};
use super::required::Sets;
use super::tries::{End, Filling};

/// The checks of a project.
pub(super) struct Checks<'a> {
    pub(super) project: &'static str,
    /// Workflows: which jobs, file, name.
    pub(super) workflows: &'static [(Workflow, &'static str, &'static str)],
    pub(super) jobs: &'a [Job],
    pub(super) nights: u64,
}

impl Checks<'_> {
    /// Adds pull requests, newest first, with their runs.
    pub(super) fn add(&self, seed: u64, pulls: &[Pull], sets: &Sets, out: &mut History) {
        for pull in pulls {
            let _ = out.insert_pull_request(PullRequest {
                project: self.project.to_owned(),
                number: pull.number,
                updated_at: Some(pull.updated),
                title: pull.title.clone(),
                author: Some(pull.author.to_owned()),
                merged: Some(pull.merged),
            });
            for push in &pull.pushes {
                for nth in 0..self.workflows.len() {
                    self.run(nth, pull, push, seed, sets, out);
                }
            }
        }
        self.cover(pulls, out);
    }

    fn run(&self, nth: usize, pull: &Pull, push: &Push, seed: u64, sets: &Sets, out: &mut History) {
        let Some((workflow, file, name)) = self.workflows.get(nth).copied() else {
            return;
        };
        // The whole matrix runs as soon as somebody allows it.
        if pull.change == Change::Waiting && workflow == Workflow::Ci {
            return;
        }
        let created = push.at + STEP * i64::try_from(nth).unwrap_or_default();
        let mut run = begun(self.project, file, name, Kind::Prs, created);
        run.event = "pull_request".to_owned();
        run.branch = Some(format!("change-{}", pull.number % 97));
        run.head_sha = Some(push.sha.clone());
        run.pull_requests.insert(pull.number);
        run.required_sets = sets.at(created);
        run.number = Some((created - 1_700_000_000).div_euclid(SLOT).unsigned_abs() % 200_000);
        let mut rng = Rng::of(seed, file, run.key.id);
        let reruns = match workflow {
            Workflow::Gate => rng.weighted(&[350, 400]),
            _ => rng.weighted(&[620, 280]),
        };
        let age = (NOW - created).div_euclid(DAY).unsigned_abs();
        let mut filling = Filling::new(run, seed, age, out);
        for job in self.jobs.iter().filter(|job| job.workflow == workflow) {
            let mut rng = Rng::of(seed, &job.name, filling.run.key.id);
            // Now and then a job is not there.
            if rng.chance(8) {
                continue;
            }
            let mut last = self.first(job, pull, push, seed, &mut rng);
            let mut ends = vec![(1, last)];
            for attempt in (2..).take(reruns) {
                if !last.is_rerun() {
                    break;
                }
                last = again(last, &mut rng);
                ends.push((attempt, last));
            }
            filling.add(job, &ends, &mut rng);
        }
        filling.finish();
    }

    /// What became of the first attempt.
    fn first(&self, job: &Job, pull: &Pull, push: &Push, seed: u64, rng: &mut Rng) -> End {
        let mut own = Rng::of(seed, &job.name, 0);
        let behaviour = match Behaviour::draw(&mut own, self.nights) {
            // Checks that every change must pass are healthier than the nightly matrix.
            _ if !job.is_nightly => Behaviour::Fails { per_mille: 12 },
            drawn => drawn,
        };
        let is_gate = job.workflow == Workflow::Gate;
        let is_broken = push
            .breaks
            .is_some_and(|hit| group_of(seed, &job.name) == hit);
        match pull.change {
            Change::Docs if job.workflow != Workflow::Other && !is_gate => End::Skipped,
            _ if job.is_caller => End::Skipped,
            Change::Waiting if job.name == "run-actionlint" => End::Waiting,
            // The gate is red as soon as anything is.
            Change::Waiting if is_gate && job.required => End::Failed(Cause::Code),
            _ if is_gate && push.breaks.is_some() && rng.chance(700) => End::Failed(Cause::Code),
            _ if is_broken && behaviour != Behaviour::AlwaysSkipped => {
                End::Failed(Cause::Change(pull.number))
            }
            _ => match (behaviour.check_result(rng), behaviour) {
                (Word::Skip, _) => End::Skipped,
                (Word::Pass, _) => End::Passed,
                (Word::Fail, Behaviour::AlwaysFails | Behaviour::Broken { .. }) => {
                    End::Failed(Cause::Code)
                }
                (Word::Fail, _) => End::Failed(Cause::Chance),
            },
        }
    }

    /// Every day since the oldest of the runs; the last pages of one day could not be read.
    fn cover(&self, pulls: &[Pull], out: &mut History) {
        let pushes = pulls.iter().flat_map(|pull| &pull.pushes);
        let Some(oldest) = pushes.map(|push| push.at).min() else {
            return;
        };
        let today = NOW.div_euclid(DAY);
        for day in oldest.div_euclid(DAY)..=today {
            let source = Source {
                project: self.project.to_owned(),
                workflow: String::new(),
                kind: Kind::Prs,
            };
            let covered = if day == today - 11 {
                Covered::Partial
            } else {
                Covered::Complete
            };
            let _ = out.cover(source, i32::try_from(day).unwrap_or(i32::MAX), covered);
        }
    }
}
