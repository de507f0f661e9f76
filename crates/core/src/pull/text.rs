//! A pull request as a sentence, as Markdown and as JSON.

use serde_json::{Value, json as value};
use tailorbird_snapshot::Outcome;

use super::collect::{Check, PullView};
use super::judge::{Class, Judged};
use crate::format::{markdown_cell, plural};

/// Facts of a check that its line in Markdown has; that there are more is said.
const MOST_FACTS: usize = 5;

/// The classes in the order of the sentence, with their words for one and for several failures.
const WORDS: [(Class, &str, &str); 6] = [
    (Class::Yours, "looks like yours", "look like yours"),
    (
        Class::FlakyHere,
        "is flaky on this commit",
        "are flaky on this commit",
    ),
    (Class::Known, "is known flaky", "are known flaky"),
    (Class::Main, "also fails on main", "also fail on main"),
    (Class::Infra, "is infrastructure", "are infrastructure"),
    (Class::Unknown, "unknown", "unknown"),
];

/// What to make of it: `2 failures look like yours, 3 are known flaky, 1 unknown`.
#[must_use]
pub fn sentence(pull: &PullView) -> String {
    let judged = || pull.checks.iter().filter_map(|check| check.judged.as_ref());
    let mut parts: Vec<String> = Vec::new();
    for (class, one, several) in WORDS {
        let n = judged().filter(|judged| judged.class == class).count() as u64;
        let words = if n == 1 { one } else { several };
        if n > 0 && parts.is_empty() {
            let verb = match (class, n) {
                (Class::Unknown, 1) => "is ",
                (Class::Unknown, _) => "are ",
                _ => "",
            };
            parts.push(format!(
                "{} {verb}{words}",
                plural(n, "failure", "failures")
            ));
        } else if n > 0 {
            parts.push(format!("{n} {words}"));
        }
    }
    let open = |o: &Outcome| matches!(o, Outcome::Running | Outcome::Waiting);
    let running = pull.checks.iter().filter(|c| open(&c.result)).count() as u64;
    if parts.is_empty() {
        parts.push("no check failed".to_owned());
    }
    if running > 0 {
        parts.push(format!(
            "{} not done",
            plural(running, "check is", "checks are")
        ));
    }
    parts.join(", ")
}

/// Its number, as a link where it has one, and its title, in Markdown.
#[must_use]
pub fn heading(pull: &PullView) -> String {
    let title = pull.title.as_deref().map(markdown_cell);
    let title = title.map_or_else(String::new, |title| format!(": {title}"));
    let name = format!("pull request {}", pull.number);
    match &pull.url {
        Some(url) => format!("[{name}]({url}){title}"),
        None => format!("{name}{title}"),
    }
}

/// The pull request for an issue or a chat: red checks with their evidence. Nobody is mentioned.
#[must_use]
pub fn markdown(pull: &PullView) -> String {
    let mut out = format!("## {}\n\n{}.\n", heading(pull), sentence(pull));
    for (class, _, several) in WORDS {
        let of_class = |c: &&Check| c.judged.as_ref().is_some_and(|j| j.class == class);
        let checks: Vec<&Check> = pull.checks.iter().filter(of_class).collect();
        if !checks.is_empty() {
            out.push_str(&format!("\n### {}: {}\n\n", capital(several), checks.len()));
            for check in checks {
                out.push_str(&format!("- {}\n", line(check)));
            }
        }
    }
    let count = |result| pull.checks.iter().filter(|c| c.result == result).count();
    out.push_str(&format!(
        "\n{} passed, {} failed, {} skipped, {} other.\n",
        count(Outcome::Passed),
        count(Outcome::Failed),
        count(Outcome::Skipped),
        pull.checks.len()
            - count(Outcome::Passed)
            - count(Outcome::Failed)
            - count(Outcome::Skipped),
    ));
    out
}

/// With a capital.
fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn line(check: &Check) -> String {
    let mut line = format!("**{}**", markdown_cell(&check.name));
    if check.required == Some(true) {
        line.push_str(" (required)");
    }
    let failed = check.attempts.iter().find(|a| a.outcome == Outcome::Failed);
    let mut facts: Vec<String> = Vec::new();
    if let Some(attempt) = failed {
        if let Some((_, test)) = attempt.failing_tests.first() {
            facts.push(markdown_cell(test));
        } else if let Some(step) = &attempt.failing_step {
            facts.push(format!("step {}", markdown_cell(step)));
        }
        facts.extend(attempt.url.as_ref().map(|url| format!("[log]({url})")));
    }
    if let Some(judged) = &check.judged {
        let evidence = &judged.evidence;
        facts.extend(evidence.iter().take(MOST_FACTS).map(|e| {
            let text = markdown_cell(&e.text);
            match &e.url {
                Some(url) => format!("[{text}]({url})"),
                None => text,
            }
        }));
        let more = evidence.len().saturating_sub(MOST_FACTS) as u64;
        facts.extend((more > 0).then(|| plural(more, "more fact", "more facts")));
        // What is missing says why nothing is known; beside a class it is only a remark.
        if judged.class == Class::Unknown {
            facts.extend(judged.missing.iter().map(|text| markdown_cell(text)));
        }
        facts.extend(judged.since_text());
    }
    if facts.is_empty() {
        return line;
    }
    format!("{line}: {}", facts.join("; "))
}

impl Judged {
    /// What became of the check elsewhere since then, in words.
    #[must_use]
    pub fn since_text(&self) -> Option<String> {
        let (passed, failed) = self.since;
        (passed + failed > 0)
            .then(|| format!("since then {passed} passed, {failed} failed elsewhere"))
    }
}

/// The pull request as one object.
#[must_use]
pub fn json(pull: &PullView) -> Value {
    let checks = pull.checks.iter().map(|check| {
        let judged = check.judged.as_ref().map(|judged| {
            let facts = judged.evidence.iter();
            let facts = facts.map(|e| value!({"text": e.text, "url": e.url}));
            value!({
                "class": judged.class.as_str(),
                "evidence": facts.collect::<Vec<_>>(),
                "missing": judged.missing,
                "since": {"passed": judged.since.0, "failed": judged.since.1},
            })
        });
        let attempts = check.attempts.iter().map(|a| {
            let tests = a.failing_tests.iter();
            let tests = tests.map(|(file, name)| value!({"file": file, "name": name}));
            value!({
                "outcome": a.outcome.as_str(), "word": a.word, "url": a.url,
                "run_attempt": a.run_attempt, "started_at": a.started_at,
                "duration_secs": a.duration_secs, "failing_step": a.failing_step,
                "failing_tests": tests.collect::<Vec<_>>(),
            })
        });
        value!({
            "name": check.name, "required": check.required, "result": check.result.as_str(),
            "verdict": check.verdict.as_str(), "attempts": attempts.collect::<Vec<_>>(),
            "judged": judged,
        })
    });
    value!({
        "format": 1, "project": pull.project, "number": pull.number, "title": pull.title,
        "url": pull.url, "head_sha": pull.head_sha, "created_at": pull.created_at,
        "partial": pull.partial,
        "sentence": sentence(pull), "checks": checks.collect::<Vec<_>>(),
    })
}
