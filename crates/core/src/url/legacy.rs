//! Addresses of the 2024 dashboard (`display`, `matchMode`, `value`) in today's words.

use super::codec::{decode, decode_keeping_plus};
use super::format::Writer;
use super::parse::known_key;
use crate::query::quote;

/// The query string, without `?`, that shows what an old link showed; `None` if it is none. All
/// other keys are kept as they are.
///
/// A `display` that never existed becomes a `view` that does not, so that reading the result
/// reports it.
#[must_use]
pub fn translate_old(search: &str) -> Option<String> {
    let may_be_old = KEYS.iter().any(|key| search.contains(key));
    may_be_old.then(|| translate(search)).flatten()
}

/// The keys that only old links have.
const KEYS: [&str; 3] = ["display", "matchMode", "value"];

#[inline(never)]
fn translate(search: &str) -> Option<String> {
    let search = search.strip_prefix('?').unwrap_or(search);
    let mut old = Old::default();
    let mut rest = Vec::new();
    for pair in search.split('&').filter(|pair| !pair.is_empty()) {
        if known_key(pair).is_some_and(|(key, _)| key == "view" || key == "q") {
            return None;
        }
        if !old.take(pair) {
            rest.push(pair);
        }
    }
    if !old.found {
        return None;
    }
    let mut out = Writer::default();
    out.text("view", old.view.as_deref());
    let separator = if old.all { " " } else { " OR " };
    out.text("q", Some(&old.values.join(separator)));
    rest.into_iter().for_each(|pair| out.raw(pair));
    Some(out.into_string())
}

#[derive(Default)]
struct Old {
    found: bool,
    view: Option<String>,
    all: bool,
    /// Texts to look for, quoted where needed.
    values: Vec<String>,
}

impl Old {
    /// Takes a pair if its key is one of the old ones.
    fn take(&mut self, pair: &str) -> bool {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decode(value).unwrap_or_else(|| value.replace('+', " "));
        match key {
            "display" => {
                let view = match value.as_str() {
                    "prchecks" => "prs",
                    "prsingle" => "pr",
                    other => other,
                };
                self.view = Some(view.to_owned());
            }
            "matchMode" => self.all = value.eq_ignore_ascii_case("and"),
            "value" => {
                let text = if value.contains('%') {
                    decode_keeping_plus(&value)
                } else {
                    None
                };
                let text = text.unwrap_or(value);
                if !text.trim().is_empty() {
                    self.values.push(quote(text.trim()));
                }
            }
            _ => return false,
        }
        self.found = true;
        true
    }
}
