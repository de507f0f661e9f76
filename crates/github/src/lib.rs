//! A client of GitHub's REST API for what a dashboard needs: runs, jobs, pull requests, commits,
//! required checks, logs. Requests go one after another, within GitHub's limits, and survive its
//! faults. It does no more than ask: what answers mean for a data set is the caller's business.

mod address;
mod cache;
mod calls;
mod client;
mod clock;
mod endpoint;
mod error;
mod event;
mod exchange;
mod lenient;
mod link;
mod logs;
mod options;
mod pages;
mod repo;
mod retry;
mod saved;
#[cfg(feature = "test-util")]
pub mod test_util;
mod time;
mod token;
mod transport;
pub mod types;
mod windows;

pub use cache::Cache;
pub use client::Client;
pub use clock::{Clock, SystemClock};
pub use endpoint::{Request, RunQuery};
pub use error::Error;
pub use event::Event;
pub use logs::{LogEnd, LogReader};
pub use options::{API_URL, API_VERSION, Options, Spent};
pub use pages::Listing;
pub use repo::{BadRepoName, RepoName};
pub use saved::{Saved, SavedError, SavedFile, Unreadable, read_saved};
pub use time::{format_time, parse_time};
pub use token::{BadToken, Token};
