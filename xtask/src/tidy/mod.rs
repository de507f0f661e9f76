//! `cargo xtask tidy`: the rules on layers, names, sizes and links that no compiler checks.

mod codes;
mod crates;
mod exceptions;
mod files;
mod finding;
mod layers;
mod links;
mod names;
mod run;
mod shape;
mod strip;
mod styles;

pub(crate) use run::run;
