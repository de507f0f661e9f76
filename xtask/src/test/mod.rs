//! `cargo xtask test`: every check there is, in order, all of them reported.

mod count;
mod report;
mod run;
mod steps;
mod workflows;

pub(crate) use run::run;
pub(crate) use steps::step_names;
