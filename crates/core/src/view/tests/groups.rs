//! Rows in groups.

use tailorbird_snapshot::Kind;

use super::{names, view};
use crate::store::testkit::{job, store_with};
use crate::url::Runs;
use crate::view::{Item, group_keys, shown, sort};

const CONFIG: &str = r#"{"owners": [{"group": "one", "patterns": ["a*", "*fast"]},
    {"group": "two", "patterns": ["*slow"]}],
    "categories": [{"name": "Quick", "patterns": ["*fast"]}]}"#;

/// Groups as `label[jobs/broken/worst]: rows`.
fn check(key: Option<&str>, expect: &[&str]) {
    let jobs = [
        job("a / fast", "PP"),
        job("a / slow", "FF"),
        job("b / fast", "FP"),
        job("b / slow", "PF"),
        job("c", "SS"),
    ];
    let store = store_with(Kind::Nightly, &jobs, CONFIG);
    let (table, mut rows) = view(&store, Kind::Nightly, Runs::All);
    let lines = |rows: &[u32]| {
        let shown = shown(&store, &table, rows, key);
        let mut lines: Vec<String> = Vec::new();
        for item in shown.items {
            match item {
                Item::Group(at) => {
                    let g = &shown.groups[at as usize];
                    let worst = g.worst.word();
                    lines.push(format!("{}[{}/{}/{worst}]:", g.label, g.jobs, g.broken));
                }
                Item::Row(at) => {
                    let name = names(&store, &table, &[at])[0].to_owned();
                    match lines.last_mut() {
                        Some(line) if key.is_some() => line.push_str(&format!(" {name},")),
                        _ => lines.push(name),
                    }
                }
            }
        }
        lines
    };
    assert_eq!(lines(&rows), expect, "{key:?}");
    // In another order the heads say the same.
    sort(
        &store,
        &table,
        &mut rows,
        Some(crate::url::Sort {
            column: crate::url::Column::State,
            descending: true,
        }),
    );
    let heads = |lines: Vec<String>| -> std::collections::BTreeSet<String> {
        lines
            .iter()
            .map(|l| l.split(':').next().unwrap().to_owned())
            .collect()
    };
    let expected = expect
        .iter()
        .map(|l| l.split(':').next().unwrap().to_owned())
        .collect();
    assert_eq!(heads(lines(&rows)), expected);
}

#[test]
fn no_key_or_an_unknown_one_is_a_plain_list() {
    let plain = ["a / slow", "b / fast", "b / slow", "a / fast", "c"];
    check(None, &plain);
    let jobs = [job("a", "P"), job("b", "F")];
    let store = store_with(Kind::Nightly, &jobs, CONFIG);
    let (table, rows) = view(&store, Kind::Nightly, Runs::All);
    let shown = shown(&store, &table, &rows, Some("colour"));
    assert_eq!(shown.items, [Item::Row(1), Item::Row(0)]);
    assert!(shown.groups.is_empty());
}

#[test]
fn groups_stand_in_the_order_of_their_first_row() {
    check(
        Some("path"),
        &[
            "a[2/1/failing]: a / slow, a / fast,",
            "b[2/1/broken]: b / fast, b / slow,",
            "[1/0/none]: c,",
        ],
    );
}

#[test]
fn a_job_with_several_owners_stands_once() {
    check(
        Some("owner"),
        &[
            "one[3/2/failing]: a / slow, b / fast, a / fast,",
            "two[1/0/recovered]: b / slow,",
            "[1/0/none]: c,",
        ],
    );
}

#[test]
fn groups_by_category() {
    check(
        Some("category"),
        &[
            "[3/1/failing]: a / slow, b / slow, c,",
            "Quick[2/1/broken]: b / fast, a / fast,",
        ],
    );
}

#[test]
fn keys_are_the_fixed_ones_and_the_dimensions() {
    let store = store_with(Kind::Nightly, &[], CONFIG);
    let keys = group_keys(&store);
    assert_eq!(keys[..4], ["path", "owner", "kind", "category"]);
    assert!(keys.iter().any(|k| k == "arch") && keys.iter().any(|k| k == "hypervisor"));
}
