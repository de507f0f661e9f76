//! A line without axes, with an optional band around it.

use super::path::{band as band_path, line};
use crate::node::{Node, el};

/// A line through points that are shares of the plot's height: from left to right, 0 (bottom) to
/// 1 (top), None where there is no value; low and high around each point in the same unit, empty
/// for no band; and what the line shows, in one sentence with its newest, lowest and highest value.
pub fn sparkline(points: &[Option<f64>], band: &[Option<(f64, f64)>], caption: &str) -> Node {
    el("svg")
        .class("sparkline")
        .with_all(&[
            ("viewBox", "-8 -20 1016 1040"),
            ("preserveAspectRatio", "none"),
            ("role", "img"),
        ])
        .with("aria-label", caption.to_owned())
        .child(el("title").text(caption.to_owned()))
        .child(
            el("path")
                .class("sparkline__band")
                .with("d", band_path(band)),
        )
        .child(el("path").class("sparkline__line").with("d", line(points)))
}
