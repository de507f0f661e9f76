//! Typed looks at parsed TOML that note what is of another type or unknown, with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Problem, place};

/// A value, its path and its place.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    pub(super) at: String,
    pub(super) span: Range<usize>,
    pub(super) value: &'a DeValue<'a>,
}

/// A table, its path and its place.
#[derive(Clone, Debug)]
pub(super) struct Table<'a> {
    pub(super) at: String,
    pub(super) span: Range<usize>,
    fields: &'a DeTable<'a>,
}

/// Collects mistakes while a file is read, so that all are told at once.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    text: &'a str,
    pub(super) list: Vec<Problem>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            list: Vec::new(),
        }
    }

    /// Notes a mistake.
    pub(super) fn add(&mut self, span: &Range<usize>, at: &str, message: &str, remedy: &str) {
        let (line, column) = place(self.text, span.start);
        self.list.push(Problem {
            line,
            column,
            at: at.to_owned(),
            message: message.to_owned(),
            remedy: remedy.to_owned(),
        });
    }

    /// Notes a mistake in an item.
    pub(super) fn wrong(&mut self, item: &Item<'_>, message: &str, remedy: &str) {
        self.add(&item.span, &item.at, message, remedy);
    }

    fn wrong_type(&mut self, item: &Item<'_>, wanted: &str, example: &str) {
        let message = format!("it is {}, not {wanted}", kind(item.value));
        self.wrong(item, &message, &format!("write it like {example}"));
    }

    /// A string, trimmed and not empty.
    pub(super) fn text(&mut self, item: &Item<'_>) -> Option<String> {
        self.as_written(item).map(|text| text.trim().to_owned())
    }

    /// A string with the spaces at its ends, not empty.
    pub(super) fn as_written(&mut self, item: &Item<'_>) -> Option<String> {
        let DeValue::String(text) = item.value else {
            self.wrong_type(item, "a string", "\"text\"");
            return None;
        };
        if text.trim().is_empty() {
            self.wrong(item, "it is empty", "fill it in or leave the line out");
            return None;
        }
        Some(text.clone().into_owned())
    }

    /// The items of a list.
    pub(super) fn list(&mut self, item: &Item<'a>) -> Vec<Item<'a>> {
        let DeValue::Array(items) = item.value else {
            self.wrong_type(item, "a list", "[\"first\", \"second\"]");
            return Vec::new();
        };
        let item = |(i, value): (usize, &'a Spanned<DeValue<'a>>)| Item {
            at: format!("{}[{i}]", item.at),
            span: value.span(),
            value: value.get_ref(),
        };
        items.iter().enumerate().map(item).collect()
    }

    /// The strings of a list, each with its item.
    pub(super) fn texts(&mut self, item: &Item<'a>) -> Vec<(String, Item<'a>)> {
        let items = self.list(item).into_iter();
        items
            .filter_map(|item| Some((self.text(&item)?, item)))
            .collect()
    }

    /// A whole number ≥ 1.
    /// True or false.
    pub(super) fn flag(&mut self, item: &Item<'_>) -> Option<bool> {
        let DeValue::Boolean(flag) = item.value else {
            self.wrong_type(item, "true or false", "true");
            return None;
        };
        Some(*flag)
    }

    pub(super) fn count(&mut self, item: &Item<'_>) -> Option<u64> {
        let DeValue::Integer(number) = item.value else {
            self.wrong_type(item, "a whole number", "10");
            return None;
        };
        let n = u64::from_str_radix(number.as_str(), number.radix()).ok();
        let n = n.filter(|n| *n >= 1);
        if n.is_none() {
            self.wrong(
                item,
                "it is not 1 or more",
                "write a whole number from 1 on",
            );
        }
        n
    }

    /// A whole number ≥ 1 of 32 bits.
    pub(super) fn small_count(&mut self, item: &Item<'_>) -> Option<u32> {
        let n = self.count(item)?;
        let small = u32::try_from(n).ok();
        if small.is_none() {
            self.wrong(item, "it is too large", "write a number up to 4294967295");
        }
        small
    }

    /// A rate from 0 to 1.
    pub(super) fn rate(&mut self, item: &Item<'_>) -> Option<f64> {
        let text = match item.value {
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            _ => {
                self.wrong_type(item, "a number", "0.05");
                return None;
            }
        };
        let rate = text.replace('_', "").parse::<f64>().ok();
        let rate = rate.filter(|rate| (0.0..=1.0).contains(rate));
        if rate.is_none() {
            self.wrong(item, "it is no rate", "write a number from 0 to 1");
        }
        rate
    }

    /// A table with none but these keys.
    pub(super) fn table(&mut self, item: &Item<'a>, keys: &[&str]) -> Option<Table<'a>> {
        let table = self.any_table(item)?;
        self.only(&table, keys);
        Some(table)
    }

    /// A table with any keys.
    pub(super) fn any_table(&mut self, item: &Item<'a>) -> Option<Table<'a>> {
        let DeValue::Table(fields) = item.value else {
            self.wrong_type(item, "a table", "{ key = \"value\" }");
            return None;
        };
        Some(Table {
            at: item.at.clone(),
            span: item.span.clone(),
            fields,
        })
    }

    /// The table of the whole file.
    pub(super) fn root(&mut self, fields: &'a DeTable<'a>, keys: &[&str]) -> Table<'a> {
        let table = Table {
            at: String::new(),
            span: 0..0,
            fields,
        };
        self.only(&table, keys);
        table
    }

    fn only(&mut self, table: &Table<'_>, keys: &[&str]) {
        for key in table.fields.keys() {
            let name: &str = key.get_ref();
            if keys.contains(&name) {
                continue;
            }
            let near = keys
                .iter()
                .map(|known| (distance(name, known), known))
                .filter(|(steps, _)| *steps <= 2)
                .min();
            let remedy = match near {
                Some((_, known)) => format!("did you mean `{known}`?"),
                None => format!("known here are {}", keys.join(", ")),
            };
            let message = format!("the key `{name}` is unknown");
            self.add(&key.span(), &table.at, &message, &remedy);
        }
    }
}

impl<'a> Table<'a> {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<Item<'a>> {
        let value = self.fields.get(key)?;
        Some(Item {
            at: join(&self.at, key),
            span: value.span(),
            value: value.get_ref(),
        })
    }

    /// All keys and values.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, Item<'a>)> {
        self.fields.iter().map(|(key, value)| {
            let name: &'a str = key.get_ref();
            let item = Item {
                at: join(&self.at, name),
                span: value.span(),
                value: value.get_ref(),
            };
            (name, item)
        })
    }

    /// The table as an item of its path and place would be noted.
    pub(super) fn here(&self) -> (&Range<usize>, &str) {
        (&self.span, &self.at)
    }
}

fn join(at: &str, key: &str) -> String {
    let dot = if at.is_empty() { "" } else { "." };
    [at, dot, key].concat()
}

const fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Letters to change, add or leave out to get from one word to the other; 3 for three and more.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().take(40).enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (cb, &above) in b.iter().zip(row.iter().skip(1)) {
            left = (corner + usize::from(ca != *cb))
                .min(above + 1)
                .min(left + 1);
            corner = above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default().min(3)
}
