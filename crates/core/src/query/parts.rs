//! The conditions of a filter text, each on its own.

use super::build::{Context, read};

/// The parts of a text which all have to hold, each as it was typed and a filter text of its own.
/// None in a text that cannot be read.
pub(crate) fn parts<'a>(text: &'a str, ctx: &Context<'_>) -> Vec<&'a str> {
    let items = read(text, ctx).unwrap_or_default();
    let spans = items.into_iter().map(|item| item.span);
    spans.filter_map(|span| text.get(span)).collect()
}
