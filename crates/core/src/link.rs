//! Which published addresses become links. Everything else stays text.

/// The address, where it may be a link: https, a known host exactly, no user, no port, no white
/// space, backslash or control character. A host is compared in lower case.
#[must_use]
pub fn safe<'a>(url: &'a str, hosts: &[String]) -> Option<&'a str> {
    let rest = url.strip_prefix("https://")?;
    let clean = |b: u8| b.is_ascii_graphic() && !matches!(b, b'\\' | b'<' | b'>' | b'"' | b'`');
    if !url.bytes().all(clean) {
        return None;
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    hosts
        .iter()
        .any(|h| h.eq_ignore_ascii_case(host))
        .then_some(url)
}

#[cfg(test)]
mod tests {
    use super::safe;

    fn check(url: &str, expect: bool) {
        let hosts = ["github.com".to_owned()];
        assert_eq!(safe(url, &hosts).is_some(), expect, "{url}");
    }

    #[test]
    fn only_https_on_a_known_host_is_a_link() {
        check("https://github.com/a/b/actions/runs/1/job/2", true);
        check("https://GitHub.com/a", true);
        check("https://github.com", true);
        check("http://github.com/a", false);
        check("javascript:alert(1)", false);
        check("data:text/html,x", false);
        check("https://github.com.evil.example/a", false);
        check("https://evil.example/github.com", false);
        check("https://github.com@evil.example/", false);
        check("https://github.com:444/a", false);
        check("https://github.com\\@evil.example", false);
        check(" https://github.com/a", false);
        check("https://github.com/a b", false);
        check("https://gіthub.com/a", false);
        check("", false);
    }
}
