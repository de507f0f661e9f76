//! The runs of all workflows side by side: one column for each run, where runs of one night share
//! theirs; and what is known of a night's coverage.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate};
use tailorbird_snapshot::Kind;

use super::table::Table;
use crate::format;
use crate::sorted;
use crate::store::{Axis, AxisIdx, RunInfo, Store};

/// A column: the runs that share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// `#597`, `PR #10686`; the night (`30 May`) where several workflows share the column, or where
    /// the number says nothing.
    pub label: String,
    /// The night: days since 1970-01-01 UTC.
    pub night: Option<i64>,
    /// Not all jobs of a run in it could be read.
    pub partial: bool,
    /// The runs: axis, place on it.
    pub runs: Vec<(AxisIdx, u32)>,
}

/// All columns of a window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Newest first.
    pub all: Vec<Column>,
    /// For each window of the table: the column of its runs, newest first.
    places: Vec<(AxisIdx, u32, Vec<u32>)>,
}

/// One run of a window.
struct Entry<'a> {
    window: usize,
    axis: AxisIdx,
    at: u32,
    run: &'a RunInfo,
    /// Which run of its workflow that night it is, from the oldest.
    turn: u32,
}

impl Columns {
    /// Puts the runs of a table's windows side by side.
    #[must_use]
    pub fn of(store: &Store, table: &Table) -> Self {
        let mut entries: Vec<Entry<'_>> = Vec::new();
        let mut places = Vec::new();
        for (window, w) in table.windows.iter().enumerate() {
            let runs = store.axis(w.axis).map_or(&[][..], |a| a.runs.as_slice());
            let (newest, len) = (w.window.newest as usize, w.window.len as usize);
            let held = (0_u32..).zip(runs).skip(newest).take(len);
            let first = entries.len();
            for (at, run) in held {
                let axis = w.axis;
                let turn = 0;
                entries.push(Entry {
                    window,
                    axis,
                    at,
                    run,
                    turn,
                });
            }
            let mut before: Option<(Option<i64>, u32)> = None;
            for entry in entries.iter_mut().skip(first).rev() {
                let night = entry.run.night();
                entry.turn = match before {
                    Some((same, turn)) if same == night && night.is_some() => turn + 1,
                    _ => 0,
                };
                before = Some((night, entry.turn));
            }
            places.push((w.axis, w.window.newest, vec![0; entries.len() - first]));
        }
        let is_shared = table.windows.iter().filter(|w| w.window.len > 0).count() > 1;
        let order = if is_shared {
            sorted::indexes(entries.len(), &|a, b| {
                let key = |at: usize| entries.get(at).map(|e| (e.run.night(), e.turn));
                key(b).cmp(&key(a))
            })
        } else {
            sorted::indexes(entries.len(), &|_, _| Ordering::Equal)
        };
        let mut out = Self {
            all: Vec::new(),
            places,
        };
        let mut before = None;
        for entry in order.iter().filter_map(|at| entries.get(*at as usize)) {
            let key = entry.run.night().map(|night| (night, entry.turn));
            if !is_shared || key.is_none() || key != before {
                out.all.push(Column {
                    label: entry.run.name().text(table.kind),
                    night: entry.run.night(),
                    partial: false,
                    runs: Vec::new(),
                });
            }
            before = key;
            let at = u32::try_from(out.all.len().saturating_sub(1)).unwrap_or(u32::MAX);
            if let Some(column) = out.all.last_mut() {
                column.partial |= entry.run.partial;
                column.runs.push((entry.axis, entry.at));
                if let Some(day) = column.night.and_then(format::day).filter(|_| is_shared) {
                    column.label = day;
                }
            }
            let place = out.places.get_mut(entry.window);
            let place = place.and_then(|p| p.2.get_mut(entry.at.saturating_sub(p.1) as usize));
            if let Some(place) = place {
                *place = at;
            }
        }
        out
    }

    /// The column of run `at` of an axis; None: it is not in the window.
    #[must_use]
    pub fn of_run(&self, axis: AxisIdx, at: u32) -> Option<u32> {
        let (_, newest, places) = self.places.iter().find(|p| p.0 == axis)?;
        places.get(at.checked_sub(*newest)? as usize).copied()
    }
}

/// How much is known of a night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Runs, with all their jobs.
    Complete,
    /// Runs, of which not all jobs could be read.
    Partial,
    /// There was no run.
    NoRun,
    /// Nobody asked for that night.
    NotFetched,
}

impl Held {
    /// The word in exports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Partial => "partial",
            Self::NoRun => "no run",
            Self::NotFetched => "not fetched",
        }
    }
}

/// What the manifests say of the nights of some axes.
pub(super) struct Coverings<'a> {
    /// First night, and a letter for it and each night after it.
    letters: Vec<(i64, &'a [u8])>,
    /// First and last night of each part of the data that is not here.
    missing: Vec<(i64, i64)>,
}

impl<'a> Coverings<'a> {
    pub(super) fn of(store: &'a Store, table: &Table) -> Self {
        let axes: Vec<&Axis> = table
            .windows
            .iter()
            .filter_map(|w| store.axis(w.axis))
            .collect();
        let fits = |project: &str, workflow: &str, kind: Kind| {
            axes.iter().any(|axis| {
                let is_all = axis.workflow.is_empty() || workflow.is_empty();
                let is_same = axis.workflow == workflow || is_all;
                axis.kind == kind && axis.project == project && is_same
            })
        };
        let all = store.manifests().iter().flat_map(|m| &m.coverage);
        let of = all.filter(|c| fits(&c.source.project, &c.source.workflow, c.source.kind));
        let missing = store.missing_shards().filter(|it| it.kind == table.kind);
        let night = |secs: i64| secs.div_euclid(86_400);
        Self {
            letters: of.map(|c| (c.first_day, c.days.as_bytes())).collect(),
            missing: missing.map(|it| (night(it.from), night(it.to))).collect(),
        }
    }

    /// What is known of a night with or without runs in the data.
    pub(super) fn held(&self, night: i64, has_runs: bool, is_partial: bool) -> Held {
        let letter = |(first, days): &(i64, &[u8])| {
            let at = usize::try_from(night.checked_sub(*first)?).ok()?;
            days.get(at).copied()
        };
        let has = |wanted: &[u8]| {
            let mut letters = self.letters.iter().filter_map(letter);
            letters.any(|l| wanted.contains(&l))
        };
        match has_runs {
            true if is_partial || has(b"p") => Held::Partial,
            true => Held::Complete,
            // A part that is not here may hold its runs.
            false if self.missing.iter().any(|it| (it.0..=it.1).contains(&night)) => {
                Held::NotFetched
            }
            false if has(b"p") => Held::Partial,
            false if self.letters.is_empty() || has(b"cn") => Held::NoRun,
            false => Held::NotFetched,
        }
    }
}

/// A night as `YYYY-MM-DD`; None: no such day can be written.
#[must_use]
pub fn date_of(night: i64) -> Option<NaiveDate> {
    let at = DateTime::from_timestamp(night.checked_mul(86_400)?, 0)?;
    Some(at.date_naive())
}

/// A day as `YYYY-MM-DD`, as the address has it.
#[must_use]
pub fn day_word(day: NaiveDate) -> String {
    day.to_string()
}
