//! The functions that come later, by their names.

use std::collections::BTreeSet;

/// A hash of each name, a line each; made by `cargo xtask profile`.
const LIST: &str = include_str!("later.txt");
/// The same of pieces, by their keys.
const PIECES: &str = include_str!("pieces.txt");

/// The list of the functions that the first view was seen to do without. A function that is not in it,
/// as a new one, is in the first part.
pub(in crate::dist) struct Listed {
    functions: BTreeSet<u32>,
    pieces: BTreeSet<u32>,
}

impl Listed {
    pub(in crate::dist) fn read() -> Self {
        let numbers = |text: &str| -> BTreeSet<u32> {
            let lines = text.lines();
            lines
                .filter_map(|line| u32::from_str_radix(line, 16).ok())
                .collect()
        };
        Self {
            functions: numbers(LIST),
            pieces: numbers(PIECES),
        }
    }

    pub(in crate::dist) fn has(&self, name: &str) -> bool {
        self.functions.contains(&hash(name))
    }

    /// Whether this piece of a function of the first part comes later.
    pub(in crate::dist) fn has_piece(&self, name: &str, key: u32) -> bool {
        self.pieces.contains(&key) && may_be_cut(name) && !self.has(name)
    }
}

/// A function as the page that tells describes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) name: &'a str,
    pub(crate) bytes: usize,
    pub(crate) is_called: bool,
}

/// What the names of functions say that one visit tells about: those of the page, of what it uses here and
/// there, and general ones of their types.
const OURS: [&str; 5] = [
    "tailorbird",
    "regex_lite",
    "chrono",
    "wasm_streams",
    "flt2dec",
];
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

/// A piece of a function as the page that tells describes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SeenPiece {
    pub(crate) function: u32,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) key: u32,
    pub(crate) is_called: bool,
}

/// The list for these pieces, larger ones before those within them, of which none is needed.
pub(crate) fn list_pieces(pieces: &[SeenPiece]) -> String {
    let needed = pieces.iter().filter(|it| it.is_called).map(|it| it.key);
    let needed: BTreeSet<u32> = needed.collect();
    let mut later = BTreeSet::new();
    let mut last = (u32::MAX, 0);
    for piece in pieces {
        let is_within = last.0 == piece.function && piece.start < last.1;
        if !is_within && !needed.contains(&piece.key) {
            last = (piece.function, piece.end);
            later.insert(piece.key);
        }
    }
    later.iter().map(|it| format!("{it:08x}\n")).collect()
}

fn is_always(name: &str) -> bool {
    ALWAYS.iter().any(|it| name.contains(it))
}

/// What reads texts and stores: which way it takes depends on every letter and on all that was done before, which
/// no visit tells for another.
const OF_DATA: [&str; 5] = ["alloc[", "char>", "hashbrown[", "indexmap[", "std["];
/// The same, by the module.
const OF_DATA_WITHIN: [&str; 2] = ["::names::", "::str::"];

/// Whether pieces of a function may come later.
fn may_be_cut(name: &str) -> bool {
    let path = name.trim_start_matches(['<', '&']);
    let is_of_data = OF_DATA.iter().any(|it| path.starts_with(it))
        || OF_DATA_WITHIN.iter().any(|it| path.contains(it));
    !is_of_data && !is_always(name)
}

fn may_come_later(function: &Seen<'_>) -> bool {
    let is_ours = OURS.iter().any(|it| function.name.contains(it));
    let least = if is_ours { LEAST } else { LEAST_OF_OTHERS };
    !function.is_called && !is_always(function.name) && function.bytes >= least
}

/// The FNV-1a hash of nothing.
pub(super) const OF_NOTHING: u32 = 0x811c_9dc5;

/// The hash of what `hash` is of and these bytes behind it.
pub(super) fn hash_on(hash: u32, bytes: impl IntoIterator<Item = u8>) -> u32 {
    let add = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    bytes.into_iter().fold(hash, add)
}

/// The hash of the name without the numbers of its crates, which another compiler or version changes.
pub(super) fn hash(name: &str) -> u32 {
    let mut hash = OF_NOTHING;
    for part in name.split('[') {
        let is_number = |it: &str| it.len() > 8 && it.bytes().all(|b| b.is_ascii_hexdigit());
        let rest = part.split_once(']').filter(|it| is_number(it.0));
        hash = hash_on(hash, rest.map_or(part, |it| it.1).bytes());
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
            seen("<alloc::vec::Vec<regex_lite::Hir>>::push", 99, false),
            seen("<dlmalloc::Dlmalloc>::malloc", 900, false),
        ];
        let listed = [
            "<tailorbird::b>::c",
            "<alloc::vec::Vec<regex_lite::Hir>>::push",
        ];
        let mut listed = listed.map(|name| format!("{:08x}\n", hash(name)));
        listed.sort();
        assert_eq!(list(&functions), listed.concat());
    }

    #[test]
    fn a_piece_is_listed_once_if_nothing_in_it_is_needed() {
        let seen = |function, start, end, key, is_called| SeenPiece {
            function,
            start,
            end,
            key,
            is_called,
        };
        let pieces = [
            seen(7, 1, 9, 0xa, true),
            seen(7, 2, 6, 0xb, false),
            seen(7, 3, 5, 0xc, false),
            seen(7, 6, 9, 0xd, false),
            seen(8, 3, 9, 0xe, false),
            // The same place of a function of the same name.
            seen(9, 3, 9, 0xe, true),
        ];
        assert_eq!(list_pieces(&pieces), "0000000b\n0000000d\n");
    }

    #[test]
    fn what_reads_and_stores_data_is_not_cut() {
        assert!(may_be_cut("<tailorbird::state::Data>::load::{closure#0}"));
        assert!(may_be_cut("core[a7]::num::flt2dec::digits"));
        for whole in [
            "<hashbrown[a7]::RawTable<tailorbird::Kind>>::reserve",
            "<dlmalloc[a7]::Dlmalloc>::free",
            "<char>::is_whitespace",
            "core[a7]::str::converts::from_utf8",
            "tailorbird_core[a7]::names::normalize::normalize",
        ] {
            assert!(!may_be_cut(whole), "{whole}");
        }
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
        assert_eq!(listed.functions.len(), LIST.lines().count());
        assert_eq!(listed.pieces.len(), PIECES.lines().count());
        assert!(!listed.has("a function of no program"));
    }
}
