//! What is shown, as JSON, CSV and Markdown. Numbers are exact here; only Markdown rounds.

use tailorbird_snapshot::{Issue, Outcome};

use super::json::{Json, exact};
use super::row::state_text;
use super::table::{Table, TableRow};
use super::totals::{Totals, totals};
use crate::format::{self, csv_field, markdown_cell};
use crate::stats::{AttemptCounts, ResultCounts};
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

/// The exact figures of one job.
struct JobOut<'a> {
    id: String,
    name: &'a str,
    required: Option<bool>,
    counts: ResultCounts,
    reruns: Option<u32>,
    attempts: Option<AttemptCounts>,
    mixed: Option<u32>,
    flaky: Option<u32>,
    pass_rate: Option<f64>,
    pass_rate_low: Option<f64>,
    pass_rate_high: Option<f64>,
    first_rate: Option<f64>,
    p50_secs: Option<u32>,
    p95_secs: Option<u32>,
    state: &'static str,
    streak: u32,
    fixed: bool,
    weather: Option<&'static str>,
    numbers: Vec<u64>,
    results: Vec<&'static str>,
    verdicts: Vec<&'static str>,
    owners: Vec<&'a str>,
    /// Keys and values.
    dimensions: Vec<(&'a str, &'a str)>,
}

/// The word of a result: waiting counts as running.
pub(super) const fn result_word(result: Outcome) -> &'static str {
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
        id: series.id().to_string(),
        name: &series.name,
        required: series.required,
        counts: r,
        reruns: stats.reruns,
        attempts: stats.attempts,
        mixed: stats.mixed,
        flaky: stats.flaky,
        pass_rate: r.pass_rate(),
        pass_rate_low: interval.map(|i| i.low),
        pass_rate_high: interval.map(|i| i.high),
        first_rate: stats.first_rate().filter(|_| !series.is_legacy),
        p50_secs: stats.p50_secs,
        p95_secs: stats.p95_secs,
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
    let mut json = Json::default();
    json.open('{');
    json.key("format").number(1);
    json.key("input").text(report.input);
    json.key("project").text(&report.table.project);
    json.key("view").text(report.table.kind.as_str());
    json.key("window").open('{');
    json.key("runs").number(u64::from(report.table.n_columns()));
    let days = report.table.days(report.store);
    let (from, to) = days.unzip();
    json.key("from").word(from.as_deref());
    json.key("to").word(to.as_deref());
    json.close('}');
    json.key("totals");
    write_totals(&mut json, &totals(report.store, report.table, report.rows));
    json.key("jobs").open('[');
    for job in rows(report).filter_map(|row| job_out(report.store, row)) {
        write_job(&mut json, &job);
    }
    json.close(']');
    json.key("issues").open('[');
    for issue in report.issues {
        json.open('{');
        json.key("code").text(issue.code);
        json.key("where").text(&issue.place);
        json.key("message").text(&issue.message);
        json.close('}');
    }
    json.close(']');
    json.close('}');
    Ok(json.finish())
}

fn write_totals(json: &mut Json, sum: &Totals) {
    json.open('{');
    json.key("listed").count(Some(sum.listed));
    json.key("jobs").count(Some(sum.jobs));
    json.key("required").count(Some(sum.required));
    write_counts(json, &sum.results);
    write_attempts(json, sum.attempts.as_ref());
    json.key("mixed").count(sum.mixed);
    json.key("flaky").count(sum.flaky);
    json.close('}');
}

fn write_job(json: &mut Json, job: &JobOut<'_>) {
    json.open('{');
    json.key("id").text(&job.id);
    json.key("name").text(job.name);
    json.key("required").flag(job.required);
    write_counts(json, &job.counts);
    json.key("reruns").count(job.reruns);
    write_attempts(json, job.attempts.as_ref());
    json.key("mixed").count(job.mixed);
    json.key("flaky").count(job.flaky);
    json.key("pass_rate").rate(job.pass_rate);
    json.key("pass_rate_low").rate(job.pass_rate_low);
    json.key("pass_rate_high").rate(job.pass_rate_high);
    json.key("state").text(job.state);
    json.key("streak").count(Some(job.streak));
    json.key("fixed").flag(Some(job.fixed));
    json.key("weather").word(job.weather);
    json.key("numbers").open('[');
    job.numbers.iter().for_each(|n| json.number(*n));
    json.close(']');
    json.key("results").texts(&job.results);
    json.key("verdicts").texts(&job.verdicts);
    json.key("p50_secs").count(job.p50_secs);
    json.key("p95_secs").count(job.p95_secs);
    if job.first_rate.is_some() {
        json.key("first_attempt_pass_rate").rate(job.first_rate);
    }
    json.key("owners").texts(&job.owners);
    json.key("dimensions").open('{');
    for (key, value) in &job.dimensions {
        json.key(key).text(value);
    }
    json.close('}');
    json.close('}');
}

/// Cells by result, as keys of the object that is open.
fn write_counts(json: &mut Json, counts: &ResultCounts) {
    for (key, n) in [
        ("runs", counts.all()),
        ("passed", counts.passed),
        ("failed", counts.failed),
        ("skipped", counts.skipped),
        ("cancelled", counts.cancelled),
        ("running", counts.running),
        ("unknown", counts.unknown),
    ] {
        json.key(key).count(Some(n));
    }
}

/// Attempts by outcome, or null.
fn write_attempts(json: &mut Json, counts: Option<&AttemptCounts>) {
    json.key("attempts");
    let Some(counts) = counts else {
        return json.word(None);
    };
    json.open('{');
    for (outcome, n) in Outcome::ALL.into_iter().zip(counts.0) {
        json.key(outcome.as_str()).count(Some(n));
    }
    json.close('}');
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
        let rate = |n: Option<f64>| n.map_or_else(String::new, exact);
        let numbers: Vec<String> = job.numbers.iter().map(u64::to_string).collect();
        let fields = [
            job.id.clone(),
            csv_field(job.name),
            job.required.map_or_else(String::new, |r| r.to_string()),
            job.state.to_owned(),
            job.streak.to_string(),
            job.counts.all().to_string(),
            job.counts.passed.to_string(),
            job.counts.failed.to_string(),
            job.counts.skipped.to_string(),
            job.counts.cancelled.to_string(),
            job.counts.running.to_string(),
            job.counts.unknown.to_string(),
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
