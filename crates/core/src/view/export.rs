//! What is shown, as JSON, CSV and Markdown. Numbers are exact here; only Markdown rounds.

use serde::Serialize;
use std::collections::BTreeMap;
use tailorbird_snapshot::{Issue, Outcome};

use super::row::state_text;
use super::table::{Table, TableRow};
use super::totals::totals;
use crate::format::{self, csv_field, markdown_cell};
use crate::stats::AttemptCounts;
use crate::store::Store;

/// What an export is made of: the rows, in the order in which they are to stand.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// All results.
    pub store: &'a Store,
    /// The view's table.
    pub table: &'a Table,
    /// Indexes into its rows.
    pub rows: &'a [u32],
    /// Name of the input, as the reader gave it.
    pub input: &'a str,
    /// Everything odd in the input.
    pub issues: &'a [Issue],
}

#[derive(Serialize)]
struct Out<'a> {
    format: u32,
    input: &'a str,
    project: &'a str,
    view: &'a str,
    window: WindowOut,
    totals: TotalsOut,
    jobs: Vec<JobOut<'a>>,
    issues: Vec<IssueOut<'a>>,
}

#[derive(Serialize)]
struct WindowOut {
    runs: u32,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct TotalsOut {
    listed: u32,
    jobs: u32,
    required: u32,
    runs: u32,
    passed: u32,
    failed: u32,
    skipped: u32,
    cancelled: u32,
    running: u32,
    unknown: u32,
    attempts: Option<BTreeMap<&'static str, u32>>,
    mixed: Option<u32>,
    flaky: Option<u32>,
}

#[derive(Serialize)]
struct JobOut<'a> {
    id: String,
    name: &'a str,
    required: Option<bool>,
    runs: u32,
    passed: u32,
    failed: u32,
    skipped: u32,
    cancelled: u32,
    running: u32,
    unknown: u32,
    reruns: Option<u32>,
    attempts: Option<BTreeMap<&'static str, u32>>,
    mixed: Option<u32>,
    flaky: Option<u32>,
    pass_rate: Option<f64>,
    pass_rate_low: Option<f64>,
    pass_rate_high: Option<f64>,
    state: &'static str,
    streak: u32,
    fixed: bool,
    weather: Option<&'static str>,
    numbers: Vec<u64>,
    results: Vec<&'static str>,
    verdicts: Vec<&'static str>,
    p50_secs: Option<f64>,
    p95_secs: Option<f64>,
    owners: Vec<&'a str>,
    dimensions: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct IssueOut<'a> {
    code: &'a str,
    #[serde(rename = "where")]
    place: &'a str,
    message: &'a str,
}

fn attempts_out(counts: &AttemptCounts) -> BTreeMap<&'static str, u32> {
    Outcome::ALL
        .into_iter()
        .map(Outcome::as_str)
        .zip(counts.0)
        .collect()
}

/// The word of a result: waiting counts as running.
const fn result_word(result: Outcome) -> &'static str {
    match result {
        Outcome::Waiting => Outcome::Running.as_str(),
        other => other.as_str(),
    }
}

fn job_out<'a>(store: &'a Store, row: &TableRow) -> Option<JobOut<'a>> {
    let series = store.series(row.series)?;
    let stats = &row.stats;
    let r = stats.results;
    let runs = store.runs_of(row.series);
    let in_window = |c: &crate::store::CellIdx| row.window.holds(store.run(*c));
    let cells: Vec<_> = store.cells(row.series).filter(in_window).collect();
    let number = |c: &crate::store::CellIdx| runs.get(store.run(*c) as usize).map(|r| r.number);
    let interval = r.pass_interval();
    let dimensions = store
        .described(row.series)
        .map(|d| d.job.dimensions.as_slice());
    Some(JobOut {
        id: series.id.to_string(),
        name: &series.name,
        required: series.required,
        runs: stats.runs(),
        passed: r.passed,
        failed: r.failed,
        skipped: r.skipped,
        cancelled: r.cancelled,
        running: r.running,
        unknown: r.unknown,
        reruns: stats.reruns,
        attempts: stats.attempts.as_ref().map(attempts_out),
        mixed: stats.mixed,
        flaky: stats.flaky,
        pass_rate: r.pass_rate(),
        pass_rate_low: interval.map(|i| i.low),
        pass_rate_high: interval.map(|i| i.high),
        state: stats.standing.state.word(),
        streak: stats.standing.streak,
        fixed: stats.standing.fixed,
        weather: stats.weather.map(crate::stats::Weather::word),
        numbers: cells.iter().filter_map(number).collect(),
        results: cells
            .iter()
            .map(|c| result_word(store.result(*c)))
            .collect(),
        verdicts: cells.iter().map(|c| store.verdict(*c).as_str()).collect(),
        p50_secs: None,
        p95_secs: None,
        owners: store
            .owner_groups(row.series)
            .map(|o| o.group.as_str())
            .collect(),
        dimensions: dimensions
            .unwrap_or_default()
            .iter()
            .map(|d| (d.key.as_str(), d.value.as_str()))
            .collect(),
    })
}

fn rows<'a>(report: &Report<'a>) -> impl Iterator<Item = &'a TableRow> + use<'a> {
    let table = report.table;
    report
        .rows
        .iter()
        .filter_map(|r| table.rows.get(*r as usize))
}

/// The numbers of the view, format 1 (the command line's `stats --format json`).
///
/// # Errors
/// None in practice: the values are plain numbers and texts.
pub fn json(report: &Report<'_>) -> Result<String, serde_json::Error> {
    let sum = totals(report.store, report.table, report.rows);
    let r = sum.results;
    let out = Out {
        format: 1,
        input: report.input,
        project: "",
        view: report.table.kind.as_str(),
        window: WindowOut {
            runs: report.table.n_columns(),
            from: None,
            to: None,
        },
        totals: TotalsOut {
            listed: sum.listed,
            jobs: sum.jobs,
            required: sum.required,
            runs: r.all(),
            passed: r.passed,
            failed: r.failed,
            skipped: r.skipped,
            cancelled: r.cancelled,
            running: r.running,
            unknown: r.unknown,
            attempts: sum.attempts.as_ref().map(attempts_out),
            mixed: sum.mixed,
            flaky: sum.flaky,
        },
        jobs: rows(report)
            .filter_map(|row| job_out(report.store, row))
            .collect(),
        issues: report
            .issues
            .iter()
            .map(|i| IssueOut {
                code: i.code,
                place: &i.place,
                message: &i.message,
            })
            .collect(),
    };
    serde_json::to_string(&out)
}

/// Heads of the CSV columns.
const CSV_HEAD: &str = "id,name,required,state,streak,runs,passed,failed,skipped,cancelled,\
running,unknown,reruns,mixed,flaky,pass_rate,pass_rate_low,pass_rate_high,weather,owners,\
numbers,results\n";

/// The rows as CSV (RFC 4180), one line a job. What is n/a is an empty field; a field that a
/// spreadsheet would take for a formula is neutralised.
#[must_use]
pub fn csv(report: &Report<'_>) -> String {
    let mut out = String::from(CSV_HEAD);
    for job in rows(report).filter_map(|row| job_out(report.store, row)) {
        let number = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
        let rate = |n: Option<f64>| n.map_or_else(String::new, |n| n.to_string());
        let numbers: Vec<String> = job.numbers.iter().map(u64::to_string).collect();
        let fields = [
            job.id.clone(),
            csv_field(job.name),
            job.required.map_or_else(String::new, |r| r.to_string()),
            job.state.to_owned(),
            job.streak.to_string(),
            job.runs.to_string(),
            job.passed.to_string(),
            job.failed.to_string(),
            job.skipped.to_string(),
            job.cancelled.to_string(),
            job.running.to_string(),
            job.unknown.to_string(),
            number(job.reruns),
            number(job.mixed),
            number(job.flaky),
            rate(job.pass_rate),
            rate(job.pass_rate_low),
            rate(job.pass_rate_high),
            job.weather.unwrap_or_default().to_owned(),
            csv_field(&job.owners.join(" ")),
            numbers.join(" "),
            job.results.join(" "),
        ];
        out.push_str(&fields.join(","));
        out.push('\n');
    }
    out
}

/// The rows as a Markdown table, for an issue or a chat.
#[must_use]
pub fn markdown(report: &Report<'_>) -> String {
    let mut out = String::from(
        "| job | required | state | pass rate | passed | failed | skipped |\n\
         | --- | --- | --- | ---: | ---: | ---: | ---: |\n",
    );
    for row in rows(report) {
        let Some(series) = report.store.series(row.series) else {
            continue;
        };
        let r = row.stats.results;
        let required = match series.required {
            Some(true) => "yes",
            Some(false) => "",
            None => "n/a",
        };
        let state = state_text(row.stats.standing.state, report.table.kind);
        let rate = format::percent(r.pass_rate());
        let name = markdown_cell(&series.name);
        let numbers = [r.passed, r.failed, r.skipped]
            .map(|n| n.to_string())
            .join(" | ");
        out.push_str(&format!(
            "| {name} | {required} | {state} | {rate} | {numbers} |\n"
        ));
    }
    out
}
