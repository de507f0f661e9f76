//! The line above the table: how many jobs are left, what the glyphs mean, exports.

use tailorbird_core::format::plural;
use tailorbird_core::view::Totals;

use crate::node::{Node, el};
use crate::ui::{Button, ButtonLook, IconShape};

/// What the exports are called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportForm {
    /// One line a job.
    Csv,
    /// As the command line's `stats --format json`.
    Json,
}

/// What was pressed in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetaAct {
    /// Forget all conditions.
    Clear,
    /// Show all runs, so that no job is unseen.
    ShowAll,
    /// Save what is shown.
    Export(ExportForm),
}

/// The line.
#[derive(Clone, Debug, Default)]
pub struct MetaLine {
    /// Sums over the rows left.
    pub totals: Option<Totals>,
    /// Jobs that have no result in the window.
    pub unseen: usize,
    /// The rows come from files that cannot tell flaky from mixed.
    pub is_legacy: bool,
    /// Whether any condition is set.
    pub is_filtered: bool,
}

impl MetaLine {
    /// Draws it; `on_act` is called with what was pressed.
    pub fn draw(self, on_act: impl Fn(MetaAct) + Copy + Send + Sync + 'static) -> Node {
        let (left, listed) = self.totals.map_or((0, 0), |t| (t.jobs, t.listed));
        let mut of = String::from(" of ");
        of.push_str(&plural(u64::from(listed), "job", "jobs"));
        let count = el("span")
            .class("meta__count")
            .with("data-testid", "count")
            .with("role", "status")
            .child(el("b").text(left.to_string()))
            .text(of);
        let link = |test_id, title: Option<&'static str>, words: String, act| {
            el("button")
                .class("meta__link")
                .with("data-testid", test_id)
                .with("type", "button")
                .with_some("title", title)
                .on("click", move |_| on_act(act))
                .text(words)
        };
        let clear = self
            .is_filtered
            .then(|| link("clear", None, "Clear filters".to_owned(), MetaAct::Clear));
        let unseen = (self.unseen > 0).then(|| {
            let mut words = plural(self.unseen as u64, "job", "jobs");
            words.push_str(" not seen in this window");
            link("unseen", Some("Show all runs"), words, MetaAct::ShowAll)
        });
        let export = |text: &'static str, label: &'static str, test_id, form| {
            let button = Button {
                text: text.into(),
                label: label.into(),
                icon: Some(IconShape::Download),
                test_id,
                look: ButtonLook::Quiet,
                ..Button::default()
            };
            button.draw(move || on_act(MetaAct::Export(form)))
        };
        let actions = el("span")
            .class("meta__actions")
            .child(export(
                "CSV",
                "Export what is shown as CSV",
                "export-csv",
                ExportForm::Csv,
            ))
            .child(export(
                "JSON",
                "Export what is shown as JSON",
                "export-json",
                ExportForm::Json,
            ));
        el("div")
            .class("meta")
            .with("id", META)
            .child(count)
            .child_some(clear)
            .child_some(unseen)
            .child(legend(self.is_legacy))
            .child(actions)
    }
}

/// Element id of the line.
pub(super) const META: &str = "meta";

fn legend(is_legacy: bool) -> Node {
    let mixed = if is_legacy {
        "◐ mixed: attempts differ"
    } else {
        "◐ flaky: passed on rerun"
    };
    let lines = [
        ("good", "✓ passed"),
        ("bad", "✕ failed"),
        ("warn", mixed),
        ("", "– skipped or cancelled"),
        ("", "empty: not in the run"),
        ("", "small figure: attempts listed"),
    ];
    let lines = lines.map(|(class, words)| el("span").class(class).text(words));
    el("span")
        .class("meta__legend")
        .with("aria-label", "Legend")
        .with("role", "group")
        .children(lines.into())
}
