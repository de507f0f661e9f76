//! The lines on the screen as values.

use super::lines::{TreeItem, TreeLine, tree};
use crate::stats::ResultCounts;
use crate::view::Asking;
use crate::view::sheet::{Sheet, Value};

/// The lines on the screen.
#[expect(clippy::unnecessary_wraps, reason = "one form for all views")]
pub(in crate::view) fn sheet(asking: Asking<'_>) -> Result<Sheet, String> {
    let view = tree(asking);
    let store = asking.store;
    let sums = view.sums;
    let r = sums.results;
    let row = |line: &TreeLine| {
        let mut values = vec![Value::Count(line.level.into())];
        match &line.item {
            TreeItem::Branch {
                id, path, is_open, ..
            } => values.extend([
                Value::Text("branch".to_owned()),
                Value::Text(path.clone()),
                Value::Text(id.clone()),
                Value::Flag(*is_open),
            ]),
            TreeItem::Job(row) => {
                let found = asking.table.rows.get(*row as usize);
                let series = found.and_then(|row| store.series(row.series));
                values.extend([
                    Value::Text("job".to_owned()),
                    Value::text(series.map(|s| s.name.as_str())),
                    Value::text(series.map(|s| s.id().to_string())),
                    Value::None,
                ]);
            }
        }
        let sums = &line.sums;
        values.extend([
            Value::Text(sums.worst.word().to_owned()),
            Value::Count(sums.jobs.into()),
            Value::Count(sums.broken.into()),
            Value::count(sums.required),
        ]);
        values.extend(counts(&sums.results).map(|(_, n)| Value::Count(n.into())));
        values.push(Value::number(sums.results.pass_rate()));
        values
    };
    let mut facts = vec![
        ("listed", Value::Count(view.listed)),
        ("shown", Value::Count(sums.jobs.into())),
        ("branches", Value::Count(view.branches)),
        ("state", Value::Text(sums.worst.word().to_owned())),
        ("broken", Value::Count(sums.broken.into())),
        ("required", Value::count(sums.required)),
    ];
    facts.extend(counts(&r).map(|(name, n)| (name, Value::Count(n.into()))));
    facts.push(("pass_rate", Value::number(r.pass_rate())));
    let mut columns = vec!["level", "kind", "name", "id", "open"];
    columns.extend(["state", "jobs", "broken", "required"]);
    columns.extend(counts(&r).map(|(name, _)| name));
    columns.push("pass_rate");
    Ok(Sheet {
        view: "tree",
        head: Vec::new(),
        facts,
        columns,
        rows: view.lines.iter().map(row).collect(),
    })
}

/// Cells by result, with the names of their columns.
const fn counts(r: &ResultCounts) -> [(&'static str, u32); 7] {
    [
        ("runs", r.all()),
        ("passed", r.passed),
        ("failed", r.failed),
        ("skipped", r.skipped),
        ("cancelled", r.cancelled),
        ("running", r.running),
        ("unknown", r.unknown),
    ]
}
