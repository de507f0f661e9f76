//! Job names as a tree, each branch with the sums over its jobs.

use tailorbird_core::format::{percent, plural};
use tailorbird_core::query::toggle_value;
use tailorbird_core::url::{Query, Runs, View};
use tailorbird_core::view::{self, TreeView, open_all, open_branch};

use super::empty::{no_match, none_of, results_of};
use super::page::Page;
use crate::components::{TREE_MOST, TreeAct, TreeShows, told_note, unseen_link};
use crate::node::Node;
use crate::state::{Stage, Step};
use crate::ui::{Button, ButtonLook};

/// The view.
pub(super) fn draw(page: Page, stage: &Stage) -> Vec<Node> {
    let rows = page.rows.sorted.read();
    let query = page.address.query().read();
    let view = view::tree(stage.asking(&rows, &query));
    let mut out = vec![line(page, stage, &view)];
    if view.listed == 0 {
        out.push(none_of(page.rows, results_of(stage.table.kind)));
    } else if view.lines.is_empty() {
        out.push(no_match(page.address));
    } else {
        out.extend(table(page, stage, view));
    }
    out
}

fn line(page: Page, stage: &Stage, view: &TreeView) -> Node {
    let button = |text: &'static str, test_id, is_open| {
        let button = Button {
            text: text.into(),
            test_id,
            look: ButtonLook::Small,
            ..Button::default()
        };
        button.draw(move || {
            page.address
                .change(Step::Push, |q| q.open = open_all(is_open));
        })
    };
    let results = view.sums.results;
    let number = |n: u32, word: &str| [&n.to_string(), " ", word].concat();
    let notes = vec![
        told_note(
            "note::branches",
            plural(view.branches, "branch", "branches"),
        ),
        told_note("tree::passed", number(results.passed, "passed")),
        told_note("tree::fails", number(results.failed, "failed")),
        told_note("tree::skips", number(results.skipped, "skipped")),
        told_note(
            "tree::rate",
            ["pass rate ", &percent(results.pass_rate())].concat(),
        ),
    ];
    let mut controls = vec![
        button("Expand all", "expand-all", true),
        button("Collapse all", "collapse-all", false),
    ];
    controls.extend(unseen_link(stage.table.unseen.len(), move || {
        page.address.change(Step::Push, |q| q.runs = Runs::All);
    }));
    page.line(
        view.sums.jobs.into(),
        plural(view.listed, "job", "jobs"),
        notes,
        controls,
    )
}

/// The job on its own.
fn to_job(query: &mut Query, id: &str) {
    query.view = Some(View::Job);
    query.job = Some(id.to_owned());
    query.open.clear();
}

fn table(page: Page, stage: &Stage, view: TreeView) -> Vec<Node> {
    let (address, rows) = (page.address, page.rows);
    let kind = stage.table.kind;
    let stage = stage.clone();
    let job = move |at| {
        let row = view::row(stage.store(), &stage.table, at)?;
        let href = address.link(|q| to_job(q, &row.id));
        Some((row, href))
    };
    let shows = TreeShows {
        view,
        kind,
        most: page.most(TREE_MOST),
        job: Box::new(job),
    };
    page.tree.draw(shows, move |act| {
        address.change(Step::Push, |q| match act {
            TreeAct::Open(id, is_open, by_default) => {
                open_branch(&mut q.open, &id, is_open, by_default);
            }
            TreeAct::Job(id) => to_job(q, &id),
            TreeAct::Chip(key, value) => {
                q.q = rows.with_context(|ctx| toggle_value(&q.q, &key, &value, ctx));
            }
        });
    })
}
