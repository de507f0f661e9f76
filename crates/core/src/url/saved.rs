//! Saved views: addresses with names, as one text that can be kept, sent and read back.

use super::{Query, format, parse, translate_old};

/// At most so many are read: what is kept in a browser has bounds.
const MOST: usize = 200;

/// A view with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its name: one line, not empty.
    pub name: String,
    /// The query string, without `?`.
    pub query: String,
}

/// Reads a text of saved views: on each line a name, a tab (or ` ?`), and an address of a dashboard or
/// its query string. Empty lines count for nothing; a name that stands twice holds as it stood last.
/// Lines that could not be read by their numbers, from 1, each with the reason.
#[must_use]
pub fn parse_saved(text: &str) -> (Vec<Saved>, Vec<(usize, &'static str)>) {
    let mut all: Vec<Saved> = Vec::new();
    let mut bad = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let split = line.split_once('\t').or_else(|| {
            let at = line.rfind(" ?")?;
            Some((line.get(..at)?, line.get(at + 1..)?))
        });
        let (name, address) = split.unwrap_or_default();
        let read = query_of(address.trim()).and_then(|query| {
            let one = saved(name, &query).ok_or("it has no name")?;
            let is_known = all.iter().any(|old| old.name == one.name);
            let has_room = is_known || all.len() < MOST;
            has_room.then_some(one).ok_or("there are 200 already")
        });
        match read {
            Ok(one) => put(&mut all, one),
            Err(_) if split.is_none() => bad.push((at + 1, "it has no tab before an address")),
            Err(why) => bad.push((at + 1, why)),
        }
    }
    (all, bad)
}

/// The query string of an address, of an old one in today's words. A lone `?` is the view that is shown
/// first; an address of which nothing can be read is none of a view.
fn query_of(address: &str) -> Result<String, &'static str> {
    let address = address.split_once('#').map_or(address, |(whole, _)| whole);
    if address == "?" {
        return Ok(String::new());
    }
    let (place, query) = address
        .split_once('?')
        .ok_or("its address has no ? with a view behind it")?;
    let scheme = place.split_once(':').map(|(scheme, _)| scheme);
    let is_web = |s: &str| s.eq_ignore_ascii_case("https") || s.eq_ignore_ascii_case("http");
    if !scheme.is_none_or(is_web) {
        return Err("its address is not one of a page");
    }
    let query = translate_old(query).unwrap_or_else(|| query.to_owned());
    let (mut read, _) = parse(&query);
    read.unknown.clear();
    if read == Query::default() {
        return Err("nothing in its address is of a view");
    }
    Ok(query)
}

/// A view under this name; None for a name without words. The query is written as addresses are.
#[must_use]
pub fn saved(name: &str, query: &str) -> Option<Saved> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
    let (query, _) = parse(query);
    (!name.is_empty()).then(|| Saved {
        name,
        query: format(&query),
    })
}

/// Adds one; it takes the place of another of its name.
pub fn put(all: &mut Vec<Saved>, saved: Saved) {
    match all.iter_mut().find(|old| old.name == saved.name) {
        Some(old) => *old = saved,
        None => all.push(saved),
    }
}

/// The text that [`parse_saved`] reads.
#[must_use]
pub fn format_saved(all: &[Saved]) -> String {
    let mut text = String::new();
    for saved in all {
        for part in [saved.name.as_str(), "\t?", &saved.query, "\n"] {
            text.push_str(part);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_names_and_addresses() {
        let text = "Red on s390x\t?q=arch:s390x&status=failing\n\n\
                    mine https://host/x/?view=prs ?view=prs&pr=0\nno address\n\t?q=a\n\
                    whole\thttps://host/ci/?view=tree&runs=30\nRed on s390x\t?q=b\n";
        let (all, bad) = parse_saved(text);
        let found: Vec<_> = all
            .iter()
            .map(|s| (s.name.as_str(), s.query.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("Red on s390x", "q=b"),
                ("mine https://host/x/?view=prs", "view=prs"),
                ("whole", "view=tree&runs=30"),
            ]
        );
        let numbers: Vec<usize> = bad.iter().map(|bad| bad.0).collect();
        assert_eq!(numbers, [4, 5]);
    }

    #[test]
    fn what_is_no_address_of_a_view_is_told_with_the_reason() {
        let reason = |address: &str| {
            let (all, bad) = parse_saved(&["\nname\t", address].concat());
            assert_eq!(all.len() + bad.len(), 1, "{address}");
            bad.first().map(|(line, why)| {
                assert_eq!(*line, 2);
                *why
            })
        };
        let no_query = Some("its address has no ? with a view behind it");
        for address in [
            "javascript:alert(1)",
            "https://evil.example/x",
            "view=prs",
            "",
        ] {
            assert_eq!(reason(address), no_query, "{address}");
        }
        let no_page = Some("its address is not one of a page");
        for address in [
            "javascript:alert(1)?view=prs",
            "data:text/html,?view=prs",
            "x:?q=a",
        ] {
            assert_eq!(reason(address), no_page, "{address}");
        }
        let no_view = Some("nothing in its address is of a view");
        for address in [
            "https://evil.example/x?utm=1",
            "https://host/?",
            "?view=nothing",
            "?runs=10",
        ] {
            assert_eq!(reason(address), no_view, "{address}");
        }
        for address in [
            "?",
            " https://host/ci/?view=prs#x",
            "HTTP://host?q=a",
            "../?q=a:b",
            "?x&q=a",
        ] {
            assert_eq!(reason(address), None, "{address}");
        }
        let (all, _) = parse_saved("old\thttps://host/?display=prchecks");
        assert_eq!(all.first().unwrap().query, "view=prs");
    }

    #[test]
    fn a_text_without_a_tab_and_one_without_a_name_say_so() {
        let (_, bad) = parse_saved("no address\n\t?q=a\n");
        assert_eq!(
            bad,
            [
                (1, "it has no tab before an address"),
                (2, "it has no name")
            ]
        );
    }

    #[test]
    fn names_are_one_line() {
        assert_eq!(saved(" a\tb\n c ", "").unwrap().name, "a b c");
        assert_eq!(saved(" \n", "q=x"), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(names in proptest::collection::btree_set("[a-zé?#& ]{1,12}", 0..5)) {
            let mut all = Vec::new();
            for name in &names {
                if let Some(one) = saved(name, "q=a+b&view=tree") {
                    put(&mut all, one);
                }
            }
            prop_assert_eq!(parse_saved(&format_saved(&all)), (all, Vec::new()));
        }
    }
}
