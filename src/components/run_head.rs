//! The head of a run: what it is, its neighbours, and what its jobs came to.

use tailorbird_core::Kind;
use tailorbird_core::format::{NOT_AVAILABLE, duration, percent, plural};
use tailorbird_core::view::{LastRun, OneRun};

use super::attempt_list::link;
use super::follow::inner_link;
use super::run_table::{created, others, outcome_bar, partial_badge};
use super::words::number;
use crate::node::{Node, el};
use crate::ui::ButtonLook;

/// Addresses of what a run leads to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunLinks {
    /// The run before it, where one is loaded.
    pub older: Option<String>,
    /// The run after it, where one is loaded.
    pub newer: Option<String>,
    /// The list of runs.
    pub all: String,
}

/// The head.
pub fn run_head(run: &OneRun, links: &RunLinks) -> Node {
    let row = &run.row;
    let mut title = String::from("Run ");
    title.push_str(&row.name.text(Kind::Nightly));
    let neighbour = |href: &Option<String>, words: &'static str, test_id| {
        href.as_ref().map(|href| {
            inner_link(href.clone())
                .class(ButtonLook::Small.class())
                .with("data-testid", test_id)
                .text(words)
        })
    };
    let neighbours = el("nav")
        .class("run__neighbours")
        .with("aria-label", "Other runs")
        .child_some(neighbour(&links.older, "← Older run", "older-run"))
        .child_some(neighbour(&links.newer, "Newer run →", "newer-run"))
        .child_some(neighbour(&Some(links.all.clone()), "All runs", "all-runs"));
    let commit = run.commit.as_ref().map(|(sha, url)| {
        let short: String = sha.chars().take(8).collect();
        el("span")
            .text("commit ")
            .child(link(short, url.as_deref()))
    });
    let attempts = row.attempts.map(|n| {
        let words = plural(n.into(), "attempt", "attempts");
        el("span").with("data-testid", "run-attempts").text(words)
    });
    let outside = row
        .url
        .as_deref()
        .map(|url| link("open on GitHub".to_owned(), Some(url)));
    let about = el("p")
        .class("run__about")
        .child(el("span").text(row.workflow.clone()))
        .child(created(row))
        .child_some(commit)
        .child_some(attempts)
        .child_some(row.partial.then(partial_badge))
        .child_some(outside);
    el("header")
        .class("run__head")
        .with("data-testid", "run-head")
        .with("data-run", row.name.number.to_string())
        .child(el("h2").class("run__title").text(title))
        .child(neighbours)
        .child(about)
        .child(outcome_bar(&row.counts))
        .child(figures(run))
}

fn figures(run: &OneRun) -> Node {
    let row = &run.row;
    let counts = &row.counts;
    let other = counts.cancelled + counts.running + counts.unknown;
    let na = || NOT_AVAILABLE.to_owned();
    let required = row.required.filter(|r| r.of > 0);
    let secs = row.duration_secs.map(|secs| duration(secs.into()));
    let figure = |name: &'static str, class: &'static str, value: String, title: String| {
        let value = el("dd")
            .class(class)
            .with("data-figure", name)
            .with_some("title", Some(title).filter(|t| !t.is_empty()))
            .text(value);
        el("div").child(el("dt").text(name)).child(value)
    };
    let plain = String::new;
    let lines = vec![
        figure("passed", "good", counts.passed.to_string(), plain()),
        figure("failed", "bad", counts.failed.to_string(), plain()),
        figure("skipped", "", counts.skipped.to_string(), plain()),
        figure("other", "", other.to_string(), others(counts)),
        figure("flaky", "warn", number(row.flaky), plain()),
        figure("pass rate", "", percent(counts.pass_rate()), plain()),
        figure(
            "required",
            "",
            required.as_ref().map_or_else(na, LastRun::value),
            "passed of the required jobs that were not skipped".to_owned(),
        ),
        figure("reruns", "", number(row.reruns), plain()),
        figure(
            "duration",
            "",
            secs.unwrap_or_else(na),
            "from the first start to the last end, reruns left out".to_owned(),
        ),
    ];
    el("dl").class("run__figures").children(lines)
}
