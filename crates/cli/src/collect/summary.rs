//! What a collection found and what it cost.

use serde::Serialize;

/// Counts of one collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Runs that the lists or files hold and that have a role.
    pub runs: usize,
    /// Of these, fetched or read now.
    pub fetched: usize,
    /// Of these, held already as they are.
    pub held: usize,
    /// Of these, not complete: they are fetched again the next time.
    pub partial: usize,
    /// Of these, unfinished for so long that they are not asked for again.
    pub abandoned: usize,
    /// Runs without a role.
    pub no_role: usize,
    /// Jobs listed for the fetched runs, copies included.
    pub jobs: usize,
    /// Real attempts among them.
    pub attempts: usize,
    /// Copies among them, which are no attempts.
    pub copies: usize,
    /// Logs read.
    pub logs: usize,
    /// Requests sent to GitHub.
    pub calls: u64,
    /// Of these, answered "not modified", free of charge.
    pub unchanged: u64,
    /// Of these, repetitions after faults and limits.
    pub repeated: u64,
    /// Requests left to the token, as GitHub said last. None: it did not.
    pub remaining: Option<u64>,
    /// Time spent waiting for limits, in seconds.
    pub waited_secs: u64,
    /// Requests that a full collection would send, by estimate. Only where none was asked for.
    pub planned_calls: Option<u64>,
    /// Why it ended before everything was fetched. None: it did not.
    pub stopped: Option<String>,
    /// What failed or was odd, a sentence each.
    pub problems: Vec<String>,
}

impl Summary {
    /// The counts in a few lines.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "{} runs: {} fetched, {} held already, {} partial, {} abandoned",
            self.runs, self.fetched, self.held, self.partial, self.abandoned
        )];
        if self.no_role > 0 {
            lines.push(format!(
                "{} runs have no role and were left out",
                self.no_role
            ));
        }
        lines.push(format!(
            "{} jobs listed: {} attempts, {} copies of jobs that were not run again",
            self.jobs, self.attempts, self.copies
        ));
        if self.logs > 0 {
            lines.push(format!("{} logs read", self.logs));
        }
        if self.calls > 0 {
            let left = self
                .remaining
                .map_or_else(String::new, |n| format!(", {n} left"));
            lines.push(format!(
                "{} calls ({} unchanged and free, {} repeated), {} s waited{left}",
                self.calls, self.unchanged, self.repeated, self.waited_secs
            ));
        }
        if let Some(calls) = self.planned_calls {
            lines.push(format!("a collection would take about {calls} more calls"));
        }
        lines
    }
}
