//! Edits keep the meaning of what was there and add or remove exactly one condition.

use proptest::prelude::*;

use super::super::tests::{Row, read as filter_of, texts, with_context};
use super::*;
use crate::text::lowercase;

fn check_add(q: &str, condition: &str, expect: &str) {
    assert_eq!(
        with_context(|ctx| add_condition(q, condition, ctx)),
        expect,
        "{q} + {condition}"
    );
}

fn check_toggle(q: &str, key: &str, value: &str, expect: &str) {
    assert_eq!(
        with_context(|ctx| toggle_value(q, key, value, ctx)),
        expect,
        "{q} ± {key}:{value}"
    );
}

#[test]
fn quoting() {
    for (value, expect) in [
        ("k8s", "k8s"),
        ("a-b_c.d", "a-b_c.d"),
        ("", "\"\""),
        ("a b", "\"a b\""),
        ("(a)", "\"(a)\""),
        ("a,b", "\"a,b\""),
        ("is:x", "\"is:x\""),
        ("-E", "\"-E\""),
        ("OR", "\"OR\""),
        ("or", "or"),
        ("a/b", "\"a/b\""),
        ("PATH=\"$PATH\"", "\"PATH=\\\"$PATH\\\"\""),
        ("a\\b", "\"a\\\\b\""),
    ] {
        assert_eq!(quote(value), expect);
    }
}

#[test]
fn adding() {
    check_add("", "is:failing", "is:failing");
    check_add("  ", " is:failing ", "is:failing");
    check_add("k8s", "is:failing", "k8s is:failing");
    check_add("k8s", "", "k8s");
    check_add("-", "is:failing", "is:failing");
    check_add("k8s is:failing", "is:failing", "k8s is:failing");
    check_add("k8s IS:Failing", "is:failing", "k8s IS:Failing");
    check_add("(k8s is:failing) x", "is:failing", "(k8s is:failing) x");
    check_add("a b", "b a", "a b");
    check_add("-is:failing", "is:failing", "-is:failing is:failing");
}

#[test]
fn adding_to_an_or() {
    check_add("a OR b", "c", "(a OR b) c");
    check_add("a", "b OR c", "a (b OR c)");
    check_add("a OR b", "c OR d", "(a OR b) (c OR d)");
    check_add(
        "a OR is:failing",
        "is:failing",
        "(a OR is:failing) is:failing",
    );
    check_add("a OR", "c", "(a OR) c");
    check_add("(a, b) OR c", "d", "(\"(a,\" \"b)\" OR c) d");
    check_add("x) OR c", "d", "(\"x)\" OR c) d");
    check_add("a OR \"b c", "d", "(a OR \"b c\") d");
    check_add("a OR name:x)", "d", "(a OR name:\"x)\") d");
    check_add(
        "hypervisor:clh,qemu OR a",
        "d",
        "(hypervisor:clh,qemu OR a) d",
    );
    check_add("/(a/) x/ OR b", "d", "(/(a\\/) x/ OR b) d");
    check_add("a, OR /b|c/", "d", "(\"a,\" OR /b|c/) d");
}

#[test]
fn adding_to_a_job_name() {
    check_add(
        "ci / k8s (ubuntu, clh)",
        "is:failing",
        "\"ci / k8s (ubuntu, clh)\" is:failing",
    );
    check_add("ci /", "is:failing", "\"ci /\" is:failing");
    check_add(
        "is:failing",
        "ci / k8s (ubuntu, clh)",
        "is:failing \"ci / k8s (ubuntu, clh)\"",
    );
    // Together the two words would be the name of a job.
    check_add("unit", "tests", "unit (tests)");
    check_add("\"x", "is:failing", "\"x\" is:failing");
}

#[test]
fn a_text_that_cannot_be_read_is_kept() {
    check_add("nokey:1", "is:failing", "nokey:1 is:failing");
    check_toggle("nokey:1", "is", "failing", "nokey:1 is:failing");
    check_toggle("a", "nokey", "x", "a nokey:x");
}

#[test]
fn toggling() {
    check_toggle("", "hypervisor", "clh", "hypervisor:clh");
    check_toggle("hypervisor:clh", "hypervisor", "clh", "");
    check_toggle("k8s", "hypervisor", "clh", "k8s hypervisor:clh");
    check_toggle("k8s hypervisor:clh x", "hypervisor", "clh", "k8s x");
    check_toggle("Hypervisor:CLH k8s", "hypervisor", "clh", "k8s");
    check_toggle("a is:failing b is:failing", "is", "failing", "a b");
    check_toggle(
        "hypervisor:clh,qemu",
        "hypervisor",
        "clh",
        "hypervisor:clh,qemu hypervisor:clh",
    );
    check_toggle("-is:failing", "is", "failing", "-is:failing is:failing");
    check_toggle(
        "a OR is:failing",
        "is",
        "failing",
        "(a OR is:failing) is:failing",
    );
    check_toggle("(a OR b) is:failing", "is", "failing", "(a OR b)");
    check_toggle("(is:failing) a", "is", "failing", "a");
    check_toggle("a / is:failing", "is", "failing", "a /");
    check_toggle("unit is:failing tests", "is", "failing", "(unit tests)");
}

#[test]
fn toggled_values_are_quoted_where_needed() {
    check_toggle("", "host", "a b", "host:\"a b\"");
    check_toggle("host:\"a b\" x", "host", "a b", "x");
    check_toggle("", "host", "a,b", "host:\"a,b\"");
    check_toggle("", "host", "x (y)", "host:\"x (y)\"");
    check_toggle("", "host", "-a:b/c", "host:-a:b/c");
    check_toggle("", "fails", ">=2", "fails:>=2");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(15000))]

    #[test]
    fn a_quoted_value_means_itself(
        value in prop_oneof![texts(), any::<String>()],
        around in ("[a-c ]{0,2}", "[a-c ]{0,2}"),
        other in any::<String>(),
    ) {
        let filter = filter_of(&quote(&value)).unwrap();
        for name in [format!("{}{value}{}", around.0, around.1), other] {
            let holds = lowercase(&name).contains(&lowercase(&value));
            prop_assert_eq!(filter.matches(&Row::named(&name)), holds);
        }
    }

    #[test]
    fn adding_means_both(q in texts(), condition in texts(), name in "[a-cÄ(),/\" -]{0,8}") {
        let (Ok(one), Ok(other)) = (filter_of(&q), filter_of(&condition)) else { return Ok(()) };
        let sum = with_context(|ctx| add_condition(&q, &condition, ctx));
        let both = filter_of(&sum).map_err(|error| TestCaseError::fail(format!("{sum}: {error}")))?;
        let row = Row::named(&name);
        prop_assert_eq!(both.matches(&row), one.matches(&row) && other.matches(&row), "{}", sum);
        let again = with_context(|ctx| add_condition(&sum, &condition, ctx));
        prop_assert_eq!(again, sum);
    }

    #[test]
    fn toggling_twice_changes_nothing(q in texts(), value in prop_oneof![texts(), any::<String>()]) {
        let q = q.replace("arch:", "");
        let Ok(before) = filter_of(&q) else { return Ok(()) };
        let value = format!("{value}x");
        with_context(|ctx| {
            let once = toggle_value(&q, "arch", &value, ctx);
            let twice = toggle_value(&once, "arch", &value, ctx);
            prop_assert_ne!(filter_of(&once).ok(), Some(before.clone()));
            prop_assert_eq!(filter_of(&twice).ok(), Some(before), "{:?} {:?}", once, twice);
            Ok(())
        })?;
    }
}
