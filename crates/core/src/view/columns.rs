//! The columns of a window over all workflows: runs are put together by night.

use chrono::DateTime;

use super::table::{Table, Windowed};
use crate::store::{RunInfo, Store};

/// The runs in the window of each workflow, newest first.
fn runs<'a>(store: &'a Store, windows: &[Windowed]) -> impl Iterator<Item = &'a [RunInfo]> {
    windows.iter().map(|w| {
        let all = store.axis(w.axis).map_or(&[][..], |a| a.runs.as_slice());
        let rest = all.get(w.window.newest as usize..).unwrap_or_default();
        rest.get(..w.window.len as usize).unwrap_or(rest)
    })
}

/// Number of columns in the windows. Runs of several workflows share the column of their night;
/// two runs of one workflow on one night are two columns.
pub(super) fn n_columns(store: &Store, windows: &[Windowed]) -> u32 {
    if windows.len() < 2 {
        return windows.iter().map(|w| w.window.len).sum();
    }
    // Each night as often as it stands on one axis at most.
    let mut most: Vec<(Option<i64>, u32)> = Vec::new();
    for runs in runs(store, windows) {
        let mut here: Vec<(Option<i64>, u32)> = Vec::new();
        for run in runs {
            count(&mut here, run.night()).1 += 1;
        }
        for (night, n) in here {
            let known = count(&mut most, night);
            // Runs without a date are put together with no other.
            known.1 = if night.is_some() {
                known.1.max(n)
            } else {
                known.1 + n
            };
        }
    }
    most.iter().map(|night| night.1).sum()
}

impl Table {
    /// Columns of the window of which not all jobs could be read.
    #[must_use]
    pub fn n_partial(&self, store: &Store) -> u32 {
        let all = runs(store, &self.windows).flatten();
        u32::try_from(all.filter(|run| run.partial).count()).unwrap_or(u32::MAX)
    }

    /// UTC days of the oldest and the newest run in the window, `YYYY-MM-DD`. None: not known.
    #[must_use]
    pub fn days(&self, store: &Store) -> Option<(String, String)> {
        let times = || {
            runs(store, &self.windows)
                .flatten()
                .filter_map(|run| run.created_at)
        };
        let day = |at: i64| {
            let at = DateTime::from_timestamp(at, 0)?;
            Some(at.date_naive().to_string())
        };
        Some((day(times().min()?)?, day(times().max()?)?))
    }
}

fn count(nights: &mut Vec<(Option<i64>, u32)>, night: Option<i64>) -> &mut (Option<i64>, u32) {
    let at = nights
        .iter()
        .position(|n| n.0 == night)
        .unwrap_or(nights.len());
    if at == nights.len() {
        nights.push((night, 0));
    }
    #[expect(clippy::indexing_slicing, reason = "found or pushed above")]
    &mut nights[at]
}
