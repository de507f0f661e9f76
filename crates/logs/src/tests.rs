//! Whole logs, one of each form, written by hand.

use super::*;

mod hostile;

fn fixture(name: &str) -> Digest {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/logs/");
    digest(&std::fs::read(format!("{folder}{name}")).unwrap())
}

/// `file: name` of each test case.
fn tests(digest: &Digest) -> Vec<String> {
    let line = |t: &TestCase| format!("{}: {}", t.file.as_deref().unwrap_or("?"), t.name);
    digest.tests.iter().map(line).collect()
}

fn check(name: &str, expect: &[&str]) -> String {
    let digest = fixture(name);
    assert_eq!(tests(&digest), expect, "{name}");
    assert!(!digest.truncated);
    let excerpt = digest.excerpt.unwrap();
    assert!(excerpt.len() <= MAX_EXCERPT);
    assert!(!excerpt.contains('\u{1b}') && !excerpt.contains("Z "));
    excerpt
}

#[test]
fn bats_with_headers_and_a_second_report() {
    let excerpt = check(
        "bats.log",
        &[
            "k8s-env.bats: Environment of two containers",
            "k8s-hooks.bats: Hooks that hang",
            "k8s-volumes.bats: setup_file failed",
        ],
    );
    assert!(excerpt.contains("not ok 2 Environment of two containers"));
    assert!(excerpt.contains("timed out waiting"));
    assert!(excerpt.contains("password=***"), "{excerpt}");
    assert!(!excerpt.contains("hunter2") && !excerpt.contains("not part of it"));
}

#[test]
fn bats_in_its_pretty_form() {
    check("bats-pretty.log", &["a.bats: two", "b.bats: three"]);
}

#[test]
fn tap_counts_leaves() {
    check(
        "tap.log",
        &[
            "?: leaf",
            "?: test 3",
            "?: without a number",
            "?: own failure with a # in it",
        ],
    );
}

#[test]
fn a_header_is_good_for_one_plan() {
    let tests_of = |text: &str| tests(&digest(text.as_bytes()));
    assert_eq!(
        tests_of("a.bats\n1..1\nok 1 x\n1..1\nnot ok 1 y\n"),
        ["?: y"]
    );
    assert_eq!(
        tests_of("a.bats\nnot ok 1 x\n1..1\nb.bats\nnot ok 1 x\n1..1"),
        ["a.bats: x", "b.bats: x"]
    );
    assert_eq!(
        tests_of("+ bats --timing \"sub/a.bats\"\nnot ok 1 x in 12ms\n"),
        ["a.bats: x"]
    );
    assert_eq!(
        tests_of("##[group]Results of a.bats\nnot ok 1 x\n"),
        ["a.bats: x"]
    );
    assert_eq!(tests_of("see a.bats\nnot ok 1 x\n"), ["?: x"]);
}

#[test]
fn go_leaves_parents_out_and_names_packages() {
    let excerpt = check(
        "go.log",
        &[
            "example.org/kata/sandbox: TestSandbox/stop",
            "example.org/kata/sandbox: TestSandboxer",
            "example.org/kata/agent: TestSandbox",
        ],
    );
    assert!(excerpt.contains("got 3, want 4"));
    check("gotestsum.log", &["pkg/parse: TestParse/empty"]);
    let cut_off = digest(b"--- FAIL: TestA (0s)\n    --- FAIL: TestA/b (0s)\n");
    assert_eq!(tests(&cut_off), ["?: TestA/b"]);
}

#[test]
fn cargo_test() {
    let excerpt = check(
        "cargo.log",
        &[
            "kata_agent: mount::tests::proc",
            "kata_agent: rpc::tests::panics",
            "tests/cli.rs: starts",
            "kata_agent (doc): src/lib.rs - Agent::new (line 12)",
        ],
    );
    assert!(excerpt.contains("assertion `left == right` failed"));
}

#[test]
fn nextest_and_its_retries() {
    check(
        "nextest.log",
        &[
            "kata-agent: mount::tests::proc",
            "kata-agent::cli: waits for ever",
            "kata-agent::bin/agent: crash",
            "kata-agent: rpc::tests::twice",
        ],
    );
}

#[test]
fn pytest() {
    let excerpt = check(
        "pytest.log",
        &[
            "tests/test_pull.py: test_host",
            "tests/test_pull.py: TestImage::test_size[a - b]",
            "tests/test_side.py: test_by_side",
            "tests/test_pull.py: test_setup",
            "tests/test_bad.py: collection",
        ],
    );
    assert!(excerpt.contains("ImportError while importing"));
}

#[test]
fn junit_and_its_like() {
    check(
        "junit.log",
        &[
            "org.example.PullTest: guest(String)[1]",
            "org.example.PullTest: host",
            "org.example.MountTest: bind()",
            "k8s-env.bats: a <b>",
            "x > y.js: second",
        ],
    );
}

#[test]
fn an_unknown_log_names_no_test() {
    let excerpt = check("unknown.log", &[]);
    assert!(excerpt.contains("missing ;") && excerpt.ends_with("exit code 2."));
    assert_eq!(digest(b""), Digest::default());
    assert_eq!(digest(b"all is well\n"), Digest::default());
}
