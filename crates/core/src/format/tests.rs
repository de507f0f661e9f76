use super::*;
use chrono::{DateTime, TimeZone, Utc};
use proptest::prelude::*;

#[test]
fn percent_prints_as_defined() {
    let check = |rate: f64, expect: &str| assert_eq!(percent(Some(rate)), expect, "{rate}");
    assert_eq!(percent(None), "n/a");
    check(f64::NAN, "n/a");
    check(-0.1, "n/a");
    check(1.01, "n/a");
    check(0.0, "0 %");
    check(1.0, "100 %");
    check(0.05, "5.0 %");
    check(0.0005, "0.1 %");
    check(0.000_49, "< 0.1 %");
    check(1e-12, "< 0.1 %");
    check(0.0996, "10.0 %");
    check(0.09994, "10.0 %");
    check(0.1, "10 %");
    check(0.145, "15 %");
    check(29.0 / 200.0, "15 %");
    check(0.125, "13 %");
    check(1.0 / 3.0, "33 %");
    check(0.895, "90 %");
    check(0.9, "90 %");
    check(0.9004, "90.0 %");
    check(0.9445, "94.5 %");
    check(0.99949, "99.9 %");
    check(0.9995, "> 99.9 %");
    check(1.0 - f64::EPSILON, "> 99.9 %");
}

#[test]
fn counts_are_grouped_from_ten_thousand() {
    for (n, expect) in [
        (0, "0"),
        (9_999, "9999"),
        (10_000, "10\u{202f}000"),
        (123_456, "123\u{202f}456"),
        (1_000_000, "1\u{202f}000\u{202f}000"),
    ] {
        assert_eq!(count(n), expect);
    }
    assert_eq!(plural(1, "job", "jobs"), "1 job");
    assert_eq!(plural(0, "job", "jobs"), "0 jobs");
    assert_eq!(plural(12_345, "job", "jobs"), "12\u{202f}345 jobs");
}

#[test]
fn durations() {
    for (secs, expect) in [
        (0, "0s"),
        (12, "12s"),
        (60, "1m 00s"),
        (2_469, "41m 09s"),
        (3_599, "59m 59s"),
        (3_720, "1h 02m"),
        (86_399, "23h 59m"),
        (183_600, "2d 03h"),
    ] {
        assert_eq!(duration(secs), expect);
    }
}

fn at(secs: i64) -> DateTime<Utc> {
    Utc.timestamp_opt(secs, 0).unwrap()
}

#[test]
fn ages() {
    let day = 86_400;
    for (age, expect) in [
        (0, "just now"),
        (-59, "just now"),
        (60, "1 min ago"),
        (725, "12 min ago"),
        (3_600, "1 h ago"),
        (day - 1, "23 h ago"),
        (day, "1 day ago"),
        (3 * day, "3 days ago"),
        (60 * day, "2 months ago"),
        (729 * day, "24 months ago"),
        (730 * day, "2 years ago"),
        (-7_300, "in 2 h"),
        (-day, "in 1 day"),
    ] {
        assert_eq!(relative(at(0), at(age)), expect, "{age}");
    }
}

#[test]
fn points_of_time() {
    assert_eq!(utc(&at(1_734_736_440)), "20 Dec 2024 23:14 UTC");
    assert_eq!(utc(&at(0)), "1 Jan 1970 00:00 UTC");
    assert_eq!(utc(&at(253_402_300_799)), "31 Dec 9999 23:59 UTC");
    let runs = [
        (1_734_736_440, "20 Dec 2024 23:14 UTC"),
        (1_734_652_800, "20 Dec 2024"),
    ];
    for (secs, expect) in runs {
        assert_eq!(run_time(secs).as_deref(), Some(expect));
    }
    assert_eq!(run_time(i64::MAX), None);
}

#[test]
fn csv_fields_are_quoted_and_harmless() {
    for (text, expect) in [
        ("plain", "plain"),
        ("", ""),
        ("a,b", "\"a,b\""),
        ("say \"x\"", "\"say \"\"x\"\"\""),
        ("a\nb", "\"a\nb\""),
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("+x", "'+x"),
        ("@x", "'@x"),
        ("-1.5", "-1.5"),
        ("-x", "'-x"),
        ("\tx", "\"'\tx\""),
        ("\rx", "\"'\rx\""),
        ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
    ] {
        assert_eq!(csv_field(text), expect, "{text:?}");
    }
}

#[test]
fn markdown_cells_stay_one_cell() {
    for (text, expect) in [
        ("plain (a, b)", "plain (a, b)"),
        ("a|b", "a\\|b"),
        ("a\\|b", "a\\\\\\|b"),
        ("`x`", "\\`x\\`"),
        ("<img src=x>", "&lt;img src=x&gt;"),
        ("a\r\nb", "a  b"),
        ("@octocat #1", "&#64;octocat &#35;1"),
        ("[x](y)", "\\[x\\](y)"),
    ] {
        assert_eq!(markdown_cell(text), expect, "{text:?}");
    }
}

/// Reads one CSV field back.
fn read_csv(field: &str) -> String {
    match field.strip_prefix('"').and_then(|f| f.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => field.to_owned(),
    }
}

proptest! {
    #[test]
    fn csv_reads_back(text in "[\\PC\t\r\n\",=+@-]{0,20}") {
        let back = read_csv(&csv_field(&text));
        prop_assert!(back == text || back.strip_prefix('\'') == Some(&text));
        prop_assert!(!back.starts_with(['=', '@', '\t', '\r']));
    }

    #[test]
    fn percent_never_overstates(passed in 0..5_000_u32, n in 1..5_000_u32) {
        let rate = f64::from(passed.min(n)) / f64::from(n);
        let text = percent(Some(rate));
        prop_assert_eq!(text == "100 %", passed >= n);
        prop_assert_eq!(text == "0 %", passed == 0);
    }

    #[test]
    fn markdown_has_no_bare_bar(text in "[\\\\|`<a\n]{0,20}") {
        let cell = markdown_cell(&text);
        prop_assert!(!cell.contains(['\n', '<']));
        let unescaped = cell.replace("\\\\", "").replace("\\|", "").replace("\\`", "");
        prop_assert!(!unescaped.contains(['|', '`']));
    }
}
