//! The verdict rules, in the order in which they are tried.

use tailorbird_snapshot::{Outcome, Verdict};

/// Verdict of a cell from the set of its real attempts' outcomes; their order never matters.
///
/// Passed and failed together are flaky; cancelled and skipped attempts are never evidence.
#[must_use]
pub fn verdict_of(attempts: &[Outcome]) -> Verdict {
    let has = |o: Outcome| attempts.contains(&o);
    if attempts.is_empty() {
        return Verdict::None;
    }
    match (has(Outcome::Failed), has(Outcome::Passed)) {
        (true, true) => return Verdict::Flaky,
        (true, false) => return Verdict::Failed,
        (false, true) => return Verdict::Passed,
        (false, false) => {}
    }
    if has(Outcome::Running) || has(Outcome::Waiting) {
        Verdict::Running
    } else if has(Outcome::Skipped) {
        Verdict::Skipped
    } else if has(Outcome::Cancelled) {
        Verdict::Cancelled
    } else {
        Verdict::Unknown
    }
}

/// Result of a cell: its newest attempt that passed or failed, else its newest attempt.
/// None for a hole. `newest_first` is what its name says.
#[must_use]
pub fn newest_result(newest_first: &[Outcome]) -> Option<Outcome> {
    newest_first
        .iter()
        .copied()
        .find(|o| o.is_decided())
        .or_else(|| newest_first.first().copied())
}

/// Verdict of a legacy cell: its published result, or *mixed* where a real older attempt has the
/// opposite one. Such a file cannot say that a job is flaky.
#[must_use]
pub fn legacy_verdict(result: Outcome, older: &[Outcome]) -> Verdict {
    let opposite = match result {
        Outcome::Passed => Outcome::Failed,
        Outcome::Failed => Outcome::Passed,
        other => return verdict_of(&[other]),
    };
    if older.contains(&opposite) {
        Verdict::Mixed
    } else {
        verdict_of(&[result])
    }
}
