//! Looks at JSON values that may hold anything.

use std::collections::BTreeSet;

use serde_json::Value;
use tailorbird_snapshot::dataset::TestCase;

/// Most characters of a value in a message.
const MAX_SHOWN: usize = 60;

/// A text that is there and not empty.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    let text = value.get(key)?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

/// The same, owned.
pub(super) fn string(value: &Value, key: &str) -> Option<String> {
    text(value, key).map(str::to_owned)
}

/// A whole number, also as a text.
pub(super) fn whole(value: &Value, key: &str) -> Option<u64> {
    match value.get(key)? {
        Value::Number(n) => n.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The same where it fits in 32 bits.
pub(super) fn small(value: &Value, key: &str) -> Option<u32> {
    whole(value, key).and_then(|n| u32::try_from(n).ok())
}

/// What is wrong with a value: it is not there, or it is there and is not what is expected.
pub(super) fn fault(value: &Value, key: &str, lacking: &str, expected: &str) -> String {
    match value.get(key) {
        None | Some(Value::Null) => format!("it lacks `{key}`, {lacking}"),
        Some(Value::String(text)) if text.trim().is_empty() => {
            format!("it lacks `{key}`, {lacking}")
        }
        Some(other) => format!("its `{key}` is {}, not {expected}", short(other)),
    }
}

/// A value as JSON, or its beginning.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// True or false.
pub(super) fn flag(value: &Value, key: &str) -> Option<bool> {
    value.get(key)?.as_bool()
}

/// A list; empty where there is none.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Test cases of `[{ "name": …, "file": … }]`, each once. Files lose the mark of a folded part of
/// the log that one dashboard left in front of them.
pub(super) fn tests(items: &[Value]) -> BTreeSet<TestCase> {
    items.iter().filter_map(test).collect()
}

/// One of them.
fn test(item: &Value) -> Option<TestCase> {
    Some(case(text(item, "name")?, text(item, "file")))
}

/// A test case with its file in one spelling.
pub(super) fn case(name: &str, file: Option<&str>) -> TestCase {
    TestCase {
        file: file.map_or_else(String::new, |file| bare(file).to_owned()),
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// Without `##[group]`.
fn bare(file: &str) -> &str {
    file.trim_start_matches("##[group]").trim()
}

/// A step, unless it is a list of test files in the place of one.
pub(super) fn step(value: &Value, key: &str) -> Option<String> {
    let step = text(value, key)?;
    let is_file = |part: &str| bare(part.trim()).ends_with(".bats");
    (!step.split(',').all(is_file)).then(|| bare(step).to_owned())
}
