//! The table of jobs with all that is shown of it, as JSON. Numbers are exact here.

use tailorbird_snapshot::{Issue, Outcome};

use super::group::{GroupView, Item, Shown, shown};
use super::json::Json;
use super::sheet::Value;
use super::table::{Table, TableRow};
use super::totals::{Totals, totals};
use crate::stats::{AttemptCounts, ResultCounts};
use crate::store::{RunInfo, Store};
use crate::url::Query;

/// What an export is made of: the rows, in the order in which they are to stand.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// All results.
    pub store: &'a Store,
    /// The view's table.
    pub table: &'a Table,
    /// Indexes into its rows.
    pub rows: &'a [u32],
    /// What the address asks for: by what rows are put together, and which columns are shown.
    pub query: &'a Query,
    /// Name of the input, as the reader gave it.
    pub input: &'a str,
    /// Everything odd in the input.
    pub issues: &'a [Issue],
}

impl Report<'_> {
    pub(super) fn shown(&self) -> Shown {
        shown(
            self.store,
            self.table,
            self.rows,
            self.query.group.as_deref(),
        )
    }
}

/// What a group and its worst state are called where rows are in groups.
pub(super) const GROUP: [&str; 2] = ["group", "group_state"];

/// The jobs as they stand on the screen: the head of their group where there are groups, the index of
/// the row, and the row.
pub(super) fn lines<'a>(
    table: &'a Table,
    shown: &'a Shown,
) -> impl Iterator<Item = (Option<&'a GroupView>, u32, &'a TableRow)> {
    let mut head = None;
    shown.items.iter().filter_map(move |item| match item {
        Item::Group(at) => {
            head = shown.groups.get(*at as usize);
            None
        }
        Item::Row(at) => Some((head, *at, table.rows.get(*at as usize)?)),
    })
}

/// The exact figures of one job.
pub(super) struct JobOut<'a> {
    pub(super) id: String,
    pub(super) name: &'a str,
    pub(super) required: Option<bool>,
    pub(super) counts: ResultCounts,
    pub(super) reruns: Option<u32>,
    pub(super) attempts: Option<AttemptCounts>,
    pub(super) mixed: Option<u32>,
    pub(super) flaky: Option<u32>,
    pub(super) pass_rate: Option<f64>,
    pub(super) pass_rate_low: Option<f64>,
    pub(super) pass_rate_high: Option<f64>,
    pub(super) first_rate: Option<f64>,
    pub(super) p50_secs: Option<u32>,
    pub(super) p95_secs: Option<u32>,
    pub(super) state: &'static str,
    pub(super) streak: u32,
    pub(super) fixed: bool,
    pub(super) weather: Option<&'static str>,
    pub(super) last_failure: Option<&'a RunInfo>,
    pub(super) numbers: Vec<u64>,
    pub(super) results: Vec<&'static str>,
    pub(super) verdicts: Vec<&'static str>,
    pub(super) owners: Vec<&'a str>,
    /// Keys and values.
    pub(super) dimensions: Vec<(&'a str, &'a str)>,
}

/// The word of a result: waiting counts as running.
pub(super) const fn result_word(result: Outcome) -> &'static str {
    match result {
        Outcome::Waiting => Outcome::Running.as_str(),
        other => other.as_str(),
    }
}

pub(super) fn job_out<'a>(store: &'a Store, row: &TableRow) -> Option<JobOut<'a>> {
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
        last_failure: stats.last_failure.and_then(|c| runs.get(c as usize)),
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

/// The numbers of the view, format 1 (the command line's `stats --format json`): complete, whichever
/// columns are shown, in the order and with the groups of the screen.
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
    for (head, _, row) in lines(report.table, &report.shown()) {
        if let Some(job) = job_out(report.store, row) {
            write_job(&mut json, &job, head);
        }
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
    json.key("required").count(sum.required);
    write_counts(json, &sum.results);
    write_attempts(json, sum.attempts.as_ref());
    json.key("mixed").count(sum.mixed);
    json.key("flaky").count(sum.flaky);
    json.close('}');
}

fn write_job(json: &mut Json, job: &JobOut<'_>, head: Option<&GroupView>) {
    json.open('{');
    json.key("id").text(&job.id);
    json.key("name").text(job.name);
    if let Some(head) = head {
        let [group, state] = GROUP;
        json.key(group)
            .word(Some(head.label.as_str()).filter(|label| !label.is_empty()));
        json.key(state).text(head.worst.word());
    }
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
    Value::count(job.last_failure.map(|run| run.number)).write(json.key("last_failure"));
    Value::time(job.last_failure.and_then(|run| run.created_at)).write(json.key("last_failure_at"));
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
