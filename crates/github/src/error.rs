//! What can go wrong: each error names the request, what was found, and what to do. Texts from
//! outside are cut and hold no token.

use crate::time::format_time;

/// Why a request has no answer. Its text goes after "failed to".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The API's address cannot be used.
    #[error(
        "use the API's address `{0}`: https://HOST is expected (http only for this machine); \
         correct or unset GITHUB_API_URL"
    )]
    ApiUrl(String),
    /// The token is refused.
    #[error(
        "{request}: GitHub refuses the token (401); put a valid one in GITHUB_TOKEN, or unset it"
    )]
    Credentials {
        /// The request.
        request: String,
    },
    /// Allowed to others, not to this token.
    #[error(
        "{request}: GitHub refuses permission (403: {message}); give the token read access to \
         actions, contents and pull requests of this repository"
    )]
    Permission {
        /// The request.
        request: String,
        /// GitHub's words.
        message: String,
    },
    /// It is not there, or hidden.
    #[error(
        "{request}: not found (404); check the name, and for a private repository that the token \
         in GITHUB_TOKEN may read it"
    )]
    NotFound {
        /// The request.
        request: String,
    },
    /// It was there (logs are kept for 90 days at most).
    #[error("{request}: no longer kept by GitHub (410)")]
    Gone {
        /// The request.
        request: String,
    },
    /// Any other status that a repetition would not change.
    #[error("{request}: GitHub answered {status}: {message}")]
    Status {
        /// The request.
        request: String,
        /// HTTP status.
        status: u16,
        /// GitHub's words.
        message: String,
    },
    /// The limit of requests was still in force after several waits.
    #[error("{request}: GitHub still limits requests after {tries} tries; run it again later")]
    Limited {
        /// The request.
        request: String,
        /// How often it was sent.
        tries: u32,
    },
    /// Few requests are left, and others need them.
    #[error(
        "{request}: only {remaining} requests are left until {}; run it again after that",
        at(*reset)
    )]
    Reserve {
        /// The request that was not sent.
        request: String,
        /// How many are left.
        remaining: u64,
        /// When there will be more (seconds since 1970).
        reset: i64,
    },
    /// The time given is over, or a wait would outlast it.
    #[error("{request}: the deadline {} is too near to wait {wait_secs} s for it", at(*deadline))]
    Deadline {
        /// The request that was not sent.
        request: String,
        /// When to be done (seconds since 1970).
        deadline: i64,
        /// The wait it would have taken.
        wait_secs: u64,
    },
    /// No usable answer: a server's fault, a time-out, a broken connection or body.
    #[error("{request}: {why}, also at try {tries}; run it again later")]
    Unavailable {
        /// The request.
        request: String,
        /// What happened last.
        why: String,
        /// How often it was sent.
        tries: u32,
    },
    /// The answer is not what the description says.
    #[error("{request}: the answer is not as expected: {why}")]
    Answer {
        /// The request.
        request: String,
        /// What was found and where.
        why: String,
    },
    /// The answer leads to a place that is not asked.
    #[error("{request}: the answer leads to {place}, which is not followed")]
    Elsewhere {
        /// The request.
        request: String,
        /// Host, without path and query: these may hold secrets.
        place: String,
    },
    /// The answer is larger than any that is expected.
    #[error("{request}: the answer is larger than {limit} bytes")]
    TooLarge {
        /// The request.
        request: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// Whoever reads a log could not take more of it.
    #[error("{request}: reading its answer was stopped: {why}")]
    Reader {
        /// The request.
        request: String,
        /// Why.
        why: String,
    },
}

impl Error {
    /// Whether every further request would end the same way, so that it is time to stop in good
    /// order: the reserve, the deadline, a limit that stays, a refused token.
    #[must_use]
    pub const fn stops_all(&self) -> bool {
        matches!(
            self,
            Self::Reserve { .. }
                | Self::Deadline { .. }
                | Self::Limited { .. }
                | Self::Credentials { .. }
        )
    }

    /// Whether the thing asked for does not exist any more, or never did.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::NotFound { .. } | Self::Gone { .. })
    }
}

fn at(secs: i64) -> String {
    format_time(secs).unwrap_or_else(|| secs.to_string())
}
