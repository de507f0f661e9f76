//! Any bytes are answered, in bounded memory, however they are cut.

use proptest::prelude::*;

use super::*;

/// Parts of which logs of every form can be made, and broken ones too.
const PARTS: [&str; 44] = [
    "\n",
    "\n",
    "\n",
    "\r",
    " ",
    "    ",
    "\u{1b}[",
    "\u{1b}]",
    "\u{9b}",
    "a",
    "é",
    "#",
    "not ok ",
    "ok ",
    "1",
    "1..2",
    "# todo",
    "(in test file ",
    "a.bats",
    ", line 3)",
    "✗ ",
    " [1]",
    "--- FAIL: ",
    "T/",
    "FAIL\tp\t1s",
    "=== FAIL: ",
    "Running ",
    "(x/deps/a-b)",
    "test ",
    " ... FAILED",
    "failures:",
    "test result: FAILED",
    "FAIL [ 1s]",
    "Summary [1s]",
    "FAILED ",
    "a.py::t",
    " <<< FAILURE!",
    " > ",
    "<testcase name='",
    "<failure",
    "##[group]",
    "##[error]",
    "-----BEGIN PRIVATE KEY-----",
    "password=",
];

fn log() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        9 => proptest::sample::select(&PARTS[..]).prop_map(|p| p.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..4),
    ];
    proptest::collection::vec(part, 0..120).prop_map(|parts| parts.concat())
}

fn is_bounded(digest: &Digest) {
    assert!(digest.tests.len() <= MAX_TESTS);
    assert!(digest.tests.iter().all(|t| t.name.chars().count() <= 600));
    assert!(digest.tests.iter().all(|t| !t.name.is_empty()));
    assert!(
        digest
            .excerpt
            .as_ref()
            .is_none_or(|e| e.len() <= MAX_EXCERPT)
    );
}

proptest! {
    #[test]
    fn any_log_is_answered(log in log()) {
        is_bounded(&digest(&log));
    }

    #[test]
    fn it_does_not_matter_where_a_log_is_cut(log in log(), size in 1_usize..40) {
        let mut scanner = Scanner::new();
        log.chunks(size).for_each(|chunk| scanner.push(chunk));
        prop_assert_eq!(scanner.finish(), digest(&log));
    }

    #[test]
    fn no_test_is_listed_twice(log in log()) {
        let mut tests = digest(&log).tests;
        tests.sort();
        prop_assert!(tests.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn masking_takes_secrets_wherever_they_stand(before in "[ -~]{0,20}", after in "[ -~]{0,20}") {
        let secret = format!("ghp_{}", "a1B2c3D4".repeat(5));
        let masked = mask(&format!("{before} {secret} {after}"));
        prop_assert!(!masked.contains(&secret));
    }
}

#[test]
fn floods_are_bounded() {
    let n = 20_000;
    let many = |make: &dyn Fn(usize) -> String| (0..n).map(make).collect::<String>();
    for log in [
        many(&|i| format!("not ok {i} test {i}\n")),
        many(&|i| format!("--- FAIL: T{i}/{}\n", "a/".repeat(200))),
        many(&|i| format!("=== FAIL: p{i} T{i} (0s)\n")),
        many(&|i| format!("failures:\n    a{i}\ntest result: FAILED\n")),
        many(&|i| format!("FAIL [ 1.0s] c t{i}\n")),
        many(&|i| format!("FAILED a.py::t{i}\n")),
        many(&|i| format!("<testcase name='{i}'><failure>")),
    ] {
        let digest = digest(log.as_bytes());
        is_bounded(&digest);
        assert!(!digest.tests.is_empty());
    }
    assert!(digest(many(&|i| format!("not ok {i} t{i}\n")).as_bytes()).truncated);
}

#[test]
fn one_endless_line_is_cut() {
    for part in [
        "a",
        "<testcase name='",
        "not ok 1 ",
        "token=",
        "'",
        "\u{1b}[",
        "::",
        "=",
        "é",
    ] {
        let log = format!(
            "##[error]{}\nnot ok 1 after",
            part.repeat(1_000_000 / part.len())
        );
        let digest = digest(log.as_bytes());
        is_bounded(&digest);
        assert_eq!(digest.tests.last().unwrap().name, "after");
    }
}

#[test]
fn a_key_of_several_lines_is_not_shown() {
    let log = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\nAAAA\n\
               -----END OPENSSH PRIVATE KEY-----\n##[error]failed\n";
    let excerpt = digest(log.as_bytes()).excerpt.unwrap();
    assert!(!excerpt.contains("b3BlbnNz") && excerpt.ends_with("failed"));
}

#[test]
fn a_secret_at_the_edge_of_the_excerpt_is_masked_before_it_is_cut() {
    let secret = format!("ghp_{}", "a1B2c3D4".repeat(5));
    for n in 250..310 {
        let log = format!("##[error]{} {secret}\n", "x ".repeat(n / 2));
        let excerpt = digest(log.as_bytes()).excerpt.unwrap();
        assert!(!excerpt.contains("ghp_"), "{n}");
    }
}

#[test]
fn any_text_becomes_an_excerpt() {
    assert_eq!(excerpt_of(" a\ntoken=b "), "a\ntoken=***");
    assert_eq!(excerpt_of(&"é".repeat(5_000)).len(), MAX_EXCERPT);
    let secret = format!("ghp_{}", "a1B2c3D4".repeat(5));
    let edge = format!("{} {secret}", "x ".repeat(MAX_EXCERPT / 2 - 10));
    assert!(!excerpt_of(&edge).contains("ghp_"));
}
