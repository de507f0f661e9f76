//! What is told where no rule holds.

use super::*;

#[test]
fn commits_that_are_not_known_prove_nothing_and_what_was_seen_is_told() {
    let lines = [
        RED,
        ("901", 15, "F", "mounts", ""),
        ("902", 16, "F", "mounts", ""),
        ("902", 17, "F", "mounts", ""),
        ("903", 18, "F", "routes", ""),
        ("n", 14, "F", "mounts", ""),
        ("n", 19, "P", "", ""),
    ];
    let told = judged(&lines);
    assert_eq!(told.class, Class::Unknown);
    assert_eq!(
        told.missing,
        [
            "the same test failed in 2 other pull requests in the 14 days before, of commits that \
             are not known",
            "4 of the newest 5 results elsewhere failed, too"
        ]
    );
    let texts: Vec<&str> = told.evidence.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "the same test, mounts, failed in PR #902",
            "the same test, mounts, failed in PR #901",
            "the same test, mounts, failed on main, run 6",
            "passed on main, run 7",
            "failed in PR #903",
        ]
    );
    assert!(told.evidence.iter().all(|e| e.url.is_some()), "{told:?}");
    // One more, of a known commit, is not two.
    let one = [&lines[..4], &[("90", 14, "F", "mounts", "")]].concat();
    check(&one, Class::Unknown);
    let two = [&one[..], &[("91", 14, "F", "mounts", "")]].concat();
    check(&two, Class::Known);
    // Two pull requests of one commit are one result.
    let shared = [
        RED,
        ("898", 15, "F", "mounts", ""),
        ("899", 15, "F", "mounts", ""),
    ];
    assert_eq!(judged(&shared).class, Class::Unknown);
}

#[test]
fn few_results_elsewhere_are_led_to() {
    let told = judged(&[RED, ("n", 14, "P", "", ""), ("90", 15, "F", "routes", "")]);
    let texts: Vec<&str> = told.evidence.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(texts, ["failed in PR #90", "passed on main, run of 18 Oct"]);
    let other = judged(&[RED, ("n", 14, "F", "routes", "")]);
    assert_eq!(
        other.missing[0],
        "the newest nightly result, run of 18 Oct, failed in another test"
    );
    assert_eq!(other.evidence[0].text, "failed on main, run of 18 Oct");
}
