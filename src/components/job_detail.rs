//! An opened row: every run with each attempt, since when it is broken, owners, and what its
//! figures are made of.

use tailorbird_core::Kind;
use tailorbird_core::view::{DetailView, RowView};

use super::attempt_list::attempt_list;
use super::job_line::{COLUMNS, chip, pixels};
use super::owner_card::owner_cards;
use super::words::{number, run_name};
use crate::node::{Node, el};

/// Element id of an opened row's details.
pub fn detail_id(id: &str) -> String {
    let mut text = String::from("detail-");
    text.push_str(id);
    text
}

/// The details of one row, `top` pixels below the top of the list.
pub fn job_detail(detail: &DetailView, row: &RowView, kind: Kind, top: f64) -> Node {
    let runs = el("section")
        .class("detail__runs")
        .child(head("Runs and attempts"))
        .child(attempt_list(detail, kind));
    let whose = el("section")
        .children(broken(detail, kind))
        .child(head("Owners"))
        .children(owner_cards(&detail.owners))
        .children(categories(&detail.categories));
    let what = el("section")
        .child(head("In this window"))
        .child(figures(row))
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
        .with("style:top", pixels(top))
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

/// Since when it is broken. Commits are unknown in files of 2024 and 2025.
fn broken(detail: &DetailView, kind: Kind) -> Vec<Node> {
    let Some(since) = detail.broken_since else {
        return Vec::new();
    };
    let mut text = String::from(if detail.open_ended {
        "At least since "
    } else {
        "Since "
    });
    text.push_str(&run_name(since, kind));
    match detail.last_good {
        Some(good) => {
            text.push_str(" · last good ");
            text.push_str(&run_name(good, kind));
        }
        None => text.push_str(" · never passed in what is loaded"),
    }
    vec![
        head("Broken"),
        el("p").class("detail__text").text(text),
        note("The commits between are not in this data."),
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
fn figures(row: &RowView) -> Node {
    let weather = row.weather.map_or("fewer than 3 results", |w| w.word());
    let lines = [
        ("Pass rate", row.rate_text.clone(), row.rate_title.clone()),
        ("Fails", row.fails.to_string(), String::new()),
        ("Skips", row.skips.to_string(), String::new()),
        ("Reruns", number(row.reruns), String::new()),
        ("Flaky or mixed", number(row.flakes), String::new()),
        ("Weather", weather.to_owned(), String::new()),
        (
            "p50 duration",
            "n/a".to_owned(),
            "no durations in this data".to_owned(),
        ),
    ];
    let mut list = el("dl").class("figures");
    for (name, value, words) in lines {
        list = list.child(el("dt").text(name)).child(
            el("dd")
                .text(value)
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
