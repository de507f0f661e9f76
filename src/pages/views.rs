//! The views beside those of jobs: which file draws which.

use tailorbird_core::url::View;

use super::page::Page;
use super::{compare, grid, job, jobs, pr, run, runs, tree, trends, unavailable};
use crate::node::{Node, Nodes};
use crate::state::Step;

/// Whether a view is a table of jobs.
pub fn is_of_jobs(view: View) -> bool {
    matches!(view, View::Nightly | View::Prs)
}

/// Draws the view; nothing where it is a table of jobs.
pub fn draw(page: Page) -> Nodes {
    let view = page.rows.view.get();
    if is_of_jobs(view) {
        return Nodes::default();
    }
    let Some(stage) = page.rows.stage.get() else {
        return jobs::waiting(page.data).into();
    };
    let draw: fn(Page, &_) -> Vec<Node> = match view {
        View::Runs => runs::draw,
        View::Run => run::draw,
        View::Pr => pr::draw,
        View::Tree => tree::draw,
        View::Grid => grid::draw,
        View::Trends => trends::draw,
        View::Compare => compare::draw,
        View::Job => job::draw,
        _ => |page, _| {
            let view = page.rows.view.get();
            let home = move || {
                page.address
                    .change(Step::Push, |q| q.view = Some(View::Nightly));
            };
            vec![unavailable(view, home)]
        },
    };
    Nodes::list(draw(page, &stage))
}
