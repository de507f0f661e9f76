//! A clock that runs ahead instead of waiting.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Clock;

/// Begins at a given time and moves by what is slept. Clones share it.
#[derive(Clone, Debug)]
pub struct FakeClock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    now: i64,
    slept: Vec<u64>,
}

impl FakeClock {
    /// Seconds since 1970.
    #[must_use]
    pub fn at(now: i64) -> Self {
        let slept = Vec::new();
        Self(Arc::new(Mutex::new(State { now, slept })))
    }

    /// All waits so far, in seconds.
    #[must_use]
    pub fn slept(&self) -> Vec<u64> {
        self.state(|state| state.slept.clone())
    }

    /// Lets time pass.
    pub fn pass(&self, secs: i64) {
        self.state(|state| state.now += secs);
    }

    fn state<T>(&self, with: impl FnOnce(&mut State) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Clock for FakeClock {
    fn now(&self) -> i64 {
        self.state(|state| state.now)
    }

    fn sleep(&self, time: Duration) {
        self.state(|state| {
            state.slept.push(time.as_secs());
            state.now += i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
        });
    }

    fn jitter(&self) -> f64 {
        0.0
    }
}
