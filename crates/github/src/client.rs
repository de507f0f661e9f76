//! Sends requests one after the other, within GitHub's limits. What an answer means is not its
//! business: `pages` and `calls` know.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::address::{is_loopback, usable};
use crate::cache::Cache;
use crate::clock::Clock;
use crate::endpoint::Request;
use crate::error::Error;
use crate::event::Event;
use crate::exchange::{Answer, Outcome};
use crate::options::{Options, Spent};
use crate::retry::{LIMITED_TRIES, SERVER_TRIES, Signs, Verdict, backoff, judge};
use crate::transport::Transport;

/// Requests left for others, of a limit of thousands.
const RESERVE: u64 = 200;
/// Redirects followed within the API.
const MAX_HOPS: u32 = 3;

/// A client of GitHub's REST API.
pub struct Client {
    pub(crate) transport: Transport,
    pub(crate) options: Options,
    pub(crate) clock: Box<dyn Clock>,
    listener: Box<dyn FnMut(&Event)>,
    cache: Cache,
    pub(crate) spent: Spent,
    /// What the service's clock is ahead of ours, in seconds.
    pub(crate) skew: i64,
    pub(crate) limit: Option<u64>,
    pub(crate) reset: Option<i64>,
}

impl Client {
    /// A client that tells nothing while it works.
    ///
    /// # Errors
    ///
    /// The API's address is neither https nor on this machine: a token must not travel openly.
    pub fn new(mut options: Options, clock: impl Clock + 'static) -> Result<Self, Error> {
        let url = options.api_url.trim_end_matches('/').to_owned();
        if !usable(&url) {
            return Err(Error::ApiUrl(url.chars().take(200).collect()));
        }
        let transport = Transport::new(&options.user_agent, is_loopback(&url));
        options.api_url = url;
        Ok(Self {
            transport,
            options,
            clock: Box::new(clock),
            listener: Box::new(|_| ()),
            cache: Cache::default(),
            spent: Spent::default(),
            skew: 0,
            limit: None,
            reset: None,
        })
    }

    /// Is told of waits and repetitions.
    pub fn listen(&mut self, listener: impl FnMut(&Event) + 'static) {
        self.listener = Box::new(listener);
    }

    /// Uses answers of an earlier session.
    pub fn set_cache(&mut self, cache: Cache) {
        self.cache = cache;
    }

    /// Answers to keep for a later session.
    #[must_use]
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// What was spent so far.
    #[must_use]
    pub fn spent(&self) -> Spent {
        self.spent
    }

    /// Now, in seconds since 1970, by the service's `Date` header once there was one.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.now().saturating_add(self.skew)
    }

    pub(crate) fn tell(&mut self, event: &Event) {
        (self.listener)(event);
    }

    /// Sends a request until `decode` accepts an answer. What it makes of it is kept with its
    /// ETag, and is the answer the next time if GitHub says that nothing changed.
    pub(crate) fn ask<T, F>(
        &mut self,
        request: &Request,
        target: &str,
        decode: F,
    ) -> Result<T, Error>
    where
        T: Serialize + DeserializeOwned,
        F: Fn(&Answer) -> Result<T, String>,
    {
        if !request.is_kept() {
            let fetched = self.fetch(request, target, None, &decode)?;
            let why = "not modified, though nothing is kept of it".to_owned();
            let request = request.name();
            return fetched
                .map(|(value, _)| value)
                .ok_or(Error::Answer { request, why });
        }
        let tag = self.cache.etag(target).map(str::to_owned);
        if tag.is_some()
            && let Some(value) = self.cache.value(target, self.now())
            && serde_json::from_value::<T>(value.clone()).is_err()
        {
            // What was kept is of another version of the program.
            self.cache.forget(target);
            return self.ask(request, target, decode);
        }
        let now = self.now();
        match self.fetch(request, target, tag.as_deref(), &decode)? {
            Some((value, etag)) => {
                match etag {
                    Some(etag) => self.cache.keep(target, &etag, &value, now),
                    None => self.cache.forget(target),
                }
                Ok(value)
            }
            None => {
                let kept = self
                    .cache
                    .value(target, now)
                    .cloned()
                    .unwrap_or(Value::Null);
                let why = |err: serde_json::Error| err.to_string();
                let wrong = |why| Error::Answer {
                    request: request.name(),
                    why,
                };
                serde_json::from_value(kept).map_err(why).map_err(wrong)
            }
        }
    }

    /// The decoded answer with its ETag. None: nothing changed since `tag`.
    fn fetch<T>(
        &mut self,
        request: &Request,
        target: &str,
        tag: Option<&str>,
        decode: &dyn Fn(&Answer) -> Result<T, String>,
    ) -> Result<Option<(T, Option<String>)>, Error> {
        self.may_send(request)?;
        let mut target = target.to_owned();
        let (mut hops, mut limited, mut failed) = (0, 0, 0);
        loop {
            let why = match self.exchange(request, &target, tag)? {
                Outcome::Unchanged => return Ok(None),
                Outcome::Done(answer) => match decode(&answer) {
                    Ok(value) => return Ok(Some((value, answer.etag))),
                    Err(why) => why,
                },
                Outcome::Follow(next) if hops < MAX_HOPS => {
                    (target, hops) = (next, hops + 1);
                    continue;
                }
                Outcome::Follow(_) => "it redirects in a circle".to_owned(),
                Outcome::Broken(why) => why,
                Outcome::Refused(signs) => {
                    if self.pause(request, &signs, &mut limited)? {
                        continue;
                    }
                    format!("GitHub answered {}", signs.status)
                }
            };
            failed += 1;
            if failed >= SERVER_TRIES {
                return Err(Error::Unavailable {
                    request: request.name(),
                    why,
                    tries: failed,
                });
            }
            self.again(request, why, failed)?;
        }
    }

    /// Waits for a limit (true), says that the server failed (false), or that it is final.
    pub(crate) fn pause(
        &mut self,
        request: &Request,
        signs: &Signs,
        limited: &mut u32,
    ) -> Result<bool, Error> {
        match judge(signs, *limited + 1, self.now(), self.clock.jitter()) {
            Verdict::Wait { secs, why } => {
                *limited += 1;
                if *limited >= LIMITED_TRIES {
                    return Err(Error::Limited {
                        request: request.name(),
                        tries: *limited,
                    });
                }
                self.wait(request, secs, Some(why))?;
                self.spent.repeated += 1;
                Ok(true)
            }
            Verdict::Again => Ok(false),
            Verdict::Final => Err(refused(request, signs)),
        }
    }

    /// Before another try of a request that failed.
    pub(crate) fn again(
        &mut self,
        request: &Request,
        why: String,
        failed: u32,
    ) -> Result<(), Error> {
        let request_name = request.name();
        self.tell(&Event::Again {
            request: request_name,
            why,
        });
        let secs = backoff(1, failed, self.clock.jitter());
        self.wait(request, secs, None)?;
        self.spent.repeated += 1;
        Ok(())
    }

    /// Whether a new request may be sent: few may be left, or the time may be over.
    pub(crate) fn may_send(&self, request: &Request) -> Result<(), Error> {
        let now = self.now();
        if let Some(deadline) = self.options.deadline
            && now >= deadline
        {
            let request = request.name();
            return Err(Error::Deadline {
                request,
                deadline,
                wait_secs: 0,
            });
        }
        if let (Some(remaining), Some(reset)) = (self.spent.remaining, self.reset)
            && reset > now
            && remaining < self.reserve()
        {
            return Err(Error::Reserve {
                request: request.name(),
                remaining,
                reset,
            });
        }
        Ok(())
    }

    /// How many requests are left to others. Where the limit is small (60 without a token), a
    /// quarter of it: else nothing could be asked at all.
    fn reserve(&self) -> u64 {
        self.limit.map_or(RESERVE, |limit| RESERVE.min(limit / 4))
    }

    fn wait(
        &mut self,
        request: &Request,
        secs: u64,
        why: Option<&'static str>,
    ) -> Result<(), Error> {
        let now = self.now();
        let until = now.saturating_add(i64::try_from(secs).unwrap_or(i64::MAX));
        if let Some(deadline) = self.options.deadline
            && until >= deadline
        {
            let request = request.name();
            return Err(Error::Deadline {
                request,
                deadline,
                wait_secs: secs,
            });
        }
        if let Some(why) = why {
            self.tell(&Event::Waiting { secs, until, why });
        }
        self.spent.waited_secs += secs;
        self.clock.sleep(Duration::from_secs(secs));
        Ok(())
    }
}

fn refused(request: &Request, signs: &Signs) -> Error {
    let (request, message) = (request.name(), signs.message.clone());
    match signs.status {
        401 => Error::Credentials { request },
        403 => Error::Permission { request, message },
        404 => Error::NotFound { request },
        410 => Error::Gone { request },
        429 => Error::Limited { request, tries: 1 },
        status => Error::Status {
            request,
            status,
            message,
        },
    }
}
