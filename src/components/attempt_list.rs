//! The runs of an opened row, each with its attempts and their links.

use leptos::either::Either;
use leptos::prelude::*;
use tailorbird_core::view::{AttemptView, DetailView, RunView};
use tailorbird_core::{Kind, Outcome, Verdict};

use super::words::{glyph, outcome_class, outcome_glyph, run_name};

/// A link that opens outside, or text where the address is none to trust.
fn link(text: String, url: Option<&str>) -> impl IntoView + use<> {
    match url {
        Some(url) => Either::Left(view! {
            <a href=url.to_owned() target="_blank" rel="noopener noreferrer">{text}</a>
        }),
        None => Either::Right(view! { <span>{text}</span> }),
    }
}

/// All runs of the window.
pub fn attempt_list(detail: &DetailView, kind: Kind) -> impl IntoView + use<> {
    let runs: Vec<_> = detail.runs.iter().map(|run| draw(run, kind)).collect();
    view! { <ul class="attempts">{runs}</ul> }
}

fn draw(run: &RunView, kind: Kind) -> impl IntoView + use<> {
    let attempts: Vec<_> = run
        .attempts
        .iter()
        .map(|a| attempt(a, run.attempts.len()))
        .collect();
    let verdict = match run.verdict {
        Verdict::None => "not in this run",
        other => other.as_str(),
    };
    let class = match run.verdict {
        Verdict::Passed => "good",
        Verdict::Failed => "bad",
        Verdict::Mixed | Verdict::Flaky => "warn",
        _ => "muted",
    };
    // A nightly run's attempts are the run's: every job is listed again in each.
    let of_run = run.run_attempts.filter(|_| kind == Kind::Nightly).map(|n| {
        view! { <span class="attempts__note">{format!("run had {n} attempts")}</span> }
    });
    view! {
        <li class="attempts__run">
            <span class="attempts__number">
                {link(run_name(run.number, kind), run.url.as_deref())}
            </span>
            <span class=class>
                <span aria-hidden="true">{glyph(run.verdict)}</span>
                " "
                {verdict}
            </span>
            <span class="attempts__list">{attempts} {of_run}</span>
        </li>
    }
}

fn attempt(attempt: &AttemptView, n: usize) -> impl IntoView + use<> {
    let mut text = String::from(outcome_glyph(attempt.outcome));
    text.push(' ');
    if n > 1 {
        text.push_str("attempt ");
        text.push_str(&attempt.position.to_string());
        text.push(' ');
    }
    text.push_str(attempt.outcome.as_str());
    if let Some(word) = &attempt.word {
        text.push_str(" (");
        text.push_str(word);
        text.push(')');
    }
    let is_older = attempt.outcome == Outcome::Unknown && attempt.word.is_none();
    let title = is_older.then_some(
        "An older pass in this kind of file proves nothing: it only says that the last step ran.",
    );
    view! {
        <span
            class=outcome_class(attempt.outcome)
            data-testid="attempt"
            data-outcome=attempt.outcome.as_str()
            title=title
        >
            {link(text, attempt.url.as_deref())}
        </span>
    }
}
