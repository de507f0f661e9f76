//! Owners and categories by patterns.

use tailorbird_snapshot::{Issue, config};

use crate::names::{Matchers, Pattern};

fn matchers(text: &str) -> Matchers {
    let (config, _) = config::decode(text.as_bytes(), "config.json").unwrap();
    Matchers::new(&config)
}

#[test]
fn owners_and_categories_by_pattern() {
    let found = matchers(
        r#"{"owners":[
              {"group":"tee","patterns":["/-(tdx|SNP)\\b/","("],"github":["octocat"]},
              {"group":"z","patterns":["*s390x*"]}, {"group":"bad","patterns":["/(/","//",""]}],
            "categories":[{"name":"K8s","patterns":["run-k?s-*"]}]}"#,
    );
    let groups = |name| {
        found
            .owners(name)
            .iter()
            .map(|o| o.group.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(groups("a / run (qemu-tdx)"), ["tee"]);
    assert_eq!(groups("S390X / run (qemu-snp)"), ["tee", "z"]);
    assert_eq!(groups("("), ["tee"]);
    assert!(groups("a / run").is_empty());
    assert_eq!(found.categories("run-k8s-tests"), ["K8s"]);
    assert!(found.categories("x / run-k8s-tests").is_empty());
    let unused = found.unused(&["run-s390x", "run-k8s-tests"]);
    assert_eq!(unused.len(), 2);
}

#[test]
fn bad_patterns_are_told_in_order_whether_matched_before_or_not() {
    let long = "x".repeat(1_025);
    let text = serde_json::json!({
        "owners": [
            {"group": "a", "patterns": ["/(/", "/tdx/", "", "/[/"]},
            {"group": "b", "patterns": [long, "//"]},
        ],
        "categories": [{"name": "c", "patterns": ["/+/", "k8s", "/(/"]}],
    });
    let found = matchers(&text.to_string());
    let told = || {
        let issues = found.issues();
        assert!(issues.iter().all(|issue| issue.code == "config-invalid"));
        let of = |issue: &Issue| format!("{}: {}", issue.place, issue.message);
        issues.iter().map(of).collect::<Vec<_>>()
    };
    let before = matchers(&text.to_string());
    assert!(before.owners("(").is_empty() && before.categories("+").is_empty());
    assert_eq!(before.owners("run-TDX").len(), 1);
    assert_eq!(before.categories("k8s"), ["c"]);
    assert_eq!(before.issues(), found.issues());
    let left_out = "; it was left out";
    let owners = "config: owners: ";
    let categories = "config: categories: c: failed to read";
    let expected = [
        [owners, "a: failed to read the pattern /(/: "].concat(),
        [owners, "a: failed to read an empty pattern", left_out].concat(),
        [owners, "a: failed to read the pattern /[/: "].concat(),
        [
            owners,
            "b: failed to read a pattern of 1025 bytes: the most is 1024",
            left_out,
        ]
        .concat(),
        [owners, "b: failed to read an empty pattern", left_out].concat(),
        [categories, " the pattern /+/: "].concat(),
        [categories, " the pattern /(/: "].concat(),
    ];
    assert_eq!(told().len(), expected.len(), "{:?}", told());
    for (is, start) in told().iter().zip(&expected) {
        assert!(is.starts_with(start) && is.ends_with(left_out), "{is}");
    }
    let error = |text| Pattern::checked(text).err().map(|error| error.to_string());
    assert_eq!(error("/x/"), None);
    assert_eq!(error("//").as_deref(), Some("read an empty pattern"));
    assert!(error("/(/").unwrap().starts_with("read the pattern /(/: "));
}

#[test]
fn globs_match_whole_names() {
    let check = |glob: &str, name: &str, expect: bool| {
        let pattern = Pattern::new(glob).unwrap();
        assert_eq!(pattern.matches(name), expect, "{glob} on {name}");
    };
    for (glob, name, expect) in [
        ("abc", "ABC", true),
        ("abc", "abcd", false),
        ("abc", "ab", false),
        ("*", "", true),
        ("a*c", "abcbc", true),
        ("a*c", "abcb", false),
        ("*b*", "abc", true),
        ("**b", "aab", true),
        ("a?c", "aéc", true),
        ("a?c", "ac", false),
        ("?", "", false),
        ("a.c", "abc", false),
        ("(x)*", "(X) y\nz", true),
        ("*a*b*c", "xxaxxbxxcx", false),
    ] {
        check(glob, name, expect);
    }
    // Many stars on a long name that fails at its end stay quick.
    check(&format!("{}b", "*a".repeat(200)), &"a".repeat(5_000), false);
}

#[test]
fn every_sample_owner_pattern_compiles() {
    let found = matchers(include_str!("../../../../../public/config.json"));
    assert_eq!(found.issues(), []);
}
