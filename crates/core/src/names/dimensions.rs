//! Giving each matrix value of a name its dimension, and what follows from others.

use super::JobKind;
use super::dictionary::{self, Dimensions};
use super::split;

/// One dimension of a job.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dimension {
    /// The key (`hypervisor`), or `param1`, `param2` … for a value that no dictionary knows.
    pub key: String,
    /// The value, as the dictionary spells it; of a `param` and of a configured key as the name
    /// spells it.
    pub value: String,
}

/// What the dimensions are found from. Raw expressions are taken out of the texts already.
pub(super) struct Source<'a> {
    pub(super) kind: JobKind,
    pub(super) leaf: &'a str,
    pub(super) values: &'a [String],
    /// Parts before the leaf, outermost first.
    pub(super) path: &'a [&'a str],
}

/// The dimensions of a job, in the order of the dictionary's keys, `param…` last; at most one
/// value a key (a second one becomes a `param`).
pub(super) fn find(source: &Source<'_>, dict: &Dimensions) -> Vec<Dimension> {
    let mut found = Found {
        list: Vec::new(),
        params: 0,
    };
    for value in source.values {
        match by_value(source.kind, value, dict, &found) {
            Some((key, name)) if found.get(&key).is_none() => found.add(key, name),
            _ => {
                found.params += 1;
                found.add(format!("param{}", found.params), value.clone());
            }
        }
    }
    found.add_missing("arch", arch(source, dict));
    if !matches!(source.kind, JobKind::Build | JobKind::Static) {
        found.add_missing("tee", tee(source, &found));
        found.add_missing("runtime", runtime(source, &found));
    }
    let mut left = found.list;
    let mut list = Vec::with_capacity(left.len());
    for key in dict.keys() {
        if let Some(at) = left.iter().position(|d| d.key == *key) {
            list.push(left.remove(at));
        }
    }
    list.append(&mut left);
    list
}

struct Found {
    list: Vec<Dimension>,
    params: usize,
}

impl Found {
    fn get(&self, key: &str) -> Option<&str> {
        self.list
            .iter()
            .find(|d| d.key == key)
            .map(|d| d.value.as_str())
    }

    fn add(&mut self, key: String, value: String) {
        self.list.push(Dimension { key, value });
    }

    fn add_missing(&mut self, key: &str, value: Option<&str>) {
        if let (None, Some(value)) = (self.get(key), value) {
            self.add(key.to_owned(), value.to_owned());
        }
    }
}

/// Key and name of one value. Build and publish jobs have (asset, stage), static checks
/// (component, command), whatever the words are elsewhere: `build-asset (qemu, test)` has no
/// hypervisor.
fn by_value(
    kind: JobKind,
    value: &str,
    dict: &Dimensions,
    found: &Found,
) -> Option<(String, String)> {
    let own: &[&str] = match kind {
        JobKind::Build | JobKind::Publish => &["arch", "asset", "stage"],
        JobKind::Static => &["arch", "component", "command"],
        JobKind::Test | JobKind::Other => return dict.classify(value, |_| true),
    };
    if let Some(hit) = dict.classify(value, |key| own.contains(&key)) {
        return Some(hit);
    }
    let key = match kind {
        JobKind::Static if value.contains(' ') => "command",
        JobKind::Static => "component",
        _ if dictionary::is_stage(value) => "stage",
        // A list of platforms is no asset.
        _ if found.get("asset").is_some() || value.contains('/') => return None,
        _ => "asset",
    };
    Some((key.to_owned(), value.to_owned()))
}

/// The architecture from the leaf's words, then from its values' words, then from path parts,
/// nearest first (their matrix values by dictionary, then their words). A part that names two
/// architectures names none.
fn arch(source: &Source<'_>, dict: &Dimensions) -> Option<&'static str> {
    let by_words = |text: &str| {
        let words = split::words(text);
        let mut hits: Vec<_> = words
            .iter()
            .filter_map(|w| dictionary::arch_of_word(w))
            .collect();
        hits.dedup();
        match hits.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    };
    let by_values = |part: &str| {
        let (_, list) = split::matrix(part);
        split::values(list?).iter().find_map(|value| {
            let (_, name) = dict.classify(value, |key| key == "arch")?;
            dictionary::arch_of_word(&name)
        })
    };
    by_words(source.leaf)
        .or_else(|| source.values.iter().find_map(|value| by_words(value)))
        .or_else(|| {
            source
                .path
                .iter()
                .rev()
                .find_map(|p| by_values(p).or_else(|| by_words(p)))
        })
}

/// The TEE from the hypervisor, else from the words of leaf and path, nearest first.
fn tee(source: &Source<'_>, found: &Found) -> Option<&'static str> {
    let by_words = |text: &str| dictionary::tee_of_words(&split::words(text));
    found
        .get("hypervisor")
        .and_then(by_words)
        .or_else(|| by_words(source.leaf))
        .or_else(|| {
            source
                .path
                .iter()
                .rev()
                .find_map(|part| by_words(&split::matrix(part).0))
        })
}

/// The language of the runtime: Rust where the hypervisor or the leaf says `runtime-rs` and for
/// hypervisors that only the Rust runtime drives, else Go for known hypervisors.
fn runtime(source: &Source<'_>, found: &Found) -> Option<&'static str> {
    let is_rust = |text: &str| {
        let words = split::words(text);
        words
            .iter()
            .zip(words.iter().skip(1))
            .any(|(a, b)| a == "runtime" && b == "rs")
    };
    let Some(hypervisor) = found.get("hypervisor") else {
        return is_rust(source.leaf).then_some("rust");
    };
    if is_rust(hypervisor) || matches!(hypervisor, "cloud-hypervisor" | "dragonball") {
        return Some("rust");
    }
    dictionary::is_known_hypervisor(hypervisor).then_some("go")
}
