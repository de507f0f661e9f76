//! Saved views: addresses with names, as one text that can be kept, sent and read back.

use super::{format, parse};

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

/// Reads a text of saved views: on each line a name, a tab (or ` ?`), and an address or its query
/// string. Empty lines count for nothing; a name that stands twice holds as it stood last. The
/// numbers of lines that could not be read, from 1.
#[must_use]
pub fn parse_saved(text: &str) -> (Vec<Saved>, Vec<usize>) {
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
        let saved = split.and_then(|(name, address)| {
            let query = address.split_once('?').map_or("", |(_, query)| query);
            saved(name, query)
        });
        match saved {
            Some(saved) if all.len() < MOST => put(&mut all, saved),
            _ => bad.push(at + 1),
        }
    }
    (all, bad)
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
        assert_eq!(bad, [4, 5]);
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
