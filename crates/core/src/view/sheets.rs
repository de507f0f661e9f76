//! The sheet of each view: the one place that knows which view is made where.

use tailorbird_snapshot::config::Config;

use super::compare;
use super::job;
use super::sheet::Sheet;
use super::table::Table;
use super::tree;
use super::{grid, trends};
use super::{run_sheet, runs};
use crate::format::utc_secs;
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
    let sheet = match view {
        View::Runs => runs::sheet(asking)?,
        View::Run => run_sheet::sheet(asking)?,
        View::Pr => super::pr::sheet(asking)?,
        View::Compare => compare::sheet(asking)?,
        View::Job => job::sheet(asking)?,
        View::Grid => grid::sheet(asking),
        View::Trends => trends::sheet(asking),
        View::Tree => tree::sheet(asking)?,
        _ => return Ok(None),
    };
    Ok(Some(headed(asking, sheet)))
}

/// Completes what stands above the rows: the view's name where the sheet tells nothing of itself, how
/// much of it is there, and as of when.
fn headed(asking: Asking<'_>, mut sheet: Sheet) -> Sheet {
    if sheet.head.is_empty() {
        let title = View::parse(sheet.view).map_or("", View::title);
        sheet.head.push(["**", title, "**"].concat());
    }
    let fact = |name| {
        let fact = sheet.facts.iter().find(|fact| fact.0 == name);
        fact.map_or_else(String::new, |fact| fact.1.plain())
    };
    let mut told = [&fact("shown"), " of ", &fact("listed"), " shown"].concat();
    if let Some(at) = asking.store.generated_at().and_then(utc_secs) {
        told.push_str(", as of ");
        told.push_str(&at);
    }
    told.push('.');
    sheet.head.extend([String::new(), told]);
    sheet
}
