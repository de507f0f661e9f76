//! Parts of the pages that speak of jobs, runs and owners. They are given what to show and report
//! what was pressed; the address is not theirs.

mod attempt_list;
mod explain_sheet;
mod compare_lists;
mod filter_bar;
mod follow;
mod help_sheet;
mod job_detail;
mod job_head;
mod job_history;
mod job_line;
mod job_lines;
mod job_table;
mod job_tables;
mod meta_line;
mod notices;
mod owner_card;
mod run_diff;
mod run_head;
mod run_jobs;
mod pr_check;
mod run_strip;
mod saved_sheet;
mod run_table;
mod tiles;
mod top_bar;
mod words;

pub use explain_sheet::ExplainSheet;
pub use attempt_list::link;
pub use compare_lists::{compare_lists, compare_sides};
pub use filter_bar::{Buttons, Change, FilterBar, FilterShows};
pub use follow::following;
pub use help_sheet::HelpSheet;
pub use job_history::{Ways, job_choice, job_history};
pub use job_table::{JobTable, Moves, TableAct};
pub use meta_line::{ExportForm, MetaAct, MetaLine, ViewLine};
pub use notices::{Notice, issues_notice, notices};
pub use saved_sheet::SavedSheet;
pub use run_diff::run_diff;
pub use run_head::{RunLinks, run_head};
pub use run_jobs::run_jobs;
pub use run_table::run_table;
pub use pr_check::{class_words, pr_check};
pub use tiles::{TileLinks, tile_row};
pub use tiles::{TileLinks, following, inner_link, tile_row};
pub use top_bar::{BarAct, Tab, TopBar};
