//! The strip of a job: one cell a run, newest first, aligned by run.

use leptos::prelude::*;
use tailorbird_core::view::CellView;
use tailorbird_core::{Kind, Verdict};

use super::words::{cell_class, cell_title, glyph};

/// At most so many cells are drawn in a line; the opened row has them all.
const MOST: usize = 60;
/// From so many cells on they are narrow.
const NARROW: usize = 16;

/// The strip.
pub fn run_strip(cells: &[CellView], kind: Kind) -> impl IntoView + use<> {
    let class = if cells.len() >= NARROW {
        "strip strip--narrow"
    } else {
        "strip"
    };
    let drawn: Vec<_> = cells
        .iter()
        .take(MOST)
        .map(|cell| draw(cell, kind))
        .collect();
    let more = cells.len().checked_sub(MOST).filter(|n| *n > 0).map(|n| {
        view! { <span class="strip__more">{format!("+{n}")}</span> }
    });
    view! {
        <span class=class role="img" aria-label=summary(cells)>
            {drawn}
            {more}
        </span>
    }
}

fn draw(cell: &CellView, kind: Kind) -> impl IntoView + use<> {
    let older = (cell.attempts > 1).then(|| {
        view! { <sup class="cell__attempts">{cell.attempts}</sup> }
    });
    view! {
        <span
            class=cell_class(cell.verdict)
            data-testid="run-cell"
            data-run=cell.number
            data-verdict=cell.verdict.as_str()
            data-attempts=cell.attempts
            title=cell_title(cell, kind)
        >
            {glyph(cell.verdict)}
            {older}
        </span>
    }
}

/// The strip in words, equal neighbours joined: "failed, 9 × passed".
fn summary(cells: &[CellView]) -> String {
    let mut text = String::from("Newest first: ");
    let mut runs: Vec<(Verdict, usize)> = Vec::new();
    for cell in cells {
        match runs.last_mut() {
            Some(last) if last.0 == cell.verdict => last.1 += 1,
            _ => runs.push((cell.verdict, 1)),
        }
    }
    for (at, (verdict, n)) in runs.into_iter().enumerate() {
        if at > 0 {
            text.push_str(", ");
        }
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
