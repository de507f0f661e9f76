//! One HTTP exchange over TLS, without redirects, retries or meaning. Texts of errors name no
//! address: an address may hold a secret.

use std::io::Read;
use std::time::Duration;

use ureq::Agent;

/// The connection to a service.
pub(crate) struct Transport {
    agent: Agent,
}

/// Status and headers of an answer; its body is still to be read.
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: ureq::http::HeaderMap,
    body: ureq::Body,
}

impl Transport {
    /// `plain` allows http, which is for this machine only: no proxy is asked for it. Else the
    /// usual variables name a proxy.
    pub(crate) fn new(user_agent: &str, plain: bool) -> Self {
        let mut config = Agent::config_builder()
            .user_agent(user_agent)
            .http_status_as_error(false)
            .max_redirects(0)
            .https_only(!plain);
        if plain {
            config = config.proxy(None);
        }
        Self {
            agent: Agent::new_with_config(config.build()),
        }
    }

    /// Sends a GET request. The time is for all of it, the body included.
    pub(crate) fn get(
        &self,
        address: &str,
        headers: &[(&str, &str)],
        time: Duration,
    ) -> Result<Reply, String> {
        let mut request = self.agent.get(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.config().timeout_global(Some(time)).build();
        let reply = request.call().map_err(|err| said(&err, time))?;
        let (parts, body) = reply.into_parts();
        Ok(Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        })
    }
}

impl Reply {
    /// The first header of that name, if it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// A header that is a whole number.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.header(name)?.trim().parse().ok()
    }

    /// The body as it comes, unpacked.
    pub(crate) fn reader(self) -> impl Read {
        self.body.into_reader()
    }
}

/// What went wrong, without the address.
fn said(err: &ureq::Error, time: Duration) -> String {
    match err {
        ureq::Error::Timeout(_) => format!("no answer within {} s", time.as_secs_f64()),
        ureq::Error::HostNotFound => "its host is not found".to_owned(),
        ureq::Error::Io(err) => format!("the connection broke ({err})"),
        ureq::Error::BadUri(_) | ureq::Error::RequireHttpsOnly(_) => {
            "the address cannot be used".to_owned()
        }
        ureq::Error::ConnectProxyFailed(_) => "the proxy refused the connection".to_owned(),
        other => other.to_string(),
    }
}
