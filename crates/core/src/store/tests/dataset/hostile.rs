//! Whatever stands in a file, the store is built and every view of it is answered.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};
use tailorbird_snapshot::dataset::{Options, bundle, encode};
use tailorbird_snapshot::{Kind, config, decode};

use super::kit::Rows;
use crate::store::{Input, Naming, build};
use crate::url::Runs;
use crate::view;

/// A bundle with nights, pull requests and reruns in it.
fn whole() -> Value {
    let mut rows = Rows::default();
    rows.night("ci.yaml", 1_001, 0, &[("a", "FP"), ("b", "X")]);
    rows.night("s390x.yaml", 1_002, 24, &[("a", "T"), ("b", "R")]);
    rows.check(3, 2, "new", &[7, 8], &[("a", "P"), ("b", "C")]);
    let options = Options {
        generated_at: 0,
        tool: String::new(),
        max_results: 9,
        retired: Vec::new(),
    };
    let files = encode(&rows.history, &options);
    let text = bundle(&files.manifest, files.texts.iter().map(String::as_str));
    serde_json::from_str(&text).unwrap()
}

/// Opens the text and looks at all that a page would show.
fn look(text: &str) {
    let Ok((snapshot, issues)) = decode(text.as_bytes(), "x") else {
        return;
    };
    let config = br#"{"renames":[{"from":"b","to":"a"},{"from":"a","to":"c"}]}"#;
    let (config, _) = config::decode(config, "config.json").unwrap();
    let naming = Arc::new(Naming::new(&config));
    let (store, issues) = build(&[Input { snapshot, issues }], naming);
    for kind in [Kind::Nightly, Kind::Prs] {
        let table = view::table(&store, kind, Runs::All);
        let mut rows = view::select(&store, &table, &view::Selection::default());
        view::sort(&store, &table, &mut rows, None);
        let report = view::Report {
            store: &store,
            table: &table,
            rows: &rows,
            query: &crate::url::Query::default(),
            input: "x",
            issues: &issues,
        };
        let json = view::json(&report).unwrap();
        assert!(serde_json::from_str::<Value>(&json).is_ok(), "{json}");
        let _ = view::tiles(&store, &table, &rows);
        for row in &table.rows {
            let r = &row.stats.results;
            assert_eq!(r.all(), row.stats.runs());
            let _ = view::detail(&store, row, &["github.com".to_owned()]);
        }
    }
    let _ = (
        store.projects(),
        store.newest_run_at(),
        store.generated_at(),
    );
}

/// Puts something else at a place of a value.
fn spoil(value: &mut Value, path: &[usize], with: &Value) {
    let n = match value {
        Value::Array(items) => items.len(),
        Value::Object(fields) => fields.len(),
        _ => 0,
    };
    let next = path.split_first().filter(|_| n > 0);
    let field = match (&mut *value, next) {
        (Value::Array(items), Some((at, _))) => items.get_mut(at % n),
        (Value::Object(fields), Some((at, _))) => fields.values_mut().nth(at % n),
        _ => None,
    };
    match (field, next) {
        (Some(field), Some((_, rest))) => spoil(field, rest, with),
        _ => *value = with.clone(),
    }
}

proptest! {
    #[test]
    fn any_spoilt_data_set_is_shown(
        spots in proptest::collection::vec(
            (proptest::collection::vec(0_usize..40, 1..6), 0_usize..9), 1..4),
    ) {
        let values = [
            json!(null), json!(-1), json!(u64::MAX), json!("x"), json!([]), json!({}),
            json!([1, "x", null, -5, 1e300]), json!(4_294_967_295_u64), json!(i64::MAX),
        ];
        let mut value = whole();
        for (path, with) in spots {
            if let Some(with) = values.get(with) {
                spoil(&mut value, &path, with);
            }
        }
        look(&value.to_string());
    }
}

#[test]
fn a_run_of_very_many_pull_requests_does_not_multiply_its_rows() {
    let mut rows = Rows::default();
    let pulls: Vec<u64> = (1..5_000).collect();
    rows.check(3, 2, "new", &pulls, &[("a", "P")]);
    let (store, _) = rows.store();
    assert_eq!(store.n_cells(), 100);
}
