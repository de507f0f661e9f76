//! Why a file could not be fetched, in words for the visitor.

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FetchProblem {
    /// The address may not be loaded: not https, nor this page's own server, nor this machine.
    Blocked,
    /// The server answered with this status code.
    Http(u16),
    /// No answer: the host is unknown or down, or it does not allow other pages to read it.
    Network,
    /// The browser knows that there is no network.
    Offline,
    /// Nothing arrived for as long as the time limit allows.
    Timeout,
    /// The file is larger than this many bytes.
    TooLarge(u64),
    /// The visitor or the page gave up.
    Cancelled,
    /// The answer ended before it was complete.
    Broken,
}

/// A failed fetch: the address, as asked for, and the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchError {
    /// The address as it was asked for.
    pub url: String,
    /// What went wrong.
    pub problem: FetchProblem,
}

impl FetchError {
    pub(super) fn new(url: &str, problem: FetchProblem) -> Self {
        Self {
            url: url.to_owned(),
            problem,
        }
    }

    /// A stable word for the notice's `data-code`.
    pub fn code(&self) -> &'static str {
        match self.problem {
            FetchProblem::Blocked => "fetch-blocked",
            FetchProblem::Http(_) => "fetch-http",
            FetchProblem::Network => "fetch-network",
            FetchProblem::Offline => "fetch-offline",
            FetchProblem::Timeout => "fetch-timeout",
            FetchProblem::TooLarge(_) => "fetch-too-large",
            FetchProblem::Cancelled => "fetch-cancelled",
            FetchProblem::Broken => "fetch-broken",
        }
    }

    /// Whether trying again may help without changing anything.
    pub fn is_transient(&self) -> bool {
        use FetchProblem::{Broken, Cancelled, Http, Network, Offline, Timeout};
        match self.problem {
            Http(status) => status == 408 || status == 429 || status >= 500,
            Broken | Cancelled | Network | Offline | Timeout => true,
            _ => false,
        }
    }

    /// A sentence that names the address and says what can be done.
    pub fn text(&self) -> String {
        let mut text = self.url.clone();
        match self.problem {
            FetchProblem::Blocked => text.push_str(
                " was not loaded: an address must be on this page's own server or start with https.",
            ),
            FetchProblem::Http(status) => {
                text.push_str(" could not be loaded: the server answered ");
                text.push_str(&status.to_string());
                text.push_str(meaning(status));
            }
            FetchProblem::Network => text.push_str(
                " could not be loaded: no answer. The host may be down, or may not allow other \
                 pages to read it (CORS).",
            ),
            FetchProblem::Offline => {
                text.push_str(" could not be loaded: this browser is offline.");
            }
            FetchProblem::Timeout => {
                text.push_str(" could not be loaded: nothing arrived for too long.");
            }
            FetchProblem::TooLarge(limit) => {
                text.push_str(" was not loaded: it is larger than the limit of ");
                // Whole megabytes are enough, and a limit is no measured value.
                text.push_str(&(limit >> 20).to_string());
                text.push_str(" MB.");
            }
            FetchProblem::Cancelled => text.push_str(" was not loaded: cancelled."),
            FetchProblem::Broken => text.push_str(" could not be loaded: the answer broke off."),
        }
        text
    }
}

fn meaning(status: u16) -> &'static str {
    match status {
        401 | 403 => " (not allowed).",
        404 | 410 => " (no such file).",
        408 => " (too slow).",
        429 => " (too many requests; try again in a minute).",
        500.. => " (trouble on its side; try again later).",
        _ => ".",
    }
}

#[cfg(test)]
mod tests {
    use super::{FetchError, FetchProblem};

    #[test]
    fn text_names_the_address_and_the_reason() {
        let text = |problem| FetchError::new("https://a.example/x.json", problem).text();
        assert_eq!(
            text(FetchProblem::Http(404)),
            "https://a.example/x.json could not be loaded: the server answered 404 (no such file)."
        );
        assert!(text(FetchProblem::TooLarge(268_435_456)).ends_with("limit of 256 MB."));
    }

    #[test]
    fn only_some_statuses_are_worth_another_try() {
        let transient = |status| FetchError::new("x", FetchProblem::Http(status)).is_transient();
        assert!(!transient(404) && !transient(403));
        assert!(transient(429) && transient(503));
    }
}
