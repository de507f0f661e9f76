//! One request and its answer: headers sent and read, bodies to their limit, redirects within the
//! API. Whether to send it again is not decided here.

use std::io::Read;
use std::time::Duration;

use serde_json::Value;

use crate::address::place;
use crate::client::Client;
use crate::endpoint::Request;
use crate::error::Error;
use crate::options::API_VERSION;
use crate::retry::Signs;
use crate::time::parse_http_date;
use crate::token::Token;
use crate::transport::Reply;

/// Bytes of an answer that is an error.
const MAX_ERROR_BYTES: u64 = 64 * 1024;

/// A body with what its headers say.
pub(crate) struct Answer {
    pub(crate) body: Vec<u8>,
    pub(crate) next: Option<String>,
    pub(crate) etag: Option<String>,
}

/// What became of one exchange.
pub(crate) enum Outcome {
    Done(Answer),
    Unchanged,
    Follow(String),
    Refused(Signs),
    Broken(String),
}

impl Client {
    /// Sends it once to the API. Other hosts are never asked here.
    pub(crate) fn send(
        &mut self,
        request: &Request,
        target: &str,
        tag: Option<&str>,
    ) -> Result<Reply, String> {
        let authorization = self.options.token.as_ref().map(Token::header);
        let mut headers = vec![
            ("accept", request.accept()),
            ("x-github-api-version", API_VERSION),
        ];
        if let Some(value) = &authorization {
            headers.push(("authorization", value.as_str()));
        }
        if let Some(tag) = tag {
            headers.push(("if-none-match", tag));
        }
        let address = format!("{}{target}", self.options.api_url);
        self.spent.calls += 1;
        let reply = self
            .transport
            .get(&address, &headers, self.time_left(self.options.timeout));
        let reply = reply.map_err(|why| self.scrub(&why))?;
        self.note(&reply);
        Ok(reply)
    }

    /// Longest time for the next answer: no more than `most`, and not beyond the deadline.
    pub(crate) fn time_left(&self, most: Duration) -> Duration {
        self.options.deadline.map_or(most, |deadline| {
            let left = u64::try_from(deadline.saturating_sub(self.now())).unwrap_or(0);
            most.min(Duration::from_secs(left.max(1)))
        })
    }

    /// Limits and time as the headers tell them.
    fn note(&mut self, reply: &Reply) {
        if let Some(date) = reply.header("date").and_then(parse_http_date) {
            self.skew = date.saturating_sub(self.clock.now());
        }
        if let Some(remaining) = reply.number("x-ratelimit-remaining") {
            self.spent.remaining = Some(remaining);
            self.limit = reply.number("x-ratelimit-limit").or(self.limit);
            let reset = reply.number("x-ratelimit-reset");
            self.reset = reset
                .and_then(|secs| i64::try_from(secs).ok())
                .or(self.reset);
        }
    }

    pub(crate) fn exchange(
        &mut self,
        request: &Request,
        target: &str,
        tag: Option<&str>,
    ) -> Result<Outcome, Error> {
        let reply = match self.send(request, target, tag) {
            Ok(reply) => reply,
            Err(why) => return Ok(Outcome::Broken(why)),
        };
        Ok(match reply.status {
            304 if tag.is_some() => {
                self.spent.unchanged += 1;
                Outcome::Unchanged
            }
            200..=299 => self.read(request, reply)?,
            301 | 302 | 307 | 308 => Outcome::Follow(self.within(request, &reply)?),
            _ => Outcome::Refused(self.signs(reply)),
        })
    }

    fn read(&self, request: &Request, reply: Reply) -> Result<Outcome, Error> {
        let next = reply
            .header("link")
            .and_then(crate::link::next)
            .map(str::to_owned);
        let etag = reply.header("etag").map(str::to_owned);
        let limit = self.options.max_bytes;
        let mut body = Vec::new();
        match reply
            .reader()
            .take(limit.saturating_add(1))
            .read_to_end(&mut body)
        {
            Err(_) => Ok(Outcome::Broken("the answer broke off".to_owned())),
            Ok(n) if u64::try_from(n).unwrap_or(u64::MAX) > limit => Err(Error::TooLarge {
                request: request.name(),
                limit,
            }),
            Ok(_) => Ok(Outcome::Done(Answer { body, next, etag })),
        }
    }

    /// Where a redirect leads within the API.
    fn within(&self, request: &Request, reply: &Reply) -> Result<String, Error> {
        let location = reply.header("location").unwrap_or_default();
        let rest = location.strip_prefix(self.options.api_url.as_str());
        match rest
            .or(Some(location))
            .filter(|rest| rest.starts_with('/') && !rest.starts_with("//"))
        {
            Some(target) => Ok(target.to_owned()),
            None => Err(Error::Elsewhere {
                request: request.name(),
                place: self.scrub(&place(location)),
            }),
        }
    }

    pub(crate) fn signs(&self, reply: Reply) -> Signs {
        let mut signs = Signs {
            status: reply.status,
            retry_after: reply.number("retry-after"),
            remaining: reply.number("x-ratelimit-remaining"),
            reset: reply
                .number("x-ratelimit-reset")
                .and_then(|secs| i64::try_from(secs).ok()),
            message: String::new(),
        };
        let mut body = Vec::new();
        // An error's text is a help; without it the status still says what is wrong.
        let read = reply.reader().take(MAX_ERROR_BYTES).read_to_end(&mut body);
        let message = read
            .ok()
            .and_then(|_| serde_json::from_slice::<Value>(&body).ok());
        let message = message
            .as_ref()
            .and_then(|value| value.get("message")?.as_str());
        let text: String = message.unwrap_or("no message").chars().take(300).collect();
        signs.message = self.scrub(&text.replace(char::is_control, " "));
        signs
    }

    pub(crate) fn scrub(&self, text: &str) -> String {
        let token = self.options.token.as_ref();
        token.map_or_else(|| text.to_owned(), |token| token.scrub(text))
    }
}
