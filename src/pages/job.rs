//! The view `job`: one job through all that is loaded; without one, the jobs to choose from.

use tailorbird_core::Kind;
use tailorbird_core::format::plural;
use tailorbird_core::query::toggle_value;
use tailorbird_core::url::{self, Query, Runs, View};
use tailorbird_core::view::{self, JobView};

use super::edit;
use super::empty::{lack, no_match};
use super::page::Page;
use super::trends;
use crate::components::{Ways, following, job_choice, job_history, note, told_note};
use crate::node::{Node, el};
use crate::state::{Stage, Step};
use crate::ui::{Button, EmptyState};

/// Jobs to choose from that are listed at most.
const MOST: usize = 200;

/// The view.
pub(super) fn draw(page: Page, stage: &Stage) -> Vec<Node> {
    let sorted = page.rows.sorted.read();
    let query = page.address.query().read();
    let asking = stage.asking(&sorted, &query);
    let Some(named) = query.job.as_deref() else {
        return choice(page, view::job_links(asking), asking.table.rows.len());
    };
    match page.trends.job.get() {
        Some(found) => history(page, stage, &found, &query),
        None => unknown(page, named),
    }
}

/// The same address with another job.
fn to_job(page: Page, id: &str) -> String {
    page.address.link(|q| {
        q.view = Some(View::Job);
        q.job = Some(id.to_owned());
    })
}

/// A table of jobs in place of this one.
fn to_table(query: &mut Query, kind: Kind, q: String) {
    edit::clear(query);
    query.job = None;
    query.view = Some(match kind {
        Kind::Nightly => View::Nightly,
        Kind::Prs => View::Prs,
    });
    query.q = q;
}

fn follow(page: Page, node: Node) -> Node {
    following(node, move |href| {
        let (query, _) = url::parse(&href);
        page.address.change(Step::Push, |q| *q = query);
    })
}

fn history(page: Page, stage: &Stage, found: &JobView, query: &Query) -> Vec<Node> {
    // On paper nothing can be asked for: the list of runs has all of them.
    let shown = match page.is_printing.get() {
        true => found.listed,
        false => found.shown,
    };
    let chip = |key: &str, value: &str| {
        let q = page
            .rows
            .with_context(|ctx| toggle_value("", key, value, ctx));
        page.address.link(|query| to_table(query, found.kind, q))
    };
    let ways = Ways {
        job: &|id| to_job(page, id),
        chip: &chip,
        table: page
            .address
            .link(|query| to_table(query, found.kind, found.name.clone())),
        all: page.address.link(|q| q.runs = Runs::All),
        shown,
    };
    let (one, many) = match found.kind {
        Kind::Nightly => ("run", "runs"),
        Kind::Prs => ("pull request", "pull requests"),
    };
    let mut notes = Vec::new();
    if stage.loaded.is_partial {
        notes.push(note("Older months are still loading."));
    }
    let of = [&plural(found.listed.into(), one, many), " in the list"].concat();
    notes.push(told_note("note::nights", found.nights.held.clone()));
    let line = page.line(
        shown.into(),
        of,
        notes,
        trends::controls(page, &found.nights, query),
    );
    let charts = trends::charts(page, &[&found.nights], trends::from_to);
    let body = el("article")
        .class("history")
        .with("data-testid", "job")
        .with("data-job", found.name.clone())
        .children(job_history(found, &ways, charts));
    vec![line, follow(page, body)]
}

fn choice(page: Page, mut links: Vec<view::JobLink>, listed: usize) -> Vec<Node> {
    let left = links.len();
    links.truncate(MOST);
    let of = plural(listed as u64, "job", "jobs");
    let mut notes = Vec::new();
    if left > MOST {
        let mut words = plural(MOST as u64, "job is", "jobs are");
        words.push_str(" shown: type a part of the name to find others.");
        notes.push(note(words));
    }
    let line = page.line(left as u64, of, notes, Vec::new());
    if links.is_empty() {
        return vec![line, no_match(page.address)];
    }
    let state = EmptyState {
        title: "Which job?".into(),
        why: "Type a part of its name into the filter, then choose it below.".into(),
        test_id: "choose",
        ..EmptyState::default()
    };
    let list = job_choice(&links, &|id| to_job(page, id));
    vec![line, state.draw(), follow(page, list)]
}

fn unknown(page: Page, named: &str) -> Vec<Node> {
    let list = Button {
        text: "Choose from the list".into(),
        ..Button::default()
    };
    let mut why = String::from("Nothing loaded has the id or full name ");
    why.push_str(named);
    why.push_str(", today or before a rename.");
    why.push_str(lack(page.rows));
    let state = EmptyState {
        title: "No such job".into(),
        why: why.into(),
        test_id: "empty",
        actions: vec![list.draw(move || page.address.change(Step::Push, |q| q.job = None))],
        ..EmptyState::default()
    };
    vec![page.bare_line(plural(0, "run", "runs")), state.draw()]
}
