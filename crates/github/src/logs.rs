//! Logs of jobs: the API answers with a short-lived address on another host, which is asked
//! without the token. Logs are read as a stream, and only so much of them.

use std::io::Read;
use std::time::Duration;

use crate::address::{is_loopback, place};
use crate::client::Client;
use crate::endpoint::{FULL_PAGE, Request};
use crate::error::Error;
use crate::repo::RepoName;
use crate::retry::{SERVER_TRIES, Signs};
use crate::transport::{Reply, Transport};

/// Longest time for one log.
const LOG_TIME: Duration = Duration::from_secs(600);
const CHUNK: usize = 64 * 1024;

/// How far a log was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogEnd {
    /// Bytes that the reader was given.
    pub bytes: u64,
    /// Whether there was more than the limit.
    pub cut: bool,
}

/// Takes a log piece by piece.
pub trait LogReader {
    /// The log begins (again): what was given before is void.
    fn begin(&mut self);

    /// The next bytes.
    ///
    /// # Errors
    ///
    /// A sentence; the log is then given up.
    fn take(&mut self, bytes: &[u8]) -> Result<(), String>;
}

impl LogReader for Vec<u8> {
    fn begin(&mut self) {
        self.clear();
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.extend_from_slice(bytes);
        Ok(())
    }
}

/// What came of one try.
enum Try {
    Done(LogEnd),
    Refused(Signs),
    Broken(String),
}

impl Client {
    /// Gives the log of a job to `reader`, at most `limit` bytes.
    ///
    /// # Errors
    ///
    /// See [`Error`]; [`Error::is_absent`] for a log that is no longer kept, or never was.
    pub fn log(
        &mut self,
        repo: &RepoName,
        job_id: u64,
        limit: u64,
        reader: &mut dyn LogReader,
    ) -> Result<LogEnd, Error> {
        let request = Request::log(repo, job_id);
        self.may_send(&request)?;
        let (mut limited, mut failed) = (0, 0);
        loop {
            reader.begin();
            let why = match self.try_log(&request, limit, reader)? {
                Try::Done(end) => return Ok(end),
                Try::Refused(signs) => {
                    if self.pause(&request, &signs, &mut limited)? {
                        continue;
                    }
                    format!("the answer was {}", signs.status)
                }
                Try::Broken(why) => why,
            };
            failed += 1;
            if failed >= SERVER_TRIES {
                return Err(Error::Unavailable {
                    request: request.name(),
                    why,
                    tries: failed,
                });
            }
            self.again(&request, why, failed)?;
        }
    }

    fn try_log(
        &mut self,
        request: &Request,
        limit: u64,
        reader: &mut dyn LogReader,
    ) -> Result<Try, Error> {
        let reply = match self.send(request, &request.target(FULL_PAGE), None) {
            Ok(reply) => reply,
            Err(why) => return Ok(Try::Broken(why)),
        };
        match reply.status {
            200..=299 => stream(request, reply, limit, reader),
            301 | 302 | 307 | 308 => {
                let location = reply.header("location").unwrap_or_default().to_owned();
                drop(reply);
                self.download(request, &location, limit, reader)
            }
            _ => Ok(Try::Refused(self.signs(reply))),
        }
    }

    /// From the other host: a connection of its own, and no header but the program's name.
    fn download(
        &mut self,
        request: &Request,
        location: &str,
        limit: u64,
        reader: &mut dyn LogReader,
    ) -> Result<Try, Error> {
        let plain = is_loopback(&self.options.api_url) && is_loopback(location);
        if !plain && !location.starts_with("https://") {
            return Err(Error::Elsewhere {
                request: request.name(),
                place: self.scrub(&place(location)),
            });
        }
        let storage = Transport::new(&self.options.user_agent, plain);
        self.spent.downloads += 1;
        let time = self.time_left(LOG_TIME);
        let reply = match storage.get(location, &[], time) {
            Ok(reply) => reply,
            Err(why) => return Ok(Try::Broken(self.scrub(&why))),
        };
        match reply.status {
            200..=299 => stream(request, reply, limit, reader),
            // The address is short-lived: a new one is worth a try; a log that is gone is not.
            404 | 410 => Err(Error::Gone {
                request: request.name(),
            }),
            status => {
                let place = self.scrub(&place(location));
                Ok(Try::Broken(format!("{place} answered {status}")))
            }
        }
    }
}

fn stream(
    request: &Request,
    reply: Reply,
    limit: u64,
    reader: &mut dyn LogReader,
) -> Result<Try, Error> {
    let mut from = reply.reader();
    let mut chunk = vec![0; CHUNK];
    let mut bytes = 0_u64;
    loop {
        let n = match from.read(&mut chunk) {
            Ok(0) => return Ok(Try::Done(LogEnd { bytes, cut: false })),
            Ok(n) => n,
            Err(_) => return Ok(Try::Broken("the log broke off".to_owned())),
        };
        let left = usize::try_from(limit.saturating_sub(bytes)).unwrap_or(usize::MAX);
        let part = chunk.get(..n.min(left)).unwrap_or_default();
        let why = |why| Error::Reader {
            request: request.name(),
            why,
        };
        reader.take(part).map_err(why)?;
        bytes += u64::try_from(part.len()).unwrap_or(0);
        if n > left {
            return Ok(Try::Done(LogEnd { bytes, cut: true }));
        }
    }
}
