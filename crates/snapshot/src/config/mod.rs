//! `config.json`, version 1: what the page knows of a project beside its results (owners,
//! categories, dimensions, thresholds, where the data lies). The command line writes it from
//! `tailorbird.toml`; every field has a default. Compiles no pattern and opens no file.

mod decode;
mod node;
mod read;
mod types;

pub(crate) use decode::from_node;
pub use decode::{ConfigError, NEWEST_VERSION, decode, is_github_name};
pub(crate) use node::Node;
pub use types::{
    Category, Config, Counterpart, Limits, Owner, Project, Rename, Required, RequiredFrom, Role,
    Steps, Thresholds, Workflow,
};

#[cfg(test)]
mod tests;
