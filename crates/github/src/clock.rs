//! Time and waiting, behind a trait: tests do not wait. It knows nothing of HTTP.

use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What the client asks of time.
pub trait Clock {
    /// Seconds since 1970-01-01T00:00:00Z.
    fn now(&self) -> i64;

    /// Waits.
    fn sleep(&self, time: Duration);

    /// A number in 0..1 that differs from call to call, to spread waiting times.
    fn jitter(&self) -> f64;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0, |time| i64::try_from(time.as_secs()).unwrap_or(i64::MAX))
    }

    fn sleep(&self, time: Duration) {
        thread::sleep(time);
    }

    fn jitter(&self) -> f64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0.5, |time| {
            f64::from(time.subsec_micros() % 1_000) / 1_000.0
        })
    }
}
