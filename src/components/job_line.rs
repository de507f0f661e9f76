//! One line of the table: the head of a group, or a job with its strip and figures.

use tailorbird_core::Kind;
use tailorbird_core::format::{NOT_AVAILABLE, plural};
use tailorbird_core::url::Column;
use tailorbird_core::view::{FigureAt, GroupView, RowView, state_text};

use super::run_strip::run_strip;
use super::words::{state_look, weather};
use crate::node::{Node, el};
use crate::ui::{meter, weather_picture};

/// Number of columns of the table.
pub const COLUMNS: &str = "13";

/// Where a line stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its number in the list, from 0.
    pub line: usize,
    /// Distance from the top of the list, in pixels.
    pub offset: f64,
    /// It holds the tab stop.
    pub has_tab_stop: bool,
}

/// The element id of a line.
pub fn line_id(line: usize) -> String {
    let mut id = String::from("line-");
    id.push_str(&line.to_string());
    id
}

/// The attribute for the distance of a line from the top of the list.
pub const TOP: &str = "style:top";

/// Whole pixels, as CSS has them.
pub fn pixels(length: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "whole pixels are meant")]
    let mut text = (length.round() as i64).to_string();
    text.push_str("px");
    text
}

fn line(test_id: &'static str, class: &'static str, place: Place) -> Node {
    el("tr")
        .with("data-testid", test_id)
        .class(class)
        .with("role", "row")
        .with("id", line_id(place.line))
        .with("data-line", place.line.to_string())
        .with("tabindex", if place.has_tab_stop { "0" } else { "-1" })
        .with("aria-rowindex", (place.line + 2).to_string())
        .with(TOP, pixels(place.offset))
}

/// The head of a group.
pub fn group_line(group: &GroupView, place: Place, kind: Kind) -> Node {
    let mut note = plural(u64::from(group.jobs), "job", "jobs");
    if group.broken > 0 {
        note.push_str(", ");
        note.push_str(&group.broken.to_string());
        note.push_str(" red");
    }
    let class = if group.broken > 0 {
        "group__count bad"
    } else {
        "group__count"
    };
    let cell = el("td")
        .class("group__cell")
        .with("role", "gridcell")
        .with("aria-colspan", COLUMNS);
    let row = line("group-row", "jobs__line group", place)
        .with("data-figures", FigureAt::line("group", &group.label));
    row.child(
        cell.child(el("span").class("group__name").text(group.name()))
            .child(
                el("span")
                    .class(state_look(group.worst).class())
                    .with("data-explain", "worst")
                    .with("title", "state of its worst job")
                    .text(state_text(group.worst, kind)),
            )
            .child(
                el("span")
                    .class(class)
                    .with(
                        "data-explain",
                        if group.broken > 0 { "broken" } else { "jobs" },
                    )
                    .text(note),
            ),
    )
}

fn cell(class: &'static str) -> Node {
    el("td").class(class).with("role", "gridcell")
}

/// A job.
pub fn job_line(row: &RowView, place: Place, is_open: bool, kind: Kind) -> Node {
    let class = match (kind, is_open) {
        (Kind::Nightly, false) => "jobs__line job",
        (Kind::Nightly, true) => "jobs__line job job--open",
        (Kind::Prs, false) => "jobs__line jobs__line--prs job",
        (Kind::Prs, true) => "jobs__line jobs__line--prs job job--open",
    };
    let mut state_class = String::from(state_look(row.state).class());
    if row.fixed {
        state_class.push_str(" badge--fixed");
    }
    let state_title = match row.fixed {
        true => "fixed: the result before the newest failed".to_owned(),
        false => row.state_text.clone(),
    };
    let figures = [
        ("jobs__cell jobs__cell--fails", Column::Fails),
        ("jobs__cell jobs__cell--reruns", Column::Reruns),
        ("jobs__cell jobs__cell--skips", Column::Skips),
        ("jobs__cell jobs__cell--flaky", Column::Flaky),
        ("jobs__cell jobs__cell--p50", Column::P50),
    ];
    let figures = figures.map(|(class, column)| {
        let (words, figure) = (row.text(column, kind), column.as_str());
        let faint = (words == NOT_AVAILABLE).then_some("");
        cell(class)
            .with("data-explain", figure)
            .with_some("data-na", faint)
            .text(words)
    });
    line("job-row", class, place)
        .with("data-job", row.name.clone())
        .with("data-id", row.id.clone())
        .with("data-figures", FigureAt::line("job", &row.id))
        .child(cell("jobs__cell").child(expand(is_open)))
        .child(name_cell(row))
        .child(required_cell(row, kind))
        .child(cell("jobs__cell jobs__cell--strip").child(run_strip(row, kind)))
        .child(
            cell("jobs__cell jobs__cell--state")
                .with("data-explain", "state")
                .with("title", state_title)
                .child(el("span").class(state_class).text(row.state_text.clone())),
        )
        .child(
            meter(cell("jobs__cell jobs__cell--rate meter"), row.rate)
                .with("data-explain", "rate")
                .with("title", row.rate_title.clone())
                .text(row.rate_text.clone()),
        )
        .children(figures.into())
        .child(weather_picture(
            cell("jobs__cell jobs__cell--weather weather").with("data-explain", "weather"),
            row.weather.map(weather),
        ))
        .child(
            cell("jobs__cell jobs__cell--last")
                .with("data-explain", "last")
                .text(row.text(Column::Last, kind)),
        )
}

fn expand(is_open: bool) -> Node {
    el("button")
        .class("job__expand")
        .with("data-testid", "expand")
        .with("data-act", "open")
        .with("tabindex", "-1")
        .with("aria-expanded", if is_open { "true" } else { "false" })
        .with("aria-label", "Runs and attempts")
}

/// Bytes from which the last part of a name gives way to the values beside it.
const LONG: usize = 24;

fn name_cell(row: &RowView) -> Node {
    let mut path = row.path.clone();
    if !path.is_empty() {
        path.push_str(" / ");
    }
    let chips = row
        .chips
        .iter()
        .map(|(key, value)| chip(key, value, false))
        .collect();
    let leaf = match row.leaf.len() > LONG {
        true => "job__leaf job__leaf--long",
        false => "job__leaf",
    };
    cell("jobs__cell jobs__cell--name")
        .with("title", row.name.clone())
        .child(
            el("span")
                .class("job__path")
                .with("data-act", "open")
                .child(el("bdi").text(path)),
        )
        .child(
            el("span")
                .class(leaf)
                .with("data-act", "open")
                .text(row.leaf.clone()),
        )
        .children(chips)
}

fn required_cell(row: &RowView, kind: Kind) -> Node {
    let required = row.required;
    let words = row.text(Column::Required, kind);
    let title = match required {
        Some(true) => "a pull request needs it to merge",
        Some(false) => "not required",
        None => "the data does not say whether it is required",
    };
    let cell = cell("jobs__cell jobs__cell--required")
        .with("title", title)
        .with_some("data-na", required.is_none().then_some(""));
    if required == Some(true) {
        cell.child(el("span").class("badge badge--accent").text(words))
    } else {
        cell.text(words)
    }
}

/// A matrix value; pressing it writes it into the filter.
pub fn chip(key: &str, value: &str, with_key: bool) -> Node {
    let mut act = String::from(if key.is_empty() { "name" } else { key });
    act.push(':');
    act.push_str(value);
    let words = if with_key {
        act.clone()
    } else {
        value.to_owned()
    };
    // In a line it is a short cut for the pointer, and light: the opened row has it as a button.
    let tag = if with_key { "button" } else { "span" };
    el(tag)
        .class("chip chip--press")
        .with("data-act", act.clone())
        .with("title", act)
        .text(words)
}
