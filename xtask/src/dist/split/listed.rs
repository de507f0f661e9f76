//! The functions that come later, by their names.

use std::collections::BTreeSet;

/// A hash of each name, a line each; made by `cargo xtask profile`.
const LIST: &str = include_str!("later.txt");

/// The list of the functions that the first view was seen to do without. A function that is not in it,
/// as a new one, is in the first part.
pub(in crate::dist) struct Listed(BTreeSet<u32>);

impl Listed {
    pub(in crate::dist) fn read() -> Self {
        let hashes = LIST
            .lines()
            .filter_map(|line| u32::from_str_radix(line, 16).ok());
        Self(hashes.collect())
    }

    pub(in crate::dist) fn has(&self, name: &str) -> bool {
        self.0.contains(&hash(name))
    }
}

/// A function as the page that tells describes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) name: &'a str,
    pub(crate) bytes: usize,
    pub(crate) is_called: bool,
}

/// What the names of functions say that are made for the page: its own, and general ones of its types.
const OURS: &str = "tailorbird";
/// A smaller one is no larger than what stands in for it.
const LEAST: usize = 12;
/// Smaller ones of others, as those of the standard library, are called now or then by anything, so that
/// one visit does not show who needs them.
const LEAST_OF_OTHERS: usize = 100;

/// What hands bytes to the program, with which it checks the later part.
const ALWAYS: [&str; 2] = ["dlmalloc", "wasm_bindgen"];

/// The list for these functions. Those of one name are told apart by nothing: if one must be in the first
/// part, all are.
pub(crate) fn list(functions: &[Seen<'_>]) -> String {
    let first = functions.iter().filter(|it| !may_come_later(it));
    let first: BTreeSet<u32> = first.map(|it| hash(it.name)).collect();
    let all: BTreeSet<u32> = functions.iter().map(|it| hash(it.name)).collect();
    let later = all.difference(&first).map(|it| format!("{it:08x}\n"));
    later.collect()
}

fn may_come_later(function: &Seen<'_>) -> bool {
    let is_ours = function.name.contains(OURS);
    let least = if is_ours { LEAST } else { LEAST_OF_OTHERS };
    let is_needed = ALWAYS.iter().any(|it| function.name.contains(it));
    !function.is_called && !is_needed && function.bytes >= least
}

/// FNV-1a of the name without the numbers of its crates, which another compiler or version changes.
fn hash(name: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for part in name.split('[') {
        let is_number = |it: &str| it.len() > 8 && it.bytes().all(|b| b.is_ascii_hexdigit());
        let rest = part.split_once(']').filter(|it| is_number(it.0));
        for byte in rest.map_or(part, |it| it.1).bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_never_called_is_listed_if_it_is_worth_it() {
        let seen = |name, bytes, is_called| Seen {
            name,
            bytes,
            is_called,
        };
        let functions = [
            seen("tailorbird::a", 900, true),
            seen("<tailorbird::b>::c", 900, false),
            seen("tailorbird::small", 11, false),
            seen("tailorbird::twice", 900, false),
            seen("tailorbird::twice", 900, true),
            seen("core::of::others", 99, false),
            seen("<dlmalloc::Dlmalloc>::malloc", 900, false),
        ];
        assert_eq!(
            list(&functions),
            format!("{:08x}\n", hash("<tailorbird::b>::c"))
        );
    }

    #[test]
    fn the_numbers_of_crates_do_not_count_and_types_do() {
        assert_eq!(
            hash("core[27cd0353e63fa9bc]::fmt"),
            hash("core[c72cd0353e63fa9bc]::fmt")
        );
        assert_ne!(hash("<[u8]>::len"), hash("<[u16]>::len"));
    }

    #[test]
    fn the_list_of_the_project_is_one() {
        let listed = Listed::read();
        assert_eq!(listed.0.len(), LIST.lines().count());
        assert!(!listed.has("a function of no program"));
    }
}
