//! The table of jobs as CSV and Markdown: the columns that are shown, in groups where they are.

use tailorbird_snapshot::Kind;

use super::export::{GROUP, JobOut, Report, job_out, lines};
use super::group::GroupView;
use super::row::{row, state_text};
use super::sheet::{Sheet, Value};
use super::table::TableRow;
use crate::url::Column;

/// Fields of the CSV, each with the column that shows it; None: a field of the whole table only.
const FIELDS: [(&str, Option<Column>); 25] = [
    ("id", None),
    ("name", Some(Column::Name)),
    ("required", Some(Column::Required)),
    ("state", Some(Column::State)),
    ("streak", Some(Column::State)),
    ("runs", None),
    ("passed", None),
    ("failed", Some(Column::Fails)),
    ("skipped", Some(Column::Skips)),
    ("cancelled", None),
    ("running", None),
    ("unknown", None),
    ("reruns", Some(Column::Reruns)),
    ("mixed", Some(Column::Flaky)),
    ("flaky", Some(Column::Flaky)),
    ("pass_rate", Some(Column::Rate)),
    ("pass_rate_low", Some(Column::Rate)),
    ("pass_rate_high", Some(Column::Rate)),
    ("weather", Some(Column::Weather)),
    ("owners", None),
    ("numbers", None),
    ("results", None),
    ("p50_secs", Some(Column::P50)),
    ("last_failure", Some(Column::Last)),
    ("last_failure_at", Some(Column::Last)),
];

/// The values of [`FIELDS`].
fn values(job: &JobOut<'_>) -> Vec<Value> {
    let text = |text: &str| Value::Text(text.to_owned());
    let count = |n: u32| Value::Count(n.into());
    let numbers: Vec<String> = job.numbers.iter().map(u64::to_string).collect();
    vec![
        text(&job.id),
        text(job.name),
        Value::flag(job.required),
        text(job.state),
        count(job.streak),
        count(job.counts.all()),
        count(job.counts.passed),
        count(job.counts.failed),
        count(job.counts.skipped),
        count(job.counts.cancelled),
        count(job.counts.running),
        count(job.counts.unknown),
        Value::count(job.reruns),
        Value::count(job.mixed),
        Value::count(job.flaky),
        Value::number(job.pass_rate),
        Value::number(job.pass_rate_low),
        Value::number(job.pass_rate_high),
        Value::text(job.weather),
        Value::Text(job.owners.join(" ")),
        Value::Text(numbers.join(" ")),
        Value::Text(job.results.join(" ")),
        Value::count(job.p50_secs),
        Value::count(job.last_failure.map(|run| run.number)),
        Value::time(job.last_failure.and_then(|run| run.created_at)),
    ]
}

/// A sheet of the jobs, with their groups in front where they are in groups. `told` makes the other
/// values of a job, by its index in the table.
fn sheet(
    report: &Report<'_>,
    columns: &[&'static str],
    group: fn(&GroupView, Kind) -> [String; 2],
    told: &dyn Fn(&mut Vec<Value>, u32, &TableRow),
) -> Sheet {
    let shown = report.shown();
    let mut sheet = Sheet::default();
    if !shown.groups.is_empty() {
        sheet.columns.extend_from_slice(&GROUP);
    }
    sheet.columns.extend_from_slice(columns);
    for (head, at, row) in lines(report.table, &shown) {
        let mut values = Vec::new();
        if let Some(head) = head {
            for text in group(head, report.table.kind) {
                values.push(Value::Text(text));
            }
        }
        told(&mut values, at, row);
        sheet.rows.push(values);
    }
    sheet
}

/// The rows as CSV (RFC 4180), one line a job: all fields, or where not all columns are shown those of
/// the columns that are. What is n/a is an empty field; a field that a spreadsheet would take for a
/// formula is neutralised.
#[must_use]
pub fn csv(report: &Report<'_>) -> String {
    let query = report.query;
    let is_whole = Column::ALL.iter().all(|column| query.shows(*column));
    let is_in = |column: Option<Column>| is_whole || column.is_some_and(|c| query.shows(c));
    let mut columns = Vec::new();
    for (field, column) in FIELDS {
        if is_in(column) {
            columns.push(field);
        }
    }
    let told = |out: &mut Vec<Value>, _, row: &TableRow| {
        let all = job_out(report.store, row).map_or_else(Vec::new, |job| values(&job));
        for ((_, column), value) in FIELDS.iter().zip(all) {
            if is_in(*column) {
                out.push(value);
            }
        }
    };
    let group = |head: &GroupView, _| [head.label.clone(), head.worst.word().to_owned()];
    sheet(report, &columns, group, &told).csv()
}

/// The rows as a Markdown table, for an issue or a chat: the columns that are shown, in the words and in
/// the order of the screen.
#[must_use]
pub fn markdown(report: &Report<'_>) -> String {
    let kind = report.table.kind;
    let mut columns = Vec::from(Column::ON_SCREEN);
    columns.retain(|column| report.query.shows(*column));
    let titles: Vec<&str> = columns.iter().map(|column| column.title()).collect();
    let told = |out: &mut Vec<Value>, at, _: &TableRow| {
        if let Some(row) = row(report.store, report.table, at) {
            for column in &columns {
                out.push(Value::Text(row.text(*column, kind)));
            }
        }
    };
    let group = |head: &GroupView, kind| [head.name(), state_text(head.worst, kind)];
    sheet(report, &titles, group, &told).markdown()
}
