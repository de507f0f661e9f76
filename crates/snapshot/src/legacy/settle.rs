//! What an older attempt of a legacy file is worth, once its kind is known.
//!
//! Nightly: the publisher judged older attempts by a step that also succeeds in failed jobs, so an
//! older `Pass` proves nothing, and an attempt whose address is `null` did not hold the job.
//! Pull requests: older attempts are other workflow runs of the same commit, taken as published.

use crate::{Kind, Link, Outcome, Snapshot};

/// Rewrites the attempt columns in place.
pub(super) fn settle(out: &mut Snapshot, null_address: u32) {
    let mut write = 0_usize;
    let mut start = 0_usize;
    let mut words = std::mem::take(&mut out.words).into_iter().peekable();
    for series in &out.series {
        for cell in series.cells.0..series.cells.1 {
            let Some(end) = out.attempt_end.get(cell as usize).map(|&e| e as usize) else {
                break;
            };
            for read in start..end {
                let word = words.next_if(|w| w.0 as usize == read);
                let (Some(&outcome), Some(&link)) =
                    (out.attempt_outcome.get(read), out.attempt_link.get(read))
                else {
                    break;
                };
                let is_older = read > start;
                let is_null = link.prefix == null_address;
                let nightly = series.kind == Kind::Nightly;
                if nightly && is_older && is_null {
                    continue;
                }
                let doubtful = nightly && is_older && outcome == Outcome::Passed;
                put(
                    &mut out.attempt_outcome,
                    write,
                    if doubtful { Outcome::Unknown } else { outcome },
                );
                put(
                    &mut out.attempt_link,
                    write,
                    if is_null { Link::NONE } else { link },
                );
                if let (Some((_, word)), Ok(at)) = (word, u32::try_from(write)) {
                    out.words.push((at, word));
                }
                write += 1;
            }
            start = end;
            if let Ok(end) = u32::try_from(write) {
                put(&mut out.attempt_end, cell as usize, end);
            }
        }
    }
    out.attempt_outcome.truncate(write);
    out.attempt_link.truncate(write);
}

fn put<T>(column: &mut [T], at: usize, value: T) {
    if let Some(slot) = column.get_mut(at) {
        *slot = value;
    }
}
