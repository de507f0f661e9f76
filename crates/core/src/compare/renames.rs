//! Probable renames: proposed, never merged. A name that went and a name that came are one job if
//! they are made of the same words in another order, or if one and the same word was swapped for
//! one and the same other in two pairs and more. Never if both were in one run.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::{SeriesIdx, Store};

/// Runs within which the new name must first be seen after the old one was last seen.
const WITHIN_RUNS: u32 = 3;

/// Pairs of gone and new jobs, each job at most once, in the order of `gone`.
#[must_use]
pub fn renames(
    store: &Store,
    gone: &[SeriesIdx],
    new: &[SeriesIdx],
) -> Vec<(SeriesIdx, SeriesIdx)> {
    let gone = named(store, gone);
    let new = named(store, new);
    let mut pairs = Vec::new();
    let mut taken = BTreeSet::new();
    let mut add = |old: SeriesIdx, name: SeriesIdx, taken: &mut BTreeSet<u32>| {
        let free = !taken.contains(&old.0) && !taken.contains(&name.0);
        if free && follows(store, old, name) {
            taken.extend([old.0, name.0]);
            pairs.push((old, name));
        }
    };
    let mut by_words: BTreeMap<&[String], Vec<SeriesIdx>> = BTreeMap::new();
    for (at, words) in &new {
        by_words.entry(words).or_default().push(*at);
    }
    for (old, words) in &gone {
        for name in by_words.get(words.as_slice()).into_iter().flatten() {
            add(*old, *name, &mut taken);
        }
    }
    for swapped in swaps(&gone, &new)
        .into_values()
        .filter(|pairs| pairs.len() >= 2)
    {
        for (old, name) in swapped {
            add(old, name, &mut taken);
        }
    }
    let order: BTreeMap<u32, usize> = gone.iter().zip(0..).map(|((at, _), i)| (at.0, i)).collect();
    pairs.sort_by_key(|(old, _)| order.get(&old.0).copied());
    pairs
}

/// Jobs and the words of their names in order of the alphabet.
fn named(store: &Store, jobs: &[SeriesIdx]) -> Vec<(SeriesIdx, Vec<String>)> {
    let words = |at: &SeriesIdx| {
        let name = &store.series(*at)?.name_lower;
        let words = name.split(|c: char| !c.is_alphanumeric());
        let mut words: Vec<String> = words.filter(|w| !w.is_empty()).map(str::to_owned).collect();
        words.sort_unstable();
        Some((*at, words))
    };
    jobs.iter().filter_map(words).collect()
}

type Swaps = BTreeMap<(String, String), Vec<(SeriesIdx, SeriesIdx)>>;

/// Pairs that differ in one word, by that word before and after.
fn swaps(gone: &[(SeriesIdx, Vec<String>)], new: &[(SeriesIdx, Vec<String>)]) -> Swaps {
    // Name without one word → that word and the job: what fits differs in one word.
    let mut without: BTreeMap<Vec<&str>, Vec<(&str, SeriesIdx)>> = BTreeMap::new();
    for (at, words) in new {
        for (rest, word) in each_without(words) {
            without.entry(rest).or_default().push((word, *at));
        }
    }
    let mut out = Swaps::new();
    for (old, words) in gone {
        for (rest, word) in each_without(words) {
            for (other, name) in without.get(&rest).into_iter().flatten() {
                if *other != word {
                    let key = (word.to_owned(), (*other).to_owned());
                    out.entry(key).or_default().push((*old, *name));
                }
            }
        }
    }
    out
}

/// The words without each distinct one of them, and that one.
fn each_without(words: &[String]) -> Vec<(Vec<&str>, &str)> {
    let distinct: BTreeSet<&str> = words.iter().map(String::as_str).collect();
    let without = |word: &str| {
        let at = words.iter().position(|w| w == word);
        let rest = words.iter().enumerate().filter(|(i, _)| Some(*i) != at);
        rest.map(|(_, w)| w.as_str()).collect()
    };
    distinct
        .into_iter()
        .map(|word| (without(word), word))
        .collect()
}

/// Whether the new name is first seen soon after the old one was last seen, and never beside it.
fn follows(store: &Store, old: SeriesIdx, new: SeriesIdx) -> bool {
    let newest_of_old = store.cells(old).next().map(|cell| store.run(cell));
    let oldest_of_new = store.cells(new).next_back().map(|cell| store.run(cell));
    match (newest_of_old, oldest_of_new) {
        (Some(last), Some(first)) => first < last && last - first <= WITHIN_RUNS,
        _ => false,
    }
}
