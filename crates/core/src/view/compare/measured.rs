//! Which jobs fail more or less often, or take longer or shorter, than chance explains: between two
//! spans of days. All p-values are adjusted together, before any filter, so that a filter neither
//! makes nor hides a finding.

use super::parts::What;
use crate::stats::{JobStats, adjusted, fisher, mann_whitney};

/// One job in both spans.
pub(super) struct Both<'a> {
    pub(super) base: &'a JobStats,
    pub(super) head: &'a JobStats,
    /// Durations of passed results in seconds.
    pub(super) base_secs: Vec<u32>,
    /// The same of the newer span.
    pub(super) head_secs: Vec<u32>,
}

/// What was found of one job.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// Which of the jobs.
    pub(super) job: usize,
    pub(super) what: What,
    /// Before adjusting.
    pub(super) p: f64,
    /// Adjusted over all jobs.
    pub(super) q: f64,
    /// The fall or rise is of more than 15 points.
    pub(super) extreme: bool,
}

/// Least failures of the worse span.
const LEAST_FAILURES: u32 = 3;
/// The rate must change by more than so many points.
const POINTS: i64 = 5;
/// From here on it is extreme.
const EXTREME: i64 = 15;
const RATE_Q: f64 = 0.05;
const SECS_Q: f64 = 0.01;
/// Medians must differ by so many seconds, and by a tenth of the older.
const LEAST_SECS: u32 = 60;

/// All findings, by job, and all tests that were made: the job, and what was tested of it.
pub(super) fn measured(jobs: &[Both<'_>]) -> (Vec<Found>, Vec<(usize, What)>) {
    let mut tests = Vec::new();
    for (job, both) in jobs.iter().enumerate() {
        let (base, head) = (both.base, both.head);
        let rates = [
            (What::Regression, head, base),
            (What::Improvement, base, head),
        ];
        for (what, worse, better) in rates {
            if worse.results.failed >= LEAST_FAILURES && falls(better, worse, POINTS) {
                let (w, b) = (&worse.results, &better.results);
                let p = fisher(w.failed, w.decided(), b.failed, b.decided());
                let extreme = falls(better, worse, EXTREME);
                tests.push(Found {
                    job,
                    what,
                    p,
                    q: 1.0,
                    extreme,
                });
            }
        }
        if let Some(p) = mann_whitney(&both.base_secs, &both.head_secs) {
            let is_slower = head.p50_secs > base.p50_secs;
            let what = if is_slower {
                What::Slower
            } else {
                What::Faster
            };
            tests.push(Found {
                job,
                what,
                p,
                q: 1.0,
                extreme: false,
            });
        }
    }
    let p: Vec<f64> = tests.iter().map(|test| test.p).collect();
    for (test, q) in tests.iter_mut().zip(adjusted(&p)) {
        test.q = q;
    }
    let all = tests.iter().map(|test| (test.job, test.what)).collect();
    tests.retain(|test| match test.what {
        What::Regression | What::Improvement => test.q < RATE_Q,
        _ => test.q < SECS_Q && jobs.get(test.job).is_some_and(medians_differ),
    });
    (tests, all)
}

/// Whether the pass rate falls by more than so many points from one to the other, in whole numbers.
fn falls(better: &JobStats, worse: &JobStats, points: i64) -> bool {
    let count = |stats: &JobStats| {
        let r = &stats.results;
        (i64::from(r.passed), i64::from(r.decided()))
    };
    let ((p1, n1), (p2, n2)) = (count(better), count(worse));
    n1 > 0 && n2 > 0 && 100 * (p1 * n2 - p2 * n1) > points * n1 * n2
}

fn medians_differ(both: &Both<'_>) -> bool {
    let medians = both.base.p50_secs.zip(both.head.p50_secs);
    medians.is_some_and(|(base, head)| {
        let apart = base.abs_diff(head);
        apart >= LEAST_SECS && u64::from(apart) * 10 >= base.into()
    })
}
