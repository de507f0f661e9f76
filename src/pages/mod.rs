//! One file a view: they join the address and the data to components.

mod columns;
mod compare;
mod edit;
mod empty;
mod grid;
mod job;
mod jobs;
mod page;
mod pr;
mod pulls;
mod run;
mod runs;
mod tiles;
mod told;
mod tree;
mod trends;
mod unavailable;
mod views;

pub use jobs::{JobsPage, to_take_away};
pub use page::explained;
pub use told::told;
pub use unavailable::unavailable;
pub use views::is_of_jobs;
