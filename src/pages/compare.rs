//! The view `compare`.

use super::page::Page;
use super::unavailable;
use crate::node::Node;
use crate::state::Stage;

/// The view.
pub(super) fn draw(page: Page, _: &Stage) -> Vec<Node> {
    vec![unavailable(page.rows.view.get(), || ())]
}
