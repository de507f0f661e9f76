//! What is written fits the JSON Schemas in docs/schema, and what is not so does not.

use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};
use tailorbird_cli::sample;

use crate::generate;
use crate::tool::{repository, written};

fn schema(name: &str) -> Validator {
    let path = repository(&format!("docs/schema/{name}.schema.json"));
    jsonschema::draft202012::new(&read(&path)).unwrap()
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Every key of a value is described by the schema: nothing is written that is not documented.
fn assert_described(value: &Value, schema: &Value, at: &str) {
    if let (Value::Object(fields), Some(known)) = (value, schema.get("properties")) {
        for (key, field) in fields {
            let place = format!("{at}.{key}");
            assert!(known.get(key).is_some(), "{place} is not in the schema");
            assert_described(field, &known[key], &place);
        }
    }
    if let (Value::Array(items), Some(of)) = (value, schema.get("items")) {
        items.iter().for_each(|item| assert_described(item, of, at));
    }
}

fn check(folder: &Path) {
    let manifest = read(&folder.join("manifest.json"));
    let shards = manifest["shards"].as_array().unwrap().iter();
    let shards = shards.map(|s| read(&folder.join(s["file"].as_str().unwrap())));
    let all = std::iter::once(("manifest", manifest.clone()));
    for (name, value) in all.chain(shards.map(|s| ("shard", s))) {
        let errors: Vec<_> = schema(name)
            .iter_errors(&value)
            .map(|e| e.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        let text = read(&repository(&format!("docs/schema/{name}.schema.json")));
        assert_described(&value, &text, name);
    }
}

#[test]
fn what_is_written_fits() {
    check(&written("schema", &generate::history(20, 40, 9, 5)));
    check(&repository("tests/fixtures/dataset/v1"));
    let rows = sample::history(&sample::Options::default());
    check(&written("schema-sample", &rows));
}

#[test]
fn what_is_not_so_does_not_fit() {
    let shard = schema("shard");
    let least = json!({"format": "tailorbird-shard", "version": 1, "kind": "nightly"});
    assert!(shard.is_valid(&least));
    for (key, value) in [
        ("version", json!(2)),
        ("kind", json!("weekly")),
        ("texts", json!([1])),
        ("attempts", json!({"letter": "sX", "run": [0, 0]})),
        ("jobs", json!({"name": []})),
    ] {
        let mut wrong = least.clone();
        wrong[key] = value;
        assert!(!shard.is_valid(&wrong), "{wrong}");
    }
    assert!(!schema("manifest").is_valid(&json!({"format": "tailorbird-manifest"})));
}
