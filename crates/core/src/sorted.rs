//! The one sort of the crate. Every sort of another type of item would add 4 KB to the page, so
//! indexes are sorted and items stay where they are.

use std::cmp::Ordering;

/// The indexes below `n` in the order that `compare` gives; equal ones stay in ascending order.
pub(crate) fn indexes(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut indexes: Vec<u32> = (0..).take(n).collect();
    sort(&mut indexes, compare);
    indexes
}

/// Sorts indexes; equal ones keep their order.
pub(crate) fn sort(indexes: &mut [u32], compare: &dyn Fn(usize, usize) -> Ordering) {
    indexes.sort_by(|a, b| compare(*a as usize, *b as usize));
}

/// The items in the order of these indexes.
pub(crate) fn in_order<T>(items: Vec<T>, indexes: &[u32]) -> Vec<T> {
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let take = |at: &u32| items.get_mut(*at as usize).and_then(Option::take);
    indexes.iter().filter_map(take).collect()
}
