//! The order of jobs and keys in a file never changes a number or an order.

use proptest::prelude::*;
use tailorbird_snapshot::Kind;

use super::view;
use crate::store::testkit::open;
use crate::url::Runs;
use crate::view::{Report, Tiles, csv, json, markdown, tiles};

const R: &str = "https://github.com/o/r/actions/runs";

/// Jobs with their fields, as JSON texts.
fn jobs() -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let job = |name, results: &str, numbers: &str, required: &str| {
        let n = results.matches('"').count() / 2;
        let older = vec!["null"; n - 1].join(",");
        let fields = vec![
            ("runs", n.to_string()),
            ("results", format!("[{results}]")),
            ("run_nums", format!("[{numbers}]")),
            ("required", required.to_owned()),
            ("reruns", format!("[1{}]", ",0".repeat(n - 1))),
            ("rerun_results", format!("[[\"Fail\"],{older}]")),
            (
                "attempt_urls",
                format!(
                    "[[\"{R}/1/job/2\",\"{R}/1/job/1\"]{}]",
                    ",[null]".repeat(n - 1)
                ),
            ),
            ("urls", format!("[\"{R}/1\"{}]", ",null".repeat(n - 1))),
        ];
        (name, fields)
    };
    vec![
        job("b / same", r#""Pass","Fail","Pass""#, "9,8,7", "true"),
        job("a / same", r#""Pass","Fail","Pass""#, "9,8,7", "true"),
        job("c", r#""Fail","Pass""#, "9,7", "false"),
        job("d", r#""Skip","Skip","Skip""#, "9,8,7", "null"),
        job("e (qemu, arm64)", r#""Fail","Fail","Odd""#, "9,8,6", "true"),
        job("f", r#""Pass","Pass""#, "8,7", "false"),
    ]
}

fn everything(text: &str) -> (String, String, String, Tiles) {
    let (store, mut issues) = open(&[("f.json", text)]);
    issues.sort_by_key(ToString::to_string);
    let (table, rows) = view(&store, Kind::Nightly, Runs::Count(3));
    let report = Report {
        store: &store,
        table: &table,
        rows: &rows,
        query: &crate::url::Query::default(),
        input: "f.json",
        issues: &issues,
    };
    (
        json(&report).unwrap(),
        csv(&report),
        markdown(&report),
        tiles(&store, &table, &rows),
    )
}

fn file(jobs: &[(&str, Vec<(&str, String)>)]) -> String {
    let job = |(name, fields): &(&str, Vec<(&str, String)>)| {
        let fields: Vec<String> = fields.iter().map(|(k, v)| format!("\"{k}\":{v}")).collect();
        format!("\"{name}\":{{{}}}", fields.join(","))
    };
    format!("{{{}}}", jobs.iter().map(job).collect::<Vec<_>>().join(","))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn shuffled_jobs_and_keys_give_the_same_view(
        order in Just(jobs()).prop_shuffle(),
        keys in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let shuffled: Vec<_> = order
            .into_iter()
            .map(|(name, fields)| (name, keys.iter().map(|k| fields[*k].clone()).collect()))
            .collect();
        prop_assert_eq!(everything(&file(&shuffled)), everything(&file(&jobs())));
    }
}
