//! The comparison as values.

use super::build::compare;
use super::parts::{CompareLine, CompareView, What};
use super::sides::SideView;
use crate::format::markdown_cell;
use crate::view::sheet::{Sheet, Value};
use crate::view::sheets::Asking;

/// The sheet of a comparison.
///
/// # Errors
/// A side is not there.
pub(in crate::view) fn sheet(asking: Asking<'_>) -> Result<Sheet, String> {
    let view = compare(asking)?;
    let mut facts = vec![
        ("listed", Value::Count(view.listed.into())),
        ("shown", Value::Count(view.shown.into())),
    ];
    let names = [
        [
            "base",
            "base_runs",
            "base_passed",
            "base_failed",
            "base_skipped",
            "base_other",
        ],
        [
            "head",
            "head_runs",
            "head_passed",
            "head_failed",
            "head_skipped",
            "head_other",
        ],
    ];
    for ([word, runs, passed, failed, skipped, other], side) in
        names.into_iter().zip([&view.base, &view.head])
    {
        let SideView { results: r, .. } = side;
        let counts = [
            (runs, side.runs),
            (passed, r.passed),
            (failed, r.failed),
            (skipped, r.skipped),
            (other, r.cancelled + r.running + r.unknown),
        ];
        facts.push((word, Value::Text(side.word.clone())));
        facts.extend(counts.map(|(name, n)| (name, Value::Count(n.into()))));
    }
    for what in What::ALL {
        let list = view.lists.iter().find(|list| list.what == what);
        let n = list.map_or(0, |list| list.lines.len());
        facts.push((what.key(), Value::Count(n as u64)));
    }
    facts.push(("tests", Value::Count(view.tests.into())));
    let lists = view.lists.iter();
    Ok(Sheet {
        view: "compare",
        head: head(&view),
        facts,
        columns: vec![
            "what",
            "id",
            "job",
            "was",
            "required",
            "base",
            "head",
            "base_passed",
            "base_n",
            "head_passed",
            "head_n",
            "base_p50_secs",
            "head_p50_secs",
            "p",
            "q",
        ],
        rows: lists
            .flat_map(|list| list.lines.iter().map(|line| row(list.what, line)))
            .collect(),
    })
}

/// Both sides in words.
fn head(view: &CompareView) -> Vec<String> {
    let [base, head] = [&view.base, &view.head].map(|side| markdown_cell(&side.title));
    let mut out = vec![
        ["**", &head, " against ", &base, "**"].concat(),
        String::new(),
    ];
    for (when, side) in [("before", &view.base), ("now", &view.head)] {
        let SideView { results: r, .. } = side;
        let mut line = ["- ", when, ": "].concat();
        for (n, word) in [
            (r.passed, " passed, "),
            (r.failed, " failed, "),
            (r.skipped, " skipped"),
        ] {
            line.push_str(&n.to_string());
            line.push_str(word);
        }
        out.push(line);
    }
    out
}

fn row(what: What, line: &CompareLine) -> Vec<Value> {
    let [(base_passed, base_n), (head_passed, head_n)] = line.counts;
    let count = |n: u32| Value::Count(n.into());
    let [base_p50, head_p50] = line.p50_secs;
    vec![
        Value::Text(what.word().to_owned()),
        Value::Text(line.id.clone()),
        Value::Text(line.name.clone()),
        Value::text(line.was.as_deref()),
        Value::flag(line.required),
        Value::text(line.base.map(|r| r.as_str())),
        Value::text(line.head.map(|r| r.as_str())),
        count(base_passed),
        count(base_n),
        count(head_passed),
        count(head_n),
        Value::count(base_p50),
        Value::count(head_p50),
        Value::number(line.test.map(|(p, _)| p)),
        Value::number(line.test.map(|(_, q)| q)),
    ]
}
