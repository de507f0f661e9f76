//! Changes that the page's buttons make to the address.

use tailorbird_core::url::{Query, View};
use tailorbird_core::view::day_word;

use crate::components::Change;

/// Whether any condition leaves rows out.
pub fn is_filtered(query: &Query) -> bool {
    let is_searched = query.view == Some(View::Pr) && query.pr.is_none() && query.find.is_some();
    is_searched
        || !query.q.is_empty()
        || query.required
        || !query.status.is_empty()
        || !query.owner.is_empty()
}

/// The days that are asked for, in words; None where none are.
pub fn window_words(query: &Query) -> Option<String> {
    let [from, to] = [query.from, query.to].map(|day| day.map(day_word));
    let words = match (from, to) {
        (Some(from), Some(to)) => [from, " to ".to_owned(), to].concat(),
        (Some(from), None) => ["since ", &from].concat(),
        (None, Some(to)) => ["until ", &to].concat(),
        (None, None) => return None,
    };
    Some(words)
}

/// Forgets all conditions; order, groups and opened rows stay.
pub fn clear(query: &mut Query) {
    query.q.clear();
    query.find = None;
    query.required = false;
    query.status.clear();
    query.owner.clear();
}

/// Does what a button of the filter bar asks for.
pub fn apply(query: &mut Query, change: Change) {
    match change {
        Change::Required(on) => query.required = on,
        Change::Status(status) => toggle(&mut query.status, status),
        Change::Owner(owner) => toggle(&mut query.owner, owner),
        Change::Runs(runs) => query.runs = runs,
        Change::Group(group) => query.group = group,
        Change::Text(text) => query.q = text,
        Change::Copy | Change::Facet(_) => {}
    }
}

/// Opens or closes a row.
pub fn toggle_open(query: &mut Query, id: String) {
    toggle(&mut query.open, id);
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, item: T) {
    match list.iter().position(|x| *x == item) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(item),
    }
}

/// Hides a sort of rows of the grid, or shows it.
pub fn toggle_hidden(query: &mut Query, word: &str) {
    toggle(&mut query.hide, word.to_owned());
}
