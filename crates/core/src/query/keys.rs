//! The built-in keys of the language and the reading of their values.

use super::build::Context;
use super::error::{FilterError, near};
use super::filter::{Comparison, Expr, Metric};
use super::scan::Value;
use crate::text::{decimal, lowercase};
use std::ops::Range;

/// A built-in key of the filter language, for completion and for the help sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The word before the colon.
    pub name: &'static str,
    /// Every value it takes; empty where values are free text or numbers.
    pub values: &'static [&'static str],
    /// A value as one might type it, to show behind the colon.
    pub example: &'static str,
    /// What it asks of a job, as a sentence fragment.
    pub help: &'static str,
}

/// The built-in keys, in the order in which they are offered. Dimensions come behind them.
#[must_use]
pub fn keys() -> &'static [Key] {
    KEYS
}

/// The words of `is:`.
pub(super) const IS: &[&str] = &[
    "failing",
    "broken",
    "flaky",
    "recovered",
    "passing",
    "none",
    "fixed",
    "mixed",
];

/// The words of `kind:`.
pub(super) const KINDS: &[&str] = &["build", "test", "static", "publish", "other"];

const YES_NO: &[&str] = &["yes", "no"];

const KEYS: &[Key] = &[
    key("name", &[], "k8s", "the full name holds this text"),
    key(
        "path",
        &[],
        "build",
        "the part of the name before the last slash holds this text",
    ),
    key(
        "required",
        YES_NO,
        "yes",
        "whether a pull request needs it to merge",
    ),
    key(
        "is",
        IS,
        "failing",
        "where the job stands, or what happened to it",
    ),
    key(
        "owner",
        &[],
        "none",
        "the group or person that owns it; none: nobody",
    ),
    key("kind", KINDS, "test", "what sort of job it is"),
    key("fails", &[], ">=2", "failed results in the window"),
    key(
        "reruns",
        &[],
        ">0",
        "attempts beyond the first in the window",
    ),
    key("rate", &[], "<90", "pass rate in percent"),
    key(
        "flakes",
        &[],
        ">0",
        "runs that both failed and passed in the window",
    ),
    key(
        "p50",
        &[],
        ">30m",
        "median duration of passed results, in s, m, h or d",
    ),
    key(
        "streak",
        &[],
        ">=3",
        "failed results in a row up to the newest",
    ),
    key(
        "since",
        &[],
        "7d",
        "broken no longer than this, counted from the newest run",
    ),
];

const fn key(
    name: &'static str,
    values: &'static [&'static str],
    example: &'static str,
    help: &'static str,
) -> Key {
    Key {
        name,
        values,
        example,
        help,
    }
}

/// Whether this word (in any case) is a built-in key or a dimension.
pub(super) fn is_known(word: &str, ctx: &Context<'_>) -> bool {
    KEYS.iter().any(|key| key.name.eq_ignore_ascii_case(word)) || dimension(word, ctx).is_some()
}

pub(super) fn dimension<'a>(word: &str, ctx: &Context<'a>) -> Option<&'a String> {
    ctx.dimension_keys
        .iter()
        .find(|key| key.eq_ignore_ascii_case(word))
}

/// The keys, built in or dimensions, that this word may be meant for, the likeliest first.
pub(super) fn near_keys<'a>(word: &str, ctx: &Context<'a>) -> Vec<&'a str> {
    let lower = word.to_ascii_lowercase();
    if matches!(lower.as_str(), "state" | "status") {
        return vec!["is"];
    }
    let dimensions = ctx.dimension_keys.iter().map(String::as_str);
    near(&lower, KEYS.iter().map(|key| key.name).chain(dimensions))
}

/// The error for a key that is neither built in nor a dimension.
pub(super) fn unknown_key(word: &str, span: Range<usize>, ctx: &Context<'_>) -> FilterError {
    let suggestion = near_keys(word, ctx).first().copied();
    let shown = shorten(word);
    FilterError {
        span,
        message: format!("unknown key \"{shown}\""),
        suggestion: suggestion.map(str::to_owned),
    }
}

/// The condition of a known key with these values, any of which may hold.
pub(super) fn condition(
    word: &str,
    span: &Range<usize>,
    values: &[Value],
    ctx: &Context<'_>,
) -> Result<Expr, FilterError> {
    let lower = word.to_ascii_lowercase();
    let mut tests = Vec::with_capacity(values.len());
    for value in values.iter().filter(|value| !value.text.is_empty()) {
        tests.push(test(&lower, value, ctx)?);
    }
    Expr::any(tests)
        .ok_or_else(|| FilterError::new(span.clone(), format!("\"{lower}:\" needs a value")))
}

/// The test of one value of a known key.
pub(super) fn test(key: &str, value: &Value, ctx: &Context<'_>) -> Result<Expr, FilterError> {
    let text = lowercase(&value.text);
    Ok(match key {
        "name" => Expr::Name(text),
        "path" => Expr::Path(text),
        "owner" => Expr::Owner(text),
        "required" => Expr::Required(one_of(key, YES_NO, &text, value)? == "yes"),
        "is" => Expr::Is(one_of(key, IS, &text, value)?),
        "kind" => Expr::Kind(one_of(key, KINDS, &text, value)?),
        "fails" => compare(Metric::Fails, key, &text, value)?,
        "reruns" => compare(Metric::Reruns, key, &text, value)?,
        "rate" => compare(Metric::Rate, key, &text, value)?,
        "flakes" => compare(Metric::Flakes, key, &text, value)?,
        "p50" => compare(Metric::P50, key, &text, value)?,
        "streak" => compare(Metric::Streak, key, &text, value)?,
        "since" => compare(Metric::Since, key, &text, value)?,
        _ => match dimension(key, ctx) {
            Some(key) => Expr::Dimension {
                key: key.clone(),
                value: text,
            },
            None => return Err(unknown_key(key, value.span.clone(), ctx)),
        },
    })
}

fn one_of(
    key: &str,
    words: &[&'static str],
    text: &str,
    value: &Value,
) -> Result<&'static str, FilterError> {
    words
        .iter()
        .copied()
        .find(|word| *word == text)
        .ok_or_else(|| FilterError {
            span: value.span.clone(),
            message: format!(
                "\"{key}:\" takes {}, not \"{}\"",
                words.join(", "),
                shorten(text)
            ),
            suggestion: near(text, words.iter().copied())
                .first()
                .copied()
                .map(str::to_owned),
        })
}

fn compare(metric: Metric, key: &str, text: &str, value: &Value) -> Result<Expr, FilterError> {
    let (written, rest) = operator(text);
    // "since:7d" asks for what broke within seven days; elsewhere a bare number means itself.
    let bare = if metric == Metric::Since {
        Comparison::AtMost
    } else {
        Comparison::Equal
    };
    let comparison = written.unwrap_or(bare);
    let (number, wanted) = match metric {
        Metric::P50 | Metric::Since => (seconds(rest), "a duration such as 90s, 30m, 2h or 7d"),
        Metric::Rate => (
            decimal(rest.strip_suffix('%').unwrap_or(rest)),
            "a percentage",
        ),
        _ => (decimal(rest), "a number"),
    };
    if rest.is_empty() {
        return Err(FilterError::new(
            value.span.clone(),
            format!("\"{key}:\" needs a value"),
        ));
    }
    match number {
        Some(number) => Ok(Expr::Metric {
            metric,
            comparison,
            number,
        }),
        None => {
            let message = format!("\"{key}:\" needs {wanted}, not \"{}\"", shorten(rest));
            Err(FilterError::new(value.span.clone(), message))
        }
    }
}

/// Splits a comparison off the front.
fn operator(text: &str) -> (Option<Comparison>, &str) {
    let table = [
        (">=", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        (">", Comparison::Above),
        ("<", Comparison::Below),
        ("=", Comparison::Equal),
    ];
    for (sign, comparison) in table {
        if let Some(rest) = text.strip_prefix(sign) {
            return (Some(comparison), rest);
        }
    }
    (None, text)
}

/// Seconds of one or more numbers with units, as in `1h30m`. Only zero needs no unit.
fn seconds(text: &str) -> Option<f64> {
    if decimal(text) == Some(0.0) {
        return Some(0.0);
    }
    let mut total = 0.0;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let (digits, tail) = rest.split_at_checked(end)?;
        let mut tail_chars = tail.chars();
        let unit = match tail_chars.next()? {
            's' => 1.0,
            'm' => 60.0,
            'h' => 3_600.0,
            'd' => 86_400.0,
            _ => return None,
        };
        total += decimal(digits)? * unit;
        rest = tail_chars.as_str();
    }
    (!text.is_empty() && f64::is_finite(total)).then_some(total)
}

/// A text short enough to quote in a message.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
