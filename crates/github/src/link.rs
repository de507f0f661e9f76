//! The `Link` header: where the next page is, and whether it may be asked.

/// The target of `rel="next"` in a `Link` header (RFC 8288). None: this is the last page.
pub(crate) fn next(header: &str) -> Option<&str> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        // Parameters end where the next target begins.
        let end = after.find('<').unwrap_or(after.len());
        let parameters = after.get(..end).unwrap_or_default();
        if parameters.split([';', ',']).any(is_next) {
            return Some(target);
        }
        rest = after;
    }
    None
}

fn is_next(parameter: &str) -> bool {
    parameter.split_once('=').is_some_and(|(key, value)| {
        let value = value.trim().trim_matches('"');
        key.trim().eq_ignore_ascii_case("rel")
            && value
                .split(' ')
                .any(|word| word.eq_ignore_ascii_case("next"))
    })
}

/// Path and query of a link, if it leads to the API at `base` and to the path of `target`. GitHub
/// writes `/repositories/ID/…` where `/repos/OWNER/NAME/…` was asked.
pub(crate) fn same_place<'a>(link: &'a str, base: &str, target: &str) -> Option<&'a str> {
    let found = link
        .strip_prefix(base)
        .filter(|rest| rest.starts_with('/'))?;
    let path = |target: &str| target.split(['?', '#']).next().map(str::to_owned);
    if path(found)? == path(target)? {
        return Some(found);
    }
    let by_id = found.starts_with("/repositories/") || target.starts_with("/repositories/");
    (by_id && resource(found)? == resource(target)?).then_some(found)
}

/// The path behind the repository, without the query.
fn resource(target: &str) -> Option<&str> {
    let path = target.split(['?', '#']).next()?;
    if let Some(rest) = path.strip_prefix("/repositories/") {
        let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
        return id.parse::<u64>().is_ok().then_some(rest);
    }
    let rest = path.strip_prefix("/repos/")?;
    let (_, rest) = rest.split_once('/')?;
    Some(rest.split_once('/').map_or("", |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Any header is read; what it leads to stays below the API's address.
        #[test]
        fn no_link_leaves_the_api(header in "[<>;,=\"a-z/:.?@ ]{0,60}", rest in "[a-z/:.?@#]{0,30}") {
            let base = "https://api.github.com";
            let _ = next(&header);
            let link = format!("{base}{rest}");
            if let Some(found) = same_place(&link, base, "/repos/o/r/pulls") {
                prop_assert!(found.starts_with("/repos/o/r/pulls"));
            }
        }
    }

    #[test]
    fn the_next_page_is_found_wherever_it_stands() {
        let github = "<https://api.github.com/repositories/1/actions/runs?page=1>; rel=\"prev\", \
                      <https://api.github.com/repositories/1/actions/runs?page=3>; rel=\"next\", \
                      <https://api.github.com/repositories/1/actions/runs?page=9>; rel=\"last\"";
        let third = "https://api.github.com/repositories/1/actions/runs?page=3";
        assert_eq!(next(github), Some(third));
        assert_eq!(
            next("</a?b=1,2;3>; title=\"x\"; REL=next"),
            Some("/a?b=1,2;3")
        );
        for none in [
            "",
            "<",
            "<a",
            "<a>",
            "<a>; rel=\"last\"",
            "rel=next",
            "<a>; rel=\"nextish\"",
        ] {
            assert_eq!(next(none), None, "{none}");
        }
    }

    #[test]
    fn a_next_page_is_one_of_the_same_list() {
        let base = "https://api.github.com";
        let asked = "/repos/o/r/actions/runs?per_page=100";
        let check = |link: &str| same_place(link, base, asked).is_some();
        assert!(check(
            "https://api.github.com/repos/o/r/actions/runs?page=2"
        ));
        assert!(check(
            "https://api.github.com/repositories/7/actions/runs?page=2"
        ));
        for other in [
            "https://api.github.com.evil.example/repos/o/r/actions/runs?page=2",
            "https://evil.example/repos/o/r/actions/runs?page=2",
            "http://api.github.com/repos/o/r/actions/runs?page=2",
            "https://api.github.com@evil.example/repos/o/r/actions/runs",
            "https://api.github.com/repos/o/r/actions/runs/1/jobs?page=2",
            "https://api.github.com/repositories/x/actions/runs?page=2",
            "https://api.github.com/repos/other/r/actions/runs?page=2",
            "https://api.github.com/user",
            "/repos/o/r/actions/runs?page=2",
        ] {
            assert!(!check(other), "{other}");
        }
    }
}
