//! The string table of a shard: every text once, in the order of first use.

use std::collections::HashMap;

/// Texts and where they stand.
#[derive(Default)]
pub(super) struct Texts {
    list: Vec<String>,
    places: HashMap<String, i64>,
}

impl Texts {
    /// The place of a text.
    pub(super) fn at(&mut self, text: &str) -> i64 {
        if let Some(at) = self.places.get(text) {
            return *at;
        }
        let at = i64::try_from(self.list.len()).unwrap_or(i64::MAX);
        self.list.push(text.to_owned());
        self.places.insert(text.to_owned(), at);
        at
    }

    /// The place of a text that may be missing.
    pub(super) fn at_some(&mut self, text: Option<&str>) -> Option<i64> {
        text.map(|text| self.at(text))
    }

    /// The place of a text, where empty means missing.
    pub(super) fn at_filled(&mut self, text: &str) -> Option<i64> {
        self.at_some(Some(text).filter(|t| !t.is_empty()))
    }

    pub(super) fn list(&self) -> &[String] {
        &self.list
    }
}
