//! One line of the table: the head of a group, or a job with its strip and figures and, where it is
//! opened, its details below.

use leptos::either::EitherOf3;
use leptos::prelude::*;
use tailorbird_core::Kind;
use tailorbird_core::format::plural;
use tailorbird_core::view::{self, GroupView, Item, RowView};

use super::job_detail::JobDetail;
use super::job_table::{Lines, line_id};
use super::run_strip::run_strip;
use super::words::{number, run_name, state_look, weather_picture};
use crate::ui::{Meter, WeatherIcon};

/// What a line shows.
#[derive(Clone, PartialEq)]
enum Line {
    Group(GroupView),
    Job(Box<RowView>),
}

/// One line.
#[component]
pub fn JobLine(
    /// What the lines share.
    lines: Lines,
    /// Which line.
    line: usize,
) -> impl IntoView {
    let content = Memo::new(move |_| content(lines, line));
    let offset = Memo::new(move |_| lines.layout.read().offset(line));
    let is_open = Memo::new(move |_| {
        let open = lines.open.read();
        matches!(&*content.read(), Some(Line::Job(row)) if open.contains(&row.id))
    });
    let opened = Memo::new(move |_| match &*content.read() {
        Some(Line::Job(row)) if is_open.get() => Some(row.id.clone()),
        _ => None,
    });
    let has_tab_stop = Memo::new(move |_| lines.cursor.get() == line);
    let draw = move || {
        let place = Place {
            line,
            offset: offset.get(),
            has_tab_stop: has_tab_stop.get(),
        };
        match &*content.read() {
            None => EitherOf3::A(()),
            Some(Line::Group(group)) => EitherOf3::B(group_line(group, place)),
            Some(Line::Job(row)) => {
                EitherOf3::C(job_line(row, place, is_open.get(), lines.rows.kind.get()))
            }
        }
    };
    let detail = move || {
        opened
            .get()
            .map(|id| view! { <JobDetail lines line id /> }.into_any())
    };
    view! {
        {draw}
        {detail}
    }
}

fn content(lines: Lines, line: usize) -> Option<Line> {
    let stage = lines.rows.stage.get()?;
    let shown = lines.rows.shown.get();
    match shown.items.get(line)? {
        Item::Group(at) => Some(Line::Group(shown.groups.get(*at as usize)?.clone())),
        Item::Row(row) => Some(Line::Job(Box::new(view::row(
            stage.store(),
            &stage.table,
            *row,
        )?))),
    }
}

/// Where a line stands.
#[derive(Clone, Copy)]
struct Place {
    line: usize,
    offset: f64,
    has_tab_stop: bool,
}

impl Place {
    fn transform(self) -> String {
        format!("translateY({}px)", self.offset)
    }

    const fn tab_index(self) -> &'static str {
        if self.has_tab_stop { "0" } else { "-1" }
    }
}

fn group_line(group: &GroupView, place: Place) -> impl IntoView + use<> {
    let label = if group.label.is_empty() {
        "none".to_owned()
    } else {
        group.label.clone()
    };
    let mut note = plural(u64::from(group.jobs), "job", "jobs");
    if group.broken > 0 {
        note.push_str(", ");
        note.push_str(&group.broken.to_string());
        note.push_str(" broken");
    }
    let class = if group.broken > 0 {
        "group__count bad"
    } else {
        "group__count"
    };
    view! {
        <tr
            class="jobs__line group"
            role="row"
            id=line_id(place.line)
            data-line=place.line
            data-testid="group-row"
            tabindex=place.tab_index()
            aria-rowindex=place.line + 2
            style:transform=place.transform()
        >
            <td class="group__cell" role="gridcell" aria-colspan="13">
                <span class="group__name">{label}</span>
                <span class=class>{note}</span>
            </td>
        </tr>
    }
}

fn job_line(row: &RowView, place: Place, is_open: bool, kind: Kind) -> impl IntoView + use<> {
    let chips: Vec<_> = row
        .chips
        .iter()
        .map(|(key, value)| chip(key, value))
        .collect();
    let (required, required_title) = match row.required {
        Some(true) => ("required", "a pull request needs it to merge"),
        Some(false) => ("", "not required"),
        None => ("n/a", "the data does not say whether it is required"),
    };
    let required_class = if row.required == Some(true) {
        "badge badge--accent"
    } else {
        "muted"
    };
    let mut state_class = String::from(state_look(row.state).class());
    if row.fixed {
        state_class.push_str(" badge--fixed");
    }
    let state_title = if row.fixed {
        "fixed: the result before the newest failed"
    } else {
        ""
    };
    let path = if row.path.is_empty() {
        String::new()
    } else {
        format!("{} / ", row.path)
    };
    let last = row
        .last_failure
        .map_or_else(|| "–".to_owned(), |n| run_name(n, kind));
    let weather = row.weather.map(weather_picture);
    let weather_view = view! { <WeatherIcon weather=Signal::stored(weather) /> };
    let class = if is_open {
        "jobs__line job job--open"
    } else {
        "jobs__line job"
    };
    view! {
        <tr
            class=class
            role="row"
            id=line_id(place.line)
            data-line=place.line
            data-testid="job-row"
            data-job=row.name.clone()
            data-id=row.id.clone()
            tabindex=place.tab_index()
            aria-rowindex=place.line + 2
            style:transform=place.transform()
        >
            <td class="jobs__cell" role="gridcell">
                <button
                    type="button"
                    class="job__expand"
                    data-testid="expand"
                    data-act="open"
                    tabindex="-1"
                    aria-expanded=if is_open { "true" } else { "false" }
                    aria-label="Runs and attempts"
                >
                    <span class="job__chevron" aria-hidden="true"></span>
                </button>
            </td>
            <td class="jobs__cell jobs__cell--name" role="gridcell" title=row.name.clone()>
                <span class="job__path" data-act="open">{path}</span>
                <span class="job__leaf" data-act="open">{row.leaf.clone()}</span>
                {chips}
            </td>
            <td class="jobs__cell jobs__cell--required" role="gridcell" title=required_title>
                <span class=required_class>{required}</span>
            </td>
            <td class="jobs__cell jobs__cell--strip" role="gridcell">
                {run_strip(&row.cells, kind)}
            </td>
            <td class="jobs__cell jobs__cell--state" role="gridcell" title=state_title>
                <span class=state_class>{row.state_text.clone()}</span>
            </td>
            <td class="jobs__cell jobs__cell--rate" role="gridcell" title=row.rate_title.clone()>
                <span>{row.rate_text.clone()}</span>
                <Meter share=Signal::stored(row.rate) />
            </td>
            <td class="jobs__cell jobs__cell--fails" role="gridcell">{row.fails}</td>
            <td class="jobs__cell jobs__cell--reruns" role="gridcell">{number(row.reruns)}</td>
            <td class="jobs__cell jobs__cell--skips" role="gridcell">{row.skips}</td>
            <td class="jobs__cell jobs__cell--flaky" role="gridcell">{number(row.flakes)}</td>
            <td class="jobs__cell jobs__cell--p50" role="gridcell">"n/a"</td>
            <td class="jobs__cell jobs__cell--weather" role="gridcell">{weather_view}</td>
            <td class="jobs__cell jobs__cell--last" role="gridcell">{last}</td>
        </tr>
    }
}

/// A matrix value; pressing it writes it into the filter.
fn chip(key: &str, value: &str) -> impl IntoView + use<> {
    let key = if key.is_empty() { "name" } else { key };
    let act = format!("{key}:{value}");
    view! {
        <button type="button" class="chip" tabindex="-1" data-act=act.clone() title=act>
            {value.to_owned()}
        </button>
    }
}
