//! The table of runs, or of pull requests: a row each.

use tailorbird_core::Kind;
use tailorbird_core::format::{NOT_AVAILABLE, plural};
use tailorbird_core::stats::ResultCounts;
use tailorbird_core::view::{FigureAt, LastRun, Measure, RunRow, RunsView};

use super::follow::{following, inner_link, left_alone};
use super::words::number;
use crate::node::{Node, el};
use crate::ui::{IconShape, icon};

/// Column: its part of a class, its head, what it says on hover, whether pull requests have it.
type Column = (&'static str, &'static str, &'static str, bool);

const COLUMNS: [Column; 13] = [
    ("name", "Run", "", true),
    ("workflow", "Workflow", "", false),
    ("date", "Created", "", true),
    (
        "outcomes",
        "Outcomes",
        "of the jobs left by the filter",
        true,
    ),
    ("passed", "Passed", "", true),
    ("failed", "Failed", "", true),
    ("skipped", "Skipped", "", true),
    ("other", "Other", "cancelled, running or unknown", true),
    ("rate", "Pass rate", "passed of passed and failed", true),
    (
        "required",
        "Required",
        "passed of the required jobs that were not skipped",
        true,
    ),
    (
        "reruns",
        "Reruns",
        "attempts beyond each job's first, and attempts of the whole run",
        true,
    ),
    (
        "duration",
        "Duration",
        "from the first start to the last end, reruns left out",
        false,
    ),
    (
        "new",
        "New",
        "against the run before it of the same workflow",
        false,
    ),
];

/// The table; `link` gives the address behind a row, `on_follow` is called with one that is
/// pressed.
pub fn run_table(
    view: &RunsView,
    rows: &[RunRow],
    link: impl Fn(&RunRow) -> String,
    on_follow: impl Fn(String) + Send + Sync + 'static,
) -> Node {
    let is_shown = |column: &Column| match column.0 {
        "workflow" => view.several,
        _ => view.kind == Kind::Nightly || column.3,
    };
    let head = |column: &Column| {
        let words = match (column.0, view.kind) {
            ("name", Kind::Prs) => "Pull request",
            _ => column.1,
        };
        el("th")
            .class(cell_class(column.0))
            .with("scope", "col")
            .with_some("title", Some(column.2).filter(|t| !t.is_empty()))
            .text(words)
    };
    let heads = COLUMNS.iter().filter(|c| is_shown(c)).map(head).collect();
    let body = rows.iter().map(|row| {
        let cells = COLUMNS.iter().filter(|c| is_shown(c));
        let href = link(row);
        let cells = cells.map(|column| cell(row, column.0, view.kind, &href));
        let class = match row.is_new_night && view.several {
            true => "runs__row runs__row--night",
            false => "runs__row",
        };
        el("tr")
            .with("data-testid", "run-row")
            .with("data-step", "")
            .class(class)
            .with("data-run", row.name.number.to_string())
            .with("data-word", row.word.clone())
            .with("data-figures", FigureAt::line("runs", &row.word))
            .with("data-follow", href.clone())
            .children(cells.collect())
    });
    let caption = match view.kind {
        Kind::Nightly => "Nightly runs, newest first",
        Kind::Prs => "Pull requests, newest first",
    };
    let table = el("table")
        .class("runs")
        .child(el("caption").class("visually-hidden").text(caption))
        .child(el("thead").child(el("tr").children(heads)))
        .child(el("tbody").children(body.collect()));
    following(table, on_follow)
}

/// The figure of a column.
fn measure_of(column: &str) -> Option<Measure> {
    Some(match column {
        "passed" => Measure::Passed,
        "failed" => Measure::Fails,
        "skipped" => Measure::Skips,
        "other" => Measure::Other,
        "rate" => Measure::Rate,
        "required" => Measure::Required,
        "reruns" => Measure::Reruns,
        "duration" => Measure::Span,
        _ => return None,
    })
}

fn cell_class(column: &str) -> String {
    ["runs__cell runs__cell--", column].concat()
}

fn cell(row: &RunRow, column: &'static str, kind: Kind, href: &str) -> Node {
    let counts = &row.counts;
    let other = counts.cancelled + counts.running + counts.unknown;
    let tag = if column == "name" { "th" } else { "td" };
    let cell = el(tag)
        .class(cell_class(column))
        .with("data-col", column)
        .with_some("data-explain", measure_of(column).map(Measure::word));
    match column {
        "name" => name(cell.with("scope", "row"), row, kind, href),
        "workflow" => cell
            .with("title", row.workflow.clone())
            .text(row.workflow.clone()),
        "date" => cell.child(created(row)),
        "outcomes" => cell.child(outcome_bar(counts)),
        "passed" => count(cell, counts.passed, "good"),
        "failed" => count(cell, counts.failed, "bad"),
        "skipped" => count(cell, counts.skipped, "muted"),
        "other" => count(cell, other, "muted").with("title", others(counts)),
        "rate" => cell.text(row.text(Measure::Rate)),
        "required" => required(cell, row.required),
        "reruns" => cell.text(reruns(row)),
        "duration" => cell.text(row.text(Measure::Span)),
        _ => changes(cell, row, href),
    }
}

/// A number that is faint where it is 0.
fn count(cell: Node, n: u32, class: &'static str) -> Node {
    let class = if n == 0 { "faint" } else { class };
    cell.child(el("span").class(class).text(n.to_string()))
}

fn name(cell: Node, row: &RunRow, kind: Kind, href: &str) -> Node {
    let id = ["run-", &row.word].concat();
    let link = inner_link(href.to_owned())
        .class("runs__name")
        .with("id", id)
        .text(row.name.text(kind));
    let title = row
        .title
        .as_ref()
        .map(|t| el("span").class("runs__title").text(t.clone()));
    let partial = row.partial.then(partial_badge);
    cell.child(link)
        .child_some(title)
        .child_some(partial)
        .child_some(row.url.as_ref().map(|url| outside(url, "Open on GitHub")))
}

/// The mark of a run of which not all jobs could be read.
pub fn partial_badge() -> Node {
    el("span")
        .class("badge badge--unsure")
        .with("title", "Not all jobs of this run could be read")
        .text("partial")
}

/// An icon that leads to where the run is.
pub fn outside(url: &str, label: &'static str) -> Node {
    let link = el("a")
        .class("runs__outside")
        .with("href", url.to_owned())
        .with("target", "_blank")
        .with("rel", "noopener noreferrer")
        .with("aria-label", label)
        .with("title", label)
        .child(icon(IconShape::External));
    left_alone(link)
}

/// When it was created.
pub fn created(row: &RunRow) -> Node {
    match &row.created {
        Some((_, words, machine)) => el("time")
            .with("datetime", machine.clone())
            .text(words.clone()),
        None => el("span").class("muted").text(NOT_AVAILABLE),
    }
}

/// Outcomes as parts of a bar; the numbers stand beside it.
pub fn outcome_bar(counts: &ResultCounts) -> Node {
    let parts = [
        (counts.failed, "outcomes__part outcomes__part--failed"),
        (counts.running, "outcomes__part outcomes__part--running"),
        (
            counts.cancelled + counts.unknown,
            "outcomes__part outcomes__part--other",
        ),
        (counts.passed, "outcomes__part outcomes__part--passed"),
        (counts.skipped, "outcomes__part outcomes__part--skipped"),
    ];
    let part = |(n, class): (u32, &'static str)| {
        let node = || {
            el("span")
                .class(class)
                .with("style:flex-grow", n.to_string())
        };
        (n > 0).then(node)
    };
    el("span")
        .class("outcomes")
        .with("title", told(counts))
        .with("aria-hidden", "true")
        .children(parts.into_iter().filter_map(part).collect())
}

/// All outcomes that occur, in words.
fn told(counts: &ResultCounts) -> String {
    listed(&[
        (counts.failed, "failed"),
        (counts.running, "running"),
        (counts.cancelled, "cancelled"),
        (counts.unknown, "unknown"),
        (counts.passed, "passed"),
        (counts.skipped, "skipped"),
    ])
}

/// What is neither passed, failed nor skipped, in words.
pub fn others(counts: &ResultCounts) -> String {
    listed(&[
        (counts.cancelled, "cancelled"),
        (counts.running, "running"),
        (counts.unknown, "unknown"),
    ])
}

fn listed(parts: &[(u32, &str)]) -> String {
    let told = parts.iter().filter(|part| part.0 > 0);
    let told: Vec<String> = told
        .map(|(n, word)| plural((*n).into(), word, word))
        .collect();
    told.join(", ")
}

fn required(cell: Node, required: Option<LastRun>) -> Node {
    let Some(required) = required.filter(|r| r.of > 0) else {
        return cell.text(NOT_AVAILABLE);
    };
    let class = if required.failed > 0 { "bad" } else { "good" };
    cell.child(el("span").class(class).text(required.value()))
}

/// Reruns of jobs and attempts of the run: `4 · 2 attempts`.
fn reruns(row: &RunRow) -> String {
    let mut words = number(row.reruns);
    if let Some(n) = row.attempts.filter(|n| *n > 1) {
        words.push_str(" · ");
        words.push_str(&plural(n.into(), "attempt", "attempts"));
    }
    words
}

fn changes(cell: Node, row: &RunRow, href: &str) -> Node {
    let Some((newly_failing, fixed)) = row.changes else {
        return cell.text(NOT_AVAILABLE);
    };
    let mut cell = cell;
    for (n, class, one) in [
        (newly_failing, "runs__change bad", " newly failing"),
        (fixed, "runs__change good", " fixed"),
    ] {
        if n > 0 {
            let mut words = n.to_string();
            words.push_str(one);
            cell = cell.child(inner_link(href.to_owned()).class(class).text(words));
        }
    }
    if newly_failing + fixed == 0 {
        cell = cell.child(el("span").class("faint").text("nothing new"));
    }
    cell
}
