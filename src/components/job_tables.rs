//! Tables of one job: figures, what failed how often, red streaks, machines.

use tailorbird_core::Kind;
use tailorbird_core::format::plural;
use tailorbird_core::view::{Counted, Figure, FigureAt, JobView, Runner, Streak};

use super::words::explain_button;
use crate::node::{Node, el};

/// A part of the view with its head.
pub(super) fn section(test_id: &'static str, head: impl Into<String>) -> Node {
    let head = el("h3").class("history__head").text(head.into());
    el("section").with("data-testid", test_id).child(head)
}

/// A remark.
pub(super) fn note(words: impl Into<String>) -> Node {
    el("p").class("history__note").text(words.into())
}

fn heads(words: &[&'static str]) -> Node {
    let cells = words.iter().map(|w| el("th").with("scope", "col").text(*w));
    el("thead").child(el("tr").children(cells.collect()))
}

/// A line of a table, the first cell its head; those with a word are figures that are explained.
fn line(first: String, cells: Vec<(&'static str, String)>) -> Node {
    let cells = cells.into_iter().map(|(figure, words)| {
        let cell = el("td").class("num");
        match figure {
            "" => cell.text(words),
            _ => cell.child(explain_button(figure, words)),
        }
    });
    el("tr")
        .child(el("th").with("scope", "row").text(first))
        .children(cells.collect())
}

/// Where the figures of a line are: the kind of its table, and its place in it.
fn figures_of(kind: &str, place: usize, view: &JobView) -> String {
    FigureAt::line(kind, &[&place.to_string(), ":", &view.id].concat())
}

fn table(heads: Node, lines: Vec<Node>) -> Node {
    el("table")
        .class("history__table")
        .child(heads)
        .child(el("tbody").children(lines))
}

/// Over all that is loaded, and over the window.
pub(super) fn figures(view: &JobView) -> Node {
    let row = |figure: &Figure| {
        let told = [("whole", &figure.whole.1), ("lately", &figure.window.1)];
        let cells = told.map(|(of, words)| {
            let mut address = FigureAt::line(of, &view.id);
            address.push_str(figure.measure.word());
            let value = explain_button(address, words.clone());
            el("td").class("num").child(value)
        });
        line(figure.label.to_owned(), Vec::new())
            .children(cells.into())
            .with("data-figure", figure.key)
    };
    let cell = |words: String| el("th").class("num").with("scope", "col").text(words);
    let heads = el("thead").child(
        el("tr")
            .child(el("td"))
            .child(cell("All".to_owned()))
            .child(cell(view.window.clone())),
    );
    section("figures", "Figures").child(table(
        heads,
        view.figures
            .iter()
            .filter(|it| it.is_told)
            .map(row)
            .collect(),
    ))
}

/// Rows of a list that are shown at once; the others stand behind a press.
const AT_ONCE: usize = 8;

/// The first rows, the others to be opened.
fn folded(list: impl Fn(Vec<Node>) -> Node, mut lines: Vec<Node>) -> Vec<Node> {
    let rest = lines.split_off(lines.len().min(AT_ONCE));
    let mut all = vec![list(lines)];
    if !rest.is_empty() {
        let words = plural(rest.len() as u64, "more", "more");
        all.push(
            el("details")
                .child(el("summary").text(words))
                .child(list(rest)),
        );
    }
    all
}

/// Failing steps and test cases.
pub(super) fn failures(view: &JobView) -> Vec<Node> {
    let one = |kind, test_id, title: &'static str, none: &'static str, all: &[Counted]| {
        let row = |(place, it): (usize, &Counted)| {
            let mut name = it.name.clone();
            if !it.file.is_empty() {
                name.push_str(" · ");
                name.push_str(&it.file);
            }
            let times = vec![
                ("runs", it.runs.to_string()),
                ("", it.first.text(view.kind)),
                ("", it.last.text(view.kind)),
            ];
            line(name, times)
                .with("data-name", it.name.clone())
                .with("data-figures", figures_of(kind, place, view))
        };
        let part = section(test_id, title);
        if all.is_empty() {
            return part.child(note(none));
        }
        let list = |lines| table(heads(&["Name", "Runs", "First", "Last"]), lines);
        part.children(folded(list, all.iter().enumerate().map(row).collect()))
    };
    vec![
        one(
            "step",
            "failing-steps",
            "Failing steps",
            "No failing step is known in this data.",
            &view.steps,
        ),
        one(
            "test",
            "failing-tests",
            "Failing test cases",
            "No failing test case is known in this data.",
            &view.tests,
        ),
    ]
}

/// The red streaks.
pub(super) fn streaks(view: &JobView) -> Option<Node> {
    if view.kind == Kind::Prs {
        return None;
    }
    let row = |(place, it): (usize, &Streak)| {
        let mut from = String::from(if it.open_ended { "≤ " } else { "" });
        from.push_str(&it.from.text(view.kind));
        let ended = it.ended.map(|run| run.text(view.kind));
        let ended = ended.unwrap_or_else(|| "still red".to_owned());
        let cells = vec![
            ("", it.to.text(view.kind)),
            ("runs", it.length_text()),
            ("", ended),
        ];
        line(from, cells).with("data-figures", figures_of("streak", place, view))
    };
    let part = section("streaks", "Red streaks");
    if view.streaks.is_empty() {
        return Some(part.child(note("It never failed in what is loaded.")));
    }
    let list = |lines| table(heads(&["From", "To", "Runs", "Fixed in"]), lines);
    Some(part.children(folded(
        list,
        view.streaks.iter().enumerate().map(row).collect(),
    )))
}

/// The machines.
pub(super) fn runners(view: &JobView) -> Option<Node> {
    if view.runners.is_empty() {
        return None;
    }
    let row = |(place, it): (usize, &Runner)| {
        let counts = [
            ("passed", it.passed),
            ("failed", it.failed),
            ("other", it.other),
        ];
        let counts = counts.map(|(figure, n)| (figure, n.to_string()));
        line(it.name.clone(), counts.into()).with("data-figures", figures_of("runner", place, view))
    };
    let list = |lines| table(heads(&["Machine", "Passed", "Failed", "Other"]), lines);
    let lines = view.runners.iter().enumerate().map(row).collect();
    Some(section("runners", "Machines, by attempt").children(folded(list, lines)))
}
