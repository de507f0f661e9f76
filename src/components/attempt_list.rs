//! The runs of an opened row, each with its attempts and their links.

use tailorbird_core::format::{duration, run_time, utc_secs};
use tailorbird_core::view::{AttemptView, DetailView, RunView};
use tailorbird_core::{Kind, Outcome, Verdict};

use super::words::{glyph, outcome_class, outcome_glyph};
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
    runs_list(detail.runs.iter(), kind)
}

/// Some runs.
pub fn runs_list<'a>(runs: impl Iterator<Item = &'a RunView>, kind: Kind) -> Node {
    let mut list = el("ul").class("attempts");
    for run in runs {
        list = list.child(draw(run, kind));
    }
    list
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
    // A nightly run's attempts are the run's: where the job was not run again in each, that is told.
    let is_told = |n: &u32| kind == Kind::Nightly && run.attempts.len() != *n as usize;
    let of_run = run.run_attempts.filter(is_told).map(|n| {
        let mut words = String::from("the run had ");
        words.push_str(&n.to_string());
        words.push_str(" attempts");
        el("span").class("attempts__note").text(words)
    });
    let date = run.created_at.and_then(run_time);
    let hover = match (&run.title, date) {
        (Some(title), Some(date)) => Some([title.as_str(), " · ", &date].concat()),
        (title, date) => title.clone().or(date),
    };
    let number = el("span")
        .class("attempts__number")
        .with_some("title", hover)
        .child(link(run.name.text(kind), run.url.as_deref()));
    let partial = run.partial.then(|| {
        el("span")
            .class("attempts__note")
            .text("not all jobs of this run could be read")
    });
    let verdict = el("span")
        .class(class)
        .child(
            el("span")
                .with("aria-hidden", "true")
                .text(glyph(run.verdict)),
        )
        .text(" ")
        .text(verdict);
    let checks = (kind == Kind::Prs).then(|| {
        let number = run.name.number.to_string();
        el("button")
            .class("attempts__pull")
            .with("type", "button")
            .with("data-act", ["pull:", &number].concat())
            .with("aria-label", ["All checks of PR #", &number].concat())
            .text("all checks")
    });
    let list = el("span")
        .class("attempts__list")
        .children(attempts)
        .child_some(checks)
        .child_some(of_run)
        .child_some(partial);
    el("li")
        .class("attempts__run")
        .child(number)
        .child(verdict)
        .child(list)
}

/// One attempt of `n`: its outcome as a link, and what failed in it.
pub fn attempt(attempt: &AttemptView, n: usize) -> Node {
    let mut words = String::from(outcome_glyph(attempt.outcome));
    words.push(' ');
    if n > 1 {
        words.push_str("attempt ");
        let number = attempt.run_attempt.unwrap_or(attempt.position);
        words.push_str(&number.to_string());
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
    if let Some(secs) = attempt.duration_secs {
        words.push_str(", ");
        words.push_str(&duration(secs.into()));
    }
    let mut hover = title.map(str::to_owned);
    if let Some(at) = attempt.started_at.and_then(utc_secs) {
        let mut text = String::from("started ");
        text.push_str(&at);
        if let Some(runner) = &attempt.runner {
            text.push_str(" on ");
            text.push_str(runner);
        }
        hover = Some(text);
    }
    el("span")
        .class(outcome_class(attempt.outcome))
        .with("data-testid", "attempt")
        .with("data-outcome", attempt.outcome.as_str())
        .with_some("title", hover)
        .child(link(words, attempt.url.as_deref()))
        .child_some(failure(attempt))
}

/// Failing test cases of an attempt that are listed at once; the others unfold.
const MOST_TESTS: usize = 8;

/// What failed in an attempt: its step, its test cases, and what the log says around the first.
fn failure(attempt: &AttemptView) -> Option<Node> {
    let step = attempt.failing_step.as_ref().map(|step| {
        let mut words = String::from("failed at step ");
        words.push_str(step);
        el("span").class("failure__step").text(words)
    });
    let test = |(file, name): &(String, String)| {
        let file = (!file.is_empty()).then(|| el("span").class("failure__file").text(file.clone()));
        el("li").child_some(file).text(name.clone())
    };
    let list = |tests: &[(String, String)]| {
        let lines = tests.iter().map(test).collect();
        el("ul").class("failure__tests").children(lines)
    };
    // Where all but a few would fold, none does.
    let all = attempt.failing_tests.as_slice();
    let seen = if all.len() > MOST_TESTS + 2 {
        MOST_TESTS
    } else {
        all.len()
    };
    let (seen, folded) = all.split_at_checked(seen).unwrap_or((all, &[]));
    let tests = (!seen.is_empty()).then(|| list(seen));
    let more = (!folded.is_empty()).then(|| {
        let words = [&folded.len().to_string(), " more failing tests"].concat();
        el("details")
            .class("failure__more")
            .child(el("summary").text(words))
            .child(list(folded))
    });
    let excerpt = attempt.excerpt.as_ref().map(|text| {
        el("details")
            .child(el("summary").text("Log around the first failure"))
            .child(el("pre").class("failure__excerpt").text(text.clone()))
    });
    let is_any = step.is_some() || tests.is_some() || excerpt.is_some();
    is_any.then(|| {
        el("span")
            .class("failure")
            .with("data-testid", "failure")
            .child_some(step)
            .child_some(tests)
            .child_some(more)
            .child_some(excerpt)
    })
}
