//! Every number and every word of the dashboard, computed once and used by the page and by the
//! command line alike. Pure: no input or output, no clock, no randomness, no browser.

pub mod compare;
pub mod format;
pub mod link;
pub mod morning;
pub mod names;
pub mod pull;
pub mod query;
pub mod scale;
mod sorted;
pub mod state;
pub mod stats;
pub mod store;
pub mod text;
pub mod url;
pub mod verdict;
pub mod view;

pub use tailorbird_snapshot::{Issue, Kind, Outcome, Verdict};
