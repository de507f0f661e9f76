//! One line of the tree: a branch or a job, with what is in it.

use tailorbird_core::Kind;
use tailorbird_core::format::{count, percent, plural};
use tailorbird_core::view::{FigureAt, RowView, TreeItem, TreeLine, TreeSums, state_text};

use super::job_line::chip;
use super::run_strip::run_strip;
use super::words::state_look;
use crate::node::{Node, el};
use crate::ui::meter;

/// Deeper levels are not moved further in.
const DEEPEST_INDENT: u32 = 8;

/// Element id of the line at this place.
pub(super) fn line_id(at: usize) -> String {
    let mut id = String::from("tree-");
    id.push_str(&at.to_string());
    id
}

fn cell(class: &'static str) -> Node {
    el("td").class(class).with("role", "gridcell")
}

/// What a branch and a job show each in its own way.
struct Item {
    id: String,
    name: Vec<Node>,
    strip: Node,
    row: Node,
}

/// A line and the id of what it is of.
pub(super) fn draw_line(
    line: &TreeLine,
    at: usize,
    kind: Kind,
    job: &dyn Fn(u32) -> Option<(RowView, String)>,
) -> (String, Node) {
    let (item, what, state_word) = match &line.item {
        TreeItem::Branch {
            id,
            path,
            label,
            is_open,
            ..
        } => {
            let row = el("tr")
                .with("data-testid", "tree-node")
                .with("data-step", "")
                .class("tree__line tree__line--branch")
                .with("data-path", path.clone())
                .with("aria-expanded", if *is_open { "true" } else { "false" });
            let name = el("span").class("tree__label").text(label.clone());
            let item = Item {
                id: id.clone(),
                name: vec![name],
                strip: jobs_of(&line.sums),
                row,
            };
            (item, "tree", "worst")
        }
        TreeItem::Job(number) => {
            let Some((row, href)) = job(*number) else {
                return (String::new(), el("tr"));
            };
            (job_item(row, href, kind), "job", "state")
        }
    };
    let r = line.sums.results;
    let numbers = [
        (r.passed, "passed"),
        (r.failed, "fails"),
        (r.skipped, "skips"),
    ];
    let numbers = numbers.map(|(n, figure)| {
        let class = "tree__cell tree__cell--number";
        cell(class)
            .with("data-explain", figure)
            .text(count(n.into()))
    });
    let worst = line.sums.worst;
    let state = el("span")
        .class(state_look(worst).class())
        .with("data-explain", state_word)
        .text(state_text(worst, kind));
    let node = item
        .row
        .with("role", "row")
        .with("id", line_id(at))
        .with("data-line", at.to_string())
        .with("data-id", item.id.clone())
        .with("data-figures", FigureAt::line(what, &item.id))
        .with("data-state", worst.word())
        .with("aria-level", line.level.to_string())
        .with("aria-posinset", line.place.to_string())
        .with("aria-setsize", line.of.to_string())
        .with("aria-rowindex", (at + 2).to_string())
        .with("style:--level", line.level.min(DEEPEST_INDENT).to_string())
        .child(cell("tree__cell tree__cell--name").children(item.name))
        .child(required(line))
        .child(cell("tree__cell tree__cell--strip").child(item.strip))
        .child(cell("tree__cell tree__cell--state").child(state))
        .child(
            meter(cell("tree__cell tree__cell--rate meter"), r.pass_rate())
                .with("data-explain", "rate")
                .text(percent(r.pass_rate())),
        )
        .children(numbers.into());
    (item.id, node)
}

/// How many jobs and red ones are in a branch.
fn jobs_of(sums: &TreeSums) -> Node {
    let mut jobs = plural(sums.jobs.into(), "job", "jobs");
    let (class, figure) = if sums.broken > 0 {
        jobs.push_str(", ");
        jobs.push_str(&sums.broken.to_string());
        jobs.push_str(" red");
        ("tree__jobs bad", "broken")
    } else {
        ("tree__jobs", "jobs")
    };
    el("span")
        .class(class)
        .with("data-explain", figure)
        .text(jobs)
}

/// A job: its name as a link, its values, its runs.
fn job_item(row: RowView, href: String, kind: Kind) -> Item {
    let strip = run_strip(&row, kind);
    let link = el("a")
        .class("tree__job")
        .with("href", href)
        .with_all(&[("tabindex", "-1"), ("data-act", "job")])
        .text(row.leaf);
    let chips = row.chips.iter();
    let mut name = vec![link];
    name.extend(chips.map(|(key, value)| chip(key, value, false)));
    Item {
        id: row.id,
        name,
        strip,
        row: el("tr")
            .with("data-testid", "job-row")
            .with("data-step", "")
            .class("tree__line")
            .with("data-job", row.name),
    }
}

fn required(line: &TreeLine) -> Node {
    let cell = cell("tree__cell tree__cell--required");
    match (line.sums.required, &line.item) {
        (None, _) => cell.with("data-na", "").text("n/a"),
        (Some(0), _) => cell,
        (Some(_), TreeItem::Job(_)) => {
            cell.child(el("span").class("badge badge--accent").text("required"))
        }
        (Some(n), TreeItem::Branch { .. }) => cell
            .with("data-explain", "required-jobs")
            .text(n.to_string()),
    }
}
