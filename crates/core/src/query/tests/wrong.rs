//! How wrong, huge and odd filter texts are answered.

use proptest::prelude::*;

use super::super::*;
use super::{Row, read};

/// The text is refused: these bytes are wrong, and the message holds this.
fn check_error(text: &str, wrong: &str, message: &str) {
    let error = read(text).expect_err(text);
    assert_eq!(&text[error.span.clone()], wrong, "{text}: {error:?}");
    assert!(error.to_string().contains(message), "{text}: {error}");
}

#[test]
fn wrong_keys_and_words() {
    check_error(
        "hypervizor:clh",
        "hypervizor",
        "did you mean \"hypervisor\"?",
    );
    check_error("a -hots:x", "hots", "did you mean \"Host\"?");
    check_error("fail:2", "fail", "did you mean \"fails\"?");
    check_error("status:failing", "status", "did you mean \"is\"?");
    check_error("https://x", "https", "unknown key \"https\"");
    check_error("is:failling", "failling", "did you mean \"failing\"?");
    check_error("is:flaky,grün", "grün", "takes failing, broken");
    check_error("kind:tests", "tests", "did you mean \"test\"?");
    check_error("required:maybe", "maybe", "takes yes, no");
    check_error("ö name:", "name:", "\"name:\" needs a value");
    check_error("-is:", "-is:", "needs a value");
    check_error("hypervisor:,", "hypervisor:,", "needs a value");
    check_error("name:\"\"", "name:\"\"", "needs a value");
    check_error("(is: OR a)", "is:", "needs a value");
    assert_eq!(read("zzzzzz:1").unwrap_err().suggestion, None);
}

#[test]
fn what_may_be_meant_takes_the_place_of_what_is_wrong() {
    let mended = |text: &str| read(text).expect_err(text).mend(text);
    let expected = |word: &str, text: &str| Some((word.to_owned(), text.to_owned()));
    assert_eq!(
        mended("ö -hypervizor:clh x"),
        expected("hypervisor:", "ö -hypervisor:clh x")
    );
    assert_eq!(
        mended("a is:passing,failling"),
        expected("failing", "a is:passing,failing")
    );
    assert_eq!(mended("zzzzzz:1"), None);
    assert_eq!(mended("is:"), None);
}

#[test]
fn wrong_numbers() {
    check_error("fails:>=", ">=", "needs a value");
    check_error("fails:two", "two", "needs a number");
    check_error("fails:>-1", ">-1", "needs a number");
    check_error("fails:1e3", "1e3", "needs a number");
    check_error("fails:inf", "inf", "needs a number");
    check_error("fails:.", ".", "needs a number");
    check_error("fails:1.2.3", "1.2.3", "needs a number");
    check_error("fails:٣", "٣", "needs a number");
    check_error("rate:<90%%", "<90%%", "needs a percentage");
    check_error("p50:>30", ">30", "needs a duration");
    check_error("p50:30x", "30x", "needs a duration");
    check_error("p50:m", "m", "needs a duration");
    check_error("since:7days", "7days", "needs a duration");
    let huge = format!("fails:{}", "9".repeat(400));
    assert!(
        read(&huge)
            .unwrap_err()
            .to_string()
            .contains("needs a number")
    );
}

#[test]
fn limits() {
    check_error("x /(/", "/(/", "bad regular expression");
    check_error("/[/", "/[/", "bad regular expression");
    check_error(
        "/((a{99}){99}){99}/",
        "/((a{99}){99}){99}/",
        "bad regular expression",
    );
    let long = format!("/{}/", "a".repeat(257));
    check_error(&long, &long, "longer than 256 characters");
    assert!(read(&format!("/{}/", "ä".repeat(256))).is_ok());
    let huge = "a".repeat(10_001);
    check_error(&huge, &huge, "longer than 10000 bytes");
    assert!(read(&huge[1..]).is_ok());
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(read(&nested(32)).is_ok());
    check_error(&nested(33), "(", "more than 32 groups");
    check_error(&nested(4_000), "(", "more than 32 groups");
}

#[test]
fn long_texts_of_syntax_are_read_quickly() {
    for piece in [
        "(",
        "( ",
        "/a ",
        "(\"",
        "-(a,",
        ")",
        "(a OR ",
        "/a) x/) ",
        "is:a,(\"b ",
        "\" (a, ",
    ] {
        let text = piece.repeat(10_000 / piece.len());
        let _ = read(&text);
    }
}

#[test]
fn every_key_is_read_with_its_example() {
    for key in keys() {
        assert!(
            read(&format!("{}:{}", key.name, key.example)).is_ok(),
            "{key:?}"
        );
        for value in key.values {
            assert!(read(&format!("{}:{value}", key.name)).is_ok(), "{key:?}");
        }
    }
}

/// Texts in which syntax is likely to meet syntax.
pub(in super::super) fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(" ".to_owned()),
        Just("(".to_owned()),
        Just(")".to_owned()),
        Just("\"".to_owned()),
        Just("/".to_owned()),
        Just(",".to_owned()),
        Just("-".to_owned()),
        Just(" OR ".to_owned()),
        Just("\\".to_owned()),
        Just("is:failing".to_owned()),
        Just("arch:".to_owned()),
        Just(":".to_owned()),
        Just(" / ".to_owned()),
        "[a-cÄ]{1,2}",
        "\\PC",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_answered(text in prop_oneof![texts(), any::<String>()], name in any::<String>()) {
        match read(&text) {
            Ok(filter) => { let _ = filter.matches(&Row::named(&name)); }
            Err(error) => prop_assert!(text.get(error.span).is_some()),
        }
    }

    #[test]
    fn white_space_around_a_text_changes_nothing(text in texts()) {
        let spaced = format!(" \t{text}\n");
        match (read(&text), read(&spaced)) {
            (Ok(one), Ok(other)) => prop_assert_eq!(one, other),
            (Err(one), Err(other)) => prop_assert_eq!(one.message, other.message),
            _ => prop_assert!(false, "{text:?}"),
        }
    }
}
