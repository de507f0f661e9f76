//! What the client tells while it works: waits and repetitions, which would else look like a hang.

use std::fmt;

use crate::time::format_time;

/// Something that takes time or changes how the client asks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// It waits for a limit.
    Waiting {
        /// How long, in seconds.
        secs: u64,
        /// Until when, seconds since 1970.
        until: i64,
        /// Why.
        why: &'static str,
    },
    /// A request had no usable answer and is sent again.
    Again {
        /// The request.
        request: String,
        /// What happened.
        why: String,
    },
    /// Pages become smaller, since the server fails at large ones.
    Smaller {
        /// The request.
        request: String,
        /// Rows a page from now on.
        per_page: u32,
    },
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waiting { secs, until, why } => {
                let until = format_time(*until).unwrap_or_default();
                write!(f, "waiting {secs} s, until {until}: {why}")
            }
            Self::Again { request, why } => write!(f, "{request}: {why}; once more"),
            Self::Smaller { request, per_page } => {
                write!(f, "{request}: once more with {per_page} rows a page")
            }
        }
    }
}
