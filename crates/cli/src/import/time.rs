//! Times and durations as texts.

use chrono::{DateTime, NaiveDate, NaiveTime};

/// Years that a result may be of.
const YEARS: std::ops::RangeInclusive<i64> = 0..=4_102_444_800;

/// Seconds since 1970 of `2025-11-20` (its beginning, UTC) or `2025-11-20T10:00:00Z`. None: neither,
/// or not between 1970 and 2100.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let day = day.map(|day| day.and_time(NaiveTime::MIN).and_utc().timestamp());
    let exact = || {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|t| t.timestamp())
    };
    day.or_else(exact).filter(|at| YEARS.contains(at))
}

/// Seconds since 1970 of the beginning of a day such as `2024-12-21`, UTC. None: it is none.
#[must_use]
pub fn day(text: &str) -> Option<i64> {
    seconds(text).filter(|_| text.len() == 10)
}

/// Seconds of `1h 20m 12s`. None: it is no duration, such as `N/A`.
pub(super) fn duration(text: &str) -> Option<u32> {
    let mut sum = None;
    for part in text.split_whitespace() {
        let unit = match part.as_bytes().last() {
            Some(b'd') => 86_400,
            Some(b'h') => 3_600,
            Some(b'm') => 60,
            Some(b's') => 1,
            _ => return None,
        };
        let n: u32 = part.get(..part.len() - 1)?.parse().ok()?;
        sum = Some(n.checked_mul(unit)?.checked_add(sum.unwrap_or(0))?);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times() {
        assert_eq!(seconds("1970-01-02"), Some(86_400));
        assert_eq!(seconds("1970-01-01T01:00:00.5+01:00"), Some(0));
        for text in ["", "2025-13-01", "1969-12-31", "9999-01-01", "yesterday"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn durations() {
        assert_eq!(duration("0m 8s"), Some(8));
        assert_eq!(duration("1h 2m 3s"), Some(3_723));
        for text in [
            "",
            "N/A",
            "5",
            "m",
            "-1s",
            "9999999999s",
            "99999999h 1s",
            "é",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
