//! Typed looks at a shard's columns: lengths, references and ranges are checked here, once, and
//! what does not fit is left out and told.

use super::shard::{NO_TEXT, NO_TIME};
use super::sheet::{Column, NULL, Sheet};
use crate::codes;
use crate::issue::IssueList;

/// Takes columns out of a sheet and notes what is odd.
pub(super) struct Columns<'a> {
    pub(super) sheet: Sheet,
    pub(super) issues: &'a mut IssueList,
    pub(super) source: &'a str,
}

impl Columns<'_> {
    /// Notes something odd of a column.
    pub(super) fn odd(&mut self, code: &'static str, name: &str, message: &str) {
        let place = format!("{}, column `{name}`", self.source);
        self.issues.push(code, || (place, message.to_owned()));
    }

    /// A column of whole numbers, `n` long: padded with nothing or cut where it is not.
    pub(super) fn whole(&mut self, name: &str, n: usize) -> Vec<i64> {
        let mut column = self.any_whole(name);
        if !column.is_empty() || n == 0 {
            self.length(name, column.len(), n);
        }
        column.resize(n, NULL);
        column
    }

    /// The same of any length.
    pub(super) fn any_whole(&mut self, name: &str) -> Vec<i64> {
        match self.sheet.take(name) {
            Some(Column::Whole(column)) => column,
            None => Vec::new(),
            Some(_) => {
                self.odd(
                    codes::WRONG_TYPE,
                    name,
                    "no list of whole numbers; not used",
                );
                Vec::new()
            }
        }
    }

    /// A column of texts, `n` long.
    pub(super) fn texts(&mut self, name: &str, n: usize) -> Vec<String> {
        let mut column = self.any_texts(name);
        if !column.is_empty() || n == 0 {
            self.length(name, column.len(), n);
        }
        column.resize(n, String::new());
        column
    }

    /// The same of any length.
    pub(super) fn any_texts(&mut self, name: &str) -> Vec<String> {
        match self.sheet.take(name) {
            Some(Column::Texts(column)) => column,
            // What holds no text at all: nothing, or `null` only.
            Some(Column::Whole(column)) if column.iter().all(|n| *n == NULL) => {
                vec![String::new(); column.len()]
            }
            None => Vec::new(),
            Some(_) => {
                self.odd(codes::WRONG_TYPE, name, "no list of texts; not used");
                Vec::new()
            }
        }
    }

    /// A column of letters, any number of them.
    pub(super) fn letters(&mut self, name: &str) -> Vec<u8> {
        match self.sheet.take(name) {
            Some(Column::Text(text)) => text.into_bytes(),
            None => Vec::new(),
            Some(_) => {
                self.odd(codes::WRONG_TYPE, name, "no text of letters; not used");
                Vec::new()
            }
        }
    }

    fn length(&mut self, name: &str, found: usize, n: usize) {
        if found != n {
            let message = format!("{found} entries where {n} belong; aligned from the first");
            self.odd(codes::UNEQUAL_LENGTH, name, &message);
        }
    }

    /// A column of references into a table of `n`; [`NO_TEXT`] for nothing.
    pub(super) fn references(&mut self, name: &str, rows: usize, n: usize) -> Vec<u32> {
        let column = self.whole(name, rows);
        let mut lost = 0;
        let out = column
            .iter()
            .map(|at| reference(*at, n, &mut lost))
            .collect();
        self.lost(name, lost);
        out
    }

    /// Tells of references that lead nowhere.
    pub(super) fn lost(&mut self, name: &str, lost: usize) {
        if lost > 0 {
            let message = format!("{lost} references lead nowhere; not used");
            self.odd(codes::BAD_REFERENCE, name, &message);
        }
    }

    /// A column of seconds, the differences from entry to entry undone where they are such.
    pub(super) fn seconds(&mut self, name: &str, n: usize, differences: bool) -> Vec<i32> {
        let column = self.whole(name, n);
        let (mut last, mut lost) = (0_i64, 0);
        let mut out = Vec::with_capacity(n);
        for value in column {
            if value == NULL {
                out.push(NO_TIME);
                continue;
            }
            last = if differences {
                last.wrapping_add(value)
            } else {
                value
            };
            let fits = i32::try_from(last).ok().filter(|t| *t != NO_TIME);
            lost += usize::from(fits.is_none());
            out.push(fits.unwrap_or(NO_TIME));
        }
        if lost > 0 {
            let message = format!("{lost} times are 68 years or more off; not used");
            self.odd(codes::VALUE_RANGE, name, &message);
        }
        out
    }

    /// Rows that a sparse section is about: rising, below `n`.
    pub(super) fn rows(&mut self, name: &str, n: usize) -> Vec<u32> {
        let column = self.any_whole(name);
        let mut at = -1_i64;
        let mut out = Vec::with_capacity(column.len());
        for step in &column {
            at = at.wrapping_add(*step);
            let rising = u32::try_from(at).ok().filter(|_| *step > 0);
            match rising.filter(|row| (*row as usize) < n) {
                Some(row) => out.push(row),
                None => {
                    let kept = out.len();
                    let message = format!("row {} of it leads nowhere; cut there", kept + 1);
                    self.odd(codes::BAD_REFERENCE, name, &message);
                    break;
                }
            }
        }
        out
    }
}

/// A reference into a table of `n`.
pub(super) fn reference(at: i64, n: usize, lost: &mut usize) -> u32 {
    let fits = u32::try_from(at).ok().filter(|at| (*at as usize) < n);
    *lost += usize::from(fits.is_none() && at != NULL);
    fits.unwrap_or(NO_TEXT)
}

/// A count; 0 for nothing and for what is no count.
pub(super) fn count(value: i64) -> u32 {
    u32::try_from(value).unwrap_or_default()
}

/// A value; None for nothing.
pub(super) fn present(value: i64) -> Option<i64> {
    (value != NULL).then_some(value)
}

/// A value ≥ 0; None for nothing.
#[expect(clippy::cast_sign_loss, reason = "told as differences that wrap round")]
pub(super) fn unsigned(value: i64) -> Option<u64> {
    present(value).map(|v| v as u64)
}

/// Undoes differences from entry to entry; entries without a value do not count.
pub(super) fn add_up(column: &mut [i64]) {
    let mut last = 0_i64;
    for value in column.iter_mut().filter(|v| **v != NULL) {
        last = last.wrapping_add(*value);
        *value = last;
    }
}

/// Parts of a list, one behind the other, from the number of entries of each; cut at `n`.
pub(super) fn parts(counts: &[i64], n: usize) -> Vec<(u32, u32)> {
    let n = u32::try_from(n).unwrap_or(u32::MAX);
    let mut start = 0_u32;
    let part = |value: &i64| {
        let end = start.saturating_add(count(*value)).min(n);
        let found = (start, end);
        start = end;
        found
    };
    counts.iter().map(part).collect()
}
