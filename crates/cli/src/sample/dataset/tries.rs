//! From what became of a job in a run to its attempts, with ids and times.

use tailorbird_snapshot::dataset::{Attempt, History, Run};

use super::super::jobs::Job;
use super::super::rng::Rng;
use super::calendar::{HOUR, NOW, secs};
use super::failures::{Cause, blame};
use super::pace::{Machine, pace};

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Passed,
    Failed(Cause),
    TimedOut(Cause),
    Cancelled,
    Skipped,
    /// It waits for a maintainer to allow it.
    Waiting,
    /// Any other conclusion.
    Word(&'static str),
}

impl End {
    const fn conclusion(self) -> &'static str {
        match self {
            Self::Passed => "success",
            Self::Failed(_) => "failure",
            Self::TimedOut(_) => "timed_out",
            Self::Cancelled => "cancelled",
            Self::Skipped => "skipped",
            Self::Waiting => "action_required",
            Self::Word(word) => word,
        }
    }

    /// Whether "re-run failed jobs" runs such a job again.
    pub(super) const fn is_rerun(self) -> bool {
        matches!(self, Self::Failed(_) | Self::TimedOut(_) | Self::Cancelled)
    }
}

/// A run that is being filled.
pub(super) struct Filling<'a> {
    pub(super) seed: u64,
    pub(super) run: Run,
    /// Nights before now.
    pub(super) age: u64,
    /// Where its job ids begin: 500,000 for each attempt. They exceed 2^32, as GitHub's do.
    pub(super) first_job_id: u64,
    /// Seconds from one attempt of the run to the next.
    pub(super) pause: i64,
    pub(super) out: &'a mut History,
    /// An attempt that has not ended, and one that failed.
    open: bool,
    red: bool,
}

impl<'a> Filling<'a> {
    /// Begins a run of which project, id, workflow, kind and creation are known.
    pub(super) fn new(run: Run, seed: u64, age: u64, out: &'a mut History) -> Self {
        let mut rng = Rng::of(seed, "attempts of a run", run.key.id);
        Self {
            // Runs are created at least 40 seconds apart.
            first_job_id: 50_000_000_000 + (run.created_at - 1_700_000_000).unsigned_abs() * 50_000,
            pause: 4 * HOUR + secs(rng.below(4_000)),
            run,
            seed,
            age,
            out,
            open: false,
            red: false,
        }
    }

    /// Adds a job with what became of each of its attempts: (number in the run, end). An attempt
    /// that would end after now is still running, and later ones are not there yet.
    pub(super) fn add(&mut self, job: &Job, ends: &[(u32, End)], rng: &mut Rng) {
        let mut red = false;
        for (attempt, end) in ends {
            let row = self.row(job, *attempt, *end, rng);
            let Some(row) = row else { break };
            self.run.run_attempt = self.run.run_attempt.max(*attempt);
            let last = row.completed_at.or(row.started_at);
            self.run.updated_at = self.run.updated_at.max(last);
            red = matches!(end, End::Failed(_) | End::TimedOut(_));
            let is_open = row.conclusion.is_none();
            let _ = self.out.insert_attempt(&self.run.key, row);
            if is_open {
                self.open = true;
                return;
            }
        }
        self.red |= red;
    }

    /// None: it was not created yet.
    fn row(&self, job: &Job, attempt: u32, end: End, rng: &mut Rng) -> Option<Attempt> {
        let begin = self.run.created_at + self.pause * i64::from(attempt.saturating_sub(1));
        let pace = pace(self.seed, &job.name, self.age, rng);
        let created = begin + secs(pace.created);
        if created > NOW {
            return None;
        }
        let machine = Machine::of(&job.name);
        let (queue, took) = match end {
            End::Skipped | End::Waiting | End::Word(_) => (0, 0),
            End::Cancelled => (pace.queue, pace.secs / 4),
            End::Failed(Cause::Outage) => (pace.queue, 40 + pace.secs / 9),
            End::TimedOut(_) => (pace.queue, 7_200),
            End::Failed(_) => (pace.queue, pace.secs * (400 + rng.below(500)) / 1_000),
            End::Passed => (pace.queue, pace.secs),
        };
        let started = created + secs(queue);
        let completed = started + secs(took);
        let mut row = Attempt {
            job_id: self.first_job_id
                + u64::from(attempt - 1) * 500_000
                + job.index * 7
                + rng.below(6),
            job: job.name.clone(),
            run_attempt: attempt,
            status: "completed".to_owned(),
            created_at: Some(created),
            labels: machine.asked(),
            ..Attempt::default()
        };
        if completed > NOW {
            let is_queued = started > NOW;
            row.status = if is_queued { "queued" } else { "in_progress" }.to_owned();
            row.started_at = (!is_queued).then_some(started);
            return Some(row);
        }
        row.conclusion = Some(end.conclusion().to_owned());
        row.started_at = Some(started);
        row.completed_at = Some(completed);
        if took > 0 {
            row.runner = Some(machine.runner(rng));
        }
        if let End::Failed(cause) | End::TimedOut(cause) = end {
            blame(&mut row, self.seed, cause, rng);
        }
        Some(row)
    }

    /// Ends the run. Nothing is written of one without a job.
    pub(super) fn finish(mut self) {
        if self.run.run_attempt == 0 {
            return;
        }
        let (status, conclusion) = match (self.open, self.red) {
            (true, _) => ("in_progress", None),
            (false, true) => ("completed", Some("failure")),
            (false, false) => ("completed", Some("success")),
        };
        self.run.status = status.to_owned();
        self.run.conclusion = conclusion.map(str::to_owned);
        let reruns = i64::from(self.run.run_attempt - 1);
        self.run.started_at = Some(self.run.created_at + self.pause * reruns);
        let _ = self.out.insert_run(self.run);
    }
}
