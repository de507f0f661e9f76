//! A share as a bar. Decoration beside the number, which is text.

use crate::node::{Node, el};

/// A share from 0 to 1 in whole percent, cut to that range. A share that is neither empty nor full
/// never looks so.
pub(super) fn percent(share: f64) -> String {
    let whole = (share * 100.0).round();
    let whole = if share > 0.0 && share < 1.0 {
        whole.clamp(1.0, 99.0)
    } else {
        whole
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 100"
    )]
    let whole = whole.clamp(0.0, 100.0) as u8;
    whole.to_string()
}

/// A bar of a share (0 to 1) and its rest; None draws an empty frame.
pub fn meter(share: Option<f64>) -> Node {
    let class = if share.is_some() {
        "meter"
    } else {
        "meter meter--none"
    };
    let mut width = share.map_or_else(|| "0".to_owned(), percent);
    width.push('%');
    el("span")
        .class(class)
        .with("aria-hidden", "true")
        .with("style:--share", width)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn only_all_is_full_and_only_none_is_empty() {
        for (share, text) in [
            (0.0, "0"),
            (0.001, "1"),
            (0.5, "50"),
            (0.999, "99"),
            (1.0, "100"),
            (7.0, "100"),
        ] {
            assert_eq!(percent(share), text);
        }
    }
}
