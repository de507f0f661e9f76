//! Rows to the columns of [`schema`](super::schema).

use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, ListBuilder, StringBuilder, StructBuilder, TimestampMillisecondBuilder,
    UInt32Builder, UInt64Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType};
use tailorbird_core::store::series_id;
use tailorbird_snapshot::Outcome;
use tailorbird_snapshot::dataset::{Attempt, Run};

use super::schema::{item, schema, test_fields};

/// An attempt and what it belongs to.
pub(super) struct Row<'a> {
    pub(super) repository: &'a str,
    pub(super) run: &'a Run,
    pub(super) attempt: &'a Attempt,
    /// Which of several jobs of one name in this run, from 1.
    pub(super) twin: u32,
    /// Which attempt of its job in this run, from 0; and whether it is the newest.
    pub(super) index: u32,
    pub(super) is_newest: bool,
    /// Needed to merge when it ran. None: unknown.
    pub(super) required: Option<bool>,
}

/// All rows as one batch.
pub(super) fn batch(rows: &[Row<'_>]) -> Result<RecordBatch, ArrowError> {
    let mut columns = of_run(rows);
    columns.extend(of_job(rows));
    columns.extend(of_failure(rows));
    RecordBatch::try_new(Arc::new(schema()), columns)
}

fn of_run(rows: &[Row<'_>]) -> Vec<ArrayRef> {
    let mut pulls = ListBuilder::new(UInt64Builder::new()).with_field(item(DataType::UInt64));
    for row in rows {
        pulls.append_value(row.run.pull_requests.iter().map(|n| Some(*n)));
    }
    vec![
        texts(rows, |row| Some(row.repository)),
        texts(rows, |row| Some(row.run.kind.as_str())),
        texts(rows, |row| Some(&row.run.workflow)),
        longs(rows, |row| Some(row.run.key.id)),
        longs(rows, |row| row.run.number),
        texts(rows, |row| some(&row.run.event)),
        texts(rows, |row| row.run.branch.as_deref()),
        texts(rows, |row| row.run.head_sha.as_deref()),
        times(rows, |row| Some(row.run.created_at)),
        Arc::new(pulls.finish()),
    ]
}

fn of_job(rows: &[Row<'_>]) -> Vec<ArrayRef> {
    let mut keys = StringBuilder::new();
    for row in rows {
        let (run, job) = (row.run, &row.attempt.job);
        keys.append_value(series_id(&run.key.project, &run.workflow, job).to_string());
    }
    let outcome = |row: &Row<'_>| {
        let attempt = row.attempt;
        Outcome::from_words(&attempt.status, attempt.conclusion.as_deref()).as_str()
    };
    vec![
        Arc::new(keys.finish()),
        texts(rows, |row| Some(&row.attempt.job)),
        longs(rows, |row| Some(row.attempt.job_id).filter(|id| *id != 0)),
        ints(rows, |row| Some(row.twin)),
        ints(rows, |row| {
            Some(row.attempt.run_attempt).filter(|n| *n != 0)
        }),
        ints(rows, |row| Some(row.index)),
        flags(rows, |row| Some(row.is_newest)),
        texts(rows, |row| Some(outcome(row))),
        texts(rows, |row| row.attempt.conclusion.as_deref()),
        times(rows, |row| row.attempt.started_at),
        times(rows, |row| row.attempt.completed_at),
        ints(rows, |row| duration(row.attempt)),
        flags(rows, |row| row.required),
    ]
}

fn of_failure(rows: &[Row<'_>]) -> Vec<ArrayRef> {
    let mut labels = ListBuilder::new(StringBuilder::new()).with_field(item(DataType::Utf8));
    let test = StructBuilder::from_fields(test_fields(), 0);
    let test_type = DataType::Struct(test_fields());
    let mut tests = ListBuilder::new(test).with_field(item(test_type));
    for row in rows {
        labels.append_value(row.attempt.labels.iter().map(|label| Some(label.as_str())));
        for case in &row.attempt.failing_tests {
            let test = tests.values();
            for (at, text) in [&case.file, &case.name].into_iter().enumerate() {
                if let Some(field) = test.field_builder::<StringBuilder>(at) {
                    field.append_value(text);
                }
            }
            test.append(true);
        }
        tests.append(true);
    }
    vec![
        texts(rows, |row| row.attempt.runner.as_deref()),
        Arc::new(labels.finish()),
        texts(rows, |row| row.attempt.failing_step.as_deref()),
        Arc::new(tests.finish()),
        texts(rows, |row| row.attempt.excerpt.as_deref()),
    ]
}

/// Seconds that an attempt took, as far as it is known.
fn duration(attempt: &Attempt) -> Option<u32> {
    let by_times = attempt.started_at.zip(attempt.completed_at);
    match by_times {
        Some((start, end)) => u32::try_from(end.checked_sub(start)?).ok(),
        None => attempt.duration_secs,
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn texts<'a>(rows: &'a [Row<'a>], get: impl Fn(&'a Row<'a>) -> Option<&'a str>) -> ArrayRef {
    let mut column = StringBuilder::new();
    rows.iter().for_each(|row| column.append_option(get(row)));
    Arc::new(column.finish())
}

fn longs<'a>(rows: &'a [Row<'a>], get: impl Fn(&'a Row<'a>) -> Option<u64>) -> ArrayRef {
    let mut column = UInt64Builder::new();
    rows.iter().for_each(|row| column.append_option(get(row)));
    Arc::new(column.finish())
}

fn ints<'a>(rows: &'a [Row<'a>], get: impl Fn(&'a Row<'a>) -> Option<u32>) -> ArrayRef {
    let mut column = UInt32Builder::new();
    rows.iter().for_each(|row| column.append_option(get(row)));
    Arc::new(column.finish())
}

fn flags<'a>(rows: &'a [Row<'a>], get: impl Fn(&'a Row<'a>) -> Option<bool>) -> ArrayRef {
    let mut column = BooleanBuilder::new();
    rows.iter().for_each(|row| column.append_option(get(row)));
    Arc::new(column.finish())
}

fn times<'a>(rows: &'a [Row<'a>], get: impl Fn(&'a Row<'a>) -> Option<i64>) -> ArrayRef {
    let mut column = TimestampMillisecondBuilder::new().with_timezone("UTC");
    let milliseconds = |seconds: i64| seconds.checked_mul(1_000);
    rows.iter()
        .for_each(|row| column.append_option(get(row).and_then(milliseconds)));
    Arc::new(column.finish())
}
