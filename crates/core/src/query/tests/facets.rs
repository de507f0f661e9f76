//! What there is to choose from, and what a press on it makes of the text.

use super::{Row, read, texts, with_context};
use crate::query::{Context, Facet, facets, press_facet};
use proptest::prelude::*;

fn rows() -> Vec<Row> {
    let row = |name: &str, kind, dimensions| {
        let mut row = Row::named(name);
        row.kind = kind;
        row.dimensions = dimensions;
        row
    };
    vec![
        row(
            "ci / k8s (clh)",
            "test",
            &[("hypervisor", "clh"), ("arch", "amd64")],
        ),
        row(
            "ci / k8s (clh, s)",
            "test",
            &[("hypervisor", "clh"), ("arch", "s390x")],
        ),
        row(
            "ci / k8s (qemu)",
            "test",
            &[("hypervisor", "qemu"), ("arch", "amd64")],
        ),
        row(
            "ci / k8s (tdx)",
            "test",
            &[("hypervisor", "Qemu TDX"), ("arch", "amd64")],
        ),
        row("ci / build / shim", "build", &[("arch", "amd64")]),
        row("lint", "static", &[]),
    ]
}

fn list(text: &str) -> Vec<Facet> {
    with_context(|ctx| facets(text, ctx, &rows()))
}

/// The values of one key as `clh 2`, `+clh 2` where chosen, `-clh 2` where left out.
fn check(text: &str, key: &str, expect: &[&str]) {
    let list = list(text);
    let facet = list.iter().find(|facet| facet.key == key).unwrap();
    let values = facet.values.iter().map(|it| {
        assert_eq!(it.id, format!("{key}:{}", it.value));
        let sign = if it.is_in { "+" } else { "" };
        let sign = if it.is_out { "-" } else { sign };
        format!("{sign}{} {}", it.value, it.count)
    });
    assert_eq!(values.collect::<Vec<_>>(), expect, "{text}");
}

fn check_press(q: &str, id: &str, expect: &str) {
    let pressed = with_context(|ctx| press_facet(q, id, ctx));
    assert_eq!(pressed, expect, "{q} ± {id}");
}

#[test]
fn every_key_that_rows_have_is_listed_with_its_values_the_most_frequent_first() {
    let keys: Vec<String> = list("").into_iter().map(|facet| facet.key).collect();
    assert_eq!(
        keys,
        ["hypervisor", "arch", "kind", "path"],
        "no row has a host"
    );
    check("", "hypervisor", &["clh 2", "Qemu TDX 1", "qemu 1"]);
    check("", "arch", &["amd64 4", "s390x 1"]);
    check("", "kind", &["build 1", "test 4", "static 1"]);
    // A path that lies in another holds its rows too.
    check("", "path", &["ci 5", "ci / build 1"]);
    assert_eq!(with_context(|ctx| facets::<Row>("", ctx, &[])), []);
}

#[test]
fn counts_are_under_the_other_conditions_and_values_keep_their_places() {
    check(
        "arch:s390x",
        "hypervisor",
        &["clh 1", "Qemu TDX 0", "qemu 0"],
    );
    check("arch:s390x", "arch", &["amd64 4", "+s390x 1"]);
    check(
        "arch:s390x hypervisor:qemu",
        "arch",
        &["amd64 1", "+s390x 0"],
    );
    check("lint", "hypervisor", &["clh 0", "Qemu TDX 0", "qemu 0"]);
    check(
        "-hypervisor:clh",
        "hypervisor",
        &["-clh 2", "Qemu TDX 1", "qemu 1"],
    );
    check("-hypervisor:clh", "arch", &["amd64 3", "s390x 0"]);
    check("clh OR qemu", "arch", &["amd64 2", "s390x 1"]);
    // What cannot be read leaves all.
    check("nokey:x", "arch", &["amd64 4", "s390x 1"]);
}

#[test]
fn several_values_of_a_key_are_chosen_together() {
    let both = ["+clh 2", "Qemu TDX 1", "+qemu 1"];
    check("hypervisor:CLH,qemu", "hypervisor", &both);
    check("hypervisor:clh OR hypervisor:qemu", "hypervisor", &both);
    check(
        "(hypervisor:clh OR hypervisor:qemu) k8s",
        "hypervisor",
        &both,
    );
    check("hypervisor:clh hypervisor:qemu", "hypervisor", &both);
    check("hypervisor:clh,qemu", "arch", &["amd64 2", "s390x 1"]);
    // Beside something else it is no choice.
    let free = ["clh 2", "Qemu TDX 0", "qemu 0"];
    check("(hypervisor:clh k8s)", "hypervisor", &free);
    check("hypervisor:clh OR lint", "hypervisor", &free);
}

#[test]
fn what_is_asked_for_and_not_there_can_be_taken_out() {
    let known = ["clh 2", "Qemu TDX 1", "qemu 1"];
    check(
        "hypervisor:fc",
        "hypervisor",
        &[&known[..], &["+fc 0"]].concat(),
    );
    let less = ["clh 2", "Qemu TDX 1", "qemu 1", "-fc 0"];
    check("-hypervisor:fc", "hypervisor", &less);
    check("path:k8s", "path", &["ci 5", "ci / build 1", "+k8s 0"]);
}

#[test]
fn of_many_values_the_frequent_and_the_chosen_are_listed() {
    let rows: Vec<Row> = (0..30)
        .map(|n| Row::named(&format!("p{n:02} / a")))
        .collect();
    let of = |text: &str| with_context(|ctx| facets(text, ctx, &rows));
    let paths = of("").pop().unwrap();
    assert_eq!((paths.values.len(), paths.more), (20, 10));
    let paths = of("path:p29").pop().unwrap();
    assert_eq!((paths.values.len(), paths.more), (21, 10));
    assert_eq!(paths.values[20].value, "p29");
}

#[test]
fn a_press_chooses_a_second_one_takes_out() {
    check_press("", "hypervisor:clh", "hypervisor:clh");
    check_press("k8s", "hypervisor:Qemu TDX", "k8s hypervisor:\"Qemu TDX\"");
    check_press("hypervisor:clh", "hypervisor:clh", "");
    check_press("k8s Hypervisor:CLH x", "hypervisor:clh", "k8s x");
    check_press(
        "a hypervisor:clh b",
        "hypervisor:qemu",
        "a b hypervisor:clh,qemu",
    );
    check_press(
        "hypervisor:clh,qemu b",
        "hypervisor:clh",
        "b hypervisor:qemu",
    );
    check_press(
        "hypervisor:clh hypervisor:qemu",
        "hypervisor:clh",
        "hypervisor:qemu",
    );
    check_press(
        "hypervisor:clh OR hypervisor:qemu",
        "hypervisor:clh",
        "hypervisor:qemu",
    );
    check_press(
        "hypervisor:clh OR lint",
        "hypervisor:clh",
        "(hypervisor:clh OR lint) hypervisor:clh",
    );
    check_press(
        "arch:amd64 kind:test",
        "arch:s390x",
        "kind:test arch:amd64,s390x",
    );
    check_press("path:a", "path:c / d", "path:a,\"c / d\"");
    check_press("unit kind:test tests", "kind:test", "(unit tests)");
    check_press("nokey:x", "kind:test", "nokey:x kind:test");
}

#[test]
fn a_value_is_left_out_or_no_longer() {
    check_press("k8s", "-hypervisor:clh", "k8s -hypervisor:clh");
    check_press("k8s -hypervisor:clh", "-hypervisor:clh", "k8s");
    check_press(
        "-hypervisor:clh,qemu",
        "-hypervisor:clh",
        "-hypervisor:qemu",
    );
    check_press(
        "-hypervisor:clh",
        "-hypervisor:qemu",
        "-hypervisor:clh,qemu",
    );
    // One of both holds.
    check_press(
        "hypervisor:clh,qemu",
        "-hypervisor:clh",
        "hypervisor:qemu -hypervisor:clh",
    );
    check_press(
        "-hypervisor:clh k8s",
        "hypervisor:clh",
        "k8s hypervisor:clh",
    );
    check_press(
        "-hypervisor:clh hypervisor:qemu",
        "hypervisor:clh",
        "hypervisor:qemu,clh",
    );
}

fn rows_left(text: &str) -> usize {
    let filter = read(text).unwrap();
    rows().iter().filter(|row| filter.matches(*row)).count()
}

proptest! {
    #[test]
    fn a_press_leaves_as_many_rows_as_its_count_says(
        q in prop_oneof![texts(), "(-?(hypervisor:(clh|qemu|fc)(,clh)?|arch:amd64|k8s|OR|lint) ){0,4}"],
        is_out in any::<bool>(),
    ) {
        // An OR with nothing behind it is what typing looks like: it is dropped by a press.
        if read(&q).is_err() || q.trim_end_matches([' ', ')']).ends_with("OR") {
            return Ok(());
        }
        for facet in list(&q).iter().filter(|facet| facet.key != "path") {
            let chosen: u32 = facet.values.iter().filter(|it| it.is_in).map(|it| it.count).sum();
            for value in &facet.values {
                let sign = if is_out { "-" } else { "" };
                let id = format!("{sign}{}", value.id);
                let pressed = with_context(|ctx| press_facet(&q, &id, ctx));
                let again = list(&pressed);
                let again = again.iter().find(|it| it.key == facet.key).unwrap();
                let now = again.values.iter().find(|it| it.id == value.id);
                let now = now.map_or((false, false), |it| (it.is_in, it.is_out));
                let expected = if is_out { (false, !value.is_out) } else { (!value.is_in, false) };
                prop_assert_eq!(now, expected, "{} ± {} = {}", q, id, pressed);
                if !is_out && !value.is_in && facet.values.iter().all(|it| !it.is_out) {
                    let left = rows_left(&pressed);
                    prop_assert_eq!(left, (chosen + value.count) as usize, "{} + {} = {}", q, id, pressed);
                }
            }
        }
    }
}

#[test]
fn keys_of_the_data_alone_are_enough() {
    let ctx = Context {
        dimension_keys: &[],
        is_job_name: &|_| false,
    };
    let keys: Vec<String> = facets("", &ctx, &rows())
        .into_iter()
        .map(|it| it.key)
        .collect();
    assert_eq!(keys, ["kind", "path"]);
}
