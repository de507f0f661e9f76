//! The tiles above the table: each answers one question about the rows that are left.

use tailorbird_snapshot::{Kind, Outcome};

use super::bars::{Bar, bars};
use super::runs::run_word;
use super::table::{Table, TableRow, Windowed};
use crate::compare::RunAt;
use crate::state::State;
use crate::stats::{ONLY_FAILURES, ResultCounts};
use crate::store::{CellIdx, RunName, Store};

/// How the newest run of each workflow went, over the rows left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LastRun {
    /// Results passed.
    pub passed: u32,
    /// Jobs with a cell in the run whose result is not skipped.
    pub of: u32,
    /// Results failed.
    pub failed: u32,
    /// Results skipped.
    pub skipped: u32,
    /// Results still running or waiting.
    pub running: u32,
    /// Jobs in the run before, not in this one; 0 for pull requests, which are no history.
    pub missing: u32,
}

/// All tiles of a view.
#[derive(Clone, Debug, PartialEq)]
pub struct Tiles {
    /// The newest runs, one for each workflow, with its name.
    pub newest: Vec<(String, RunName)>,
    /// All rows left.
    pub last_run: LastRun,
    /// Rows required now; None: no job says.
    pub required: Option<LastRun>,
    /// Rows that are newly broken.
    pub broken: u32,
    /// Rows that are fixed.
    pub fixed: u32,
    /// Rows with a flaky or mixed cell; None: n/a.
    pub flaky: Option<u32>,
    /// The longest breakage that ended, in failed results over all history, of the fixed rows.
    pub longest_fixed: u32,
    /// Passed / (passed + failed) over all cells of the rows left; None: n/a.
    pub rate: Option<f64>,
    /// Why there is no rate, where there are failures.
    pub rate_note: Option<&'static str>,
    /// The runs of the window, or its months where it has very many, oldest first.
    pub bars: Vec<Bar>,
}

/// Computes the tiles over the rows that are left.
#[must_use]
pub fn tiles(store: &Store, table: &Table, rows: &[u32]) -> Tiles {
    let left = || rows.iter().filter_map(|r| table.rows.get(*r as usize));
    let mut out = Tiles {
        newest: table
            .windows
            .iter()
            .filter_map(|w| newest(store, w))
            .collect(),
        last_run: LastRun::default(),
        required: (!table.required_unknown).then(LastRun::default),
        broken: 0,
        fixed: 0,
        flaky: None,
        longest_fixed: 0,
        rate: None,
        rate_note: None,
        bars: bars(store, table, rows),
    };
    let mut results = ResultCounts::default();
    let mut flaky = 0;
    for row in left() {
        let standing = &row.stats.standing;
        out.broken += u32::from(standing.state == State::NewlyBroken);
        if standing.fixed {
            out.fixed += 1;
            out.longest_fixed = out.longest_fixed.max(ended_streak(store, row));
        }
        flaky += u32::from(row.stats.flakes().is_some_and(|n| n > 0));
        results.merge(&row.stats.results);
        add_newest(store, table, row, &mut out.last_run);
        let required = store.series(row.series).and_then(|s| s.required);
        if let Some(tile) = out.required.as_mut().filter(|_| required == Some(true)) {
            add_newest(store, table, row, tile);
        }
    }
    let tells = table.rows.iter().any(|r| r.stats.flakes().is_some());
    out.flaky = tells.then_some(flaky);
    out.rate = results.pass_rate();
    out.rate_note = results.has_only_failures().then_some(ONLY_FAILURES);
    out
}

/// The newest run of a window, and the name of its workflow.
fn newest(store: &Store, w: &Windowed) -> Option<(String, RunName)> {
    let axis = store.axis(w.axis)?;
    let run = axis.runs.get(w.window.newest as usize)?;
    Some((axis.workflow.clone(), run.name()))
}

/// What an address calls the newest run or pull request; None where there are several, or none.
#[must_use]
pub fn newest_word(store: &Store, table: &Table) -> Option<String> {
    let mut all = table.windows.iter().filter(|w| newest(store, w).is_some());
    let only = all.next().filter(|_| all.next().is_none())?;
    let at = RunAt {
        axis: only.axis,
        column: only.window.newest,
    };
    Some(run_word(store, table, at))
}

impl Tiles {
    /// The newest runs: `#597`; behind the names of their workflows where there are several:
    /// `nightly 31 May, nightly-s390x 31 May`.
    #[must_use]
    pub fn newest_text(&self, kind: Kind) -> String {
        let is_named = self.newest.len() > 1;
        let text = |(workflow, run): &(String, RunName)| {
            let stem = workflow.trim_end_matches(".yml").trim_end_matches(".yaml");
            let run = run.text(kind);
            if is_named && !stem.is_empty() {
                [stem, " ", &run].concat()
            } else {
                run
            }
        };
        let all: Vec<String> = self.newest.iter().map(text).collect();
        all.join(", ")
    }
}

/// The cell of a row in one column.
fn cell_at(store: &Store, row: &TableRow, column: u32) -> Option<CellIdx> {
    store
        .cells(row.series)
        .find(|c| store.run(*c) >= column)
        .filter(|c| store.run(*c) == column)
}

/// Adds a row's cell in the newest run.
fn add_newest(store: &Store, table: &Table, row: &TableRow, tile: &mut LastRun) {
    let column = row.window.newest;
    let Some(cell) = cell_at(store, row, column) else {
        let nightly = table.kind == Kind::Nightly;
        if nightly && cell_at(store, row, column + 1).is_some() {
            tile.missing += 1;
        }
        return;
    };
    tile.add(store.result(cell));
}

/// Length of the failing streak that the newest passed result ended, over all history loaded.
fn ended_streak(store: &Store, row: &TableRow) -> u32 {
    let decided = store
        .cells(row.series)
        .filter(|c| store.result(*c).is_decided());
    let failed = decided
        .skip(1)
        .take_while(|c| store.result(*c) == Outcome::Failed)
        .count();
    u32::try_from(failed).unwrap_or(u32::MAX)
}

impl LastRun {
    /// Counts one job's result.
    pub(super) fn add(&mut self, result: Outcome) {
        if result == Outcome::Skipped {
            self.skipped += 1;
            return;
        }
        self.of += 1;
        self.passed += u32::from(result == Outcome::Passed);
        self.failed += u32::from(result == Outcome::Failed);
        self.running += u32::from(matches!(result, Outcome::Running | Outcome::Waiting));
    }

    /// `k/n` for `data-value`; `n/a` where no job ran.
    #[must_use]
    pub fn value(&self) -> String {
        if self.of == 0 {
            "n/a".to_owned()
        } else {
            format!("{}/{}", self.passed, self.of)
        }
    }
}
