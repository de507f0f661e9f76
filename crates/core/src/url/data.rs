//! Which places `data=` may name. The browser decides about origins; here it is decided what
//! is an address to fetch from at all.

use std::net::Ipv4Addr;

/// Whether this may be fetched as data; if not, why not, as a sentence fragment.
pub(super) fn check(address: &str) -> Result<(), &'static str> {
    // Browsers remove tabs and line breaks and trim spaces before they look at the scheme.
    if address.contains(char::is_control) || address.trim() != address {
        return Err("spaces around it or control characters in it");
    }
    let scheme = match address.split_once([':', '/', '\\', '?', '#']) {
        Some((scheme, _))
            if address
                .get(scheme.len()..)
                .is_some_and(|s| s.starts_with(':')) =>
        {
            scheme
        }
        _ => return Ok(()),
    };
    let rest = address
        .get(scheme.len()..)
        .and_then(|rest| rest.strip_prefix("://"));
    let Some(rest) = rest.filter(|_| is_web(scheme)) else {
        return Err("only relative and https addresses can be opened");
    };
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    if authority.is_empty() || authority.contains('@') {
        return Err("no host, or a name before it");
    }
    if scheme.eq_ignore_ascii_case("https") || is_loopback(authority) {
        return Ok(());
    }
    Err("http is only for this machine, use https")
}

fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}

/// Whether a host, perhaps with a port, is this machine.
fn is_loopback(authority: &str) -> bool {
    if authority == "[::1]" || authority.starts_with("[::1]:") {
        return true;
    }
    let host = authority.split(':').next().unwrap_or_default();
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
}
