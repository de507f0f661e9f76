//! Probable renames: proposed, never merged. A name that went and a name that came are one job if
//! they are made of the same words in another order, or if one and the same word was swapped for
//! one and the same other in two pairs and more. A word is what stands between signs; for swaps also what
//! signs join, as `cloud-hypervisor`. Never if both were in one run.

use crate::sorted;
use crate::store::{SeriesIdx, Store};

/// Runs within which the new name must first be seen after the old one was last seen.
const WITHIN_RUNS: u32 = 3;

/// A job and the words of its name in order of the alphabet.
type Named = (SeriesIdx, Vec<String>);

/// Pairs of gone and new jobs, each job at most once, in the order of `gone`.
#[must_use]
pub fn renames(
    store: &Store,
    gone: &[SeriesIdx],
    new: &[SeriesIdx],
) -> Vec<(SeriesIdx, SeriesIdx)> {
    let gone_named = named(store, gone, char::is_alphanumeric);
    let new_named = named(store, new, char::is_alphanumeric);
    let mut pairs: Vec<(SeriesIdx, SeriesIdx)> = Vec::new();
    let mut add = |old: SeriesIdx, name: SeriesIdx| {
        let is_free = pairs.iter().all(|pair| pair.0 != old && pair.1 != name);
        if is_free && follows(store, old, name) {
            pairs.push((old, name));
        }
    };
    let all = |list: &[Named]| -> Vec<Part> {
        let part = |(at, words): &Named| Part {
            rest: words.join("\n"),
            word: String::new(),
            at: *at,
        };
        list.iter().map(part).collect()
    };
    for (old, name) in alike(&all(&gone_named), &all(&new_named)) {
        add(old.at, name.at);
    }
    for (old, name) in swapped(&parts(&gone_named), &parts(&new_named)) {
        add(old, name);
    }
    let joined = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
    let (gone_joined, new_joined) = (named(store, gone, joined), named(store, new, joined));
    for (old, name) in swapped(&parts(&gone_joined), &parts(&new_joined)) {
        add(old, name);
    }
    let place = |i: usize| {
        let old = pairs.get(i).map(|pair| pair.0);
        gone.iter().position(|at| Some(*at) == old)
    };
    let order = sorted::indexes(pairs.len(), &|a, b| place(a).cmp(&place(b)));
    let pair = |at: u32| pairs.get(at as usize).copied();
    order.into_iter().filter_map(pair).collect()
}

/// Jobs and the words of their names, which are made of such letters.
fn named(store: &Store, jobs: &[SeriesIdx], is_letter: fn(char) -> bool) -> Vec<Named> {
    let words = |at: &SeriesIdx| {
        let name = &store.series(*at)?.name_lower;
        let words = name.split(|c: char| !is_letter(c));
        let words: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
        let word = |i: usize| words.get(i);
        let order = sorted::indexes(words.len(), &|a, b| word(a).cmp(&word(b)));
        let word = |i: u32| Some((*word(i as usize)?).to_owned());
        Some((*at, order.into_iter().filter_map(word).collect()))
    };
    jobs.iter().filter_map(words).collect()
}

/// A job's words but for one, and that one; or all of them.
struct Part {
    rest: String,
    word: String,
    at: SeriesIdx,
}

/// The words without each distinct one of them, for each job.
fn parts(jobs: &[Named]) -> Vec<Part> {
    let mut out = Vec::new();
    for (at, words) in jobs {
        for (i, word) in words.iter().enumerate() {
            if words.get(i + 1) == Some(word) {
                continue;
            }
            let rest = words.iter().enumerate().filter(|(other, _)| *other != i);
            let rest: Vec<&str> = rest.map(|(_, word)| word.as_str()).collect();
            out.push(Part {
                rest: rest.join("\n"),
                word: word.clone(),
                at: *at,
            });
        }
    }
    out
}

/// Pairs whose `rest` is the same, in the order of `gone`, then of `new`.
fn alike<'a>(gone: &'a [Part], new: &'a [Part]) -> Vec<(&'a Part, &'a Part)> {
    let rest = |i: usize| new.get(i).map(|part| part.rest.as_str());
    let order = sorted::indexes(new.len(), &|a, b| rest(a).cmp(&rest(b)));
    let mut out = Vec::new();
    for old in gone {
        let wanted = Some(old.rest.as_str());
        let first = order.partition_point(|i| rest(*i as usize) < wanted);
        let found = order.iter().skip(first).map(|i| *i as usize);
        let found = found.take_while(|i| rest(*i) == wanted);
        out.extend(found.filter_map(|i| Some((old, new.get(i)?))));
    }
    out
}

/// Pairs that differ in one word, where the same word was swapped for the same other in two and
/// more: by that word before and after.
fn swapped(gone: &[Part], new: &[Part]) -> Vec<(SeriesIdx, SeriesIdx)> {
    let mut pairs = alike(gone, new);
    pairs.retain(|(old, name)| old.word != name.word);
    let words = |i: usize| {
        let pair = pairs.get(i);
        pair.map(|(old, name)| (old.word.as_str(), name.word.as_str()))
    };
    let order = sorted::indexes(pairs.len(), &|a, b| words(a).cmp(&words(b)));
    let groups = order.chunk_by(|a, b| words(*a as usize) == words(*b as usize));
    let repeated = groups.filter(|group| group.len() >= 2).flatten();
    let pair = |i: &u32| pairs.get(*i as usize).map(|(old, name)| (old.at, name.at));
    repeated.filter_map(pair).collect()
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
