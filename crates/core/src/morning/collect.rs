//! What happened since a while ago, job by job.

use tailorbird_snapshot::{Kind, Outcome, Verdict};

use crate::link;
use crate::names::OwnerGroup;
use crate::stats::ResultCounts;
use crate::store::{Axis, AxisIdx, CellIdx, RunName, SeriesIdx, Store};
use crate::url::Runs;
use crate::view::{self, AttemptView, Suspect, TableRow};

/// The newest run of a workflow.
#[derive(Clone, Debug, PartialEq)]
pub struct Night {
    /// The workflow's file or word.
    pub workflow: String,
    /// Its newest run.
    pub number: u64,
    /// Creation in seconds since 1970 UTC; None: not known.
    pub created_at: Option<i64>,
    /// Address, where it may be a link.
    pub url: Option<String>,
    /// Runs since then, this one included.
    pub n_runs: usize,
    /// Results of the newest run.
    pub results: ResultCounts,
    /// Not all of its jobs could be read.
    pub partial: bool,
}

/// A job that is broken.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// Which.
    pub series: SeriesIdx,
    /// Full name.
    pub name: String,
    /// Required now.
    pub required: Option<bool>,
    /// Failed results in a row.
    pub streak: u32,
    /// The streak reaches the end of what is loaded.
    pub open_ended: bool,
    /// The run since which it is broken.
    pub since: Option<RunName>,
    /// Number of the newest run that passed before.
    pub last_good: Option<RunName>,
    /// What lies between them.
    pub suspect: Option<Suspect>,
    /// The newest attempt that failed.
    pub attempt: Option<AttemptView>,
    /// Who answers for it.
    pub owners: Vec<OwnerGroup>,
}

/// The summary of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Morning {
    /// Project id; empty: the files name none.
    pub project: String,
    /// Newest runs by workflow.
    pub nights: Vec<Night>,
    /// Broken since then, the longest streak first, required first within equals.
    pub broken: Vec<Broken>,
    /// Broken before and still.
    pub still: Vec<Broken>,
    /// Broken before, passed now: names.
    pub fixed: Vec<String>,
    /// Passed and failed in one run since then: names.
    pub flaky: Vec<String>,
}

/// Sums up scheduled runs of a project (None: of all) that were created within `since_secs` before
/// the newest run. Files without times: the newest run of each workflow.
#[must_use]
pub fn morning(store: &Store, project: Option<&str>, since_secs: i64, hosts: &[String]) -> Morning {
    let mut out = Morning {
        project: project.unwrap_or_default().to_owned(),
        ..Morning::default()
    };
    let axes = || {
        let all = store.axes(Kind::Nightly);
        all.filter(move |(_, axis)| project.is_none_or(|id| axis.project == id))
    };
    let newest = axes()
        .filter_map(|(_, axis)| axis.runs.first()?.created_at)
        .max();
    let from = newest.map(|newest| newest.saturating_sub(since_secs));
    let table = view::table(store, Kind::Nightly, Runs::All);
    for (at, axis) in axes() {
        // Columns of the runs since then: 0..recent.
        let recent = n_recent(axis, from);
        out.nights.extend(night(store, at, recent, hosts));
        if recent > 0 {
            let rows = table.rows.iter().filter(|row| {
                let series = store.series(row.series);
                series.is_some_and(|series| series.axis == at)
            });
            rows.for_each(|row| job(store, row, recent, hosts, &mut out));
        }
    }
    let order = |a: &Broken, b: &Broken| {
        let key = |b: &Broken| (std::cmp::Reverse(b.streak), b.required != Some(true));
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    };
    out.broken.sort_by(order);
    out.still.sort_by(order);
    out.fixed.sort_unstable();
    out.flaky.sort_unstable();
    out
}

fn n_recent(axis: &Axis, from: Option<i64>) -> u32 {
    let recent = |run: &&crate::store::RunInfo| match (run.created_at, from) {
        (Some(at), Some(from)) => at > from,
        _ => false,
    };
    let n = axis.runs.iter().take_while(recent).count();
    let is_timeless = axis
        .runs
        .first()
        .is_some_and(|run| run.created_at.is_none());
    u32::try_from(n.max(usize::from(is_timeless))).unwrap_or(u32::MAX)
}

fn night(store: &Store, at: AxisIdx, recent: u32, hosts: &[String]) -> Option<Night> {
    let axis = store.axis(at)?;
    let run = axis.runs.first()?;
    let mut results = ResultCounts::default();
    for series in on_axis(store, at) {
        let newest = store
            .cells(series)
            .next()
            .filter(|cell| store.run(*cell) == 0);
        if let Some(cell) = newest {
            results.add(store.result(cell));
        }
    }
    let url = run.url.as_deref().and_then(|url| link::safe(url, hosts));
    Some(Night {
        workflow: axis.workflow.clone(),
        number: run.number,
        created_at: run.created_at,
        url: url.map(str::to_owned),
        n_runs: recent as usize,
        results,
        partial: run.partial,
    })
}

fn on_axis(store: &Store, axis: AxisIdx) -> impl Iterator<Item = SeriesIdx> + '_ {
    let all = store.series_of(Kind::Nightly);
    all.filter(move |at| store.series(*at).is_some_and(|series| series.axis == axis))
}

/// Puts a job into the lists that it belongs to.
fn job(store: &Store, row: &TableRow, recent: u32, hosts: &[String], out: &mut Morning) {
    let cells = || store.cells(row.series);
    let is_recent = |cell: &CellIdx| store.run(*cell) < recent;
    let is_decided = |cell: &CellIdx| store.result(*cell).is_decided();
    let name = || store.series(row.series).map(|series| series.name.clone());
    let mut since = cells().take_while(is_recent);
    if since.any(|cell| store.verdict(cell) == Verdict::Flaky) {
        out.flaky.extend(name());
    }
    let before = cells().skip_while(is_recent).find(is_decided);
    let was_red = before.is_some_and(|cell| store.result(cell) == Outcome::Failed);
    // What has no new result has no news.
    let newest = cells().find(is_decided).filter(is_recent);
    match (newest.map(|cell| store.result(cell)), was_red) {
        (Some(Outcome::Failed), true) => out.still.extend(broken(store, row, hosts)),
        (Some(Outcome::Failed), false) => out.broken.extend(broken(store, row, hosts)),
        (Some(_), true) => out.fixed.extend(name()),
        _ => {}
    }
}

/// A broken job with what is known of it.
fn broken(store: &Store, row: &TableRow, hosts: &[String]) -> Option<Broken> {
    let series = store.series(row.series)?;
    let detail = view::detail(store, row, hosts)?;
    let attempts = detail.runs.iter().flat_map(|run| &run.attempts);
    let attempt = attempts.filter(|attempt| attempt.outcome == Outcome::Failed);
    Some(Broken {
        series: row.series,
        name: series.name.clone(),
        required: series.required,
        streak: row.stats.standing.streak,
        open_ended: detail.open_ended,
        since: detail.broken_since,
        last_good: detail.last_good,
        suspect: detail.suspect,
        attempt: { attempt }.next().cloned(),
        owners: detail.owners,
    })
}
