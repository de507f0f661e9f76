//! Rows in, rows out: order and repetition change nothing.

use std::collections::BTreeSet;

use super::*;
use crate::Kind;
use crate::config::Config;

mod codec;
mod hostile;
mod joining;
mod kit;
mod reals;

/// 2025-12-01 00:00:00 UTC.
const DAY: i64 = 1_764_547_200;

fn key(id: u64) -> RunKey {
    RunKey {
        project: "kata".to_owned(),
        id,
    }
}

fn run(id: u64) -> Run {
    Run::new("kata", id, "ci-nightly.yaml", Kind::Nightly, DAY)
}

/// A finished attempt that started `start` seconds into the day.
fn attempt(job_id: u64, job: &str, run_attempt: u32, start: i64, conclusion: &str) -> Attempt {
    Attempt {
        job_id,
        job: job.to_owned(),
        run_attempt,
        status: "completed".to_owned(),
        conclusion: Some(conclusion.to_owned()),
        created_at: Some(DAY + start - 5),
        started_at: Some(DAY + start),
        completed_at: Some(DAY + start + 60),
        ..Attempt::default()
    }
}
