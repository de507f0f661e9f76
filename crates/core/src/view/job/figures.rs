//! The figures of a job over all that is loaded and over the window, side by side.

use crate::format::{NOT_AVAILABLE, count, duration, percent};
use crate::stats::JobStats;
use crate::view::explain::Measure;
use crate::view::sheet::Value;

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it is called on the screen.
    pub label: &'static str,
    /// What it is made of.
    pub measure: Measure,
    /// Its name in exports.
    pub key: &'static str,
    /// The name of the same over the window.
    pub window_key: &'static str,
    /// Over all that is loaded: exact, and as text.
    pub whole: (Value, String),
    /// Over the window.
    pub window: (Value, String),
    /// It says something: those of rare results that are nowhere do not.
    pub is_told: bool,
}

/// A figure with its names.
type Kind = (
    Measure,
    &'static str,
    &'static str,
    &'static str,
    fn(&JobStats) -> Value,
);

const FIGURES: [Kind; 17] = [
    (Measure::Runs, "Runs", "runs", "window_runs", |of| {
        Value::Count(of.runs().into())
    }),
    (Measure::Passed, "Passed", "passed", "window_passed", |of| {
        Value::Count(of.results.passed.into())
    }),
    (Measure::Fails, "Failed", "failed", "window_failed", |of| {
        Value::Count(of.results.failed.into())
    }),
    (
        Measure::Skips,
        "Skipped",
        "skipped",
        "window_skipped",
        |of| Value::Count(of.results.skipped.into()),
    ),
    (
        Measure::Cancelled,
        "Cancelled",
        "cancelled",
        "window_cancelled",
        |of| Value::Count(of.results.cancelled.into()),
    ),
    (
        Measure::Running,
        "Running",
        "running",
        "window_running",
        |of| Value::Count(of.results.running.into()),
    ),
    (
        Measure::Unknown,
        "Unknown",
        "unknown",
        "window_unknown",
        |of| Value::Count(of.results.unknown.into()),
    ),
    (
        Measure::Rate,
        "Pass rate",
        "pass_rate",
        "window_pass_rate",
        |of| Value::number(of.results.pass_rate()),
    ),
    (
        Measure::Low,
        "95 % interval from",
        "pass_rate_low",
        "window_pass_rate_low",
        |of| Value::number(of.results.pass_interval().map(|i| i.low)),
    ),
    (
        Measure::High,
        "95 % interval to",
        "pass_rate_high",
        "window_pass_rate_high",
        |of| Value::number(of.results.pass_interval().map(|i| i.high)),
    ),
    (
        Measure::First,
        "First attempts",
        "first_attempt_pass_rate",
        "window_first_attempt_pass_rate",
        |of| Value::number(of.first_rate()),
    ),
    (
        Measure::Attempts,
        "Attempts",
        "attempts",
        "window_attempts",
        |of| Value::count(of.attempts.map(|a| a.all())),
    ),
    (Measure::Reruns, "Reruns", "reruns", "window_reruns", |of| {
        Value::count(of.reruns)
    }),
    (Measure::Flaky, "Flaky", "flaky", "window_flaky", |of| {
        Value::count(of.flaky)
    }),
    (Measure::Mixed, "Mixed", "mixed", "window_mixed", |of| {
        Value::count(of.mixed)
    }),
    (
        Measure::P50,
        "p50 duration",
        "p50_secs",
        "window_p50_secs",
        |of| Value::count(of.p50_secs),
    ),
    (
        Measure::P95,
        "p95 duration",
        "p95_secs",
        "window_p95_secs",
        |of| Value::count(of.p95_secs),
    ),
];

/// Figures that are told only where there is something to count.
const RARE: [&str; 5] = ["cancelled", "running", "unknown", "flaky", "mixed"];

/// All figures.
pub(super) fn figures(whole: &JobStats, window: &JobStats) -> Vec<Figure> {
    let figure = |(measure, label, key, window_key, take): Kind| {
        let of = |stats| {
            let value = take(stats);
            let words = told(&value, key);
            (value, words)
        };
        let (whole, window) = (of(whole), of(window));
        let is_rare = RARE.contains(&key);
        Figure {
            is_told: !is_rare || matches!(whole.0, Value::Count(1..)),
            measure,
            label,
            key,
            window_key,
            whole,
            window,
        }
    };
    FIGURES.into_iter().map(figure).collect()
}

fn told(value: &Value, key: &str) -> String {
    match value {
        Value::Count(secs) if key.ends_with("_secs") => duration(*secs),
        Value::Count(n) => count(*n),
        Value::Number(rate) => percent(Some(*rate)),
        _ => NOT_AVAILABLE.to_owned(),
    }
}
