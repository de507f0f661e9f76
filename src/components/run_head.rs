//! The head of a run: what it is, its neighbours, and what its jobs came to.

use tailorbird_core::Kind;
use tailorbird_core::format::plural;
use tailorbird_core::view::{Measure, OneRun};

use super::attempt_list::link;
use super::follow::inner_link;
use super::run_table::{created, others, outcome_bar, partial_badge};
use super::words::explain_button;
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
    let figure = |name: &'static str, class: &'static str, measure: Measure, title: String| {
        let address = ["run::", measure.word()].concat();
        let value = el("dd")
            .class(class)
            .with("data-figure", name)
            .with_some("title", Some(title).filter(|t| !t.is_empty()))
            .child(explain_button(address, row.text(measure)));
        // Legacy data does not tell why attempts differ.
        let words = if name == "flaky" && row.mixed.is_some() {
            "mixed"
        } else {
            name
        };
        el("div").child(el("dt").text(words)).child(value)
    };
    let plain = String::new;
    let lines = vec![
        figure("passed", "good", Measure::Passed, plain()),
        figure("failed", "bad", Measure::Fails, plain()),
        figure("skipped", "", Measure::Skips, plain()),
        figure("other", "", Measure::Other, others(&row.counts)),
        figure("flaky", "warn", Measure::Flakes, plain()),
        figure("pass rate", "", Measure::Rate, plain()),
        figure(
            "required",
            "",
            Measure::Required,
            "passed of the required jobs that were not skipped".to_owned(),
        ),
        figure("reruns", "", Measure::Reruns, plain()),
        figure(
            "duration",
            "",
            Measure::Span,
            "from the first start to the last end, reruns left out".to_owned(),
        ),
    ];
    el("dl").class("run__figures").children(lines)
}
