//! Finds a pull request and its checks.

use tailorbird_snapshot::config::Config;
use tailorbird_snapshot::{Kind, Outcome, Verdict};

use super::judge::{Class, Judged, Red, judge};
use super::seen::{Seen, newest_first, seen};
use crate::link;
use crate::names::Pattern;
use crate::sorted;
use crate::store::{AxisIdx, CellIdx, SeriesIdx, Store};
use crate::view::{self, AttemptView};

/// Why no pull request was found. The text fits after "failed to".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FindError {
    /// It is not there.
    #[error("find pull request {0}: the newest one in the data is {1}")]
    Unknown(u64, u64),
    /// Several projects have one of this number.
    #[error("tell which pull request {0} is: that of project {1} or of {2}")]
    Several(u64, String, String),
    /// No pull request is there at all.
    #[error("find pull request {0}: the data holds none")]
    Empty(u64),
}

/// A pull request at its newest head commit that has a result.
#[derive(Clone, Debug, PartialEq)]
pub struct PullView {
    /// Project id; empty: the files name none.
    pub project: String,
    /// Its number.
    pub number: u64,
    /// Its title, where known.
    pub title: Option<String>,
    /// Address, where it may be a link.
    pub url: Option<String>,
    /// The head commit, where known.
    pub head_sha: Option<String>,
    /// Creation of its newest run in seconds since 1970 UTC; None: not known.
    pub created_at: Option<i64>,
    /// Not all of its checks could be read.
    pub partial: bool,
    /// Red ones first, required ones of them before the others, then by class; the rest by result.
    pub checks: Vec<Check>,
}

/// One check.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Which.
    pub series: SeriesIdx,
    /// Full name.
    pub name: String,
    /// Required now.
    pub required: Option<bool>,
    /// Result at the head commit.
    pub result: Outcome,
    /// Verdict at the head commit.
    pub verdict: Verdict,
    /// Newest first.
    pub attempts: Vec<AttemptView>,
    /// Whose failure it is. None: it did not fail.
    pub judged: Option<Judged>,
}

/// The axis and the column of a pull request.
///
/// # Errors
/// None or several have this number.
pub fn find(
    store: &Store,
    project: Option<&str>,
    number: u64,
) -> Result<(AxisIdx, u32), FindError> {
    let axes = || {
        let all = store.axes(Kind::Prs);
        all.filter(|(_, axis)| project.is_none_or(|id| axis.project == id))
    };
    let mut found = axes().filter_map(|(at, axis)| {
        let mut columns = (0_u32..).zip(&axis.runs);
        let (column, _) = columns.find(|(_, run)| run.number == number)?;
        Some((at, column, axis.project.as_str()))
    });
    if let Some((at, column, first)) = found.next() {
        return match found.next() {
            Some((.., second)) => Err(FindError::Several(
                number,
                first.to_owned(),
                second.to_owned(),
            )),
            None => Ok((at, column)),
        };
    }
    drop(found);
    let newest = axes()
        .flat_map(|(_, axis)| &axis.runs)
        .map(|run| run.number)
        .max();
    Err(newest.map_or(FindError::Empty(number), |n| FindError::Unknown(number, n)))
}

/// The pull request in this column. None: there is no such column.
#[must_use]
pub fn view(store: &Store, at: (AxisIdx, u32), config: &Config) -> Option<PullView> {
    let axis = store.axis(at.0)?;
    let run = axis.runs.get(at.1 as usize)?;
    let setup = config.steps.setup.iter();
    let judging = Judging {
        store,
        config,
        number: run.number,
        // A pattern that cannot be used was told when the configuration was read.
        setup: setup.filter_map(|text| Pattern::new(text).ok()).collect(),
    };
    let checks: Vec<Check> = store
        .series_of(Kind::Prs)
        .filter(|series| store.series(*series).is_some_and(|s| s.axis == at.0))
        .filter_map(|series| {
            let cell = store.cells(series).find(|cell| store.run(*cell) == at.1)?;
            judging.check(series, cell)
        })
        .collect();
    let order = sorted::indexes(checks.len(), &|a, b| {
        let key = |at: usize| checks.get(at).map(|check| (key(check), &check.name));
        key(a).cmp(&key(b))
    });
    let url = run.url.as_deref();
    Some(PullView {
        project: axis.project.clone(),
        number: run.number,
        title: run.title.clone(),
        url: url
            .and_then(|url| link::safe(url, &config.link_hosts))
            .map(str::to_owned),
        head_sha: run.head_sha.clone(),
        created_at: run.created_at,
        partial: run.partial,
        checks: sorted::in_order(checks, &order),
    })
}

/// Where a check stands: red ones first, required ones of them before all others, then by class;
/// of the rest, in the order of their results, those that also failed on this commit first.
fn key(check: &Check) -> impl Ord + use<> {
    let is_red = check.result == Outcome::Failed;
    let is_other = check.required != Some(true);
    let class = check.judged.as_ref().map(|judged| judged.class);
    let place = Outcome::ALL.iter().position(|one| *one == check.result);
    let is_steady = !matches!(check.verdict, Verdict::Flaky | Verdict::Mixed);
    (
        !is_red,
        is_red && is_other,
        class,
        place,
        is_steady,
        is_other,
    )
}

/// What the judgement of each check needs.
struct Judging<'a> {
    store: &'a Store,
    config: &'a Config,
    number: u64,
    setup: Vec<Pattern>,
}

impl Judging<'_> {
    fn check(&self, at: SeriesIdx, cell: CellIdx) -> Option<Check> {
        let series = self.store.series(at)?;
        let result = self.store.result(cell);
        let verdict = self.store.verdict(cell);
        let judged = (result == Outcome::Failed).then(|| self.judged(at, cell, verdict));
        Some(Check {
            series: at,
            name: series.name.clone(),
            required: series.required,
            result,
            verdict,
            attempts: view::attempts(self.store, cell, &self.config.link_hosts),
            judged: judged.flatten(),
        })
    }

    fn judged(&self, at: SeriesIdx, cell: CellIdx, verdict: Verdict) -> Option<Judged> {
        let mut rows = self.store.attempts(cell);
        let failed = rows.find(|row| self.store.outcome(*row) == Outcome::Failed)?;
        let Some((shard, row)) = self.store.source(failed) else {
            return Some(Judged {
                class: Class::Unknown,
                evidence: Vec::new(),
                missing: vec![
                    "files of 2024 and 2025 know no times and no failing tests".to_owned(),
                ],
                since: (0, 0),
            });
        };
        let run = shard.run_of(row)?;
        let began = run.created_at;
        let tests = shard.failing_tests(row);
        let passed = self.store.attempts(cell);
        let mut passed = passed.filter(|at| self.store.outcome(*at) == Outcome::Passed);
        let red = Red {
            verdict,
            tests: tests.collect(),
            step: shard.failing_step(row),
            sha: run.head_sha.as_str(),
            url: self.store.address(failed),
            passed_url: passed.next().and_then(|at| self.store.address(at)),
        };
        let limits = &self.config.thresholds;
        let window_secs = i64::from(limits.flake_window_days) * 86_400;
        let window = began.saturating_sub(window_secs)..began;
        let [nightly, others] = self.elsewhere(at, window);
        let mut judged = judge(&red, &nightly, &others, &self.setup, limits);
        let [nightly, others] = self.elsewhere(at, began..i64::MAX);
        let later = || nightly.iter().chain(&others);
        let count = |result| later().filter(|seen| seen.result == result).count();
        judged.since = (count(Outcome::Passed), count(Outcome::Failed));
        for evidence in &mut judged.evidence {
            let hosts = &self.config.link_hosts;
            evidence.url = evidence
                .url
                .take()
                .filter(|url| link::safe(url, hosts).is_some());
        }
        Some(judged)
    }

    /// Results of the nightly counterparts, and of the check in other pull requests.
    fn elsewhere(&self, at: SeriesIdx, time: std::ops::Range<i64>) -> [Vec<Seen<'_>>; 2] {
        let Some(series) = self.store.series(at) else {
            return [Vec::new(), Vec::new()];
        };
        let project = &series.home.project;
        let mut names = vec![series.name.clone()];
        for pair in &self.config.counterparts {
            let rest = series.name.strip_prefix(&pair.pull_request);
            names.extend(rest.map(|rest| format!("{}{rest}", pair.nightly)));
        }
        let counterparts = self
            .store
            .series_of(Kind::Nightly)
            .filter_map(|at| self.store.series(at))
            .filter(|other| other.home.project == *project && names.contains(&other.name));
        let mut nightly: Vec<Seen<'_>> = Vec::new();
        for other in counterparts {
            nightly.extend(seen(self.store, other, time.clone(), None));
        }
        [
            newest_first(nightly),
            seen(self.store, series, time, Some(self.number)),
        ]
    }
}
