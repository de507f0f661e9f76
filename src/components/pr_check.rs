//! A check of a pull request: how it went, and where it is red, whose failure that is and why.

use tailorbird_core::format::{duration, plural};
use tailorbird_core::pull::{Check, Class, Evidence, Judged};
use tailorbird_core::view::{CheckView, FigureAt};
use tailorbird_core::{Outcome, Verdict};

use super::attempt_list::{attempt, link};
use super::job_detail::detail_id;
use super::words::{glyph, outcome_class, outcome_glyph};
use crate::node::{Node, el};
use crate::ui::{BadgeLook, IconShape, icon};

/// Facts that are shown without being opened.
const FACTS: usize = 4;

/// The look of a class.
const fn look(class: Class) -> BadgeLook {
    match class {
        Class::Yours => BadgeLook::Worst,
        Class::Unknown => BadgeLook::Absent,
        Class::Main => BadgeLook::Active,
        Class::FlakyHere | Class::Known => BadgeLook::Unsure,
        Class::Infra => BadgeLook::Neutral,
    }
}

/// The badge of a class.
fn badge(class: Class) -> Node {
    el("span").class(look(class).class()).text(class.title())
}

/// What each class means.
pub fn class_words() -> Node {
    let mut list = el("dl").class("classes__list");
    for class in Class::ALL {
        list = list
            .child(el("dt").child(badge(class)))
            .child(el("dd").text(class.meaning()));
    }
    el("details")
        .class("classes")
        .child(el("summary").text("What the classes mean"))
        .child(list)
}

/// Checks as a list. What is pressed in it has `data-act` and `data-id`.
pub fn pr_checks(checks: &[CheckView<'_>]) -> Node {
    let told = shared_reason(checks);
    let lines = checks.iter().map(|one| pr_check(one, told.is_some()));
    let list = el("ul").class("checks").children(lines.collect());
    let Some(reason) = told else { return list };
    let mut words = String::from("Unknown checks, each: ");
    words.push_str(&reason.join("; "));
    words.push('.');
    let told = el("p")
        .class("checks__reason")
        .with("data-testid", "reason")
        .text(words);
    el("div").child(told).child(list)
}

/// Why a class is not known, where that is the same for all whose class is not, and they are many.
fn shared_reason<'a>(checks: &[CheckView<'a>]) -> Option<&'a [String]> {
    let judged = checks.iter().filter_map(|one| one.check.judged.as_ref());
    let mut reasons = judged
        .filter(|judged| judged.class == Class::Unknown)
        .map(|judged| judged.missing.as_slice());
    let first = reasons.next().filter(|reason| !reason.is_empty())?;
    let mut more = 0_usize;
    for reason in reasons {
        if reason != first {
            return None;
        }
        more += 1;
    }
    (more > 0).then_some(first)
}

fn pr_check(view: &CheckView<'_>, is_told: bool) -> Node {
    let check = view.check;
    let judged = check.judged.as_ref();
    let n = check.attempts.len();
    let is_red = check.result == Outcome::Failed;
    let attempts = view.is_open.then(|| {
        let lines = check.attempts.iter();
        let lines = lines.map(|one| el("li").child(attempt(one, n)));
        el("ul")
            .class("attempts check__attempts")
            .with("id", detail_id(&view.id))
            .children(lines.collect())
    });
    el("li")
        .class(if is_red { "check check--red" } else { "check" })
        .with("data-testid", "pr-check")
        .with("data-step", "")
        .with("data-figures", FigureAt::line("check", &view.id))
        .with("data-job", check.name.clone())
        .with_some("data-class", judged.map(|judged| judged.class.as_str()))
        .child(line(view, n))
        .child_some(is_red.then(|| why(view, judged, is_told)))
        .child_some(attempts)
}

/// The first line: result, name, badges, log.
fn line(view: &CheckView<'_>, n: usize) -> Node {
    let check = view.check;
    let required = (check.required == Some(true))
        .then(|| el("span").class(BadgeLook::Accent.class()).text("required"));
    let class = check.judged.as_ref().map(|judged| {
        el("button")
            .class([look(judged.class).class(), " check__class"].concat())
            .with("type", "button")
            .with("data-explain", "class")
            .with("title", "Why this class")
            .text(judged.class.title())
    });
    let name = el("span")
        .class("check__name")
        .child(el("span").text(check.name.clone()))
        .child_some(required)
        .child_some(class);
    let log = view.log.map(|url| {
        let mut label = String::from("Log of ");
        label.push_str(&check.name);
        link("log".to_owned(), Some(url))
            .class("check__log")
            .with("aria-label", label)
    });
    el("div")
        .class("check__line")
        .child(expand(view))
        .child(mark(check))
        .child(name)
        .child(el("span").class("check__note").text(notes(check, n)))
        .child_some(log)
}

/// What opens the attempts.
fn expand(view: &CheckView<'_>) -> Node {
    let mut label = String::from("Attempts of ");
    label.push_str(&view.check.name);
    el("button")
        .class("check__open")
        .with("type", "button")
        .with("data-testid", "expand")
        .with("data-act", "open")
        .with("data-id", view.id.clone())
        .with("id", ["check-", &view.id].concat())
        .with("aria-label", label)
        .with("aria-expanded", if view.is_open { "true" } else { "false" })
        .with_some("aria-controls", view.is_open.then(|| detail_id(&view.id)))
        .child(icon(if view.is_open {
            IconShape::ChevronDown
        } else {
            IconShape::ChevronRight
        }))
}

/// Whether it passed after an older attempt had failed.
fn is_unsteady(check: &Check) -> bool {
    matches!(check.verdict, Verdict::Flaky | Verdict::Mixed) && check.result == Outcome::Passed
}

/// The sign of its result, and the word for those who do not see it.
fn mark(check: &Check) -> Node {
    let (mark, class) = if is_unsteady(check) {
        (glyph(check.verdict), "check__mark warn")
    } else {
        let class = match outcome_class(check.result) {
            "good" => "check__mark good",
            "bad" => "check__mark bad",
            _ => "check__mark muted",
        };
        (outcome_glyph(check.result), class)
    };
    let word = el("span").class("visually-hidden");
    el("span")
        .class(class)
        .child(el("span").with("aria-hidden", "true").text(mark))
        .child(word.text(check.result.as_str()))
}

/// What else is known of its result after `n` attempts.
fn notes(check: &Check, n: usize) -> String {
    let mut notes = Vec::new();
    if n > 1 {
        notes.push(plural(n as u64, "attempt", "attempts"));
    }
    if is_unsteady(check) {
        // Old files do not say on which commit.
        let words = match check.verdict {
            Verdict::Mixed => "an older attempt failed",
            _ => "failed before on this commit",
        };
        notes.push(words.to_owned());
    }
    if check.result == Outcome::Waiting {
        notes.push("waits for a person".to_owned());
    }
    let newest = check.attempts.first();
    let newest = newest.filter(|one| one.outcome.is_decided());
    let secs = newest.and_then(|one| one.duration_secs);
    notes.extend(secs.map(|secs| duration(secs.into())));
    notes.join(" · ")
}

/// What failed, whose it is by which facts, and what is not known, unless that is told for all.
fn why(view: &CheckView<'_>, judged: Option<&Judged>, is_told: bool) -> Node {
    let what = view.what.clone();
    let what = what.map(|words| el("p").class("check__what").text(words));
    let why = el("div").class("check__why").child_some(what);
    let Some(judged) = judged else { return why };
    let is_unknown = judged.class == Class::Unknown;
    let mut words = String::new();
    if !(judged.missing.is_empty() || is_unknown && is_told) {
        words.push_str(if is_unknown { "Why: " } else { "But: " });
        words.push_str(&judged.missing.join("; "));
        words.push('.');
    }
    if let Some(since) = judged.since_text() {
        words.push_str(if words.is_empty() { "S" } else { " S" });
        words.push_str(since.get(1..).unwrap_or_default());
        words.push('.');
    }
    let rest = (!words.is_empty()).then(|| el("p").class("check__missing").text(words));
    why.child_some(facts(&judged.evidence)).child_some(rest)
}

/// The facts that speak for the class; very many are folded.
fn facts(evidence: &[Evidence]) -> Option<Node> {
    let line = |fact: &Evidence| {
        el("li")
            .with("data-testid", "evidence")
            .child(link(fact.text.clone(), fact.url.as_deref()))
    };
    let list = |facts: &[Evidence]| {
        el("ul")
            .class("check__facts")
            .children(facts.iter().map(line).collect())
    };
    let (first, more) = evidence.split_at(evidence.len().min(FACTS));
    let more = (!more.is_empty()).then(|| {
        let words = plural(more.len() as u64, "more fact", "more facts");
        el("details")
            .class("check__more")
            .child(el("summary").text(words))
            .child(list(more))
    });
    (!first.is_empty()).then(|| el("div").child(list(first)).child_some(more))
}
