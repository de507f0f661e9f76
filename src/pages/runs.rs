//! The view `runs`: nightly runs or pull requests, a row each.

use tailorbird_core::Kind;
use tailorbird_core::format::plural;
use tailorbird_core::url::{Query, View};
use tailorbird_core::view::{self, RunRow, RunsView};

use super::empty::{no_match, none_of};
use super::page::Page;
use crate::components::{explain_button, run_table};
use crate::node::{Node, el};
use crate::state::{Address, Stage, Step};
use crate::ui::{Button, toggle};

/// Rows that are drawn at most; older ones are a press away.
const MOST: usize = 400;

/// The view.
pub(super) fn draw(page: Page, stage: &Stage) -> Vec<Node> {
    let (address, store) = (page.address, stage.store());
    let rows = page.rows.sorted.read();
    let query = address.query().read();
    let shown = view::runs(stage.asking(&rows, &query));
    let kind = shown.kind;
    let of = match kind {
        Kind::Nightly => plural(shown.listed.into(), "run", "runs"),
        Kind::Prs => plural(shown.listed.into(), "pull request", "pull requests"),
    };
    let has_both = store.has(Kind::Nightly) && store.has(Kind::Prs);
    let controls = match has_both || query.kind.is_some() {
        true => vec![switch(address, kind)],
        false => Vec::new(),
    };
    let mut jobs = plural(shown.jobs.0.into(), "job", "jobs");
    if shown.jobs.0 != shown.jobs.1 {
        jobs.push_str(" of ");
        jobs.push_str(&shown.jobs.1.to_string());
    }
    let over = el("span")
        .text("counts are over ")
        .child(explain_button("note::over", jobs));
    let line = page.line(shown.rows.len() as u64, of, vec![over], controls);
    let body = match (shown.listed, shown.rows.len()) {
        (0, _) => {
            let what = match kind {
                Kind::Nightly => "nightly runs",
                Kind::Prs => "pull requests",
            };
            vec![none_of(page.rows, what)]
        }
        (_, 0) => vec![no_match(address)],
        _ => table(address, &shown, page.most(MOST)),
    };
    std::iter::once(line).chain(body).collect()
}

fn table(address: Address, view: &RunsView, most: usize) -> Vec<Node> {
    let kind = view.kind;
    let link = |row: &RunRow| {
        address.link(|q| match kind {
            Kind::Nightly => open_run(q, row.word.clone()),
            Kind::Prs => {
                q.view = Some(View::Pr);
                q.pr = Some(row.name.number);
                q.open.clear();
            }
        })
    };
    let drawn = view.rows.get(..most).unwrap_or(&view.rows);
    let table = run_table(view, drawn, link, move |href| address.go_to(&href));
    let older = view.rows.get(most).and_then(|row| older(address, row));
    std::iter::once(table).chain(older).collect()
}

/// Leads to rows that are not drawn: the same view up to the day of the first of them.
fn older(address: Address, row: &RunRow) -> Option<Node> {
    let day = row.day()?;
    let button = Button {
        text: "Older ones".into(),
        test_id: "older",
        ..Button::default()
    };
    let go = move || address.change(Step::Push, |q| q.to = Some(day));
    Some(el("p").class("runs__more").child(button.draw(go)))
}

/// Asks for a run.
pub(super) fn open_run(query: &mut Query, word: String) {
    query.view = Some(View::Run);
    query.run = Some(word);
    query.base = None;
    query.open.clear();
}

/// Nightly runs or pull requests.
fn switch(address: Address, present: Kind) -> Node {
    let option = |kind: Kind, words, test_id| {
        toggle(words, kind == present, test_id, move |_| {
            address.change(Step::Push, |q| q.kind = Some(kind));
        })
    };
    el("span")
        .class("runs__switch")
        .with("role", "group")
        .with("aria-label", "What the rows are")
        .child(option(Kind::Nightly, "Nightly", "kind-nightly"))
        .child(option(Kind::Prs, "Pull requests", "kind-prs"))
}
