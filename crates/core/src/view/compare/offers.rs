//! What there is to choose from: runs, and pairs that are often asked for.

use chrono::Days;
use tailorbird_snapshot::Kind;

use super::sides::{axes, date_of, newest_day, project, run_title};
use crate::compare::{RunAt, newest_two, word};
use crate::store::AxisIdx;
use crate::url::day;
use crate::view::sheets::Asking;

/// A pair that is often asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is called.
    pub label: &'static str,
    /// `base` of the address; None: as when nothing is asked for.
    pub base: Option<String>,
    /// `head` of the address.
    pub head: Option<String>,
}

/// What there is to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Pairs.
    pub pairs: Vec<Offer>,
    /// Runs by the word of the address and in words, those of each workflow newest first.
    pub runs: Vec<(String, String)>,
    /// First and last day, where the data holds dates.
    pub days: Option<(String, String)>,
}

/// Runs that are offered at most.
const MOST: usize = 400;

/// What the present data offers.
#[must_use]
pub fn offers(asking: Asking<'_>) -> Offers {
    let two = newest_two(asking.store, project(asking)).ok();
    let mut out = Offers {
        runs: runs(asking),
        ..Offers::default()
    };
    if let Some((_, newest)) = two {
        out.pairs.push(Offer {
            label: "Last night and the one before",
            base: None,
            head: None,
        });
        out.pairs.extend(week_ago(asking, newest));
    }
    let oldest = axes(asking).filter_map(|(_, axis)| axis.runs.last()?.night());
    let oldest = oldest.min().and_then(date_of);
    if let Some((last, first)) = newest_day(asking).zip(oldest) {
        out.days = Some((day(first), day(last)));
        let back = |n: u64| last.checked_sub_days(Days::new(n)).map(day);
        if let (Some(from), Some(until), Some(since)) = (back(6), back(7), back(13)) {
            out.pairs.push(Offer {
                label: "Last 7 days and the 7 before",
                base: Some([&since, "..", &until].concat()),
                head: Some([&from, "..", &day(last)].concat()),
            });
        }
    }
    if let Some((_, newest)) = two {
        out.pairs.extend(ten_and_twenty(asking, newest.axis));
    }
    out
}

fn runs(asking: Asking<'_>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    if asking.table.kind != Kind::Nightly {
        return all;
    }
    let several = axes(asking).count() > 1;
    for (axis, it) in axes(asking) {
        for column in (0_u32..).take(it.runs.len()) {
            if all.len() >= MOST {
                return all;
            }
            let at = RunAt { axis, column };
            let mut title = run_title(asking.store, at);
            if several {
                title.push_str(" · ");
                title.push_str(&it.workflow);
            }
            all.extend(word(asking.store, project(asking), at).map(|word| (word, title)));
        }
    }
    all
}

/// The newest run and the first that is at least seven days older; without dates, the seventh
/// before it.
fn week_ago(asking: Asking<'_>, newest: RunAt) -> Option<Offer> {
    let axis = asking.store.axis(newest.axis)?;
    let night = axis.runs.first()?.night();
    let column = match night {
        Some(night) => axis
            .runs
            .iter()
            .position(|run| run.night().is_some_and(|n| n + 7 <= night))?,
        None => 7,
    };
    let column = u32::try_from(column).ok()?;
    let base = word(asking.store, project(asking), RunAt { column, ..newest })?;
    Some(Offer {
        label: if night.is_some() {
            "Last night and a week ago"
        } else {
            "The newest run and the seventh before"
        },
        base: Some(base),
        head: word(asking.store, project(asking), newest),
    })
}

/// The days of the newest ten runs and those of the twenty before, as far as they are loaded.
fn ten_and_twenty(asking: Asking<'_>, axis: AxisIdx) -> Option<Offer> {
    let runs = &asking.store.axis(axis)?.runs;
    let night = |at: usize| runs.get(at)?.night();
    let (last, first, until) = (night(0)?, night(9)?, night(10)?);
    let since = night(29.min(runs.len().saturating_sub(1)))?;
    let span = |from: i64, to: i64| Some([&day(date_of(from)?), "..", &day(date_of(to)?)].concat());
    // Days that lie on both sides would count twice.
    (until < first).then_some(())?;
    Some(Offer {
        label: "Newest 10 runs and the 20 before",
        base: Some(span(since, until)?),
        head: Some(span(first, last)?),
    })
}
