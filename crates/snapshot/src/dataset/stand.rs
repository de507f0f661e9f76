//! Which of two rows of one thing stands. Every rule is a maximum or a union, so that neither the
//! order nor the number of insertions matters.

use std::cmp::Reverse;

use super::facts::{CommitRange, Project};
use super::rows::{Attempt, PullRequest, RequiredSet, Run};

/// Keeps the greater value.
fn max<T: Ord>(known: &mut T, new: T) {
    if new > *known {
        *known = new;
    }
}

pub(super) fn project(known: &mut Project, new: Project) {
    max(&mut known.name, new.name);
    max(&mut known.repository, new.repository);
}

pub(super) fn run(known: &mut Run, mut new: Run) {
    let mut pulls = std::mem::take(&mut known.pull_requests);
    pulls.append(&mut new.pull_requests);
    let mut sets = std::mem::take(&mut known.required_sets);
    sets.append(&mut new.required_sets);
    if age_of_run(&new) > age_of_run(known) {
        *known = new;
    }
    known.pull_requests = pulls;
    known.required_sets = sets;
}

/// What a row says of a run, the telling parts first. All fields are in it but the sets, so that
/// two rows that compare equal are equal.
fn age_of_run(run: &Run) -> impl Ord + '_ {
    let Run {
        key: _,
        workflow,
        workflow_name,
        kind,
        number,
        run_attempt,
        event,
        branch,
        head_sha,
        status,
        conclusion,
        created_at,
        started_at,
        updated_at,
        pull_requests: _,
        partial,
        required_sets: _,
    } = run;
    (
        (run_attempt, updated_at, !partial, number, conclusion),
        (head_sha, branch, event, started_at, status),
        // A rerun on another day does not move the night.
        (workflow_name, workflow, kind, Reverse(created_at)),
    )
}

pub(super) fn attempt(known: &mut Attempt, mut new: Attempt) {
    let mut tests = std::mem::take(&mut known.failing_tests);
    tests.append(&mut new.failing_tests);
    let step = known.failing_step.take().max(new.failing_step.take());
    let excerpt = known.excerpt.take().max(new.excerpt.take());
    let twin = known.twin.max(new.twin);
    if age_of_attempt(&new) > age_of_attempt(known) {
        *known = new;
    }
    known.failing_tests = tests;
    known.failing_step = step;
    known.excerpt = excerpt;
    known.twin = twin;
}

/// As [`age_of_run`]; step, tests, excerpt and twin are joined one by one.
fn age_of_attempt(attempt: &Attempt) -> impl Ord + '_ {
    let Attempt {
        job_id: _,
        job,
        run_attempt,
        twin: _,
        status,
        conclusion,
        created_at,
        started_at,
        completed_at,
        duration_secs,
        runner,
        labels,
        failing_step: _,
        failing_tests: _,
        excerpt: _,
    } = attempt;
    (
        (status == "completed", completed_at, started_at, created_at),
        (duration_secs, conclusion, run_attempt, runner, labels),
        (job, status),
    )
}

pub(super) fn pull_request(known: &mut PullRequest, new: PullRequest) {
    // Fields are compared in the order of the struct: the time comes first.
    max(known, new);
}

pub(super) fn required(known: &mut RequiredSet, new: &RequiredSet) {
    known.at = known.at.min(new.at);
}

pub(super) fn commits(known: &mut CommitRange, new: CommitRange) {
    if (new.commits.len(), &new) > (known.commits.len(), known) {
        *known = new;
    }
}
