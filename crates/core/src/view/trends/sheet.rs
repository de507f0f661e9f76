//! The nights as values.

use super::charts::trends;
use super::points::Point;
use crate::stats::ResultCounts;
use crate::view::nights::Held;
use crate::view::sheet::{Sheet, Value};
use crate::view::sheets::Asking;

/// A row a night (or run, where no days are known), oldest first.
pub(in crate::view) fn sheet(asking: Asking<'_>) -> Sheet {
    let view = trends(asking);
    let mut left = ResultCounts::default();
    view.points.iter().for_each(|p| left.merge(&p.left));
    let count = |fits: &dyn Fn(&Point) -> bool| {
        Value::Count(view.points.iter().filter(|p| fits(p)).count() as u64)
    };
    let facts = vec![
        ("listed", Value::Count(view.listed)),
        ("shown", Value::Count(view.shown)),
        (
            "by",
            Value::Text(if view.is_by_night { "night" } else { "run" }.to_owned()),
        ),
        ("points", Value::Count(view.points.len() as u64)),
        ("with_runs", count(&|p| p.runs > 0)),
        ("partial", count(&|p| p.held == Held::Partial)),
        ("without_runs", count(&|p| p.held == Held::NoRun)),
        ("not_fetched", count(&|p| p.held == Held::NotFetched)),
        (
            "required_as_of_now",
            Value::Count(view.n_required_of_now.into()),
        ),
        ("passed", Value::Count(left.passed.into())),
        ("failed", Value::Count(left.failed.into())),
        ("skipped", Value::Count(left.skipped.into())),
        ("rate", Value::number(left.pass_rate())),
    ];
    let has_required = !asking.table.required_unknown;
    Sheet {
        view: "trends",
        head: Vec::new(),
        facts,
        columns: vec![
            "night",
            "coverage",
            "runs",
            "jobs",
            "passed",
            "failed",
            "skipped",
            "cancelled",
            "running",
            "unknown",
            "rate",
            "all_passed",
            "all_failed",
            "all_rate",
            "required_passed",
            "required_failed",
            "required_rate",
            "reruns",
            "p10_secs",
            "p50_secs",
            "p90_secs",
            "queue_p50_secs",
            "queue_p90_secs",
        ],
        rows: view.points.iter().map(|p| row(p, has_required)).collect(),
    }
}

fn row(p: &Point, has_required: bool) -> Vec<Value> {
    // A night without a run has no figures, and not figures of nothing.
    let n = |n: u32| Value::count((p.runs > 0).then_some(n));
    let required = |n: u32| Value::count((p.runs > 0 && has_required).then_some(n));
    let r = p.left;
    let mut out = vec![
        Value::Text(p.name()),
        Value::Text(p.held.word().to_owned()),
        Value::Count(p.runs.into()),
        n(p.jobs),
    ];
    out.extend(
        [
            r.passed,
            r.failed,
            r.skipped,
            r.cancelled,
            r.running,
            r.unknown,
        ]
        .map(n),
    );
    out.extend([
        Value::number(r.pass_rate()),
        n(p.all.passed),
        n(p.all.failed),
        Value::number(p.all.pass_rate()),
        required(p.required.passed),
        required(p.required.failed),
        Value::number(p.required.pass_rate().filter(|_| has_required)),
        Value::count(p.reruns),
    ]);
    out.extend(p.secs.map(Value::count));
    out.extend(p.queue.map(Value::count));
    out
}
