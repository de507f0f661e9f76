//! What to do about an answer that is no success: pure rules, no waiting.
//!
//! From GitHub's "best practices" and "rate limits" pages: `retry-after` is waited for; without
//! requests left, the reset is waited for; any other sign of a limit asks for a minute at least,
//! growing with each try.

/// What an unsuccessful answer says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signs {
    pub(crate) status: u16,
    /// `retry-after` in seconds.
    pub(crate) retry_after: Option<u64>,
    /// `x-ratelimit-remaining`.
    pub(crate) remaining: Option<u64>,
    /// `x-ratelimit-reset`, seconds since 1970.
    pub(crate) reset: Option<i64>,
    /// The `message` of the body.
    pub(crate) message: String,
}

/// What follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A limit: wait so many seconds and send it again.
    Wait { secs: u64, why: &'static str },
    /// The server's fault: again soon, with smaller pages in the end.
    Again,
    /// It would be the same again.
    Final,
}

/// Tries of a limited request.
pub(crate) const LIMITED_TRIES: u32 = 5;
/// Tries of a request that the server fails at, for each size of page.
pub(crate) const SERVER_TRIES: u32 = 3;
/// Longest wait; GitHub's windows are an hour.
const LONGEST_SECS: u64 = 2 * 3_600;

/// `tries` so far, this one included, ≥ 1; `now` in seconds since 1970; `jitter` in 0..1.
pub(crate) fn judge(signs: &Signs, tries: u32, now: i64, jitter: f64) -> Verdict {
    match signs.status {
        403 | 429 => limited(signs, tries, now, jitter),
        408 | 500..=599 => Verdict::Again,
        _ => Verdict::Final,
    }
}

fn limited(signs: &Signs, tries: u32, now: i64, jitter: f64) -> Verdict {
    let wait = |secs: u64, why| {
        if secs > LONGEST_SECS {
            Verdict::Final
        } else {
            Verdict::Wait { secs, why }
        }
    };
    if let Some(secs) = signs.retry_after {
        return wait(secs, "GitHub asks for a pause");
    }
    if signs.remaining == Some(0) {
        if let Some(reset) = signs.reset {
            // One second more: the reset is told in whole seconds.
            let secs = u64::try_from(reset.saturating_sub(now)).unwrap_or(0) + 1;
            return wait(secs, "no requests are left until the limit is reset");
        }
        return wait(backoff(60, tries, jitter), "no requests are left");
    }
    let secondary = signs.message.to_ascii_lowercase().contains("rate limit");
    if signs.status == 429 || secondary {
        return wait(backoff(60, tries, jitter), "GitHub limits requests");
    }
    Verdict::Final
}

/// `base` at the first try, doubled with each further one, and up to a half more.
pub(crate) fn backoff(base: u64, tries: u32, jitter: f64) -> u64 {
    let doubled = base << tries.saturating_sub(1).min(6);
    let halves = if jitter.is_finite() {
        jitter.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let steps = [0.25, 0.5, 0.75]
        .iter()
        .filter(|step| halves >= **step)
        .count();
    doubled + doubled / 8 * u64::try_from(steps).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(signs: &Signs, expect: &Verdict) {
        assert_eq!(&judge(signs, 1, 1_000, 0.0), expect, "{signs:?}");
    }

    fn signs(status: u16) -> Signs {
        Signs {
            status,
            ..Signs::default()
        }
    }

    #[test]
    fn limits_are_waited_for() {
        let wait = |secs, why| Verdict::Wait { secs, why };
        for status in [403, 429] {
            let pause = Signs {
                retry_after: Some(7),
                remaining: Some(0),
                reset: Some(1),
                ..signs(status)
            };
            check(&pause, &wait(7, "GitHub asks for a pause"));
            let none_left = Signs {
                remaining: Some(0),
                reset: Some(1_030),
                ..signs(status)
            };
            check(
                &none_left,
                &wait(31, "no requests are left until the limit is reset"),
            );
            let past = Signs {
                remaining: Some(0),
                reset: Some(900),
                ..signs(status)
            };
            check(
                &past,
                &wait(1, "no requests are left until the limit is reset"),
            );
            let secondary = Signs {
                remaining: Some(4_000),
                message: "You have exceeded a secondary rate limit".to_owned(),
                ..signs(status)
            };
            check(&secondary, &wait(60, "GitHub limits requests"));
        }
        check(&signs(429), &wait(60, "GitHub limits requests"));
    }

    #[test]
    fn a_refusal_without_signs_is_no_limit() {
        check(&signs(403), &Verdict::Final);
        let left = Signs {
            remaining: Some(4_000),
            message: "Resource not accessible".into(),
            ..signs(403)
        };
        check(&left, &Verdict::Final);
        // Nobody waits a day.
        check(
            &Signs {
                retry_after: Some(86_400),
                ..signs(429)
            },
            &Verdict::Final,
        );
    }

    #[test]
    fn servers_are_asked_again_and_wrong_requests_are_not() {
        for status in [408, 500, 502, 503, 504] {
            check(&signs(status), &Verdict::Again);
        }
        for status in [400, 401, 404, 410, 418, 422] {
            check(&signs(status), &Verdict::Final);
        }
    }

    #[test]
    fn waits_double_and_spread_but_are_never_less() {
        for tries in 1..=5 {
            let least = 60 << (tries - 1);
            assert_eq!(backoff(60, tries, 0.0), least);
            let most = backoff(60, tries, 0.999);
            assert!(most > least && most <= least + least / 2);
            assert_eq!(backoff(60, tries, f64::NAN), least);
        }
        assert_eq!(backoff(1, u32::MAX, 0.0), 64);
    }
}
