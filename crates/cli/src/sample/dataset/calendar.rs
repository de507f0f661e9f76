//! When things happen in the sample.

/// When the sample was up to date: 2026-01-15 18:00 UTC, in seconds since 1970.
pub const NOW: i64 = 1_768_500_000;

pub(super) const HOUR: i64 = 3_600;
pub(super) const DAY: i64 = 86_400;
/// Runs begin in slots: at night at the beginning of one, for a push from [`AFTER_SLOT`] on. So no
/// two of a project begin at once, and ids can be made of their times.
pub(super) const SLOT: i64 = 300;
pub(super) const AFTER_SLOT: i64 = 100;
/// Between the runs of several workflows for one push.
pub(super) const STEP: i64 = 40;

/// Ages of the nights before which one night is missing: there was no run on the first day, and
/// nobody asked about the second.
pub(super) const NO_RUN_BEFORE: u64 = 9;
pub(super) const NOT_ASKED_BEFORE: u64 = 21;

/// The day of the night of this age, counted from 1970-01-01 UTC; age 0 is today.
pub(super) fn night(age: u64) -> i64 {
    let gaps = u64::from(age >= NO_RUN_BEFORE) + u64::from(age >= NOT_ASKED_BEFORE);
    NOW.div_euclid(DAY) - secs(age + gaps)
}

/// Saturday or Sunday.
pub(super) fn is_weekend(day: i64) -> bool {
    // 1970-01-01 was a Thursday.
    (day + 3).rem_euclid(7) >= 5
}

/// A number as a time or a duration.
pub(super) fn secs(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
