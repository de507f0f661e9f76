//! What is odd about the lists of one job: their types and their lengths.

use super::entry::{Entry, Half};
use super::scalar::{Scalar, Shape};
use crate::{Kind, codes};

/// The keys of a half as they stand in the file: count, results, run numbers, addresses.
const fn keys(kind: Kind, in_pr_half: bool) -> [&'static str; 4] {
    if in_pr_half && matches!(kind, Kind::Prs) {
        ["pr_runs", "pr_results", "pr_nums", "pr_urls"]
    } else {
        ["runs", "results", "run_nums", "urls"]
    }
}

/// Lists that differ in length or are none, as codes and messages. `attempts` is None for the
/// half that has none, the one whose keys begin with `pr_`.
pub(super) fn odd_lists(
    kind: Kind,
    half: &Half<'_>,
    attempts: Option<&Entry<'_>>,
) -> Vec<(&'static str, String)> {
    let mut odd = Vec::new();
    let n = half.results.len();
    let [count, results, numbers, urls] = keys(kind, attempts.is_none());
    if n > 0 && half.numbers_shape != Shape::List {
        let message = format!("{n} results, but no list of run numbers; they were left out");
        odd.push((codes::NO_RUN_NUMBER, message));
    }
    if half.results_shape == Shape::Null {
        odd.push((codes::WRONG_TYPE, format!("`{results}` is null; not used")));
    }
    let mut lists = vec![
        (results, half.results_shape, n),
        (urls, half.urls_shape, half.urls.len()),
    ];
    if half.numbers_shape == Shape::List || n == 0 {
        lists.push((numbers, half.numbers_shape, half.numbers.len()));
    }
    if let Some(e) = attempts {
        let older = &e.rerun_results;
        lists.push(("reruns", e.reruns_shape, e.reruns.len()));
        lists.push(("rerun_results", older.shape, older.lists.len()));
        let urls = &e.attempt_urls;
        lists.push(("attempt_urls", urls.shape, urls.lists.len()));
    }
    for &(key, ..) in lists.iter().filter(|l| l.1 == Shape::Wrong) {
        odd.push((
            codes::WRONG_TYPE,
            format!("`{key}` is not a list; not used"),
        ));
    }
    let no_texts = |items: &[Scalar<'_>]| {
        let is_odd = |s: &&Scalar<'_>| s.text().is_none() && **s != Scalar::Null;
        items.iter().filter(is_odd).count()
    };
    let attempt_urls = attempts.map_or(0, |e| no_texts(&e.attempt_urls.items));
    for (key, n) in [(urls, no_texts(&half.urls)), ("attempt_urls", attempt_urls)] {
        if n > 0 {
            let message = format!("{n} values in `{key}` are neither text nor null; not used");
            odd.push((codes::WRONG_TYPE, message));
        }
    }
    let said = half.count.as_ref().and_then(Scalar::number);
    if said.is_none() && !matches!(half.count, None | Some(Scalar::Null)) {
        let message = format!("`{count}` is not a whole number; not used");
        odd.push((codes::WRONG_TYPE, message));
    }
    let said = said.and_then(|c| usize::try_from(c).ok());
    let expected = said.unwrap_or(n);
    let lengths: Vec<String> = lists
        .iter()
        .filter(|l| l.1 == Shape::List && l.2 != expected)
        .map(|l| format!("{} {}", l.0, l.2))
        .collect();
    if !lengths.is_empty() {
        let who = said.map_or_else(
            || format!("{results} {expected}"),
            |_| format!("`{count}` says {expected}"),
        );
        let message = format!("{who}, but: {}; aligned from the first", lengths.join(", "));
        odd.push((codes::UNEQUAL_LENGTH, message));
    }
    odd
}

/// Messages for what is no list, number or null at position `i` of the attempts' lists.
pub(super) fn odd_items(entry: &Entry<'_>, i: usize) -> impl Iterator<Item = String> {
    let reruns = entry.reruns.get(i);
    let reruns_odd = reruns.is_some_and(|r| r.number().is_none() && *r != Scalar::Null);
    [
        ("reruns", reruns_odd, "neither a whole number nor null"),
        (
            "rerun_results",
            entry.rerun_results.shape_of(i) == Shape::Wrong,
            "neither a list nor null",
        ),
        (
            "attempt_urls",
            entry.attempt_urls.shape_of(i) == Shape::Wrong,
            "neither a list nor null",
        ),
    ]
    .into_iter()
    .filter(|(_, is_odd, _)| *is_odd)
    .map(move |(key, _, what)| format!("`{key}` entry {} is {what}; not used", i + 1))
}
