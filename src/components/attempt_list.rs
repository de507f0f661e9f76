//! The runs of an opened row, each with its attempts and their links.

use tailorbird_core::view::{AttemptView, DetailView, RunView};
use tailorbird_core::{Kind, Outcome, Verdict};

use super::words::{glyph, outcome_class, outcome_glyph, run_name};
use crate::node::{Node, el};

/// A link that opens outside, or text where the address is none to trust.
pub fn link(words: String, url: Option<&str>) -> Node {
    match url {
        Some(url) => el("a")
            .with("href", url.to_owned())
            .with("target", "_blank")
            .with("rel", "noopener noreferrer")
            .text(words),
        None => el("span").text(words),
    }
}

/// All runs of the window.
pub fn attempt_list(detail: &DetailView, kind: Kind) -> Node {
    let runs = detail.runs.iter().map(|run| draw(run, kind)).collect();
    el("ul").class("attempts").children(runs)
}

fn draw(run: &RunView, kind: Kind) -> Node {
    let attempts = run
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
        let mut words = String::from("the run had ");
        words.push_str(&n.to_string());
        words.push_str(" attempts");
        el("span").class("attempts__note").text(words)
    });
    let number = el("span")
        .class("attempts__number")
        .child(link(run_name(run.number, kind), run.url.as_deref()));
    let verdict = el("span")
        .class(class)
        .child(
            el("span")
                .with("aria-hidden", "true")
                .text(glyph(run.verdict)),
        )
        .text(" ")
        .text(verdict);
    let list = el("span")
        .class("attempts__list")
        .children(attempts)
        .child_some(of_run);
    el("li")
        .class("attempts__run")
        .child(number)
        .child(verdict)
        .child(list)
}

fn attempt(attempt: &AttemptView, n: usize) -> Node {
    let mut words = String::from(outcome_glyph(attempt.outcome));
    words.push(' ');
    if n > 1 {
        words.push_str("attempt ");
        words.push_str(&attempt.position.to_string());
        words.push(' ');
    }
    words.push_str(attempt.outcome.as_str());
    if let Some(word) = &attempt.word {
        words.push_str(" (");
        words.push_str(word);
        words.push(')');
    }
    let is_doubtful = attempt.outcome == Outcome::Unknown && attempt.word.is_none();
    let title = is_doubtful.then_some(
        "An older pass in this kind of file proves nothing: it only says that the last step ran.",
    );
    el("span")
        .class(outcome_class(attempt.outcome))
        .with("data-testid", "attempt")
        .with("data-outcome", attempt.outcome.as_str())
        .with_some("title", title)
        .child(link(words, attempt.url.as_deref()))
}
