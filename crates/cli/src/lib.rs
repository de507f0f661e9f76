//! What the `tailorbird` commands do, as a library, so that tests can call it.

pub mod collect;
pub mod config;
pub mod dataset_dir;
pub mod export;
pub mod import;
pub mod remedy;
pub mod sample;
