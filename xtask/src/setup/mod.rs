//! Finds the tools that the commands need and installs the missing ones.
//!
//! A tool on PATH in the right version wins; else one in the per-user cache, named by its
//! version so that a fresh clone finds it again; else it is installed there. Nothing here knows
//! what the tools are used for.

mod browser;
mod install;
mod modules;
mod need;
mod openapi;
mod prepare;
mod version;

pub(crate) use need::Need;
pub(crate) use prepare::{NO_PIP, Tools, can_have_zizmor, everything, prepare};
