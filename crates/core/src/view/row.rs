//! One row, ready to be drawn: texts and classes, no numbers left to format.

use tailorbird_snapshot::{Kind, Outcome, Verdict};

use super::table::Table;
use crate::format;
use crate::names::{Dimension, JobName};
use crate::state::State;
use crate::stats::{ONLY_FAILURES, Weather};
use crate::store::{RunInfo, RunName, Store};
use crate::url::Column;

/// One place of a strip: a cell, or a hole where the job is absent from the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellView {
    /// The run or pull request.
    pub run: RunName,
    /// Verdict; [`Verdict::None`] for a hole.
    pub verdict: Verdict,
    /// Result; None for a hole.
    pub result: Option<Outcome>,
    /// Real attempts listed; 0 for a hole.
    pub attempts: u32,
}

/// A row of the jobs table.
#[derive(Clone, Debug, PartialEq)]
pub struct RowView {
    /// Stable id of the job.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Parts of the name before the leaf, joined by " / ".
    pub path: String,
    /// Last part without its matrix values.
    pub leaf: String,
    /// Matrix values and what each is: dimension key, value.
    pub chips: Vec<(String, String)>,
    /// Required now; None: unknown.
    pub required: Option<bool>,
    /// The window's columns, newest first.
    pub cells: Vec<CellView>,
    /// State.
    pub state: State,
    /// State in words.
    pub state_text: String,
    /// The flag *fixed*.
    pub fixed: bool,
    /// Pass rate, 0..=1; None: n/a.
    pub rate: Option<f64>,
    /// Pass rate as text.
    pub rate_text: String,
    /// What the pass rate is of, with its interval.
    pub rate_title: String,
    /// Passed results.
    pub passed: u32,
    /// Failed results.
    pub fails: u32,
    /// Skipped results.
    pub skips: u32,
    /// Reruns; None: n/a.
    pub reruns: Option<u32>,
    /// Flaky or mixed cells; None: n/a.
    pub flakes: Option<u32>,
    /// None: fewer than 3 decided cells.
    pub weather: Option<Weather>,
    /// The run of the newest failed result in the window.
    pub last_failure: Option<RunName>,
    /// Median duration of passed results, as `41m 09s`; None: n/a.
    pub p50_text: Option<String>,
    /// The duration that 95 % of them do not exceed; None: n/a.
    pub p95_text: Option<String>,
    /// First-attempt pass rate as text, with how many it is of; None: attempts are not known.
    pub first_text: Option<String>,
}

impl RowView {
    /// What stands in a column, in words.
    #[must_use]
    pub fn text(&self, column: Column, kind: Kind) -> String {
        let number = |n: Option<u32>| n.map(|n| n.to_string());
        let text = match column {
            Column::Name => Some(self.name.clone()),
            Column::Required => self.required.map(required_word),
            Column::State => Some(self.state_text.clone()),
            Column::Rate => Some(self.rate_text.clone()),
            Column::Fails => number(Some(self.fails)),
            Column::Reruns => number(self.reruns),
            Column::Skips => number(Some(self.skips)),
            Column::Flaky => number(self.flakes),
            Column::P50 => self.p50_text.clone(),
            Column::Weather => Some(self.weather.map_or("no weather", Weather::word).to_owned()),
            Column::Last => Some(
                self.last_failure
                    .map_or_else(|| "–".to_owned(), |run| run.text(kind)),
            ),
        };
        text.unwrap_or_else(|| format::NOT_AVAILABLE.to_owned())
    }
}

fn required_word(required: bool) -> String {
    let word = if required { "required" } else { "" };
    word.to_owned()
}

/// Row `at` of the table; None for an index of another table.
#[must_use]
pub fn row(store: &Store, table: &Table, at: u32) -> Option<RowView> {
    let row = table.rows.get(at as usize)?;
    let series = store.series(row.series)?;
    let described = store.described(row.series)?;
    let runs = store.runs_of(row.series);
    let stats = &row.stats;
    let rate = stats.results.pass_rate();
    Some(RowView {
        id: series.id().to_string(),
        name: series.name.clone(),
        path: described.path.clone(),
        leaf: described.job.leaf.clone(),
        chips: chips(&described.job),
        required: series.required,
        cells: cells(store, table, at),
        state: stats.standing.state,
        state_text: state_text(stats.standing.state, table.kind),
        fixed: stats.standing.fixed,
        rate,
        rate_text: format::percent(rate),
        rate_title: rate_title(stats),
        passed: stats.results.passed,
        fails: stats.results.failed,
        skips: stats.results.skipped,
        reruns: stats.reruns,
        flakes: stats.flakes(),
        weather: stats.weather,
        last_failure: stats
            .last_failure
            .and_then(|c| runs.get(c as usize))
            .map(RunInfo::name),
        p50_text: stats.p50_secs.map(|s| format::duration(s.into())),
        p95_text: stats.p95_secs.map(|s| format::duration(s.into())),
        first_text: first_text(stats),
    })
}

fn first_text(stats: &crate::stats::JobStats) -> Option<String> {
    let (passed, n) = stats.first?;
    let mut text = format::percent(stats.first_rate());
    text.push_str(&format!(" ({passed} of {n})"));
    Some(text)
}

/// The matrix values in the order of the name, each with its dimension; one that has none gets an
/// empty key.
fn chips(job: &JobName) -> Vec<(String, String)> {
    let mut left: Vec<_> = job.dimensions.iter().collect();
    let key = |left: &mut Vec<&Dimension>, value: &str| {
        let at = left
            .iter()
            .position(|d| d.value.eq_ignore_ascii_case(value))?;
        Some(left.remove(at).key.clone())
    };
    let chip = |v: &String| (key(&mut left, v).unwrap_or_default(), v.clone());
    job.values.iter().map(chip).collect()
}

/// The strip: one place for each column of the window.
fn cells(store: &Store, table: &Table, at: u32) -> Vec<CellView> {
    let Some(row) = table.rows.get(at as usize) else {
        return Vec::new();
    };
    let runs = store.runs_of(row.series);
    let columns = runs
        .iter()
        .skip(row.window.newest as usize)
        .take(row.window.len as usize);
    let hole = |run: &RunInfo| CellView {
        run: run.name(),
        verdict: Verdict::None,
        result: None,
        attempts: 0,
    };
    let mut strip: Vec<CellView> = columns.map(hole).collect();
    for cell in store.cells(row.series) {
        let column = store.run(cell);
        if !row.window.holds(column) {
            continue;
        }
        if let Some(place) = strip.get_mut((column - row.window.newest) as usize) {
            place.verdict = store.verdict(cell);
            place.result = Some(store.result(cell));
            place.attempts = u32::try_from(store.attempts(cell).len()).unwrap_or(u32::MAX);
        }
    }
    strip
}

/// The state in words. Pull requests are no history, so theirs read differently.
#[must_use]
pub fn state_text(state: State, kind: Kind) -> String {
    let prs = kind == Kind::Prs;
    match state {
        State::Failing { streak, open_ended } => {
            let at_least = if open_ended && streak > 1 { "≥ " } else { "" };
            if prs {
                red_on(at_least, streak)
            } else if streak == 1 {
                "failing 1 run (first result)".to_owned()
            } else {
                format!("failing {at_least}{streak} runs")
            }
        }
        State::NewlyBroken if prs => red_on("", 1),
        State::NewlyBroken => "newly broken".to_owned(),
        State::Flaky => "flaky".to_owned(),
        State::Recovered if prs => "red on an older PR".to_owned(),
        State::Recovered => "recovered".to_owned(),
        State::Passing => "passing".to_owned(),
        State::NoResult => "no result".to_owned(),
    }
}

fn red_on(at_least: &str, streak: u32) -> String {
    let unit = if streak == 1 { "PR" } else { "PRs" };
    format!("red on the {at_least}{streak} newest {unit} with a result")
}

fn rate_title(stats: &crate::stats::JobStats) -> String {
    if stats.results.has_only_failures() {
        return ["n/a: ", ONLY_FAILURES].concat();
    }
    let Some(interval) = stats.results.pass_interval() else {
        return "n/a: no result passed or failed in this window".to_owned();
    };
    format!(
        "{} passed of {} that passed or failed; 95 % interval {} to {} (Wilson)",
        stats.results.passed,
        stats.results.decided(),
        format::percent(Some(interval.low)),
        format::percent(Some(interval.high)),
    )
}
