//! The line above the table: how many jobs are left, what the glyphs mean, exports.

use leptos::prelude::*;
use tailorbird_core::format::plural;
use tailorbird_core::view::Totals;

use crate::ui::{Button, ButtonLook, IconShape};

/// What the exports are called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportForm {
    /// One line a job.
    Csv,
    /// As the command line's `stats --format json`.
    Json,
}

/// The line.
#[component]
pub fn MetaLine(
    /// Sums over the rows left.
    totals: Memo<Option<Totals>>,
    /// Jobs that have no result in the window.
    unseen: Memo<usize>,
    /// The rows come from files that cannot tell flaky from mixed.
    is_legacy: Signal<bool>,
    /// Whether any condition is set.
    is_filtered: Signal<bool>,
    /// Called to forget all conditions.
    #[prop(into)]
    on_clear: Callback<()>,
    /// Called to show all runs, so that no job is unseen.
    #[prop(into)]
    on_show_all: Callback<()>,
    /// Called to save what is shown.
    #[prop(into)]
    on_export: Callback<ExportForm>,
) -> impl IntoView {
    let left = move || totals.get().map_or(0, |t| t.jobs);
    let listed = move || {
        let listed = totals.get().map_or(0, |t| t.listed);
        plural(u64::from(listed), "job", "jobs")
    };
    let mixed = move || {
        if is_legacy.get() {
            "mixed: attempts differ"
        } else {
            "flaky: passed on rerun"
        }
    };
    let unseen_note = move || {
        let n = unseen.get();
        (n > 0).then(|| {
            let text = format!(
                "{} not seen in this window",
                plural(n as u64, "job", "jobs")
            );
            view! {
                <button
                    type="button"
                    class="meta__link"
                    data-testid="unseen"
                    title="Show all runs"
                    on:click=move |_| on_show_all.run(())
                >
                    {text}
                </button>
            }
        })
    };
    let clear = move || {
        is_filtered.get().then(|| {
            view! {
                <button
                    type="button"
                    class="meta__link"
                    data-testid="clear"
                    on:click=move |_| on_clear.run(())
                >
                    "Clear filters"
                </button>
            }
        })
    };
    view! {
        <div class="meta">
            <span class="meta__count" data-testid="count" role="status">
                <b>{left}</b>
                " of "
                {listed}
            </span>
            {clear}
            {unseen_note}
            <span class="meta__legend" aria-label="Legend" role="group">
                <span class="good">"✓ passed"</span>
                <span class="bad">"✕ failed"</span>
                <span class="warn">"◐ " {mixed}</span>
                <span>"– skipped or cancelled"</span>
                <span>"empty: not in the run"</span>
                <span>"small figure: attempts listed"</span>
            </span>
            <span class="meta__actions">
                <Button
                    text="CSV"
                    label="Export what is shown as CSV"
                    icon=Signal::stored(IconShape::Download)
                    look=ButtonLook::Quiet
                    test_id="export-csv"
                    on_click=move |()| on_export.run(ExportForm::Csv)
                />
                <Button
                    text="JSON"
                    label="Export what is shown as JSON"
                    icon=Signal::stored(IconShape::Download)
                    look=ButtonLook::Quiet
                    test_id="export-json"
                    on_click=move |()| on_export.run(ExportForm::Json)
                />
            </span>
        </div>
    }
}
