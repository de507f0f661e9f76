//! Names that only some places may use.

use super::files::File;
use super::finding::Finding;
use super::strip;

struct Rule {
    name: &'static str,
    /// Path beginnings that the rule is for.
    within: &'static [&'static str],
    /// Path beginnings that it is not for.
    but: &'static [&'static str],
    /// Whole words or paths of them.
    words: &'static [&'static str],
    why: &'static str,
}

const RULES: [Rule; 6] = [
    Rule {
        name: "browser-only",
        within: &["src/", "crates/"],
        but: &["src/browser/"],
        words: &[
            "web_sys",
            "js_sys",
            "gloo",
            "gloo_net",
            "gloo_timers",
            "gloo_file",
        ],
        why: "only src/browser/ talks to the browser",
    },
    Rule {
        name: "context",
        within: &["src/"],
        but: &["src/state/"],
        words: &["provide_context", "ArcRwSignal::new"],
        why: "only src/state/ keeps what outlives a component",
    },
    Rule {
        name: "one-writer",
        within: &["src/"],
        but: &["src/state/", "src/browser/"],
        words: &["push_query", "replace_query"],
        why: "the address is changed through `state::Address` only",
    },
    Rule {
        name: "no-router",
        within: &["src/"],
        but: &[],
        words: &["leptos_router", "query_signal"],
        why: "there is one path and no router (docs/decisions/0004)",
    },
    Rule {
        name: "no-inner-html",
        within: &["src/", "crates/"],
        but: &[],
        words: &[
            "inner_html",
            "set_inner_html",
            "insert_adjacent_html",
            "set_outer_html",
        ],
        why: "data never becomes markup",
    },
    Rule {
        name: "pure-code",
        within: &["crates/core/src/", "crates/snapshot/src/"],
        but: &[],
        words: &[
            "Utc::now",
            "Local::now",
            "SystemTime",
            "Instant",
            "std::fs",
            // The other half of `std::net` is addresses, which are plain data.
            "TcpStream",
            "TcpListener",
            "UdpSocket",
            "ToSocketAddrs",
            "std::env",
            "std::process",
            "println",
            "eprintln",
        ],
        why: "core and snapshot do no I/O and know no clock: pass it in",
    },
];

pub(super) fn check(file: &File) -> Vec<Finding> {
    if !file.ends_with(".rs") || file.is_test() {
        return Vec::new();
    }
    let code = strip::code(&file.text);
    let code = strip::without_tests(&code);
    let mut findings = Vec::new();
    for rule in RULES.iter().filter(|rule| applies(rule, &file.name)) {
        for (number, line) in code.lines().enumerate() {
            for word in rule.words.iter().filter(|word| has_word(line, word)) {
                let message = format!("`{word}`: {}", rule.why);
                findings.push(Finding::new(&file.name, number + 1, rule.name, message));
            }
        }
    }
    findings
}

/// Work left open belongs into an issue, not into a file.
pub(super) fn left_open(file: &File) -> Vec<Finding> {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
    ];
    let mut findings = Vec::new();
    for (number, line) in file.text.lines().enumerate() {
        for mark in marks.iter().filter(|mark| has_word(line, mark)) {
            let message = format!("`{mark}`: finish it or open an issue");
            findings.push(Finding::new(&file.name, number + 1, "left-open", message));
        }
    }
    findings
}

fn applies(rule: &Rule, name: &str) -> bool {
    let starts = |beginnings: &[&str]| beginnings.iter().any(|start| name.starts_with(start));
    starts(rule.within) && !starts(rule.but)
}

/// Whether `word` stands in the line, not as a part of a longer name.
fn has_word(line: &str, word: &str) -> bool {
    let joined = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        let after = line.get(at + word.len()..).unwrap_or_default();
        !before.ends_with(joined) && !after.starts_with(joined)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(name: &str, text: &str) -> Vec<&'static str> {
        let file = File {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        check(&file)
            .into_iter()
            .chain(left_open(&file))
            .map(|finding| finding.rule)
            .collect()
    }

    #[test]
    fn the_browser_is_named_in_one_folder() {
        assert_eq!(
            rules("src/ui/a.rs", "use web_sys::Window;"),
            ["browser-only"]
        );
        assert_eq!(
            rules("crates/core/src/a.rs", "gloo_net::x()"),
            ["browser-only"]
        );
        assert!(rules("src/browser/a.rs", "use web_sys::Window;").is_empty());
        assert!(rules("src/ui/a.rs", "// web_sys\nlet my_web_sys_x = \"web_sys\";").is_empty());
        assert!(rules("tests/web_a.rs", "use web_sys::Window;").is_empty());
    }

    #[test]
    fn what_outlives_a_component_and_the_address_belong_to_the_state() {
        assert_eq!(rules("src/pages/a.rs", "provide_context(x)"), ["context"]);
        assert_eq!(
            rules("src/app.rs", "browser::push_query(x)"),
            ["one-writer"]
        );
        assert!(rules("src/state/a.rs", "browser::push_query(provide_context)").is_empty());
        assert_eq!(
            rules("src/state/a.rs", "use leptos_router::x;"),
            ["no-router"]
        );
        assert!(rules("src/pages/a.rs", "RwSignal::new(1); use_context()").is_empty());
    }

    #[test]
    fn markup_clock_and_open_work() {
        assert_eq!(rules("src/ui/a.rs", "<p inner_html=x>"), ["no-inner-html"]);
        assert_eq!(rules("crates/core/src/a.rs", "Utc::now()"), ["pure-code"]);
        assert!(rules("crates/core/src/a.rs", "use std::net::Ipv4Addr;").is_empty());
        let socket = "use std::net::{Ipv4Addr, TcpStream};";
        assert_eq!(rules("crates/core/src/a.rs", socket), ["pure-code"]);
        let test = "#[cfg(test)]\nmod tests { use std::fs; }";
        assert!(rules("crates/core/src/a.rs", test).is_empty());
        assert!(rules("crates/cli/src/a.rs", "std::fs::read(x)").is_empty());
        let open = concat!("// TO", "DO: later");
        assert_eq!(rules("docs/a.md", open), ["left-open"]);
        assert!(rules("docs/a.md", concat!("TO", "DOS")).is_empty());
    }
}
