//! The card of one cell of the grid, the legend, and the grid as a table.

use tailorbird_core::format::plural;
use tailorbird_core::view::{CellCard, FigureAt, GridView, VERDICTS};
use tailorbird_core::{Kind, Verdict};

use super::attempt_list::{attempt, link};
use super::cell_size::CellSize;
use super::grid_inks::INK;
use super::words::{explain_button, glyph, has_glyph};
use crate::node::{Node, el};
use crate::ui::{Button, ButtonLook, IconShape};

/// What a partial run is.
const PARTIAL: &str = "not all jobs of this run could be read";

const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::None => "not in this run",
        other => other.as_str(),
    }
}

/// A cell in one sentence.
pub(super) fn told(card: &CellCard) -> String {
    let mut out = card.job.clone();
    out.push_str(", ");
    out.push_str(&card.run);
    if let Some(date) = &card.date {
        out.push_str(", ");
        out.push_str(date);
    }
    out.push_str(": ");
    out.push_str(word(card.verdict));
    let n = card.attempts.len() as u64;
    if n > 1 {
        out.push_str(", ");
        out.push_str(&plural(n, "attempt", "attempts"));
    }
    if card.partial {
        out.push_str(", ");
        out.push_str(PARTIAL);
    }
    out
}

/// The card. `links` lead to the job and the run; `on_close` is called when a pinned one is closed.
pub(super) fn card(
    card: &CellCard,
    kind: Kind,
    links: Option<&(String, String)>,
    is_pinned: bool,
    on_close: impl Fn() + Send + Sync + 'static,
) -> Node {
    let class = if is_pinned {
        "grid__card grid__card--pinned"
    } else {
        "grid__card"
    };
    let run = el("p")
        .child(link(card.run.clone(), card.url.as_deref()))
        .text(
            card.date
                .as_ref()
                .map(|d| [" · ", d].concat())
                .unwrap_or_default(),
        );
    let partial = card.partial.then(|| el("p").class("muted").text(PARTIAL));
    let verdict = el("p")
        .child(
            el("span")
                .with("aria-hidden", "true")
                .text(glyph(card.verdict)),
        )
        .text(" ");
    let said = word(card.verdict);
    // Where it only hovers, nothing in it can be pressed.
    let verdict = match &card.at {
        Some(at) if is_pinned => {
            verdict.child(explain_button(FigureAt::line("cell", at), said.to_owned()))
        }
        _ => verdict.text(said),
    };
    let n = card.attempts.len();
    let attempts = card
        .attempts
        .iter()
        .map(|a| el("li").child(attempt(a, n)))
        .collect();
    let follow = |(job, run): &(String, String)| {
        let go = |words: &'static str, href: &String| {
            el("a")
                .with("href", href.clone())
                .with("data-follow", href.clone())
                .text(words)
        };
        let run_words = match kind {
            Kind::Nightly => "This run",
            Kind::Prs => "This pull request",
        };
        let run = card.run_key.is_some().then(|| go(run_words, run));
        el("p")
            .class("grid__links")
            .child(go("This job", job))
            .child_some(run)
    };
    let close = Button {
        label: "Close".into(),
        icon: Some(IconShape::Close),
        test_id: "card-close",
        look: ButtonLook::Quiet,
        ..Button::default()
    };
    let close = is_pinned.then(|| close.draw(on_close));
    el("div")
        .class(class)
        .with("data-testid", "cell-card")
        .with("data-verdict", card.verdict.as_str())
        .with("data-attempts", n.to_string())
        .child(el("p").class("grid__job").text(card.job.clone()))
        .child(run)
        .child(verdict)
        .child_some(partial)
        .child(el("ul").children(attempts))
        .child_some(links.filter(|_| is_pinned).map(follow))
        .child_some(close)
}

const fn ink(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "ink ink--passed",
        Verdict::Failed => "ink ink--failed",
        Verdict::Flaky | Verdict::Mixed => "ink ink--flaky",
        Verdict::Skipped => "ink ink--skipped",
        Verdict::Cancelled => "ink ink--cancelled",
        Verdict::Running => "ink ink--running",
        Verdict::Unknown => "ink ink--unknown",
        Verdict::None => "ink ink--none",
    }
}

/// What shapes and colours mean, with the number of cells of each; `size` is None for the table. The
/// grid is drawn in its colours.
pub fn grid_legend(grid: &GridView, size: Option<CellSize>) -> Node {
    let item = |(verdict, n): (Verdict, u64)| {
        let is_worded = size.is_none_or(|s| s == CellSize::Large && has_glyph(verdict));
        let hook = ["grid-", verdict.as_str()].concat();
        let swatch = el("span")
            .class(ink(verdict))
            .with(INK, verdict.as_str())
            .with("aria-hidden", "true")
            .text(if is_worded { glyph(verdict) } else { "" });
        el("li")
            .with("data-testid", hook)
            .with("data-value", n.to_string())
            .with_some("hidden", (n == 0).then_some(""))
            .child(swatch)
            .text([word(verdict), " "].concat())
            .child(explain_button(
                FigureAt::line("grid", verdict.as_str()),
                n.to_string(),
            ))
    };
    let inks = ["ink--page", "ink--line", "ink--accent"];
    let inks = inks.map(|class| el("li").class(class).with(INK, "").with("hidden", ""));
    let partial = (grid.partial > 0).then(|| {
        let swatch = el("span").class("ink ink--partial");
        el("li")
            .with("data-testid", "grid-partial")
            .with("title", PARTIAL)
            .child(swatch.with("aria-hidden", "true"))
            .text(["partial run ", &grid.partial.to_string()].concat())
    });
    el("ul")
        .class("grid__legend")
        .with_some("data-glyphs", size.is_none().then_some(""))
        .with("aria-label", "Cells by verdict")
        .children(VERDICTS.into_iter().zip(grid.counts).map(item).collect())
        .children(inks.into())
        .child_some(partial)
}

/// The newest runs of the first jobs as a table.
pub fn grid_table(grid: &GridView, n_rows: usize, n_columns: usize) -> Node {
    let columns = || grid.columns.all.iter().take(n_columns);
    let head = |label: &str| el("th").with("scope", "col").text(label.to_owned());
    let heads = columns().map(|c| {
        let partial = c.partial.then(|| el("span").text(" (partial)"));
        head(&c.label).child_some(partial)
    });
    let heads = heads.collect();
    let cell = |verdict: &Verdict| {
        el("td")
            .with("data-verdict", verdict.as_str())
            .child(el("span").with("aria-hidden", "true").text(glyph(*verdict)))
            .child(el("span").class("visually-hidden").text(word(*verdict)))
    };
    let rows = grid.rows.iter().take(n_rows).map(|row| {
        let name = el("th").with("scope", "row").text(row.name.clone());
        el("tr")
            .with("data-testid", "grid-row")
            .with("data-job", row.name.clone())
            .child(name)
            .children(row.verdicts.iter().take(n_columns).map(cell).collect())
    });
    let head = el("tr").child(head("Job")).children(heads);
    let table = el("table")
        .class("grid__table")
        .child(el("caption").text("Verdicts by job and run, newest run first"))
        .child(el("thead").child(head))
        .child(el("tbody").children(rows.collect()));
    el("div")
        .class("grid__tabled")
        .with_all(&[
            ("tabindex", "0"),
            ("role", "region"),
            ("aria-label", "Verdicts by job and run"),
            ("data-testid", "grid-table"),
        ])
        .child(table)
}
