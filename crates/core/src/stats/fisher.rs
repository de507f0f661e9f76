//! Fisher's exact test: whether one of two groups fails more often.

/// One-sided p-value: the probability that at least `failed` of `n` results fail, if the failures
/// of both groups together fell among all of them by chance (Fisher 1935, hypergeometric). The
/// other group has `other_failed` of `other_n`.
#[must_use]
pub fn fisher(failed: u32, n: u32, other_failed: u32, other_n: u32) -> f64 {
    let (n, all) = (u64::from(n), u64::from(n) + u64::from(other_n));
    let failures = u64::from(failed) + u64::from(other_failed);
    let lowest = (failures + n).saturating_sub(all);
    let highest = failures.min(n);
    // From the likeliest count outwards, relative to it: no factorial, nothing overflows.
    let mode = ((n + 1) * (failures + 1) / (all + 2)).clamp(lowest, highest);
    let up = |x: u64| {
        let better = (failures - x) as f64 * (n - x) as f64;
        better / ((x + 1) as f64 * (all + x + 1 - failures - n) as f64)
    };
    let failed = u64::from(failed);
    let (mut sum, mut tail) = (0.0, 0.0);
    let mut add = |x: u64, weight: f64| {
        sum += weight;
        if x >= failed {
            tail += weight;
        }
    };
    add(mode, 1.0);
    let mut weight = 1.0;
    for x in mode..highest {
        weight *= up(x);
        add(x + 1, weight);
    }
    weight = 1.0;
    for x in (lowest..mode).rev() {
        weight /= up(x);
        add(x, weight);
    }
    tail / sum
}

/// The p-values of one screen, adjusted together (Benjamini and Hochberg 1995): the share of false
/// alarms among all with at most this value, in the order given.
#[must_use]
pub fn adjusted(p: &[f64]) -> Vec<f64> {
    let by_size = |a: usize, b: usize| {
        let at = |at: usize| p.get(at).copied().unwrap_or(1.0);
        at(a).total_cmp(&at(b))
    };
    let order = crate::sorted::indexes(p.len(), &by_size);
    let mut q = vec![1.0_f64; p.len()];
    let mut least = 1.0_f64;
    let mut rank = count(p.len());
    for at in order.iter().rev().map(|at| *at as usize) {
        if let (Some(p), Some(q)) = (p.get(at), q.get_mut(at)) {
            least = least.min(p * count(order.len()) / rank);
            *q = least;
        }
        rank -= 1.0;
    }
    q
}

#[expect(clippy::cast_precision_loss, reason = "some thousands at most")]
const fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: f64, expect: f64) {
        let error = ((found - expect) / expect).abs();
        assert!(error < 1e-9, "{found} is not {expect}");
    }

    #[test]
    fn published_and_counted_tables() {
        // The lady who tastes tea: 3 of her 4 are right, 17/70.
        check(fisher(3, 4, 1, 4), 17.0 / 70.0);
        // Sums of C(K, x)·C(N − K, n − x) / C(N, n) as exact fractions, in Python.
        check(fisher(8, 10, 2, 20), 0.000_291_262_959_928_627_06);
        check(fisher(5, 10, 0, 20), 0.001_768_346_595_932_802_7);
        check(fisher(300, 1_000, 200, 1_000), 1.487_620_969_106_318_6e-7);
    }

    #[test]
    fn no_failure_at_all_and_nothing_but_failures_are_sure() {
        check(fisher(0, 10, 0, 20), 1.0);
        check(fisher(10, 10, 20, 20), 1.0);
        check(fisher(0, 10, 5, 20), 1.0);
    }

    #[test]
    fn adjusted_as_published() {
        // Benjamini and Hochberg 1995, table 1: at 5 % the first four are found.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0,
        ];
        let q = adjusted(&p);
        assert_eq!(q.iter().filter(|q| **q <= 0.05).count(), 4);
        check(q[0], 0.0015);
        check(q[3], 0.0095 * 15.0 / 4.0);
        check(q[4], 0.0201 * 15.0 / 5.0);
        check(q[5], 0.0298 * 15.0 / 7.0);
        check(q[14], 1.0);
        // The order of the values does not matter.
        let turned: Vec<f64> = p.iter().rev().copied().collect();
        let back: Vec<f64> = adjusted(&turned).into_iter().rev().collect();
        assert_eq!(back, q);
        assert!(adjusted(&[]).is_empty());
    }
}
