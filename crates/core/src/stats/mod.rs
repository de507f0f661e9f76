//! Counts, rates, states and orders: every number on the screen, by formula.

mod counts;
mod fisher;
mod ranks;
mod state;
#[cfg(test)]
mod tests;
mod weather;
mod wilson;

pub(crate) use counts::nearest_ranks;
pub use counts::{
    AttemptCounts, JobStats, ONLY_FAILURES, ResultCounts, Window, job_stats, passed_secs,
};
pub use fisher::{adjusted, fisher};
pub use ranks::mann_whitney;
pub use state::{Standing, standing};
pub use weather::{Weather, weather_of};
pub use wilson::{Interval, wilson};
