//! The head of the tree: what its columns are.

use tailorbird_core::Kind;

use crate::node::{Node, el};

/// The head.
pub(super) fn tree_head(kind: Kind) -> Node {
    let strip = match kind {
        Kind::Nightly => "Runs, newest first",
        Kind::Prs => "Pull requests, newest first",
    };
    let heads = [
        ("tree__cell tree__cell--name", "Job"),
        ("tree__cell tree__cell--required", "Required"),
        ("tree__cell tree__cell--strip", strip),
        ("tree__cell tree__cell--state", "Worst state"),
        ("tree__cell tree__cell--rate", "Pass rate"),
        ("tree__cell tree__cell--number", "Passed"),
        ("tree__cell tree__cell--number", "Failed"),
        ("tree__cell tree__cell--number", "Skipped"),
    ];
    let heads = heads.map(|(class, words)| {
        el("th")
            .class(class)
            .with_all(&[("role", "columnheader"), ("scope", "col")])
            .text(words)
    });
    let line = el("tr").class("tree__line").with("role", "row");
    el("thead")
        .class("tree__head")
        .with("role", "rowgroup")
        .child(line.children(heads.into()))
}
