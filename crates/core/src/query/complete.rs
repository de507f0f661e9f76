//! What may stand next in a filter text: keys, then values of a key with how many rows have them,
//! then words of names.
//!
//! The place of the caret is read more loosely than a whole text is: what is being typed is not
//! finished. A count says how many rows are left once the offer is taken, or taken away where a
//! `-` stands before it.

use std::ops::Range;

use super::build::{Context, job_name, parse};
use super::edit::{quote, quote_value};
use super::filter::{Facts, Filter};
use super::keys::{dimension, is_known, keys, near_keys, test};
use super::scan::{Kind, Value, key_of, scan};
use crate::sorted;
use crate::text::lowercase;

/// Longer texts are not completed, in bytes.
const LONGEST: usize = 1_000;
/// At most so many values of one key, or of all keys, or words.
const MOST: [usize; 3] = [40, 6, 8];
/// Values and words are looked for once so many characters are typed.
const BEGUN: usize = 2;

/// What a dimension asks for.
const OF_DATA: &str = "a value in the job's name";

/// One thing that may stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is written in place of what was typed.
    pub insert: String,
    /// What it asks for, of a key; else empty.
    pub help: &'static str,
    /// How many rows have it; None for a key.
    pub count: Option<u32>,
}

/// What may stand at the caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Bytes of the text that an offer takes the place of.
    pub span: Range<usize>,
    /// Something of it is typed already, or a key asks for it.
    pub is_begun: bool,
    /// In the order in which they are offered.
    pub list: Vec<Offer>,
}

impl Offers {
    /// The text once an offer is taken, and the caret behind it, in bytes. None: no such offer.
    #[must_use]
    pub fn take(&self, text: &str, at: usize) -> Option<(String, usize)> {
        let insert = self.list.get(at)?.insert.as_str();
        let before = text.get(..self.span.start)?;
        let after = text.get(self.span.end..)?;
        let caret = before.len() + insert.len();
        Some(([before, insert, after].concat(), caret))
    }
}

/// What stands around the caret.
struct Place<'a> {
    /// Where the word begins, with its `-`.
    word: usize,
    /// The known key before the caret.
    key: Option<&'a str>,
    /// Values of the key that stand before, in lower case.
    taken: Vec<String>,
    /// What is typed of a key, a value or a word, in lower case.
    typed: String,
    /// What an offer takes the place of.
    span: Range<usize>,
    /// A colon stands right behind: only another key fits there.
    is_key: bool,
    /// A key is typed that there is not.
    is_unknown: bool,
}

/// Where the word of the caret begins, and whether a quote is open there.
fn word_start(before: &str) -> (usize, bool) {
    let (mut start, mut quoted, mut opens) = (0, false, true);
    let mut escaped = false;
    for (at, c) in before.char_indices() {
        if quoted {
            quoted = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
        } else if c.is_whitespace() || (c == '(' && opens) {
            start = at + c.len_utf8();
            opens = true;
        } else {
            quoted = c == '"' && opens;
            opens = matches!(c, ':' | ',') || (c == '-' && at == start);
        }
    }
    (start, quoted)
}

fn place<'a>(text: &'a str, caret: usize, ctx: &Context<'_>) -> Option<Place<'a>> {
    let (before, after) = text.split_at_checked(caret)?;
    let (word, quoted) = word_start(before);
    let body = text.get(word..caret)?;
    let body = body.strip_prefix('-').unwrap_or(body);
    let until = |ends: fn(char) -> bool| caret + after.find(ends).unwrap_or(after.len());
    if let Some(key) = key_of(body).filter(|key| is_known(key, ctx)) {
        let values = body.get(key.len() + 1..)?;
        // A comma inside quotes is none, as `word_start` of the text behind it would know.
        let comma = |(at, _): &(usize, char)| !word_start(values.get(..*at).unwrap_or("")).1;
        let last = values
            .char_indices()
            .filter(|(_, c)| *c == ',')
            .rfind(comma);
        let (taken, typed) = last.map_or(("", values), |(at, _)| {
            let (taken, rest) = values.split_at(at);
            (taken, rest.get(1..).unwrap_or_default())
        });
        let plain = |value: &str| lowercase(value.trim_matches('"'));
        let end = match after.find('"').filter(|_| quoted) {
            Some(at) => caret + at + 1,
            None if quoted => caret,
            None => until(|c| c.is_whitespace() || matches!(c, ',' | ')')),
        };
        return Some(Place {
            word,
            key: Some(key),
            taken: taken.split(',').map(plain).collect(),
            typed: plain(typed),
            span: caret - typed.len()..end,
            is_key: false,
            is_unknown: false,
        });
    }
    let start = caret - body.len();
    if let Some(key) = key_of(body) {
        return Some(Place {
            word,
            key: None,
            taken: Vec::new(),
            typed: key.to_owned(),
            span: start..start + key.len() + 1,
            is_key: false,
            is_unknown: true,
        });
    }
    if body.starts_with('/') || body.contains(['"', ':', ',', '(']) {
        return None;
    }
    let end = until(|c| c.is_whitespace() || matches!(c, ')' | ':'));
    let is_key = text.get(end..).is_some_and(|rest| rest.starts_with(':'));
    Some(Place {
        word,
        key: None,
        taken: Vec::new(),
        typed: lowercase(body),
        span: start..end + usize::from(is_key),
        is_key,
        is_unknown: false,
    })
}

/// What the text asks for beside the word that ends behind `place`.
fn rest(text: &str, place: &Place<'_>, ctx: &Context<'_>) -> Filter {
    let before = text.get(..place.word).unwrap_or_default();
    let after = text.get(place.span.end..).unwrap_or_default();
    let end = after.find(char::is_whitespace).unwrap_or(after.len());
    let text = [before, after.get(end..).unwrap_or_default()].concat();
    let is_plain = |kind: &Kind<'_>| !matches!(kind, Kind::Or | Kind::Open | Kind::Close);
    // Beside an OR the word leaves more rows than it has with the others: it is counted alone.
    if scan(&text, ctx).iter().all(|token| is_plain(&token.kind)) {
        parse(&text, ctx).unwrap_or_default()
    } else {
        Filter::default()
    }
}

/// Offers for the word at `caret` (in bytes), with counts over the rows that the rest of the text
/// leaves. `owners` are the groups to choose from.
#[must_use]
pub fn complete<F: Facts>(
    text: &str,
    caret: usize,
    ctx: &Context<'_>,
    owners: &[String],
    rows: &[F],
) -> Offers {
    if text.len() > LONGEST || job_name(text, ctx).is_some() {
        return Offers::default();
    }
    let Some(place) = place(text, caret, ctx) else {
        return Offers::default();
    };
    let rest = rest(text, &place, ctx);
    let rows: Vec<&F> = rows.iter().filter(|row| rest.matches(*row)).collect();
    let asked = Asked { ctx, owners, rows };
    let mut list = Vec::new();
    match place.key {
        Some(key) => {
            let mut values = asked.values(&lowercase(key), &place.typed);
            values.retain(|(value, _)| !place.taken.contains(&lowercase(value)));
            values.truncate(MOST[0]);
            list.extend(values.into_iter().map(|(value, n)| Offer {
                insert: quote_value(&value),
                help: "",
                count: Some(n),
            }));
        }
        None if place.is_unknown => asked.near(&place, &mut list),
        None => asked.begin(&place, &mut list),
    }
    Offers {
        is_begun: place.key.is_some() || !place.typed.is_empty(),
        span: place.span,
        list,
    }
}

/// What is asked of rows.
pub(super) struct Asked<'a, F> {
    pub(super) ctx: &'a Context<'a>,
    pub(super) owners: &'a [String],
    pub(super) rows: Vec<&'a F>,
}

impl<F: Facts> Asked<'_, F> {
    /// Keys that the one that is typed may be meant for.
    fn near(&self, place: &Place<'_>, list: &mut Vec<Offer>) {
        for name in near_keys(&place.typed, self.ctx) {
            let known = keys().iter().find(|key| key.name == name);
            list.push(Offer {
                insert: [name, ":"].concat(),
                help: known.map_or(OF_DATA, |key| key.help),
                count: None,
            });
        }
    }

    /// Keys, values of any key, and words that begin with what is typed.
    fn begin(&self, place: &Place<'_>, list: &mut Vec<Offer>) {
        let typed = place.typed.as_str();
        let mut offer = |name: &str, help| {
            if lowercase(name).starts_with(typed) {
                list.push(Offer {
                    insert: [name, ":"].concat(),
                    help,
                    count: None,
                });
            }
        };
        for key in keys() {
            offer(key.name, key.help);
        }
        for key in self.ctx.dimension_keys {
            offer(key, OF_DATA);
        }
        if place.is_key || typed.chars().count() < BEGUN {
            return;
        }
        let mut values = Vec::new();
        let fixed = ["is", "kind"].into_iter();
        for key in fixed.chain(self.ctx.dimension_keys.iter().map(String::as_str)) {
            let known = self.values(key, typed).into_iter();
            let some = known.filter(|(_, n)| *n > 0);
            values.extend(some.map(|(value, n)| ([key, ":", &quote_value(&value)].concat(), n)));
        }
        values.truncate(MOST[1]);
        values.extend(self.words(typed));
        list.extend(values.into_iter().map(|(insert, n)| Offer {
            insert,
            help: "",
            count: Some(n),
        }));
    }

    /// Values of a key that begin with what is typed, but for one that is typed in full. Those of
    /// the data stand with the most frequent first.
    pub(super) fn values(&self, key: &str, typed: &str) -> Vec<(String, u32)> {
        let fixed: &[&str] = match key {
            "fails" | "flakes" => &[">0", ">=2", ">=5"],
            "reruns" => &[">0", ">=5"],
            "rate" => &["<50", "<90", "<100"],
            "p50" => &[">10m", ">30m", ">1h"],
            "streak" => &[">=2", ">=3", ">=8"],
            "since" => &["1d", "3d", "7d", "30d"],
            _ => keys()
                .iter()
                .find(|k| k.name == key)
                .map_or(&[], |k| k.values),
        };
        let is_wanted = |value: &str| {
            let value = lowercase(value);
            value.starts_with(typed) && value != typed
        };
        let counted = |value: &str| Some((value.to_owned(), self.count(key, value)));
        if !fixed.is_empty() {
            let fixed = fixed.iter().copied().filter(|value| is_wanted(value));
            return fixed.filter_map(counted).collect();
        }
        if key == "owner" {
            let none = std::iter::once("none");
            let owners = self.owners.iter().map(String::as_str).chain(none);
            return owners
                .filter(|owner| is_wanted(owner))
                .filter_map(counted)
                .collect();
        }
        let key_of_data = dimension(key, self.ctx);
        let mut found = Vec::new();
        for row in &self.rows {
            match (key, key_of_data) {
                ("name", _) => return self.words(typed),
                ("path", _) => found.push(row.path_lower()),
                (_, Some(key)) => found.extend(row.dimension(key)),
                _ => {}
            }
        }
        found.retain(|value| !value.is_empty() && is_wanted(value));
        let found = frequent(&found);
        // A path that lies in another holds its rows too.
        let exact = |(value, n): (&str, u32)| {
            let n = if key == "path" {
                self.count(key, value)
            } else {
                n
            };
            (value.to_owned(), n)
        };
        found.into_iter().map(exact).collect()
    }

    /// How many rows have a value of a key.
    pub(super) fn count(&self, key: &str, value: &str) -> u32 {
        let value = Value {
            text: value.to_owned(),
            span: 0..0,
        };
        test(key, &value, self.ctx).map_or(0, |expr| {
            let has = |row: &&&F| expr.matches(**row);
            count(self.rows.iter().filter(has).count())
        })
    }

    /// Words of names that begin with what is typed, the most frequent first.
    fn words(&self, typed: &str) -> Vec<(String, u32)> {
        let is_in_word =
            |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let mut found: Vec<&str> = Vec::new();
        for row in &self.rows {
            let words = row.name_lower().split(|c| !is_in_word(c));
            let words = words.map(|word| word.trim_matches(['-', '.', '_']));
            found.extend(words.filter(|word| word.starts_with(typed) && *word != typed));
        }
        let words = frequent(&found).into_iter().take(MOST[2]);
        words
            .map(|(word, _)| (quote(word), self.count("name", word)))
            .collect()
    }
}

/// Each text once with how often it is there, the most frequent first.
fn frequent<'a>(texts: &[&'a str]) -> Vec<(&'a str, u32)> {
    let text = |at: usize| texts.get(at).copied().unwrap_or_default();
    let mut found: Vec<(&str, u32)> = Vec::new();
    for at in sorted::indexes(texts.len(), &|a, b| text(a).cmp(text(b))) {
        let next = text(at as usize);
        match found.last_mut() {
            Some((last, n)) if *last == next => *n += 1,
            _ => found.push((next, 1)),
        }
    }
    let n = |at: usize| found.get(at).map_or(0, |f| f.1);
    let order = sorted::indexes(found.len(), &|a, b| n(b).cmp(&n(a)));
    let in_order = order.into_iter().filter_map(|at| found.get(at as usize));
    in_order.copied().collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
