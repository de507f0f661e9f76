//! The view `run`: one run by job, and what is different in it from another.

use tailorbird_core::format::plural;
use tailorbird_core::url::View;
use tailorbird_core::view::{self, OneRun};

use super::edit;
use super::empty::{lack, no_match};
use super::page::Page;
use super::runs::open_run;
use crate::components::{RunLinks, following, run_diff, run_head, run_jobs};
use crate::node::{Node, el};
use crate::state::{Stage, Step};
use crate::ui::{Button, ButtonLook, EmptyState};

/// The view.
pub(super) fn draw(page: Page, stage: &Stage) -> Vec<Node> {
    let address = page.address;
    let rows = page.rows.sorted.read();
    let query = address.query().read();
    match view::run(stage.asking(&rows, &query)) {
        Ok(run) => shown(page, &run, &query.open),
        Err(why) => vec![missing(page, query.run.as_deref(), &why)],
    }
}

fn shown(page: Page, run: &OneRun, open: &[String]) -> Vec<Node> {
    let address = page.address;
    let of = plural(run.listed.into(), "job", "jobs");
    let line = page.line(run.row.counts.all().into(), of, Vec::new(), Vec::new());
    let neighbour = |word: &Option<String>| {
        let word = word.clone()?;
        Some(address.link(|q| open_run(q, word)))
    };
    let links = RunLinks {
        older: neighbour(&run.older),
        newer: neighbour(&run.newer),
        all: address.link(|q| {
            q.view = Some(View::Runs);
            q.open.clear();
        }),
    };
    let link = |id: &str| {
        address.link(|q| {
            q.view = Some(View::Job);
            q.job = Some(id.to_owned());
            q.open.clear();
        })
    };
    let choose = move |word: String| address.change(Step::Push, |q| q.base = Some(word));
    let toggle = move |word: &'static str| {
        address.change(Step::Push, |q| edit::toggle_open(q, word.to_owned()));
    };
    let jobs = match run.groups.is_empty() {
        true if run.listed > 0 => no_match(address),
        true => el("p")
            .class("run__note")
            .text("No job of this run is in the data."),
        false => run_jobs(&run.groups, open, &link, toggle),
    };
    let body = el("div")
        .class("run")
        .child(run_head(run, &links))
        .child(run_diff(&run.against, &link, choose))
        .child(jobs);
    vec![line, following(body, move |href| address.go_to(&href))]
}

/// The run that is asked for is not there.
fn missing(page: Page, asked: Option<&str>, reason: &str) -> Node {
    let (address, lack) = (page.address, lack(page.rows));
    let (title, why) = match asked {
        Some(word) => (
            ["Run \"", word, "\" is not there"].concat(),
            [
                "Failed to ",
                reason,
                ".\nIt may be older than what is loaded.",
                lack,
            ]
            .concat(),
        ),
        None => (
            "No nightly runs here".to_owned(),
            [
                "Choose another project or view, or open another file.",
                lack,
            ]
            .concat(),
        ),
    };
    let all = Button {
        text: "All runs".into(),
        test_id: "all-runs",
        look: ButtonLook::Plain,
        ..Button::default()
    };
    let to_all = move || {
        address.change(Step::Push, |q| {
            q.view = Some(View::Runs);
            q.run = None;
            q.base = None;
        });
    };
    let state = EmptyState {
        title: title.into(),
        why: why.into(),
        test_id: "empty",
        actions: vec![all.draw(to_all)],
        ..EmptyState::default()
    };
    state.draw()
}
