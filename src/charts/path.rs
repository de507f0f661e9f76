//! Path data from shares of the plot's width and height. Coordinates are whole thousandths:
//! exact enough for any screen, and without code that prints fractions.

/// Width and height of every plot's own coordinates.
pub(super) const SIDE: f64 = 1000.0;

/// A share (0 to 1, cut to it) in whole thousandths.
pub(super) fn thousandths(share: f64) -> u16 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 1000"
    )]
    let whole = (share.clamp(0.0, 1.0) * SIDE).round() as u16;
    whole
}

/// Adds `M x y` or `L x y`; `y` counts from below.
pub(super) fn push_point(path: &mut String, command: char, x: f64, y: f64) {
    path.push(command);
    path.push_str(&thousandths(x).to_string());
    path.push(' ');
    path.push_str(&thousandths(1.0 - y).to_string());
}

/// The share of the width where point `at` of `count` lies.
pub(super) fn place(at: usize, count: usize) -> f64 {
    if count < 2 {
        0.5
    } else {
        at as f64 / (count - 1) as f64
    }
}

/// Lines through the points, broken where a point is missing; a point alone is a dot.
pub(super) fn line(points: &[Option<f64>]) -> String {
    let mut path = String::new();
    let mut previous = false;
    for (at, point) in points.iter().enumerate() {
        if let Some(y) = point {
            let x = place(at, points.len());
            push_point(&mut path, if previous { 'L' } else { 'M' }, x, *y);
            let next = points.get(at + 1).is_some_and(Option::is_some);
            if !previous && !next {
                path.push_str("h0");
            }
        }
        previous = point.is_some();
    }
    path
}

/// Filled areas between low and high, one for each stretch without a gap.
pub(super) fn band(points: &[Option<(f64, f64)>]) -> String {
    let mut path = String::new();
    let mut stretch: Vec<(f64, f64)> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let x = place(at, points.len());
        if let Some((low, high)) = point {
            push_point(
                &mut path,
                if stretch.is_empty() { 'M' } else { 'L' },
                x,
                *high,
            );
            stretch.push((x, *low));
        }
        if point.is_none() || at + 1 == points.len() {
            let open = !stretch.is_empty();
            while let Some((x, low)) = stretch.pop() {
                push_point(&mut path, 'L', x, low);
            }
            if open {
                path.push('z');
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{band, line};

    #[test]
    fn a_missing_point_breaks_the_line() {
        assert_eq!(
            line(&[Some(0.0), Some(1.0), None, Some(0.5)]),
            "M0 1000L333 0M1000 500h0"
        );
        assert_eq!(line(&[]), "");
        assert_eq!(line(&[Some(0.5)]), "M500 500h0");
    }

    #[test]
    fn a_missing_point_ends_the_band() {
        let points = [Some((0.0, 1.0)), Some((0.5, 1.0)), None];
        assert_eq!(band(&points), "M0 0L500 0L500 500L0 1000z");
        assert_eq!(band(&[None, None]), "");
    }
}
