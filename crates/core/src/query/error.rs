//! What a reader got wrong in a filter text, told kindly: where, what, and what may be meant.

use std::fmt;
use std::ops::Range;

use crate::sorted;
use crate::text::lowercase;

/// Why a filter text could not be read. Its `Display` is the message with the suggestion.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct FilterError {
    /// The bytes of the text that are wrong; always on character boundaries of that text.
    pub span: Range<usize>,
    /// What is wrong, as a sentence fragment in lower case.
    pub message: String,
    /// What to write instead of the wrong key or value; `None` if nothing known is near to it.
    pub suggestion: Option<String>,
}

impl FilterError {
    /// An error at these bytes, without a suggestion.
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            suggestion: None,
        }
    }
}

impl FilterError {
    /// What to write instead of the wrong word, and `text`, which it was read from, with that in its
    /// place. None: nothing known is near to it.
    #[must_use]
    pub fn mend(&self, text: &str) -> Option<(String, String)> {
        let mut word = self.suggestion.clone()?;
        let (before, after) = (text.get(..self.span.start)?, text.get(self.span.end..)?);
        let whole = [before, &word, after].concat();
        if after.starts_with(':') {
            word.push(':');
        }
        Some((word, whole))
    }
}

impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.suggestion {
            Some(word) => write!(f, ", did you mean \"{word}\"?"),
            None => Ok(()),
        }
    }
}

/// The candidates that `word` (lower case) may be a slip of: those near enough by edit distance, the
/// nearest first, equals in their order.
pub(super) fn near<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let length = word.chars().count();
    if length > 40 {
        return Vec::new();
    }
    let allowed = length.div_ceil(3).clamp(1, 3);
    let found: Vec<(usize, &str)> = candidates
        .filter(|candidate| candidate.len() <= 80)
        .map(|candidate| (distance(word, &lowercase(candidate)), candidate))
        .filter(|&(distance, candidate)| {
            distance <= allowed && distance < candidate.chars().count()
        })
        .collect();
    let distance = |at: usize| found.get(at).map(|one| one.0);
    let order = sorted::indexes(found.len(), &|a, b| distance(a).cmp(&distance(b)));
    let candidate = |at: &u32| Some(found.get(*at as usize)?.1);
    order.iter().filter_map(candidate).collect()
}

/// Edit distance (Levenshtein): insertions, deletions and replacements of characters.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut cells = row.iter_mut();
        if let Some(first) = cells.next() {
            *first = left;
        }
        for (cell, to) in cells.zip(b.chars()) {
            let replaced = diagonal + usize::from(from != to);
            diagonal = *cell;
            left = replaced.min(left + 1).min(diagonal + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}
