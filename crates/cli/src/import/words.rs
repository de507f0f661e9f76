//! Words for results, and what they are in GitHub's.

/// Name of the failing step where a source says "failed before its tests" and no more.
pub const SETUP_STEP: &str = "set-up step";

/// A result in GitHub's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Result {
    pub(super) status: &'static str,
    pub(super) conclusion: Option<String>,
    pub(super) setup_failed: bool,
}

/// Reads the word of a row: GitHub's own, or one of the dashboards'. An unknown one is kept as the
/// conclusion and counts as unknown.
pub(super) fn result(word: &str) -> Result {
    let (status, conclusion) = match word {
        "passed" | "pass" => ("completed", Some("success")),
        "failed" | "fail" | "not_run" => ("completed", Some("failure")),
        "running" => ("in_progress", None),
        "queued" => ("queued", None),
        "in_progress" => ("in_progress", None),
        "waiting" => ("waiting", None),
        "requested" => ("requested", None),
        "pending" => ("pending", None),
        other => ("completed", Some(other)),
    };
    Result {
        status,
        conclusion: conclusion.map(str::to_owned),
        setup_failed: word == "not_run",
    }
}
