//! The columns of the files. Only ever added to: queries live longer than programs.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema, TimeUnit};

/// A time in UTC. Parquet knows no whole seconds: they would be plain numbers to a database.
pub(super) fn time() -> DataType {
    DataType::Timestamp(TimeUnit::Millisecond, Some(Arc::from("UTC")))
}

/// File and name of a test case.
pub(super) fn test_fields() -> Fields {
    Fields::from(vec![
        Field::new("file", DataType::Utf8, false),
        Field::new("name", DataType::Utf8, false),
    ])
}

/// An item of a list, which is never null.
pub(super) fn item(data_type: DataType) -> Arc<Field> {
    Arc::new(Field::new("item", data_type, false))
}

/// One row an attempt of a job. `project` and `month` are not among the columns: they are parts of
/// the file's path (`project=kata/month=2026-05/results.parquet`), from which databases take them.
#[must_use]
pub fn schema() -> Schema {
    let must = |name: &str, data_type| Field::new(name, data_type, false);
    let may = |name: &str, data_type| Field::new(name, data_type, true);
    Schema::new(vec![
        must("repository", DataType::Utf8),
        must("kind", DataType::Utf8),
        must("workflow", DataType::Utf8),
        must("run_id", DataType::UInt64),
        may("run_number", DataType::UInt64),
        may("event", DataType::Utf8),
        may("branch", DataType::Utf8),
        may("head_sha", DataType::Utf8),
        must("run_created_at", time()),
        must("pull_requests", DataType::List(item(DataType::UInt64))),
        must("job_key", DataType::Utf8),
        must("job", DataType::Utf8),
        may("job_id", DataType::UInt64),
        must("twin", DataType::UInt32),
        may("attempt", DataType::UInt32),
        must("attempt_index", DataType::UInt32),
        must("is_newest", DataType::Boolean),
        must("outcome", DataType::Utf8),
        may("conclusion", DataType::Utf8),
        may("started_at", time()),
        may("completed_at", time()),
        may("duration_secs", DataType::UInt32),
        may("required", DataType::Boolean),
        may("runner", DataType::Utf8),
        must("labels", DataType::List(item(DataType::Utf8))),
        may("failing_step", DataType::Utf8),
        must(
            "failing_tests",
            DataType::List(item(DataType::Struct(test_fields()))),
        ),
        may("excerpt", DataType::Utf8),
    ])
}
