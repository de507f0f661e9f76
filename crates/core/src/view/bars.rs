//! The bars of the pass-rate tile: results by run, or by month.

use tailorbird_snapshot::Kind;

use super::table::{Table, TableRow};
use crate::format::Month;
use crate::sorted;
use crate::stats::ResultCounts;
use crate::store::{RunName, Store};

/// Most runs that have a column each: two months of nights.
const MOST_RUNS: usize = 62;

/// One column of the bars: cells of one run, or of the runs of one month, by result, over the rows
/// left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// The run or pull request; of several workflows' runs of one night, one of them; of a month,
    /// the first.
    pub run: RunName,
    /// Creation in seconds since 1970 UTC; None: not known.
    pub created_at: Option<i64>,
    /// The UTC month of which it holds all runs of the window; None: it is one night.
    pub month: Option<Month>,
    /// Runs or pull requests in it.
    pub n_runs: u32,
    /// Its cells.
    pub results: ResultCounts,
}

impl Bar {
    /// What it is called: `#597`, `PR #10686`, `Dec 2025`.
    #[must_use]
    pub fn label(&self, kind: Kind) -> String {
        self.month.map_or_else(|| self.run.text(kind), Month::text)
    }
}

/// One column for each run of each window, oldest first; for each month where there are more than
/// a chart can show and all times are known.
pub(super) fn bars(store: &Store, table: &Table, rows: &[u32]) -> Vec<Bar> {
    let mut out = Vec::new();
    for w in &table.windows {
        let Some(axis) = store.axis(w.axis) else {
            continue;
        };
        let columns = axis
            .runs
            .iter()
            .skip(w.window.newest as usize)
            .take(w.window.len as usize);
        let mut bars: Vec<Bar> = columns
            .map(|run| Bar {
                run: run.name(),
                created_at: run.created_at,
                month: None,
                n_runs: 1,
                results: ResultCounts::default(),
            })
            .collect();
        let on_axis = |r: &&TableRow| store.series(r.series).is_some_and(|s| s.axis == w.axis);
        for row in rows
            .iter()
            .filter_map(|r| table.rows.get(*r as usize))
            .filter(on_axis)
        {
            for cell in store.cells(row.series) {
                let column = store.run(cell);
                if !w.window.holds(column) {
                    continue;
                }
                if let Some(bar) = bars.get_mut((column - w.window.newest) as usize) {
                    bar.results.add_cell(store, row.series, cell);
                }
            }
        }
        add_bars(&mut out, bars);
    }
    let key = |at: usize| out.get(at).and_then(|b| b.created_at);
    let order = sorted::indexes(out.len(), &|a, b| key(a).cmp(&key(b)));
    let runs = order.iter().filter_map(|at| out.get(*at as usize));
    let runs: Vec<Bar> = runs.copied().collect();
    if runs.len() > MOST_RUNS {
        months(&runs).unwrap_or(runs)
    } else {
        runs
    }
}

/// Runs, oldest first, put together by month; None where the time of one is not known.
fn months(runs: &[Bar]) -> Option<Vec<Bar>> {
    let mut out: Vec<Bar> = Vec::new();
    for run in runs {
        let month = Some(Month::of(run.created_at?)?);
        match out.last_mut().filter(|bar| bar.month == month) {
            Some(bar) => {
                bar.results.merge(&run.results);
                bar.n_runs += run.n_runs;
            }
            None => out.push(Bar { month, ..*run }),
        }
    }
    Some(out)
}

/// Adds the bars of one workflow (newest first), oldest first; where another workflow ran on the
/// same night, to its bar.
fn add_bars(out: &mut Vec<Bar>, bars: Vec<Bar>) {
    let night = |bar: &Bar| bar.created_at.map(|at| at.div_euclid(86_400));
    let n_known = out.len();
    let mut taken = vec![false; n_known];
    for bar in bars.into_iter().rev() {
        let same = out.iter().take(n_known).zip(&taken);
        let same = same.enumerate().find(|(_, (known, taken))| {
            !**taken && night(&bar).is_some() && night(known) == night(&bar)
        });
        let at = same.map(|(at, _)| at);
        match at.and_then(|at| out.get_mut(at).zip(taken.get_mut(at))) {
            Some((known, taken)) => {
                known.results.merge(&bar.results);
                known.n_runs += bar.n_runs;
                *taken = true;
            }
            None => out.push(bar),
        }
    }
}
