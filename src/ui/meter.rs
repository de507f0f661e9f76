//! A share as a bar on the ground of an element. Decoration beside the number, which is text.

use crate::node::Node;

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

/// Draws a bar of a share (0 to 1) and its rest on the ground of `node`, which has the class
/// `meter`; None draws none, and says so in `data-na`.
pub fn meter(node: Node, share: Option<f64>) -> Node {
    let Some(share) = share else {
        return node.with("data-na", "");
    };
    let mut width = percent(share);
    width.push('%');
    node.with("style:--share", width)
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
