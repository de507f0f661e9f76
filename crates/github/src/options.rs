//! How the client works, and what it has spent.

use std::time::Duration;

use crate::token::Token;

/// Version of the API that the types were read from.
pub const API_VERSION: &str = "2022-11-28";
/// GitHub's own API.
pub const API_URL: &str = "https://api.github.com";

/// How the client works.
#[derive(Clone, Debug)]
pub struct Options {
    /// Address of the API: https, or http to this machine.
    pub api_url: String,
    /// Sent to that address only. None: GitHub allows 60 requests an hour.
    pub token: Option<Token>,
    /// Names the program in each request.
    pub user_agent: String,
    /// Longest time for one answer.
    pub timeout: Duration,
    /// When to be done, seconds since 1970 by the service's clock. None: no limit.
    pub deadline: Option<i64>,
    /// Largest answer in bytes (logs have a limit of their own).
    pub max_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            api_url: API_URL.to_owned(),
            token: None,
            user_agent: concat!("tailorbird/", env!("CARGO_PKG_VERSION")).to_owned(),
            timeout: Duration::from_secs(60),
            deadline: None,
            max_bytes: 64 * 1024 * 1024,
        }
    }
}

/// What was spent so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Spent {
    /// Requests sent to the API, repetitions included.
    pub calls: u64,
    /// Of these, answers "not modified", which count against no limit.
    pub unchanged: u64,
    /// Requests sent again after a fault or a limit.
    pub repeated: u64,
    /// Requests to other hosts, for logs.
    pub downloads: u64,
    /// Time spent waiting, in seconds.
    pub waited_secs: u64,
    /// Requests left in the present window, as GitHub said last. None: it did not say.
    pub remaining: Option<u64>,
}
