//! Durations, ages and points of time.

use chrono::{DateTime, Datelike, TimeZone, Timelike, Utc};

use super::number::plural;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A duration in seconds by its two greatest units: `12s`, `41m 09s`, `1h 02m`, `2d 03h`.
#[must_use]
pub fn duration(secs: u64) -> String {
    let (minutes, hours, days) = (secs / 60, secs / 3_600, secs / 86_400);
    if minutes == 0 {
        format!("{secs}s")
    } else if hours == 0 {
        format!("{minutes}m {:02}s", secs % 60)
    } else if days == 0 {
        format!("{hours}h {:02}m", minutes % 60)
    } else {
        format!("{days}d {:02}h", hours % 24)
    }
}

/// How long `then` is ago, or how soon it comes, in one whole unit rounded down: `just now` (less
/// than a minute either way), `12 min ago`, `5 h ago`, `3 days ago`, `in 2 h`; months of 30 days
/// from 60 days, years of 365 days from two years.
#[must_use]
pub fn relative(then: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let secs = now.signed_duration_since(then).num_seconds();
    let age = secs.unsigned_abs();
    let days = age / 86_400;
    let text = match age {
        0..60 => return "just now".to_owned(),
        60..3_600 => format!("{} min", age / 60),
        3_600..86_400 => format!("{} h", age / 3_600),
        _ if days < 60 => plural(days, "day", "days"),
        _ if days < 730 => plural(days / 30, "month", "months"),
        _ => plural(days / 365, "year", "years"),
    };
    if secs < 0 {
        format!("in {text}")
    } else {
        format!("{text} ago")
    }
}

/// A day, counted from 1970-01-01, as `30 May`; None: no such day can be written.
#[must_use]
pub fn day(days: i64) -> Option<String> {
    let at = DateTime::from_timestamp(days.checked_mul(86_400)?, 0)?;
    let month = MONTHS.get(at.month0() as usize)?;
    let mut text = at.day().to_string();
    text.push(' ');
    text.push_str(month);
    Some(text)
}

/// A month of the calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    year: i32,
    /// From 0.
    month: u8,
}

impl Month {
    /// The month of a point of time in seconds since 1970 UTC; None: no such time can be written.
    #[must_use]
    pub fn of(secs: i64) -> Option<Self> {
        let at = DateTime::from_timestamp(secs, 0)?;
        let month = u8::try_from(at.month0()).ok()?;
        Some(Self {
            year: at.year(),
            month,
        })
    }

    /// `Dec 2025`.
    #[must_use]
    pub fn text(self) -> String {
        let name = MONTHS.get(usize::from(self.month)).copied();
        let mut text = String::from(name.unwrap_or_default());
        text.push(' ');
        text.push_str(&self.year.to_string());
        text
    }
}

/// A point of time as [`utc`], of seconds since 1970 UTC; None: no such time can be written.
#[must_use]
pub fn utc_secs(secs: i64) -> Option<String> {
    Some(utc(&DateTime::from_timestamp(secs, 0)?))
}

/// When a run was created, as [`utc`]; at midnight to the second its day alone, `20 Dec 2024`: that is
/// how sources that know no more than the day are kept. None: no such time can be written.
#[must_use]
pub fn run_time(secs: i64) -> Option<String> {
    let mut text = utc_secs(secs)?;
    if secs.rem_euclid(86_400) == 0 {
        text.truncate(text.len().saturating_sub(" 00:00 UTC".len()));
    }
    Some(text)
}

/// A point of time for programs, in UTC (ISO 8601): `2024-12-20T23:14:05Z`, at midnight to the second its
/// day alone, as [`run_time`]. None: no such time can be written.
#[must_use]
pub fn machine_time(secs: i64) -> Option<String> {
    let at = DateTime::from_timestamp(secs, 0)?;
    let mut text = at.date_naive().to_string();
    if secs.rem_euclid(86_400) != 0 {
        let (hour, minute, second) = (at.hour(), at.minute(), at.second());
        text.push_str(&format!("T{hour:02}:{minute:02}:{second:02}Z"));
    }
    Some(text)
}

/// A point of time to the minute, in UTC: `20 Dec 2024 23:14 UTC`.
#[must_use]
pub fn utc<Tz: TimeZone>(at: &DateTime<Tz>) -> String {
    let at = at.naive_utc();
    let month = MONTHS
        .into_iter()
        .nth(at.month0() as usize)
        .unwrap_or_default();
    format!(
        "{} {month} {} {:02}:{:02} UTC",
        at.day(),
        at.year(),
        at.hour(),
        at.minute()
    )
}
