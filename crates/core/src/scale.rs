//! Scales of charts: where the axis ends and what stands beside it. Charts only draw.

use crate::format;

/// What the values of a chart are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Shares, 0..=1.
    Rate,
    /// Whole numbers.
    Count,
    /// Seconds.
    Secs,
}

/// Ends of an axis and its ticks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    /// Value at the bottom.
    pub low: f64,
    /// Value at the top, above `low`.
    pub top: f64,
    /// Share of the height and words, from below.
    pub ticks: Vec<(f64, String)>,
}

/// Most steps of an axis.
const STEPS: f64 = 4.0;

/// Steps of an axis of times, in seconds.
const SECS: [f64; 17] = [
    1.0, 5.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1_800.0, 3_600.0, 7_200.0, 14_400.0,
    21_600.0, 43_200.0, 86_400.0, 172_800.0,
];

/// Where an axis of shares may begin. What is stacked or counted begins at nothing.
const RATES: [f64; 5] = [0.95, 0.9, 0.8, 0.5, 0.0];

impl Scale {
    /// The scale on which values from `min` to `max` lie.
    #[must_use]
    pub fn of(unit: Unit, min: f64, max: f64) -> Self {
        if unit == Unit::Rate {
            let low = RATES.into_iter().find(|low| *low < min).unwrap_or(0.0);
            return Self::steps(unit, low, 1.0, (1.0 - low) / 2.0);
        }
        let step = if unit == Unit::Secs {
            let found = SECS.into_iter().find(|step| step * STEPS >= max);
            found.unwrap_or_else(|| (max / STEPS / 86_400.0).ceil() * 86_400.0)
        } else {
            round_step(max / STEPS)
        };
        let top = (max / step).ceil().max(1.0) * step;
        Self::steps(unit, 0.0, top, step)
    }

    fn steps(unit: Unit, low: f64, top: f64, step: f64) -> Self {
        let mut ticks = Vec::new();
        let mut at = low;
        // A value that is no number ends the loop.
        while at < top + step / 2.0 && ticks.len() < 8 {
            ticks.push(((at - low) / (top - low), text(unit, at)));
            at += step;
        }
        Self { low, top, ticks }
    }

    /// The share of the height at which a value lies.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        let height = self.top - self.low;
        if height > 0.0 {
            ((value - self.low) / height).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

/// A value in words.
#[must_use]
pub fn text(unit: Unit, value: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts and seconds are whole and not negative"
    )]
    let whole = || value.max(0.0).round() as u64;
    match unit {
        Unit::Rate => format::percent(Some(value)),
        Unit::Count => format::count(whole()),
        Unit::Secs => format::duration(whole()),
    }
}

/// The next of 1, 2, 5, 10, 20, 50 … that is not below `least`.
fn round_step(least: f64) -> f64 {
    let mut unit = 1.0;
    loop {
        for step in [1.0, 2.0, 5.0] {
            if step * unit >= least {
                return step * unit;
            }
        }
        unit *= 10.0;
        if unit > 1e15 {
            return unit;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(unit: Unit, min: f64, max: f64) -> Vec<String> {
        let scale = Scale::of(unit, min, max);
        scale.ticks.into_iter().map(|tick| tick.1).collect()
    }

    #[test]
    fn counts_end_at_a_round_number() {
        assert_eq!(
            words(Unit::Count, 0.0, 166.0),
            ["0", "50", "100", "150", "200"]
        );
        assert_eq!(words(Unit::Count, 0.0, 0.0), ["0", "1"]);
        assert_eq!(words(Unit::Count, 0.0, 3.0), ["0", "1", "2", "3"]);
    }

    #[test]
    fn times_end_at_a_round_time() {
        let max = 5_400.0;
        assert_eq!(
            words(Unit::Secs, 0.0, max),
            ["0s", "30m 00s", "1h 00m", "1h 30m"]
        );
        assert_eq!(words(Unit::Secs, 0.0, 1e7).len(), 5);
    }

    #[test]
    fn shares_begin_where_the_lowest_is() {
        assert_eq!(words(Unit::Rate, 0.97, 1.0), ["95.0 %", "97.5 %", "100 %"]);
        assert_eq!(words(Unit::Rate, 0.6, 1.0), ["50 %", "75 %", "100 %"]);
        assert_eq!(words(Unit::Rate, 0.0, 1.0), ["0 %", "50 %", "100 %"]);
        let scale = Scale::of(Unit::Rate, 0.6, 1.0);
        assert!((scale.share(0.75) - 0.5).abs() < 1e-9);
        assert!(scale.share(0.1) <= 0.0);
    }

    #[test]
    fn no_value_hangs_it() {
        for value in [f64::NAN, f64::INFINITY, -1.0] {
            assert!(Scale::of(Unit::Count, value, value).ticks.len() < 9);
            assert!(Scale::of(Unit::Secs, value, value).ticks.len() < 9);
        }
    }
}
