//! The jobs left as a tree of their names, split at ` / ` outside parentheses: each branch with the
//! sums over the jobs below it, and which of its lines are opened.

mod branches;
mod lines;
mod opened;
mod sheet;
mod sums;

pub(super) use branches::{paths, rows_below};
pub use lines::{TreeItem, TreeLine, TreeView, tree};
pub use opened::{open_all, open_branch};
pub(super) use sheet::sheet;
pub use sums::TreeSums;
