//! The sheet of each view: the one place that knows which view is made where.

use tailorbird_snapshot::config::Config;

use super::compare;
use super::job;
use super::sheet::Sheet;
use super::table::Table;
use super::tree;
use super::{grid, trends};
use super::{run_sheet, runs};
use crate::store::Store;
use crate::url::{Query, View};

/// What a view is computed from.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// All results.
    pub store: &'a Store,
    /// The jobs of the window.
    pub table: &'a Table,
    /// Rows of the table that the filters leave, in the order in which they are to stand.
    pub rows: &'a [u32],
    /// What the address asks for.
    pub query: &'a Query,
    /// The configuration: hosts that a link may lead to, set-up steps.
    pub config: &'a Config,
}

/// The sheet of a view; None for a view that has none.
///
/// # Errors
/// The address names a run, job or pull request that is not there; the text fits after "failed
/// to".
pub fn sheet(asking: Asking<'_>, view: View) -> Result<Option<Sheet>, String> {
    Ok(match view {
        View::Runs => Some(runs::sheet(asking)?),
        View::Run => Some(run_sheet::sheet(asking)?),
        View::Pr => Some(super::pr::sheet(asking)?),
        View::Compare => Some(compare::sheet(asking)?),
        View::Job => Some(job::sheet(asking)?),
        View::Grid => Some(grid::sheet(asking)),
        View::Trends => Some(trends::sheet(asking)),
        View::Tree => Some(tree::sheet(asking)?),
        _ => None,
    })
}
