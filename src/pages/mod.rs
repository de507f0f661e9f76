//! One file a view: they join the address and the data to components.

mod edit;
mod jobs;
mod told;
mod unavailable;

pub use jobs::JobsPage;
pub use told::{is_built, told};
pub use unavailable::unavailable;
