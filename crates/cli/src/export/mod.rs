//! A data set as Parquet files for databases (docs/parquet.md): one file a project and month, to a
//! folder or to object storage. Knows nothing of figures: queries make their own.

mod columns;
mod files;
mod schema;
mod store;

pub use files::{File, files};
pub use schema::schema;
pub use store::{Target, put};

#[cfg(test)]
mod tests;
