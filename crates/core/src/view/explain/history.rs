//! Figures of the tables of one job, by their place in them: `streak:0:JOB:runs`.

use tailorbird_snapshot::Outcome;

use super::address::FigureAt;
use super::ask::{CountedIn, Explained};
use super::cells::why_not;
use crate::format::run_time;
use crate::view::{Asking, AttemptView, JobView, RunView, Runner, job};

/// What such an address names; none where the job has no such line.
pub(super) fn explained(asking: Asking<'_>, at: FigureAt<'_>) -> Vec<Explained> {
    let of = at.of.split_once(':');
    let of = of.and_then(|(place, id)| Some((place.parse().ok()?, job::job(asking, id)?)));
    let Some((place, view)) = of else {
        return Vec::new();
    };
    match at.kind {
        "streak" => of_streak(&view, place).into_iter().collect(),
        "runner" => of_runner(&view, place, at.figure),
        _ => of_failure(&view, place, at.kind == "step")
            .into_iter()
            .collect(),
    }
}

fn of_streak(view: &JobView, place: usize) -> Option<Explained> {
    let streak = view.streaks.get(place)?;
    let mut out = Explained::new(
        "runs",
        ["Red streak up to ", &streak.to.text(view.kind)].concat(),
        streak.length_text(),
        "failed results in a row, over results that neither passed nor failed; ≥ where it reaches the end of what is loaded",
    );
    for run in view.detail.runs.iter().skip_while(|r| r.name != streak.to) {
        count_run(view, run, run.result == Some(Outcome::Failed), &mut out);
        if run.name == streak.from {
            break;
        }
    }
    Some(out)
}

/// A step or a test case that failed.
fn of_failure(view: &JobView, place: usize, is_step: bool) -> Option<Explained> {
    let (all, title) = match is_step {
        true => (&view.steps, "Failing step: "),
        false => (&view.tests, "Failing test case: "),
    };
    let found = all.get(place)?;
    let is_it = |attempt: &AttemptView| match is_step {
        true => attempt.failing_step.as_ref() == Some(&found.name),
        false => {
            let mut tests = attempt.failing_tests.iter();
            tests.any(|(file, name)| (file, name) == (&found.file, &found.name))
        }
    };
    let mut out = Explained::new(
        "runs",
        [title, &found.name].concat(),
        found.runs.to_string(),
        "runs with at least one attempt in which it failed",
    );
    for run in &view.detail.runs {
        count_run(view, run, run.attempts.iter().any(is_it), &mut out);
    }
    Some(out)
}

/// Counts a run, or leaves it out by its result.
fn count_run(view: &JobView, run: &RunView, is_counted: bool, out: &mut Explained) {
    match run.result {
        Some(result) if is_counted => out.count(&|| CountedIn {
            name: run.name.text(view.kind),
            said: [&when(run), result.as_str()].concat(),
            job: None,
            url: run.attempts.first().and_then(|a| a.url.clone()),
        }),
        Some(result) => out.leave(why_not(result), 1),
        None => out.leave("runs without this job", 1),
    }
}

fn when(run: &RunView) -> String {
    let at = run.created_at.and_then(run_time);
    at.map_or_else(String::new, |at| at + ", ")
}

/// Attempts on a machine.
fn of_runner(view: &JobView, place: usize, figure: &str) -> Vec<Explained> {
    let Some(runner) = view.runners.get(place) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (word, value) in [
        ("passed", runner.passed),
        ("failed", runner.failed),
        ("other", runner.other),
    ] {
        if figure.is_empty() || figure == word {
            let mut out = Explained::new(
                word,
                [&runner.name, ": ", word].concat(),
                value.to_string(),
                "attempts on it with this result, over all that is loaded",
            );
            for run in &view.detail.runs {
                for attempt in &run.attempts {
                    count_attempt(view, runner, (run, attempt), &mut out);
                }
            }
            all.push(out);
        }
    }
    all
}

fn count_attempt(
    view: &JobView,
    runner: &Runner,
    (run, attempt): (&RunView, &AttemptView),
    out: &mut Explained,
) {
    let group = match attempt.outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        _ => "other",
    };
    match attempt.runner.as_deref().unwrap_or_default() {
        name if !runner.has(name) && name.is_empty() => {
            out.leave("attempts whose machine is not known", 1);
        }
        name if !runner.has(name) => out.leave("attempts on other machines", 1),
        _ if group != out.figure => out.leave("attempts with another result", 1),
        name => out.count(&|| CountedIn {
            name: match name {
                "" => run.name.text(view.kind),
                _ => [&run.name.text(view.kind), ", ", name].concat(),
            },
            said: [&when(run), attempt.outcome.as_str()].concat(),
            job: None,
            url: attempt.url.clone(),
        }),
    }
}
