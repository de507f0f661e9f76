//! Columns of the table of jobs: which are shown, and how it is sorted.

use tailorbird_core::url::{Column, Sort};

use super::page::Page;
use crate::node::{Node, el};
use crate::ui::{MenuLooks, MenuOption, toggle};

/// What chooses columns and the height of lines.
pub(super) fn columns(page: Page) -> Node {
    let prefs = page.prefs;
    let option = |column: Column| MenuOption {
        id: column.as_str().to_owned(),
        label: column.title().to_owned(),
        chosen: prefs.shows(column),
        ..MenuOption::default()
    };
    let all = Column::ALL.into_iter().filter(|c| *c != Column::Name);
    let options: Vec<MenuOption> = all.map(option).collect();
    let n = options.iter().filter(|o| o.chosen).count();
    let is_all = n == options.len();
    let value = if is_all {
        "all".to_owned()
    } else {
        n.to_string()
    };
    let compact = toggle("Low lines", prefs.is_compact(), "density", move |on| {
        prefs.set_compact(on);
    });
    let note = el("p")
        .class("muted")
        .text("All: as many as there is room for. Those you choose are always shown.");
    let looks = MenuLooks {
        label: "Columns",
        value,
        options,
        is_set: !is_all,
        test_id: "columns",
        at_end: true,
        foot: Some(el("div").child(compact).child(note)),
    };
    page.columns.draw(looks, move |id| {
        if let Some(column) = Column::parse(&id) {
            prefs.toggle_column(column);
        }
    })
}

/// The order after a press on a column's head: its first direction, the other one, worst first.
pub(super) fn next_sort(sort: Option<Sort>, column: Column) -> Option<Sort> {
    let first_descending = !matches!(
        column,
        Column::Name | Column::State | Column::Rate | Column::Weather
    );
    let first = Sort {
        column,
        descending: first_descending,
    };
    let other = Sort {
        column,
        descending: !first_descending,
    };
    // "Worst first" is the state's own first direction.
    let present = sort.unwrap_or(Sort {
        column: Column::State,
        descending: false,
    });
    if present == first {
        Some(other)
    } else if present == other || column == Column::State {
        None
    } else {
        Some(first)
    }
}
