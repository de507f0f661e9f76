//! The token: it goes into one header of requests to the API's host, and nowhere else.

use std::fmt;

/// A GitHub token. It has no `Display`, and its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Why a text is no token. The text is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "use the token in GITHUB_TOKEN: it is empty or holds characters that no token has; \
     set it again, without line ends and quotes"
)]
pub struct BadToken;

impl Token {
    /// Takes a token, without white space around it.
    ///
    /// # Errors
    ///
    /// Empty, or with characters other than visible ASCII: such a header cannot be sent.
    pub fn new(text: &str) -> Result<Self, BadToken> {
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(BadToken);
        }
        Ok(Self(text.to_owned()))
    }

    /// The value of the `Authorization` header.
    pub(crate) fn header(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// A text from outside without the token, should it have come back.
    pub(crate) fn scrub(&self, text: &str) -> String {
        text.replace(&self.0, "[token]")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([hidden])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_shows_itself_nowhere() {
        let token = Token::new(" ghs_canary\n").unwrap();
        assert_eq!(token.header(), "Bearer ghs_canary");
        assert_eq!(format!("{token:?}"), "Token([hidden])");
        assert_eq!(token.scrub("bad ghs_canary here"), "bad [token] here");
    }

    #[test]
    fn what_is_no_header_value_is_refused_without_repeating_it() {
        for bad in ["", "  ", "a b", "a\nb", "é"] {
            let err = Token::new(bad).unwrap_err();
            assert!(!bad.trim().is_empty() || err == BadToken);
            assert!(!err.to_string().contains("a\nb"));
        }
    }
}
