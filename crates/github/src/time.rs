//! Times as seconds since 1970-01-01T00:00:00Z, read from the forms that GitHub writes.

use chrono::DateTime;
use serde::{Deserialize, Deserializer};

/// Reads an ISO 8601 time, such as `2025-12-01T04:36:55Z`. None: it is none.
#[must_use]
pub fn parse_time(text: &str) -> Option<i64> {
    let time = DateTime::parse_from_rfc3339(text.trim()).ok()?;
    Some(time.timestamp())
}

/// Writes a time as GitHub does, in UTC. None: no year of four digits.
#[must_use]
pub fn format_time(secs: i64) -> Option<String> {
    let time = DateTime::from_timestamp(secs, 0)?;
    let text = time.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    (text.len() == "2025-12-01T04:36:55Z".len()).then_some(text)
}

/// Reads a header such as `Date`.
pub(crate) fn parse_http_date(text: &str) -> Option<i64> {
    let time = DateTime::parse_from_rfc2822(text.trim()).ok()?;
    Some(time.timestamp())
}

/// For fields: a text or seconds; null, a missing field and a text that is no time are None.
pub(crate) fn lenient<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Form {
        Secs(i64),
        Text(String),
        Other(serde::de::IgnoredAny),
    }
    Ok(match Option::<Form>::deserialize(from)? {
        Some(Form::Secs(secs)) => Some(secs),
        Some(Form::Text(text)) => parse_time(&text),
        Some(Form::Other(_)) | None => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        assert_eq!(parse_time("2025-12-01T04:36:55Z"), Some(1_764_563_815));
        assert_eq!(
            parse_time("2025-12-01T05:36:55.123+01:00"),
            Some(1_764_563_815)
        );
        assert_eq!(parse_time("yesterday"), None);
        assert_eq!(
            format_time(1_764_563_815).as_deref(),
            Some("2025-12-01T04:36:55Z")
        );
        assert_eq!(format_time(i64::MAX), None);
        assert_eq!(
            parse_http_date("Mon, 01 Dec 2025 04:36:55 GMT"),
            Some(1_764_563_815)
        );
    }
}
