//! The two sides: which runs or days the address means, and their columns on each axis.

use chrono::{Days, NaiveDate};
use tailorbird_snapshot::Kind;

use crate::compare::{self, RunAt};
use crate::format::{plural, run_time};
use crate::link;
use crate::stats::{ResultCounts, Window};
use crate::store::{Axis, AxisIdx, Store};
use crate::url::{Runs, date, day};
use crate::view::sheets::Asking;
use crate::view::table::Asked;

/// One side, as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SideView {
    /// The word by which the address names it.
    pub word: String,
    /// What it is, in words.
    pub title: String,
    /// First and last day, where it is days.
    pub days: Option<(String, String)>,
    /// Address of the run, where it is one and may be a link.
    pub url: Option<String>,
    /// Runs in it.
    pub runs: u32,
    /// Runs of which not all jobs could be read.
    pub partial: u32,
    /// Results of the jobs left in its runs.
    pub results: ResultCounts,
}

/// One side, as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Side {
    /// One run.
    Run(RunAt),
    /// First and last UTC day.
    Days(NaiveDate, NaiveDate),
}

impl Side {
    /// Its columns on one axis.
    pub(super) fn window(self, at: AxisIdx, axis: &Axis) -> Window {
        match self {
            Self::Run(run) if run.axis == at => Window {
                newest: run.column,
                len: 1,
            },
            Self::Run(_) => Window::default(),
            Self::Days(from, to) => {
                let asked = Asked {
                    runs: Some(Runs::All),
                    from: Some(from),
                    to: Some(to),
                    ..Asked::default()
                };
                asked.window(axis)
            }
        }
    }

    pub(super) const fn is_days(self) -> bool {
        matches!(self, Self::Days(..))
    }

    /// Everything but the results.
    pub(super) fn told(self, asking: Asking<'_>) -> SideView {
        let store = asking.store;
        let mut out = SideView::default();
        for (at, axis) in axes(asking) {
            let window = self.window(at, axis);
            let runs = axis.runs.iter().skip(window.newest as usize);
            for run in runs.take(window.len as usize) {
                out.runs += 1;
                out.partial += u32::from(run.partial);
            }
        }
        match self {
            Self::Run(at) => {
                let project = project(asking);
                out.word = compare::word(store, project, at).unwrap_or_default();
                if let Some(run) = at.info(store) {
                    out.title = run_title(store, at);
                    if let Some(axis) = store.axis(at.axis).filter(|_| axes(asking).count() > 1) {
                        out.title.extend([" · ", &axis.workflow]);
                    }
                    let url = run.url.as_deref();
                    let safe = url.and_then(|u| link::safe(u, &asking.config.link_hosts));
                    out.url = safe.map(str::to_owned);
                }
            }
            Self::Days(from, to) => {
                let (from, to) = (day(from), day(to));
                out.word = [&from, "..", &to].concat();
                let runs = match asking.table.kind {
                    Kind::Nightly => plural(out.runs.into(), "run", "runs"),
                    Kind::Prs => plural(out.runs.into(), "pull request", "pull requests"),
                };
                out.title = [&from, " to ", &to, " · ", &runs].concat();
                out.days = Some((from, to));
            }
        }
        out
    }
}

/// `#597 · 20 Dec 2024 23:14 UTC`.
pub(in crate::view) fn run_title(store: &Store, at: RunAt) -> String {
    let Some(run) = at.info(store) else {
        return String::new();
    };
    let name = run.name().text(Kind::Nightly);
    match run.created_at.and_then(run_time) {
        Some(time) if time.starts_with(&name) => time,
        Some(time) => [&name, " · ", &time].concat(),
        None => name,
    }
}

/// The project that is shown; None: all.
pub(super) fn project<'a>(asking: Asking<'a>) -> Option<&'a str> {
    Some(asking.table.project.as_str()).filter(|id| !id.is_empty())
}

/// The axes of the view.
pub(in crate::view) fn axes<'a>(asking: Asking<'a>) -> impl Iterator<Item = (AxisIdx, &'a Axis)> {
    let project = project(asking);
    let all = asking.store.axes(asking.table.kind);
    all.filter(move |(_, axis)| project.is_none_or(|id| axis.project == id))
}

/// The newest UTC day of the view's runs.
pub(super) fn newest_day(asking: Asking<'_>) -> Option<NaiveDate> {
    let nights = axes(asking).filter_map(|(_, axis)| axis.runs.first()?.night());
    date_of(nights.max()?)
}

/// A night as a date.
pub(super) fn date_of(night: i64) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_days(Days::new(u64::try_from(night).ok()?))
}

/// The older and the newer side that the address asks for.
///
/// # Errors
/// They are not there, or cannot be compared; the text fits after "failed to".
pub(super) fn sides(asking: Asking<'_>) -> Result<[Side; 2], String> {
    let (base, head) = (asking.query.base.as_deref(), asking.query.head.as_deref());
    let is_days = |word: Option<&str>| word.is_some_and(|word| word.contains(".."));
    let sides = match (is_days(base), is_days(head)) {
        (false, false) => {
            let pair = compare::pair(asking.store, project(asking), base, head);
            let (base, head) = pair.map_err(|err| err.to_string())?;
            if base.axis != head.axis {
                return Err("compare runs of different workflows: name two of one".to_owned());
            }
            [Side::Run(base), Side::Run(head)]
        }
        (base_days, head_days) => {
            if newest_day(asking).is_none() {
                return Err("compare days: this data holds no dates; name two runs".to_owned());
            }
            let side = |word: Option<&str>, is_days| match word {
                Some(word) if is_days => Ok(Some(span(word)?)),
                Some(word) => run(asking, word).map(Some),
                None => Ok(None),
            };
            let (base, head) = (side(base, base_days)?, side(head, head_days)?);
            match (base, head) {
                (Some(base), Some(head)) => [base, head],
                (Some(base), None) => [base, beside(base, true)?],
                (None, Some(head)) => [beside(head, false)?, head],
                (None, None) => return Err("find two sides to compare".to_owned()),
            }
        }
    };
    for side in sides {
        let told = side.told(asking);
        if told.runs == 0 {
            return Err(["find a run in the days `", &told.word, "`"].concat());
        }
    }
    Ok(sides)
}

fn run(asking: Asking<'_>, word: &str) -> Result<Side, String> {
    let found = compare::find(asking.store, project(asking), word);
    found.map(Side::Run).map_err(|err| err.to_string())
}

fn span(word: &str) -> Result<Side, String> {
    let days = word.split_once("..");
    let days = days.and_then(|(from, to)| Some((date(from)?, date(to)?)));
    let days = days.filter(|(from, to)| from <= to);
    days.map(|(from, to)| Side::Days(from, to))
        .ok_or_else(|| ["read the days `", word, "`: write YYYY-MM-DD..YYYY-MM-DD"].concat())
}

/// As many days right behind or before these.
fn beside(side: Side, is_behind: bool) -> Result<Side, String> {
    let Side::Days(from, to) = side else {
        return Err("compare a run with nothing: name two sides".to_owned());
    };
    let n = to.signed_duration_since(from).num_days().unsigned_abs() + 1;
    let moved = |date: NaiveDate| match is_behind {
        true => date.checked_add_days(Days::new(n)),
        false => date.checked_sub_days(Days::new(n)),
    };
    let days = moved(from).zip(moved(to));
    days.map(|(from, to)| Side::Days(from, to))
        .ok_or_else(|| "count the days".to_owned())
}
