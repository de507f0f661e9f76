//! An opened row: every run with each attempt, since when it is broken, owners, and what its
//! figures are made of.

use tailorbird_core::Kind;
use tailorbird_core::format::{NOT_AVAILABLE, plural};
use tailorbird_core::view::{
    Commit, DetailView, FigureAt, Measure, RowView, Suspect, duration_line,
};

use super::attempt_list::{attempt_list, link};
use super::job_line::{COLUMNS, TOP, chip, pixels};
use super::owner_card::owner_cards;
use super::words::explain_button;
use crate::charts::sparkline;
use crate::node::{Node, el};

/// Element id of an opened row's details.
pub fn detail_id(id: &str) -> String {
    let mut text = String::from("detail-");
    text.push_str(id);
    text
}

/// `data-act` of the link to the whole history.
pub const HISTORY: &str = "history";

/// The details of one row, `top` pixels below the top of the list; `history` is the address of all
/// that is loaded of the job.
pub fn job_detail(
    detail: &DetailView,
    row: &RowView,
    kind: Kind,
    top: f64,
    history: String,
) -> Node {
    let history = el("a")
        .class("detail__link")
        .with("href", history)
        .with("data-act", HISTORY)
        .with("data-testid", "whole-history")
        .text("Whole history");
    let runs = el("section")
        .class("detail__runs")
        .child(head("Runs and attempts"))
        .child(attempt_list(detail, kind))
        .child(history);
    let whose = el("section")
        .children(broken(detail, kind))
        .child(head("Owners"))
        .children(owner_cards(&detail.owners))
        .children(categories(&detail.categories));
    let what = el("section")
        .child(head("In this window"))
        .child(figures(row, kind))
        .children(durations(detail))
        .child(head("Name"))
        .children(names(detail, row));
    let columns = el("div")
        .class("detail__columns")
        .child(runs)
        .child(whose)
        .child(what);
    el("tr")
        .with("data-testid", "job-detail")
        .class("detail")
        .with("role", "row")
        .with("id", detail_id(&row.id))
        .with("data-id", row.id.clone())
        .with("data-figures", FigureAt::line("job", &row.id))
        .with(TOP, pixels(top))
        .child(
            el("td")
                .class("detail__box")
                .with("role", "gridcell")
                .with("aria-colspan", COLUMNS)
                .child(columns),
        )
}

fn head(words: &'static str) -> Node {
    el("h3").class("detail__head").text(words)
}

fn note(words: &'static str) -> Node {
    el("p").class("detail__note").text(words)
}

/// Since when it is broken, and what may have broken it.
fn broken(detail: &DetailView, kind: Kind) -> Vec<Node> {
    let Some(since) = detail.broken_since else {
        return Vec::new();
    };
    let mut text = String::from(if detail.open_ended {
        "At least since "
    } else {
        "Since "
    });
    text.push_str(&since.text(kind));
    match detail.last_good {
        Some(good) => {
            text.push_str(" · last good ");
            text.push_str(&good.text(kind));
        }
        None => text.push_str(" · never passed in what is loaded"),
    }
    let mut all = vec![head("Broken"), el("p").class("detail__text").text(text)];
    all.extend(suspects(detail));
    all
}

/// What may have broken it: the commits between, or why there are none.
pub(super) fn suspects(detail: &DetailView) -> Vec<Node> {
    match &detail.suspect {
        None if detail.last_good.is_none() => Vec::new(),
        None => vec![note("The commits between are not in this data.")],
        Some(suspect) if suspect.is_same_commit() => {
            let words = "Both runs are of one commit: not a change of the code.";
            vec![note(words)]
        }
        Some(suspect) => commits(suspect),
    }
}

/// Commits listed between two runs; the link has them all.
const MOST_COMMITS: usize = 30;

/// The commits that may be to blame: a link to all of them, and those that the data has.
pub(super) fn commits(suspect: &Suspect) -> Vec<Node> {
    let short = |sha: &str| sha.chars().take(8).collect::<String>();
    let mut range = short(&suspect.good_sha);
    range.push('…');
    range.push_str(&short(&suspect.bad_sha));
    let link = el("p")
        .class("detail__text")
        .with("data-testid", "suspect")
        .text("Suspects: ")
        .child(link(range, suspect.url.as_deref()));
    let line = |commit: &Commit| {
        let mut words = short(&commit.sha);
        words.push(' ');
        words.push_str(&commit.title);
        if let Some(author) = &commit.author {
            words.push_str(" (@");
            words.push_str(author);
            words.push(')');
        }
        el("li").text(words)
    };
    let lines: Vec<Node> = suspect
        .commits
        .iter()
        .take(MOST_COMMITS)
        .map(line)
        .collect();
    let more = suspect.commits.len().saturating_sub(MOST_COMMITS);
    let more = (more > 0).then(|| {
        let mut words = String::from("… and ");
        words.push_str(&plural(more as u64, "more commit", "more commits"));
        el("li").text(words)
    });
    let list =
        (!lines.is_empty()).then(|| el("ul").class("commits").children(lines).child_some(more));
    std::iter::once(link).chain(list).collect()
}

/// The durations through the runs, where there are at least two.
fn durations(detail: &DetailView) -> Vec<Node> {
    let Some(line) = duration_line(detail) else {
        return Vec::new();
    };
    let chart = el("div").with("data-testid", "durations").child(sparkline(
        &line.points,
        &[],
        &line.caption,
    ));
    vec![
        head("Durations"),
        chart,
        el("p").class("detail__note").text(line.caption),
    ]
}

fn categories(categories: &[String]) -> Vec<Node> {
    if categories.is_empty() {
        return Vec::new();
    }
    vec![
        head("Categories"),
        el("p").class("detail__text").text(categories.join(", ")),
    ]
}

/// The figures with what they are made of.
fn figures(row: &RowView, kind: Kind) -> Node {
    let none = String::new;
    let times = match (&row.p50_text, &row.first_text) {
        (Some(_), _) => "",
        (None, Some(_)) => "nothing passed in this window, or no times are known",
        (None, None) => "no durations in this data",
    };
    let few = row.weather.map_or("fewer than 3 results", |_| "");
    let lines = [
        ("Pass rate", Measure::Rate, row.rate_title.clone()),
        ("First attempts", Measure::First, none()),
        ("Fails", Measure::Fails, none()),
        ("Skips", Measure::Skips, none()),
        ("Reruns", Measure::Reruns, none()),
        ("Flaky or mixed", Measure::Flakes, none()),
        ("Weather", Measure::Weather, few.to_owned()),
        ("p50 duration", Measure::P50, times.to_owned()),
        ("p95 duration", Measure::P95, none()),
    ];
    let required = match row.required {
        Some(true) => "yes",
        Some(false) => "no",
        None => NOT_AVAILABLE,
    };
    let last = row.last_failure.map(|run| run.text(kind));
    let last = last.unwrap_or_else(|| "–".to_owned());
    let facts = [("Required", required.to_owned()), ("Last failure", last)];
    let mut list = el("dl").class("figures");
    for (name, value) in facts {
        let value = el("dd").text(value);
        list = list.child(el("dt").text(name)).child(value);
    }
    for (name, measure, words) in lines {
        let value = explain_button(measure.word(), row.figure(measure, kind));
        list = list.child(el("dt").text(name)).child(
            el("dd")
                .child(value)
                .child(el("span").class("detail__note").text(words)),
        );
    }
    list
}

fn names(detail: &DetailView, row: &RowView) -> Vec<Node> {
    let chips = detail
        .dimensions
        .iter()
        .map(|(key, value)| chip(key, value, true))
        .collect();
    let chips = el("p")
        .class("detail__chips")
        .child(chip("kind", detail.job_kind, true))
        .children(chips);
    let mut all = vec![el("p").class("detail__name").text(row.name.clone()), chips];
    if detail.unexpanded {
        let words = "GitHub skipped this job before it filled in its matrix: the name is the raw \
                     one.";
        all.push(note(words));
    }
    all
}
