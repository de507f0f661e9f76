//! Addresses of services: which may be used, and what of them may be told.

/// https, or http to this machine; a host, and no credentials, query or fragment.
pub(crate) fn usable(url: &str) -> bool {
    let rest = url.strip_prefix("https://");
    let rest = rest.or_else(|| url.strip_prefix("http://").filter(|_| is_loopback(url)));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with(['/', ':'])
            && rest.chars().all(|c| c.is_ascii_graphic())
            && !rest.contains(['@', '?', '#', '\\'])
    })
}

/// Whether it is plain http to this machine, as in tests.
pub(crate) fn is_loopback(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else {
        return false;
    };
    let host = rest.split('/').next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["127.0.0.1", "localhost", "[::1]"].contains(&name)
}

/// Scheme and host of an address; path and query may hold secrets.
pub(crate) fn place(url: &str) -> String {
    let host = url.split_once("://").map(|(scheme, rest)| {
        let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        format!("{scheme}://{host}")
    });
    let text = host.unwrap_or_else(|| "no address".to_owned());
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_travels_sealed_or_not_at_all() {
        for good in [
            "https://api.github.com",
            "https://ghe.example/api/v3",
            "http://127.0.0.1:8080",
            "http://localhost",
        ] {
            assert!(usable(good), "{good}");
        }
        for bad in [
            "http://api.github.com",
            "http://127.0.0.1.evil.example",
            "http://localhost@evil.example",
            "https://user:secret@host",
            "https://",
            "https:///x",
            "ftp://host",
            "api.github.com",
            "https://a b",
            "https://host?x",
        ] {
            assert!(!usable(bad), "{bad}");
        }
    }

    #[test]
    fn only_the_host_is_told() {
        assert_eq!(
            place("https://a.example:8/x?sig=secret"),
            "https://a.example:8"
        );
        assert_eq!(place("https://u:secret@a.example/x"), "https://a.example");
        assert_eq!(place("nonsense"), "no address");
    }
}
