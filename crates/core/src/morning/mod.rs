//! The morning summary: what broke, what is fixed and whose it is. Knows no clock: it looks back
//! from the newest run of the data.

mod collect;
mod text;

pub use collect::{Broken, Morning, Night, morning};
pub use text::{json, markdown};

#[cfg(test)]
mod tests;
