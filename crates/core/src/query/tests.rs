//! What filter texts mean, by the rows they leave.

mod complete;
mod facets;
mod facts;
mod wrong;

pub(super) use wrong::texts;

use super::*;
use crate::state::State;
use crate::text::lowercase;

/// A row with hand-made facts; only what a test sets is known.
pub(super) struct Row {
    name: String,
    lower: String,
    path: String,
    required: Option<bool>,
    state: State,
    flags: &'static str,
    owners: &'static [&'static str],
    kind: &'static str,
    dimensions: &'static [(&'static str, &'static str)],
    metrics: &'static [(Metric, f64)],
}

impl Row {
    pub(super) fn named(name: &str) -> Self {
        let lower = lowercase(name);
        let path = lower
            .rsplit_once(" / ")
            .map_or("", |(path, _)| path)
            .to_owned();
        Self {
            name: name.to_owned(),
            lower,
            path,
            required: None,
            state: State::NoResult,
            flags: "",
            owners: &[],
            kind: "other",
            dimensions: &[],
            metrics: &[],
        }
    }
}

impl Facts for Row {
    fn name(&self) -> &str {
        &self.name
    }
    fn name_lower(&self) -> &str {
        &self.lower
    }
    fn path_lower(&self) -> &str {
        &self.path
    }
    fn required(&self) -> Option<bool> {
        self.required
    }
    fn state(&self) -> State {
        self.state
    }
    fn is_fixed(&self) -> bool {
        self.flags == "fixed"
    }
    fn is_mixed(&self) -> bool {
        self.flags == "mixed"
    }
    fn owned_by(&self, owner_lower: &str) -> bool {
        match self.owners {
            [] => owner_lower == "none",
            owners => owners.iter().any(|owner| lowercase(owner) == owner_lower),
        }
    }
    fn kind(&self) -> &str {
        self.kind
    }
    fn dimension(&self, key: &str) -> Option<&str> {
        self.dimensions
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, value)| *value)
    }
    fn metric(&self, metric: Metric) -> Option<f64> {
        self.metrics
            .iter()
            .find(|(known, _)| *known == metric)
            .map(|(_, value)| *value)
    }
}

pub(super) const JOB_NAMES: &[&str] = &[
    "ci / k8s (ubuntu, clh)",
    "ci / k8s (ubuntu, qemu)",
    "ci / build (agent OR shim)",
    "checks / check (agent, sudo -E PATH=\"$PATH\" make test)",
    "is:odd",
    "unit tests",
];

/// Calls `test` with a context of a small project.
pub(super) fn with_context<T>(test: impl FnOnce(&Context<'_>) -> T) -> T {
    let keys = ["hypervisor", "arch", "Host"].map(str::to_owned);
    let is_job_name = |text: &str| {
        JOB_NAMES.iter().any(|name| {
            let name = lowercase(name);
            let path = name.strip_prefix(text).is_some_and(|rest| {
                text.ends_with(" /") && rest.starts_with(' ') || text.ends_with(" / ")
            });
            name == text || path
        })
    };
    test(&Context {
        dimension_keys: &keys,
        is_job_name: &is_job_name,
    })
}

pub(super) fn read(text: &str) -> Result<Filter, FilterError> {
    with_context(|ctx| parse(text, ctx))
}

/// The filter leaves exactly those of the names that stand before the `|`.
fn check(text: &str, names: &str) {
    let filter = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let (kept, dropped) = names.split_once('|').unwrap();
    let split = |side: &str| -> Vec<String> {
        side.split(';')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect()
    };
    for name in split(kept) {
        assert!(
            filter.matches(&Row::named(&name)),
            "{text} should keep {name}: {filter:?}"
        );
    }
    for name in split(dropped) {
        assert!(
            !filter.matches(&Row::named(&name)),
            "{text} should drop {name}: {filter:?}"
        );
    }
}

/// Both texts mean the same.
fn check_same(text: &str, other: &str) {
    assert_eq!(
        read(text).unwrap(),
        read(other).unwrap(),
        "{text} and {other}"
    );
}

#[test]
fn words_and_phrases() {
    check("k8s tests", "run k8s tests; tests k8s | k8s; tests");
    check("K8S", "run k8s | build");
    check("\"run k8s\"", "x run k8s y | k8s run");
    check("\"a \\\" b\"", "a \" b | a b");
    check("\"a \\\\ b\"", "a \\ b | a b");
    check("\"a \\x\"", "a \\x | a x");
    check("\"run k", "run k8s | k run");
    check("\"a\"b", "ba | a; b");
    check("\"a\"-b", "a-b | a; ab");
    check("a\"b", "a\"b | ab");
    check("ÄÖ", "xäöx; XÄÖX | ao");
}

#[test]
fn negation() {
    check("-arm64", "amd64 | arm64");
    check("k8s -arm64", "k8s amd64 | k8s arm64; x");
    check("-\"a b\"", "a c | x a b");
    check("-(a OR b)", "c | a; b");
    check("-/^a/", "ba | ab");
    check("-name:a", "b | a");
    check("--all", "all | --all");
    check("a -b OR c", "a; c b | a b");
    check("-(a b)", "a; b | a b");
    check("(-a OR b)", "c; a b | a");
    check("-OR", "and | or");
}

#[test]
fn or_binds_weaker_than_and() {
    check("a b OR c", "a b; c | a; b");
    check("a (b OR c)", "a b; a c | b c; a");
    check("(a OR b) (c OR d)", "a c; b d | a b; c d");
    check("(a OR b)(c OR d)", "a c; b d | a b; c d");
    check("a or b", "a or b | a b");
    check("oral ORAL", "oral | or");
    check_same("a OR b OR c", "a OR (b OR c)");
    check_same("((a)) (b c)", "a b c");
}

#[test]
fn unfinished_text_is_no_error() {
    for text in [
        "", " ", "OR", "OR OR", "-", "/", "//", "()", "-()", "( )", "(OR)", "\"", "\"\"", "- /",
    ] {
        assert!(read(text).unwrap().is_empty(), "{text:?}");
    }
    for text in [
        "a OR", "OR a", "a OR OR", "a -", "- a", "a /", "a / ", "a ()", "(a OR)", "a //",
    ] {
        check_same(text, "a");
    }
    check_same("a OR OR b", "a OR b");
    check_same("a OR () b", "a OR b");
    check_same("hypervisor:clh,", "hypervisor:clh");
    check("/k8s", "x/k8s | k8s");
    check("a / b", "b a | a");
    check("-/ a", "a | b");
}

#[test]
fn parentheses_are_text_where_they_do_not_group() {
    check(
        "k8s (ubuntu, clh)",
        "k8s (ubuntu, clh); k8s (ubuntu, x, clh) | k8s (clh, ubuntu)",
    );
    check("(a, b)", "(a, b); x (a, y b) | a, b");
    check("(a", "(a | a");
    check("a)", "a) | a");
    check("(a OR b", "(a; b | a");
    check("f(x)", "f(x) | f x");
    check("f(a b)", "f(a c b) | fa b)");
    check("(f(a) OR b)", "f(a); b | fa");
    check("(f(a b) OR c)", "f(a x b); c | f(a");
    check("(f(a OR b)", "(f(a; b) | b");
    check("((a OR b), c)", "((a; b), c) | a");
    check("(a, (b OR c))", "(a, b); (a, c) | (a, d)");
    check("(a, b) OR c", "(a, b); c | a, b");
    check("( x (a) )", "x a | x");
    check("( x ((a) )", "( x (a | x a");
    check("(\"a, b\" OR c)", "a, b; c | a b");
    check("(/a{1,2}b/ OR c)", "aab; c | a");
    check("(\"x (y\" , z)", "(\"x (y\" , z) | x (y, z");
    check("(-a, b)", "(-a, b) | b)");
    check("(build)-checks", "build-checks | build; checks");
}

#[test]
fn a_comma_in_a_known_value_leaves_a_group_a_group() {
    check_same(
        "(hypervisor:clh,qemu OR arch:arm64)",
        "hypervisor:clh,qemu OR arch:arm64",
    );
    check_same("(name:\"a, b\",c)", "name:\"a, b\",c");
    check("(nokey:a,b)", "(nokey:a,b) | nokey");
}

#[test]
fn regular_expressions() {
    check("/^run.*s$/", "run k8s; Run K8s | a run k8s");
    check("/a b/ c", "a b c | b a c");
    check("/a\\/b/", "xa/b | ab");
    check("/a / b/", "a / b | a b");
    check("(/a|b/ OR c)", "a; b; c | d");
    check("((/a|b/) (/c/))", "a c; b c | a; c");
    check("/(a|b)/ c", "a c | d c; a");
    check("/(a|b)$/", "xb | bx");
    check("/ a/", "a/ | a");
    check("a/b/", "a/b/ | ab");
    check("/(a+)+$/", "aaaa | aaab");
    check("/\\d{3}/", "x123 | 12");
}

#[test]
fn a_pasted_job_name_is_a_phrase() {
    for name in JOB_NAMES {
        let filter = read(name).unwrap();
        assert!(filter.matches(&Row::named(name)));
        assert!(!filter.matches(&Row::named("ci / k8s")));
        assert_eq!(
            filter,
            read(&format!("  {}\n", name.to_uppercase().replace(' ', "  "))).unwrap()
        );
    }
    check("ci /", "ci / k8s | ci; k8s ci");
    check("ci / ", "ci / k8s | ci; k8s ci");
    check("nope / ", "nope | ci");
    check("ci / k8s (ubuntu, cl", "ci k8s (ubuntu, clh) | ci / k8s");
}

#[test]
fn names_and_paths() {
    check("name:\"gpu x\"", "a gpu x | gpu; x gpu");
    check("name:a,b", "a; b | c");
    check("name:a,\"b c\"", "a; b c | b");
    check("NAME:A", "a | b");
    check("path:build", "build / x; re-build / x | x / build; build");
    check("-path:build", "x / build | build / x");
    check("name:f(x)", "f(x) | f");
    check("name:a:b", "a:b | a");
    check("name:-a", "-a | a");
    check("name:\"a\"b", "ab | a; b");
    check("name:a\"b", "a\"b | ab");
    check("(name:a OR b)", "a; b | c");
}

#[test]
fn no_text_is_no_condition_in_either_way_of_reading() {
    let ctx = Context {
        dimension_keys: &[],
        is_job_name: &|_| true,
    };
    for text in ["", " "] {
        assert_eq!(parse(text, &ctx), Ok(Filter::default()), "{text:?}");
    }
}
