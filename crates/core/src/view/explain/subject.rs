//! What has figures, and how one of them is explained: each result that it could count is counted,
//! or left out with a reason.

use tailorbird_snapshot::{Kind, Outcome, Verdict};

use super::ask::{CountedIn, Explained};
use super::cells::{said_of_cell, said_of_job, why_not};
use super::measure::Measure;
use crate::format::NOT_AVAILABLE;
use crate::link;
use crate::store::{CellIdx, RunInfo, SeriesIdx};
use crate::view::Asking;

/// How a result is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum By {
    /// By its run: all are of one job.
    #[default]
    Run,
    /// By its job: all are of one run.
    Job,
    /// By both.
    Both,
}

/// A result that a figure could count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) series: SeriesIdx,
    pub(super) cell: CellIdx,
    /// The filters leave it.
    pub(super) is_left: bool,
}

/// What has figures.
#[derive(Debug, Default)]
pub(super) struct Subject {
    /// What it is called after the name of a figure; may be empty.
    pub(super) name: String,
    /// Its figures as they are on the screen, in order.
    pub(super) values: Vec<(Measure, String)>,
    /// Results, newest first.
    pub(super) pieces: Vec<Piece>,
    /// How they are called.
    pub(super) by: By,
    /// Results of all that is loaded, for the state of a job.
    pub(super) past: Vec<Piece>,
    /// Rows of the table, for figures that count jobs.
    pub(super) rows: Vec<u32>,
    /// What else is left out: where nothing is.
    pub(super) holes: Option<(&'static str, u32)>,
}

/// Explains a figure, which is on the screen as `value`.
pub(super) fn explained(
    asking: Asking<'_>,
    subject: &Subject,
    measure: Measure,
    value: &str,
) -> Explained {
    let mut out = Explained::new(
        measure.word(),
        measure.title().to_owned(),
        value.to_owned(),
        measure.formula(),
    );
    if !subject.name.is_empty() {
        out.title.push_str(": ");
        out.title.push_str(&subject.name);
    }
    if measure.is_of_jobs() {
        jobs(asking, subject, measure, &mut out);
    } else {
        results(asking, subject, measure, &mut out);
        if let Some((why, n)) = subject.holes {
            out.leave(why, n);
        }
    }
    out
}

fn jobs(asking: Asking<'_>, subject: &Subject, measure: Measure, out: &mut Explained) {
    for number in &subject.rows {
        let row = asking.table.rows.get(*number as usize);
        let Some(row) = row else { continue };
        if let Some(said) = said_of_job(asking, measure, row, out) {
            out.count(&|| CountedIn::job(asking.store, row.series, said.clone()));
        }
    }
}

/// Whether what comes next is too old for a figure of the newest results.
struct Enough {
    measure: Measure,
    decided: u32,
    newest: Option<Outcome>,
    is_enough: bool,
}

impl Enough {
    /// Whether there was enough before this result.
    fn before(&mut self, result: Outcome, verdict: Verdict) -> bool {
        let is_enough = self.is_enough || (self.measure == Measure::Weather && self.decided >= 10);
        if result.is_decided() {
            self.decided += 1;
            let newest = *self.newest.get_or_insert(result);
            self.is_enough |= match self.measure {
                Measure::Last => result == Outcome::Failed,
                // A streak ends with the one that passed; a flaky newest result says all.
                Measure::State => {
                    (newest, result) == (Outcome::Failed, Outcome::Passed)
                        || (self.decided == 1
                            && result == Outcome::Passed
                            && verdict == Verdict::Flaky)
                }
                _ => false,
            };
        }
        is_enough
    }
}

fn results(asking: Asking<'_>, subject: &Subject, measure: Measure, out: &mut Explained) {
    let store = asking.store;
    let is_untold = measure.can_be_untold() && out.value == NOT_AVAILABLE;
    let mut decided = subject.past.iter().map(|piece| store.result(piece.cell));
    let is_red = decided.find(|r| r.is_decided()) == Some(Outcome::Failed);
    let pieces = match measure {
        // What is red is so since before the window.
        Measure::State if is_red => &subject.past,
        _ => &subject.pieces,
    };
    let mut enough = Enough {
        measure,
        decided: 0,
        newest: None,
        is_enough: false,
    };
    for piece in pieces {
        let result = store.result(piece.cell);
        if !piece.is_left && measure != Measure::Span {
            out.leave("results of jobs that the filters leave out", 1);
            continue;
        }
        let is_enough = enough.before(result, store.verdict(piece.cell));
        let said = said_of_cell(store, measure, piece.series, piece.cell);
        match said.filter(|_| !is_enough) {
            _ if is_untold => out.leave("results of which the data does not tell it", 1),
            Some(said) => out.count(&|| line(asking, subject.by, *piece, &said)),
            None if measure == Measure::Required && result != Outcome::Skipped => {
                out.leave("results of jobs that are not required", 1);
            }
            None => out.leave(why_not(result), 1),
        }
    }
}

fn line(asking: Asking<'_>, by: By, piece: Piece, said: &str) -> CountedIn {
    let store = asking.store;
    let series = store.series(piece.series);
    let run = store.run_info(piece.series, piece.cell);
    let run = run.map(RunInfo::name);
    let kind = series.map_or(Kind::Nightly, |s| s.kind);
    let run = run.map(|run| run.text(kind)).unwrap_or_default();
    match by {
        By::Run => {
            let newest = store.attempts(piece.cell).next();
            let url = newest.and_then(|at| store.address(at));
            CountedIn {
                name: run,
                said: said.to_owned(),
                job: None,
                url: url.filter(|u| link::safe(u, &asking.config.link_hosts).is_some()),
            }
        }
        By::Job => CountedIn::job(store, piece.series, said.to_owned()),
        By::Both => CountedIn::job(store, piece.series, [&run, ": ", said].concat()),
    }
}
