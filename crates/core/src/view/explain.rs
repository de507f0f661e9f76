//! What a figure is made of: its formula, what was counted, and what was left out.

use tailorbird_snapshot::{Kind, Outcome, Verdict};

use super::row::{RowView, row, state_text};
use super::sheets::Asking;
use super::table::TableRow;
use super::tiles::tiles;
use crate::format::{self, plural};
use crate::link;
use crate::state::State;
use crate::store::{CellIdx, Store};

/// Lines listed at most.
const MOST: usize = 200;

/// A figure: of the view, as a tile has it, or of one job over the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the tile or the figure of its name")]
pub enum Explains {
    TileLastRun,
    TileRequired,
    TileBroken,
    TileFixed,
    TileFlaky,
    TileRate,
    Rate,
    First,
    Fails,
    Skips,
    Reruns,
    Flaky,
    Weather,
    P50,
    P95,
}

const WORDS: [(Explains, &str); 15] = [
    (Explains::TileLastRun, "tile-last-run"),
    (Explains::TileRequired, "tile-required"),
    (Explains::TileBroken, "tile-broken"),
    (Explains::TileFixed, "tile-fixed"),
    (Explains::TileFlaky, "tile-flaky"),
    (Explains::TileRate, "tile-rate"),
    (Explains::Rate, "rate"),
    (Explains::First, "first"),
    (Explains::Fails, "fails"),
    (Explains::Skips, "skips"),
    (Explains::Reruns, "reruns"),
    (Explains::Flaky, "flaky"),
    (Explains::Weather, "weather"),
    (Explains::P50, "p50"),
    (Explains::P95, "p95"),
];

impl Explains {
    /// The figure of a word; None for any other text.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        WORDS.iter().find(|(_, w)| *w == word).map(|(f, _)| *f)
    }

    /// Whether it is a tile, and no figure of one job.
    const fn is_of_view(self) -> bool {
        matches!(
            self,
            Self::TileLastRun
                | Self::TileRequired
                | Self::TileBroken
                | Self::TileFixed
                | Self::TileFlaky
                | Self::TileRate
        )
    }

    /// What it is and how it is computed.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::TileLastRun => (
                "Last run",
                "passed / jobs with a result in the newest run of each workflow that is not skipped",
            ),
            Self::TileRequired => (
                "Last run, required jobs",
                "the same over the jobs that are required now",
            ),
            Self::TileBroken => (
                "Newly broken",
                "jobs whose newest decided result failed and the one before passed",
            ),
            Self::TileFixed => (
                "Fixed",
                "jobs whose newest decided result passed and the one before failed",
            ),
            Self::TileFlaky => (
                "Flaky",
                "jobs with at least one result of the window for which attempts both failed and passed",
            ),
            Self::TileRate => (
                "Pass rate of the view",
                "passed / (passed + failed) over all jobs",
            ),
            Self::Rate => ("Pass rate", "passed / (passed + failed) over the window"),
            Self::First => (
                "First-attempt pass rate",
                "the same over the oldest attempt of each run that passed or failed",
            ),
            Self::Fails => ("Fails", "runs of the window whose result is failed"),
            Self::Skips => ("Skips", "runs of the window whose result is skipped"),
            Self::Reruns => ("Reruns", "attempts - runs, over the window"),
            Self::Flaky => (
                "Flaky or mixed",
                "runs of the window for which attempts both failed and passed",
            ),
            Self::Weather => (
                "Weather",
                "pass rate of the newest 10 decided results of the window, in bands of 20 %",
            ),
            Self::P50 => (
                "p50 duration",
                "nearest rank: half of the passed results took no longer",
            ),
            Self::P95 => (
                "p95 duration",
                "nearest rank: 95 of 100 passed results took no longer",
            ),
        }
    }
}

/// One thing that was counted: a job, or a run of the job.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedIn {
    /// Its name.
    pub name: String,
    /// What it adds.
    pub said: String,
    /// Id of the job, where it is one.
    pub job: Option<String>,
    /// Where it can be looked at, if it may be a link.
    pub url: Option<String>,
}

/// A figure, explained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explained {
    /// What it is; of which job.
    pub title: String,
    /// The figure as it is shown.
    pub value: String,
    /// How it is computed.
    pub formula: &'static str,
    /// What was counted, at most 200.
    pub counted: Vec<CountedIn>,
    /// How many more there are.
    pub more: usize,
    /// What was left out: why, and how many.
    pub left_out: Vec<(&'static str, u32)>,
}

/// Explains a figure; of the job with this id where it is one of a job. None: there is no such job
/// in the view.
#[must_use]
pub fn explain(asking: Asking<'_>, figure: Explains, job: &str) -> Option<Explained> {
    let (title, formula) = figure.words();
    let mut out = Explained {
        title: title.to_owned(),
        formula,
        ..Explained::default()
    };
    if figure.is_of_view() {
        of_view(asking, figure, &mut out);
    } else {
        of_job(asking, figure, job, &mut out)?;
    }
    out.left_out.retain(|(_, n)| *n > 0);
    out.more = out.counted.len().saturating_sub(MOST);
    out.counted.truncate(MOST);
    Some(out)
}

fn leave(out: &mut Explained, why: &'static str, many: u32) {
    match out.left_out.iter_mut().find(|(w, _)| *w == why) {
        Some((_, n)) => *n += many,
        None => out.left_out.push((why, many)),
    }
}

fn of_view(asking: Asking<'_>, figure: Explains, out: &mut Explained) {
    let (store, table) = (asking.store, asking.table);
    let tiles = tiles(store, table, asking.rows);
    let count =
        |n: Option<u32>| n.map_or_else(|| format::NOT_AVAILABLE.to_owned(), |n| n.to_string());
    out.value = match figure {
        Explains::TileLastRun => tiles.last_run.value(),
        Explains::TileRequired => tiles.required.map_or_else(|| count(None), |r| r.value()),
        Explains::TileBroken => count(Some(tiles.broken)),
        Explains::TileFixed => count(Some(tiles.fixed)),
        Explains::TileFlaky => count(tiles.flaky),
        _ => format::percent(tiles.rate),
    };
    for found in asking
        .rows
        .iter()
        .filter_map(|r| table.rows.get(*r as usize))
    {
        let Some(series) = store.series(found.series) else {
            continue;
        };
        if figure == Explains::TileRequired && series.required != Some(true) {
            leave(out, "jobs that are not required", 1);
            continue;
        }
        if let Some(said) = said_of_row(asking, figure, found, out) {
            out.counted.push(CountedIn {
                name: series.name.clone(),
                said,
                job: Some(series.id().to_string()),
                url: None,
            });
        }
    }
}

/// What a row adds to a figure of the view; else it is left out.
fn said_of_row(
    asking: Asking<'_>,
    figure: Explains,
    row: &TableRow,
    out: &mut Explained,
) -> Option<String> {
    let standing = &row.stats.standing;
    let state = || state_text(standing.state, asking.table.kind);
    match figure {
        Explains::TileLastRun | Explains::TileRequired => {
            let newest = asking.store.cells(row.series);
            let cell = newest
                .into_iter()
                .find(|c| asking.store.run(*c) == row.window.newest);
            match cell.map(|c| asking.store.result(c)) {
                None => leave(out, "jobs that are not in the newest run", 1),
                Some(Outcome::Skipped) => leave(out, "jobs that were skipped", 1),
                Some(result) => return Some(result.as_str().to_owned()),
            }
        }
        Explains::TileBroken if standing.state == State::NewlyBroken => return Some(state()),
        Explains::TileFixed if standing.fixed => return Some(state()),
        Explains::TileFlaky => match row.stats.flakes() {
            Some(0) => leave(out, "jobs without such a result", 1),
            None => leave(out, "jobs of which attempts are not known", 1),
            Some(n) => return Some(plural(u64::from(n), "such result", "such results")),
        },
        Explains::TileRate => {
            let r = row.stats.results;
            for (why, n) in others(&r) {
                leave(out, why, n);
            }
            if r.decided() > 0 {
                let mut said = r.passed.to_string();
                for part in [" passed, ", &r.failed.to_string(), " failed"] {
                    said.push_str(part);
                }
                return Some(said);
            }
        }
        _ => leave(out, "jobs in another state", 1),
    }
    None
}

/// Results that decide nothing.
const fn others(r: &crate::stats::ResultCounts) -> [(&'static str, u32); 4] {
    [
        ("skipped results", r.skipped),
        ("cancelled results", r.cancelled),
        ("results still running", r.running),
        ("results of an unknown word", r.unknown),
    ]
}

fn of_job(asking: Asking<'_>, figure: Explains, job: &str, out: &mut Explained) -> Option<()> {
    let (store, table) = (asking.store, asking.table);
    let is_it = |r: &TableRow| {
        store
            .series(r.series)
            .is_some_and(|s| s.id().to_string() == job)
    };
    let at = table.rows.iter().position(is_it)?;
    let view = row(store, table, u32::try_from(at).ok()?)?;
    let found = table.rows.get(at)?;
    out.title.push_str(": ");
    out.title.push_str(&view.name);
    out.value = value(figure, &view);
    // Files that cannot prove a flake have mixed results in its place.
    let wanted = match found.stats.flaky {
        Some(_) => Verdict::Flaky,
        None => Verdict::Mixed,
    };
    let mut n_decided = 0;
    for cell in store.cells(found.series) {
        let column = store.run(cell);
        if !found.window.holds(column) {
            continue;
        }
        let Some(info) = store.run_info(found.series, cell) else {
            continue;
        };
        let n_before = n_decided;
        n_decided += u32::from(store.result(cell).is_decided());
        let is_late = figure == Explains::Weather && n_before >= 10;
        match said_of_cell(store, figure, cell, wanted).filter(|_| !is_late) {
            Some(said) => {
                let hosts = &asking.config.link_hosts;
                let newest = store.attempts(cell).next();
                let url = newest.and_then(|at| store.address(at));
                out.counted.push(CountedIn {
                    name: info.name().text(table.kind),
                    said,
                    job: None,
                    url: url.filter(|u| link::safe(u, hosts).is_some()),
                });
            }
            None => leave(out, left_out(store.result(cell)), 1),
        }
    }
    let holes = view
        .cells
        .iter()
        .filter(|c| c.verdict == Verdict::None)
        .count();
    let unit = match table.kind {
        Kind::Nightly => "runs without this job",
        Kind::Prs => "pull requests without this check",
    };
    out.left_out
        .push((unit, u32::try_from(holes).unwrap_or(u32::MAX)));
    Some(())
}

fn value(figure: Explains, view: &RowView) -> String {
    let count = |n: Option<u32>| n.map(|n| n.to_string());
    let value = match figure {
        Explains::Rate => Some(view.rate_text.clone()),
        Explains::First => view.first_text.clone(),
        Explains::Fails => count(Some(view.fails)),
        Explains::Skips => count(Some(view.skips)),
        Explains::Reruns => count(view.reruns),
        Explains::Flaky => count(view.flakes),
        Explains::Weather => view.weather.map(|w| w.word().to_owned()),
        Explains::P50 => view.p50_text.clone(),
        _ => view.p95_text.clone(),
    };
    value.unwrap_or_else(|| format::NOT_AVAILABLE.to_owned())
}

/// What a run of the job adds to the figure; None: it is left out.
fn said_of_cell(store: &Store, figure: Explains, cell: CellIdx, wanted: Verdict) -> Option<String> {
    let result = store.result(cell);
    let word = || result.as_str().to_owned();
    match figure {
        Explains::Rate | Explains::Weather => result.is_decided().then(word),
        Explains::Fails => (result == Outcome::Failed).then(word),
        Explains::Skips => (result == Outcome::Skipped).then(word),
        Explains::First => {
            let decided = store.outcomes(cell).iter().rev().find(|o| o.is_decided())?;
            Some(decided.as_str().to_owned())
        }
        Explains::Reruns => {
            let n = store.attempts(cell).len();
            (n > 1).then(|| plural(n as u64, "attempt", "attempts"))
        }
        Explains::Flaky => {
            let verdict = store.verdict(cell);
            (verdict == wanted).then(|| {
                let mut said = String::from(verdict.as_str());
                said.push_str(", in the end ");
                said.push_str(result.as_str());
                said
            })
        }
        Explains::P50 | Explains::P95 => {
            let secs = store.duration_secs(cell)?;
            (result == Outcome::Passed).then(|| format::duration(secs.into()))
        }
        _ => None,
    }
}

/// Why a run of the job does not count, by its result.
const fn left_out(result: Outcome) -> &'static str {
    match result {
        Outcome::Passed => "passed runs",
        Outcome::Failed => "failed runs",
        Outcome::Skipped => "skipped runs",
        Outcome::Cancelled => "cancelled runs",
        Outcome::Running | Outcome::Waiting => "runs not finished",
        Outcome::Unknown => "runs of an unknown word",
    }
}
