//! What a view shows, computed in stages that the page keeps apart: the table of a window, the rows
//! left by the filters, their order, their groups, and the figures above them.

mod bars;
mod columns;
mod compare;
mod complete;
mod detail;
mod explain;
mod export;
mod export_table;
mod grid;
mod group;
mod job;
mod json;
mod kind;
mod nights;
mod order;
mod palette;
mod pr;
mod pulls;
mod row;
mod run;
mod run_diff;
mod run_sheet;
mod run_tally;
mod runs;
mod select;
mod sheet;
mod sheets;
mod table;
#[cfg(test)]
mod tests;
mod tiles;
mod times;
mod totals;
mod tree;
mod trends;

pub use bars::Bar;
pub use compare::{
    CompareLine, CompareList, CompareView, Offer, Offers, SideView, What, compare, offers,
};
pub use complete::{complete, facets};
pub use detail::{AttemptView, DetailView, RunView, Suspect, attempts, detail};

pub use explain::{CountedIn, Explained, FigureAt, Listed, Measure, explain};

pub use export::{Report, json};
pub use export_table::{csv, markdown};
pub use grid::{CellCard, GridRow, GridView, Place, VERDICTS, grid};
pub use group::{GroupView, Item, Shown, group_keys, shown};
pub use job::{Counted, Figure, JobLink, JobView, Runner, Streak, job, job_links};
pub use json::exact;
pub use kind::{kind_asked, kind_of, view_of};
pub use nights::{Column, Columns, Held, date_of, day_word};
pub use order::sort;
pub use palette::{Goal, Jump, palette};
pub use pr::{CheckGroup, CheckView, PrView, pr, pull_of};
pub use pulls::{PullCounts, PullLine, PullsView, pulls};
pub use row::{CellView, RowView, row, state_text};
pub use run::{JobGroup, OneRun, RunGroup, RunJob, run};
pub use run_diff::{Against, DiffJob, DiffList, DiffPart, RunChoice};
pub use runs::{RunRow, RunsView, runs};
pub use select::{Selection, select, status_of_rows};
pub use sheet::{Sheet, Value};
pub use sheets::{Asking, sheet};
pub use table::{
    Asked, Pulls, REQUIRED_UNKNOWN, Table, TableRow, Windowed, asked, is_over_time, table, table_of,
};
pub use tailorbird_snapshot::dataset::Commit;
pub use tiles::{LastRun, Tiles, newest_word, tiles};
pub use times::{DurationLine, coverage_lines, duration_line};
pub use totals::{Totals, totals};
pub use tree::{TreeItem, TreeLine, TreeSums, TreeView, open_all, open_branch, tree};
pub use trends::{Chart, ChartSeries, Cited, Look, Point, TrendsView, trends};
