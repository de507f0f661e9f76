//! The strip of a job: one cell a run, newest first, aligned by run.

use tailorbird_core::view::{CellView, RowView};
use tailorbird_core::{Kind, Verdict};

use super::words::{cell_class, cell_title, cell_words, glyph};
use crate::node::{Node, el};

/// At most so many cells are drawn in a line; the opened row has them all.
const MOST: usize = 60;

/// Up to so many, a cell has room for the number of attempts.
const MOST_WIDE: usize = 10;

/// The class for so many cells: the more, the narrower, so that all find room in the column.
const fn class_for(cells: usize) -> &'static str {
    match cells {
        0..=MOST_WIDE => "strip",
        11..=20 => "strip strip--narrow",
        21..=30 => "strip strip--narrow strip--thin",
        _ => "strip strip--narrow strip--hair",
    }
}

/// The strip of a row.
pub fn run_strip(row: &RowView, kind: Kind) -> Node {
    let cells = row.cells.as_slice();
    // Where it has no reruns of its own, the attempts that are told are the run's.
    let are_own = row.reruns.is_some();
    let class = class_for(cells.len());
    let drawn = cells
        .iter()
        .take(MOST)
        .map(|cell| draw(cell, kind, cells.len() <= MOST_WIDE, are_own))
        .collect();
    let more = cells.len().checked_sub(MOST).filter(|n| *n > 0).map(|n| {
        let mut words = String::from("+");
        words.push_str(&n.to_string());
        el("span").class("strip__more").text(words)
    });
    el("span")
        .class(class)
        .with("role", "img")
        .with("aria-label", summary(cells))
        .children(drawn)
        .child_some(more)
}

fn draw(cell: &CellView, kind: Kind, is_wide: bool, are_own: bool) -> Node {
    let words = if is_wide {
        cell_words(cell, are_own)
    } else {
        glyph(cell.verdict).into()
    };
    el("span")
        .class(cell_class(cell.verdict))
        .with("data-testid", "run-cell")
        .with("data-run", cell.run.number.to_string())
        .with("data-verdict", cell.verdict.as_str())
        .with("data-attempts", cell.attempts.to_string())
        .with("title", cell_title(cell, kind))
        .text(words)
}

/// The strip in words, equal neighbours joined: "failed, 9 × passed".
fn summary(cells: &[CellView]) -> String {
    let mut text = String::from("Newest first: ");
    let mut cells = cells.iter().map(|c| c.verdict).peekable();
    let mut is_first = true;
    while let Some(verdict) = cells.next() {
        let mut n = 1_usize;
        while cells.next_if_eq(&verdict).is_some() {
            n += 1;
        }
        if !is_first {
            text.push_str(", ");
        }
        is_first = false;
        if n > 1 {
            text.push_str(&n.to_string());
            text.push_str(" × ");
        }
        text.push_str(if verdict == Verdict::None {
            "not in the run"
        } else {
            verdict.as_str()
        });
    }
    text
}
