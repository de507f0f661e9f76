//! What is offered at a caret, which a `|` in the text stands for.

use super::Row;
use crate::query::{Context, Metric, Offers, complete};
use crate::state::State;
use proptest::prelude::*;

fn rows() -> Vec<Row> {
    let row = |name: &str, arch, hypervisor: &'static str| {
        let dimensions: &'static [_] = match (arch, hypervisor) {
            ("amd64", "clh") => &[("arch", "amd64"), ("hypervisor", "clh")],
            ("amd64", "qemu") => &[("arch", "amd64"), ("hypervisor", "qemu")],
            ("amd64", _) => &[("arch", "amd64"), ("hypervisor", "Qemu TDX")],
            _ => &[("arch", "s390x")],
        };
        let mut row = Row::named(name);
        row.dimensions = dimensions;
        row.required = Some(hypervisor == "qemu");
        row
    };
    let mut rows = vec![
        row("k8s / tests (clh)", "amd64", "clh"),
        row("k8s / tests (qemu)", "amd64", "qemu"),
        row("k8s / tests (Qemu TDX)", "amd64", "tdx"),
        row("k8s / boot / arch-tests", "s390x", ""),
    ];
    rows[0].state = State::NewlyBroken;
    rows[0].metrics = &[(Metric::Fails, 3.0)];
    rows[3].owners = &["s390x team"];
    rows
}

fn offers(text: &str) -> (String, Offers) {
    let caret = text.find('|').unwrap();
    let text = text.replace('|', "");
    let ctx = Context {
        dimension_keys: &["arch".to_owned(), "hypervisor".to_owned()],
        is_job_name: &|text| text == "k8s /",
    };
    let owners = ["s390x team".to_owned()];
    let offers = complete(&text, caret, &ctx, &owners, &rows());
    (text, offers)
}

/// The offers as `insert count`.
fn check(text: &str, expect: &[&str]) {
    let (_, offers) = offers(text);
    let shown = |o: &crate::query::Offer| match o.count {
        Some(n) => format!("{} {n}", o.insert),
        None => o.insert.clone(),
    };
    let list: Vec<String> = offers.list.iter().map(shown).collect();
    assert_eq!(list, expect, "{text}");
}

/// The text once the first offer is taken, with the caret.
fn taken(text: &str, expect: &str) {
    let (text, offers) = offers(text);
    let (mut after, caret) = offers.take(&text, 0).expect(&text);
    after.insert(caret, '|');
    assert_eq!(after, expect);
}

#[test]
fn keys_come_first_with_their_help() {
    let (_, all) = offers("|");
    assert!(!all.is_begun);
    assert_eq!(all.list.len(), 15);
    assert!(
        all.list
            .iter()
            .all(|o| o.insert.ends_with(':') && !o.help.is_empty())
    );
    check("hyp|", &["hypervisor:"]);
    check("HYP|", &["hypervisor:"]);
    check("-hyp|", &["hypervisor:"]);
    check("x OR (hyp|", &["hypervisor:"]);
    check("r|", &["required:", "reruns:", "rate:"]);
    check("arch|", &["arch:", "arch-tests 1"]);
}

#[test]
fn values_of_a_key_come_with_their_counts() {
    check("arch:|", &["amd64 3", "s390x 1"]);
    check("arch:S|", &["s390x 1"]);
    check("-arch:a|", &["amd64 3"]);
    check("arch:s390x|", &[]);
    check("arch:amd64,|", &["s390x 1"]);
    check("hypervisor:|", &["\"Qemu TDX\" 1", "clh 1", "qemu 1"]);
    check("hypervisor:q|", &["\"Qemu TDX\" 1", "qemu 1"]);
    check("hypervisor:\"qemu t|", &["\"Qemu TDX\" 1"]);
    check("required:|", &["yes 1", "no 3"]);
    check("is:b|", &["broken 1"]);
    check("owner:|", &["\"s390x team\" 1", "none 3"]);
    check("path:k|", &["k8s 4", "\"k8s / boot\" 1"]);
    check("fails:|", &[">0 1", ">=2 1", ">=5 0"]);
    check("name:te|", &["tests 4"]);
    check("arch:x|", &[]);
    check("colour:|", &[]);
}

#[test]
fn counts_are_over_the_rows_that_the_rest_leaves() {
    check("clh arch:|", &["amd64 1"]);
    check("arch:| clh", &["amd64 1"]);
    check("is:broken hypervisor:|", &["clh 1"]);
    check("-clh hypervisor:|", &["\"Qemu TDX\" 1", "qemu 1"]);
    // Beside an OR it is counted alone.
    check("clh OR arch:|", &["amd64 3", "s390x 1"]);
    // What cannot be read counts for nothing.
    check("fails:x arch:s|", &["s390x 1"]);
}

#[test]
fn words_of_names_and_values_of_any_key_follow() {
    check("te|", &["tests 4"]);
    check(
        "qe|",
        &["hypervisor:\"Qemu TDX\" 1", "hypervisor:qemu 1", "qemu 2"],
    );
    check("bro|", &["is:broken 1"]);
    check("t|", &[]);
    check("tests|", &[]);
}

#[test]
fn nothing_is_offered_inside_phrases_patterns_and_names() {
    for text in ["\"hyp|", "/hyp|", "-\"ar|", "k8s /|", "(a, hyp:|"] {
        check(text, &[]);
    }
    let (_, offers) = offers(&["x ".repeat(600).as_str(), "hyp|"].concat());
    assert_eq!(offers, Offers::default());
}

#[test]
fn keys_near_to_one_that_there_is_not_are_offered() {
    check("hipervisor:clh|", &["hypervisor:"]);
    check("x -Hipervisor:|", &["hypervisor:"]);
    check("fail:2|", &["fails:"]);
    check("status:|", &["is:"]);
    // The nearest first: one letter is wrong, then two.
    check("rats:|", &["rate:", "path:"]);
    check("zzzzzz:|", &[]);
    taken("a -hipervisor:clh| b", "a -hypervisor:|clh b");
    let (_, near) = offers("hipervisor:|");
    assert!(near.is_begun && !near.list[0].help.is_empty());
}

#[test]
fn an_offer_takes_the_place_of_what_was_typed() {
    taken("hyp|", "hypervisor:|");
    taken("clh -HYP| arm", "clh -hypervisor:| arm");
    taken("hyp|ervisor:clh", "hypervisor:|clh");
    taken("arch:s| boot", "arch:s390x| boot");
    taken("arch:amd64,s|", "arch:amd64,s390x|");
    taken("hypervisor:q|x,clh", "hypervisor:\"Qemu TDX\"|,clh");
    taken("(hypervisor:\"q|\")", "(hypervisor:\"Qemu TDX\"|)");
    taken("te|", "tests|");
    let (text, offers) = offers("hyp|");
    assert_eq!(offers.take(&text, 9), None);
    assert_eq!(offers.take("é", 0), None);
}

proptest! {
    #[test]
    fn any_text_and_caret_is_fine(text in super::texts(), caret in 0..60_usize) {
        let keys = ["arch".to_owned()];
        let ctx = Context {
            dimension_keys: &keys,
            is_job_name: &|_| false,
        };
        let offers = complete(&text, caret, &ctx, &[], &rows());
        for at in 0..offers.list.len() {
            prop_assert!(offers.take(&text, at).is_some());
        }
    }
}
