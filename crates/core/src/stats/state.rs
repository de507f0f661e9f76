//! The state of a job, from the end of the window back through all history loaded.

use tailorbird_snapshot::{Outcome, Verdict};

use super::counts::Window;
use crate::state::State;
use crate::store::{CellIdx, SeriesIdx, Store};

/// Where a job stands, and since when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The state.
    pub state: State,
    /// Its newest decided result passed and the one before it failed.
    pub fixed: bool,
    /// Consecutive failed results from the newest; 0 where the newest passed.
    pub streak: u32,
    /// The oldest cell of the streak: broken since then.
    pub broken_since: Option<CellIdx>,
    /// The newest passed cell before the streak.
    pub last_good: Option<CellIdx>,
}

/// Works out where a job stands. Cells that neither passed nor failed are passed over.
#[must_use]
pub fn standing(store: &Store, series: SeriesIdx, window: Window) -> Standing {
    let mut decided = store
        .cells(series)
        .filter(|c| store.run(*c) >= window.newest)
        .filter(|c| store.result(*c).is_decided())
        .peekable();
    let Some(&newest) = decided.peek() else {
        return settled(State::NoResult, false);
    };
    if store.result(newest) == Outcome::Failed {
        return failing(store, decided);
    }
    decided.next();
    let fixed = decided
        .peek()
        .is_some_and(|c| store.result(*c) == Outcome::Failed);
    if store.verdict(newest) == Verdict::Flaky {
        return settled(State::Flaky, fixed);
    }
    let failed = |c: CellIdx| store.result(c) == Outcome::Failed;
    let in_window = |c: &CellIdx| window.holds(store.run(*c));
    let recovered = decided.take_while(in_window).any(failed);
    settled(
        if recovered {
            State::Recovered
        } else {
            State::Passing
        },
        fixed,
    )
}

const fn settled(state: State, fixed: bool) -> Standing {
    Standing {
        state,
        fixed,
        streak: 0,
        broken_since: None,
        last_good: None,
    }
}

/// The states of a job whose newest decided result failed.
fn failing(store: &Store, decided: impl Iterator<Item = CellIdx>) -> Standing {
    let mut streak = 0;
    let mut broken_since = None;
    let mut last_good = None;
    for cell in decided {
        if store.result(cell) == Outcome::Passed {
            last_good = Some(cell);
            break;
        }
        streak += 1;
        broken_since = Some(cell);
    }
    let state = match (streak, last_good) {
        (1, Some(_)) => State::NewlyBroken,
        _ => State::Failing {
            streak,
            open_ended: last_good.is_none(),
        },
    };
    Standing {
        state,
        fixed: false,
        streak,
        broken_since,
        last_good,
    }
}
