//! What failed in an attempt that failed: a step, test cases, a piece of the log.

use std::collections::BTreeSet;

use tailorbird_snapshot::dataset::{Attempt, TestCase};

use super::super::rng::Rng;
use super::pace::Class;
use super::words::{CRI_TESTS, K8S_TESTS, UNIT_TESTS, pick};

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A fault of the code, the same one each time.
    Code,
    /// The change of this pull request, the same in all jobs that it breaks.
    Change(u64),
    /// By chance.
    Chance,
    /// The machines.
    Outage,
}

/// Adds to an attempt what is told of a failure.
pub(super) fn blame(attempt: &mut Attempt, seed: u64, cause: Cause, rng: &mut Rng) {
    let class = Class::of(&attempt.job);
    let is_setup = cause == Cause::Outage || cause == Cause::Chance && rng.chance(250);
    if is_setup {
        let (step, log) = setup(class, rng);
        attempt.failing_step = Some(step.to_owned());
        attempt.excerpt = Some(log.to_owned());
        return;
    }
    let (step, tests) = match class {
        Class::Kubernetes => ("Run tests", K8S_TESTS),
        Class::Runtime => ("Run integration tests", CRI_TESTS),
        Class::Component => ("Run make test", UNIT_TESTS),
        Class::Build => {
            attempt.failing_step = Some("Build the asset".to_owned());
            attempt.excerpt = Some("error: patch does not apply\nmake: *** Error 1".to_owned());
            return;
        }
        Class::Small => {
            attempt.failing_step = Some("Check".to_owned());
            return;
        }
    };
    attempt.failing_step = Some(step.to_owned());
    let n = tests.len() as u64;
    let (first, count) = match cause {
        Cause::Code => {
            let mut own = Rng::of(seed, &attempt.job, 12);
            (own.below(n), 1 + own.below(2))
        }
        Cause::Change(number) => (Rng::of(seed, "broken by", number).below(n), 2),
        // Some test cases are flakier than others.
        _ => (rng.below(n).min(rng.below(n)), 1),
    };
    let failed: Vec<_> = (first..first + count)
        .filter_map(|nth| pick(tests, nth % n))
        .collect();
    attempt.failing_tests = failed
        .iter()
        .map(|test| case(test))
        .collect::<BTreeSet<_>>();
    attempt.excerpt = failed.first().map(|test| excerpt(class, test));
}

fn setup(class: Class, rng: &mut Rng) -> (&'static str, &'static str) {
    match (class, rng.below(3)) {
        (Class::Kubernetes, 0) => (
            "Create the cluster",
            "ERROR: (QuotaExceeded) no machine of this size is free in the region",
        ),
        (Class::Kubernetes, 1) => (
            "Deploy the runtime",
            "error: timed out waiting for the condition on daemonsets/deploy",
        ),
        (Class::Build, _) => (
            "Log in to the registry",
            "Error response from daemon: 503 Service Unavailable",
        ),
        _ => (
            "Install dependencies",
            "E: Failed to fetch the package index: connection timed out",
        ),
    }
}

fn case(test: &[&str; 3]) -> TestCase {
    let [file, name, _] = test;
    TestCase {
        file: (*file).to_owned(),
        name: (*name).to_owned(),
    }
}

fn excerpt(class: Class, test: &[&str; 3]) -> String {
    let [file, name, line] = test;
    match class {
        Class::Kubernetes => {
            format!("not ok 1 {name}\n# (in test file {file}, line 31)\n#   `{line}' failed")
        }
        Class::Runtime => format!("--- FAIL: {name} (61.20s)\n    {line}"),
        _ => format!("test {name} ... FAILED\n{line}"),
    }
}
