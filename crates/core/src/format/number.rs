//! Rates and counts.

/// What stands for a figure that cannot be computed.
pub const NOT_AVAILABLE: &str = "n/a";

/// Narrow no-break space, which groups digits.
const GROUP: char = '\u{202f}';

/// Slack for rates that are not exact in binary (29/200 is 14.499999999999998 %).
const SLACK: f64 = 1e-9;

/// A rate (0..=1) in per cent: `n/a` for None and for anything outside of that range; no decimal
/// from 10 % to 90 %, one outside; halves up; `0 %` and `100 %` only where exact, else
/// `< 0.1 %` and `> 99.9 %`. The space is a plain one.
#[must_use]
pub fn percent(rate: Option<f64>) -> String {
    let Some(rate) = rate.filter(|rate| (0.0..=1.0).contains(rate)) else {
        return NOT_AVAILABLE.to_owned();
    };
    let value = rate * 100.0;
    if rate <= 0.0 {
        "0 %".to_owned()
    } else if rate >= 1.0 {
        "100 %".to_owned()
    } else if (10.0 - SLACK..=90.0 + SLACK).contains(&value) {
        format!("{} %", whole(value + 0.5 + SLACK))
    } else {
        let tenths = whole(value * 10.0 + 0.5 + SLACK);
        if tenths < 1 {
            "< 0.1 %".to_owned()
        } else if tenths > 999 {
            "> 99.9 %".to_owned()
        } else {
            format!("{}.{} %", tenths / 10, tenths % 10)
        }
    }
}

/// A figure from 0 to 1,000 without its decimals.
fn whole(figure: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rate was checked to lie in 0..=1"
    )]
    let whole = figure as u32;
    whole
}

/// A count; from 10,000 on its digits are grouped by U+202F (narrow no-break space).
#[must_use]
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    if n < 10_000 {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() + digits.len());
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(GROUP);
        }
        text.push(digit);
    }
    text
}

/// A count with its noun: `1 job`, `0 jobs`, `166 jobs`.
#[must_use]
pub fn plural(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}
