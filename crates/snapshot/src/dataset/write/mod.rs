//! Rows to the files of a data set, and files to rows again. Pure: names and bytes, no folder.

mod columns;
mod encode;
mod failures;
mod manifest;
mod restore;
mod runs;
mod shard;
mod texts;

pub use encode::{Encoded, MAX_RESULTS, Options, bundle, encode, file_name, sha256_hex};
pub use restore::restore;
