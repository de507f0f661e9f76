//! Which runs have to be fetched: those that are not held as they are now.

use tailorbird_github::types::Run;
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{History, RunKey};

/// Unfinished runs are asked for again so long.
pub(super) const ABANDONED_SECS: i64 = 72 * 3_600;
/// Pages of jobs assumed for a workflow that was never seen.
const UNKNOWN_PAGES: u64 = 3;

/// A run to fetch.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Index of its target.
    pub(super) target: usize,
    pub(super) kind: Kind,
    pub(super) run: Run,
}

/// What is known of a run that GitHub lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Held whole and finished, nothing changed: it costs no call.
    Held,
    /// To be fetched.
    Wanted,
    /// Unfinished for so long that it is left as it is.
    Abandoned,
}

/// Compares a listed run with the held one.
pub(super) fn state(history: &History, project: &str, run: &Run, now: i64) -> State {
    let key = RunKey {
        project: project.to_owned(),
        id: run.id,
    };
    let Some(held) = history.run(&key) else {
        return State::Wanted;
    };
    let same =
        held.run_attempt == run.run_attempt.unwrap_or(0) && held.updated_at == run.updated_at;
    if held.partial || !same {
        return State::Wanted;
    }
    if run.is_completed() && held.status == "completed" {
        return State::Held;
    }
    if is_old(run.created_at.unwrap_or(held.created_at), now) {
        State::Abandoned
    } else {
        State::Wanted
    }
}

/// Held runs that were unfinished or partial, are young enough, and are not among those listed.
pub(super) fn unfinished(
    history: &History,
    project: &str,
    listed: &[u64],
    now: i64,
) -> Vec<(u64, Kind)> {
    let open = history.runs().filter(|run| {
        run.key.project == project
            && (run.status != "completed" || run.partial)
            && !is_old(run.created_at, now)
            && !listed.contains(&run.key.id)
    });
    open.map(|run| (run.key.id, run.kind)).collect()
}

fn is_old(created_at: i64, now: i64) -> bool {
    now.saturating_sub(created_at) >= ABANDONED_SECS
}

/// Calls that the jobs of a run take: a page for each hundred, judged by the newest held run of
/// its workflow.
pub(super) fn calls_for(history: &History, project: &str, run: &Run) -> u64 {
    let file = run.workflow_file().unwrap_or_default();
    let same = history
        .runs()
        .filter(|held| held.key.project == project && held.workflow == file && !held.partial);
    let newest = same.max_by_key(|held| held.created_at);
    let n_jobs = newest.map(|held| history.real_attempts(&held.key).attempts.len());
    let pages = n_jobs.map_or(UNKNOWN_PAGES, |n| {
        u64::try_from(n.div_ceil(100)).unwrap_or(1).max(1)
    });
    pages * u64::from(run.run_attempt.unwrap_or(1).max(1))
}
