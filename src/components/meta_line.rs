//! The line above the table: how many jobs are left, what the glyphs mean, exports.

use tailorbird_core::format::plural;
use tailorbird_core::view::Totals;

use super::words::explain_button;
use crate::node::{Node, Text, Words, el};
use crate::ui::{Button, ButtonLook, IconShape};

/// What the exports are called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportForm {
    /// One line a job.
    Csv,
    /// As the command line's `stats --format json`.
    Json,
    /// A table for an issue or a chat.
    Markdown,
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
#[derive(Clone, Debug)]
pub struct MetaLine {
    /// Sums over the rows left.
    pub totals: Option<Totals>,
    /// Jobs that have no result in the window.
    pub unseen: usize,
    /// The rows come from files that cannot tell flaky from mixed.
    pub is_legacy: bool,
    /// Whether any condition is set.
    pub is_filtered: bool,
    /// What chooses columns.
    pub columns: Node,
    /// The days that are asked for, as what forgets them; None where none are.
    pub window: Option<Node>,
}

impl MetaLine {
    /// Draws it; `on_act` is called with what was pressed.
    pub fn draw(self, on_act: impl Fn(MetaAct) + Copy + Send + Sync + 'static) -> Node {
        let count = match self.totals {
            Some(totals) => {
                let listed = plural(u64::from(totals.listed), "job", "jobs");
                count(
                    Some(told_number(totals.jobs.into())),
                    [" of ", &listed].concat(),
                )
            }
            None => count(None, "no data yet".to_owned()),
        };
        let clear = self
            .is_filtered
            .then(|| clear_link(move || on_act(MetaAct::Clear)));
        let unseen = unseen_link(self.unseen, move || on_act(MetaAct::ShowAll));
        let legend = self.totals.map(|t| legend(self.is_legacy, &t));
        el("div")
            .class("meta meta--jobs")
            .with("id", META)
            .child(count)
            .child_some(clear)
            .child_some(self.window)
            .child_some(unseen)
            .child_some(legend)
            .child(exports(move |form| on_act(MetaAct::Export(form))).child(self.columns))
    }
}

/// The line above a view that is no table of jobs.
#[derive(Clone, Debug, Default)]
pub struct ViewLine {
    /// How many are left by the filters.
    pub left: u64,
    /// Of how many, with their word: `12 runs`.
    pub of: String,
    /// What else is said: [`note`] and [`told_note`].
    pub notes: Vec<Node>,
    /// Controls of the view.
    pub controls: Vec<Node>,
    /// Whether any condition is set.
    pub is_filtered: bool,
    /// There is nothing to save.
    pub is_bare: bool,
}

impl ViewLine {
    /// Draws it; `on_clear` forgets all conditions, `on_export` saves what is shown.
    pub fn draw(
        self,
        on_clear: impl Fn() + Send + Sync + 'static,
        on_export: impl Fn(ExportForm) + Copy + Send + Sync + 'static,
    ) -> Node {
        let mut of = String::from(" of ");
        of.push_str(&self.of);
        let number = match self.is_bare {
            false => told_number(self.left),
            true => el("b").text(self.left.to_string()),
        };
        let clear = self.is_filtered.then(|| clear_link(on_clear));
        el("div")
            .class("meta")
            .with("id", META)
            .child(count(Some(number), of))
            .child_some(clear)
            .children(self.controls)
            .child(el("span").class("meta__legend").children(self.notes))
            .child_some((!self.is_bare).then(|| exports(on_export)))
    }
}

/// Words of the line above a view.
pub fn note(words: impl Words) -> Node {
    el("span").text(words)
}

/// A figure of the line above a view in words, which tells what it is made of: its address.
pub fn told_note(address: impl Into<Text>, words: String) -> Node {
    el("span").child(explain_button(address, words))
}

/// How many jobs have no result in the window, as what shows all runs; None where there is no such job.
pub fn unseen_link(n: usize, on_press: impl Fn() + Send + Sync + 'static) -> Option<Node> {
    (n > 0).then(|| {
        let mut words = plural(n as u64, "job", "jobs");
        words.push_str(" not seen in this window");
        link("unseen", words, on_press).with("title", "Show all runs")
    })
}

/// The days that are asked for, as what forgets them.
pub fn window_link(days: &str, on_press: impl Fn() + Send + Sync + 'static) -> Node {
    let words = ["Only ", days, " · show the newest"].concat();
    link("window", words, on_press).with("title", "Forget the chosen days")
}

/// A button that looks like a link.
fn link(test_id: &'static str, words: String, on_press: impl Fn() + Send + Sync + 'static) -> Node {
    el("button")
        .class("meta__link")
        .with("data-testid", test_id)
        .on("click", move |_| on_press())
        .text(words)
}

/// What forgets all conditions.
fn clear_link(on_press: impl Fn() + Send + Sync + 'static) -> Node {
    link("clear", "Clear filters".to_owned(), on_press)
}

/// "N of M"; the number tells what it counts, where there is anything to count.
fn told_number(left: u64) -> Node {
    el("b").child(explain_button("count:", left.to_string()))
}

fn count(number: Option<Node>, of: String) -> Node {
    el("span")
        .class("meta__count")
        .with("data-testid", "count")
        .with("role", "status")
        .child_some(number)
        .text(of)
}

/// The buttons that save what is shown.
fn exports(on_export: impl Fn(ExportForm) + Copy + Send + Sync + 'static) -> Node {
    let forms = [
        (
            "CSV",
            "Export what is shown as CSV",
            "export-csv",
            ExportForm::Csv,
        ),
        (
            "JSON",
            "Export what is shown as JSON",
            "export-json",
            ExportForm::Json,
        ),
        (
            "Markdown",
            "Export what is shown as Markdown",
            "export-markdown",
            ExportForm::Markdown,
        ),
    ];
    let buttons = forms.map(|(text, label, test_id, form)| {
        let button = Button {
            text: text.into(),
            label: label.into(),
            icon: Some(IconShape::Download),
            test_id,
            look: ButtonLook::Quiet,
            ..Button::default()
        };
        button.draw(move || on_export(form))
    });
    el("span").class("meta__actions").children(buttons.into())
}

/// Element id of the line.
pub(super) const META: &str = "meta";

/// What the glyphs mean; what is rare is told where it occurs.
fn legend(is_legacy: bool, totals: &Totals) -> Node {
    let results = totals.results;
    let mixed = if is_legacy {
        "◐ mixed: attempts differ"
    } else {
        "◐ flaky: passed on rerun"
    };
    let lines = [
        ("good", "✓ passed", true),
        ("bad", "✕ failed", true),
        ("warn", mixed, true),
        ("", "– skipped or cancelled", true),
        ("", "◌ still running", results.running > 0),
        ("", "? unknown result", results.unknown > 0),
        ("", "empty: not in the run", true),
        (
            "",
            "small figure: attempts listed",
            totals.attempts.is_some(),
        ),
    ];
    let lines = lines
        .into_iter()
        .filter(|(.., is_told)| *is_told)
        .map(|(class, words, _)| el("span").class(class).text(words));
    el("span")
        .class("meta__legend")
        .with("aria-label", "Legend")
        .with("role", "group")
        .children(lines.collect())
}
