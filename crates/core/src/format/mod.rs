//! Numbers, times and cells of exports as text: the one place where anything is rounded or
//! escaped. Knows no job and no view, and no clock: `now` is a parameter.

mod escape;
mod number;
mod time;

pub use escape::{csv_field, markdown_cell};
pub use number::{NOT_AVAILABLE, count, percent, plural};
pub use time::{Month, day, duration, machine_time, relative, run_time, utc, utc_secs};

#[cfg(test)]
mod tests;
