//! The Wilson score interval of a rate.

/// 97.5 % quantile of the normal distribution: a two-sided 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// A 95 % interval, each bound in 0..=1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// Wilson 95 % interval of `hits` in `n` trials (Wilson 1927, without continuity correction).
/// None where there is no trial.
#[must_use]
pub fn wilson(hits: u32, n: u32) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    let (hits, n) = (f64::from(hits), f64::from(n));
    let rate = hits / n;
    let z2 = Z * Z;
    let centre = rate + z2 / (2.0 * n);
    let spread = Z * (rate * (1.0 - rate) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    let low = ((centre - spread) / scale).max(0.0);
    let high = ((centre + spread) / scale).min(1.0);
    // At the ends the formula gives 0 and 1 only up to rounding.
    let low = if hits == 0.0 { 0.0 } else { low };
    let high = if hits >= n { 1.0 } else { high };
    Some(Interval { low, high })
}
