//! One job through everything that is loaded. Knows no other job but its counterparts and the
//! names that it may have had.

mod build;
mod figures;
mod names;
mod past;
mod sheet;

pub use build::{JobView, job};
pub use figures::Figure;
pub use names::{JobLink, job_links};
pub use past::{Counted, Runner, Streak};
pub(super) use sheet::sheet;
