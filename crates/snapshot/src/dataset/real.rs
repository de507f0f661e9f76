//! Which listed attempts were attempts.
//!
//! "Re-run failed jobs" lists the untouched jobs again, with a new id and a new creation time but
//! the old start: such a copy is no attempt. A job of which a source says neither attempt nor
//! start is taken by ascending job id, and a row with the result and duration of an earlier one is
//! a copy.

use std::collections::BTreeMap;

use super::rows::Attempt;

/// The attempts of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Real<'a> {
    /// Real attempts by job name, twin (from 1) and age, oldest first.
    pub attempts: Vec<(u32, &'a Attempt)>,
    /// Rows that were copies.
    pub n_copies: usize,
    /// Jobs that share name, run and attempt with an earlier one and were numbered.
    pub n_twins: usize,
}

/// Sorts out the attempts of one run. The order of `listed` does not matter.
pub(super) fn real_attempts<'a>(listed: impl IntoIterator<Item = &'a Attempt>) -> Real<'a> {
    let mut jobs: BTreeMap<&str, Vec<&Attempt>> = BTreeMap::new();
    for attempt in listed {
        jobs.entry(&attempt.job).or_default().push(attempt);
    }
    let mut out = Real::default();
    for rows in jobs.into_values() {
        let mut last_twin = 0;
        for (twin, attempt) in without_copies(rows, &mut out.n_copies) {
            if twin > 1 && twin != last_twin {
                out.n_twins += 1;
            }
            last_twin = twin;
            out.attempts.push((twin, attempt));
        }
    }
    out
}

/// The rows of one name, numbered by twin and without copies.
fn without_copies<'a>(mut rows: Vec<&'a Attempt>, n_copies: &mut usize) -> Vec<(u32, &'a Attempt)> {
    rows.sort_by_key(|a| (a.run_attempt, a.job_id));
    let mut twins: Vec<(u32, &Attempt)> = Vec::with_capacity(rows.len());
    let (mut place, mut number) = (None, 0);
    for row in rows {
        // Without a number of the attempt, rows of one name are attempts, not twins.
        let same = row.run_attempt != 0 && place == Some(row.run_attempt);
        number = if same { number + 1 } else { 1 };
        place = Some(row.run_attempt);
        twins.push((row.twin.max(number), row));
    }
    twins.sort_by_key(|(twin, a)| (*twin, a.run_attempt, a.job_id));
    let mut real: Vec<(u32, &Attempt)> = Vec::with_capacity(twins.len());
    for (twin, row) in twins {
        let earlier = real.iter().rev().take_while(|(known, _)| *known == twin);
        if earlier.map(|(_, a)| a).any(|a| is_copy(row, a)) {
            *n_copies += 1;
        } else {
            real.push((twin, row));
        }
    }
    real
}

/// Whether `row` is `earlier` listed once more.
fn is_copy(row: &Attempt, earlier: &Attempt) -> bool {
    if row.started_at.is_some() || earlier.started_at.is_some() {
        return row.started_at == earlier.started_at;
    }
    let is_silent = |a: &Attempt| a.run_attempt == 0;
    is_silent(row)
        && is_silent(earlier)
        && row.duration_secs.is_some()
        && row.duration_secs == earlier.duration_secs
        && row.conclusion == earlier.conclusion
}
