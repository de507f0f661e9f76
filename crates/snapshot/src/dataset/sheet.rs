//! A shard's JSON as columns: an object of columns and of objects of columns, nothing deeper. One
//! reader for all of them keeps the page small. Knows no column by name.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// Stands for `null` and for what is no whole number of 64 bits.
pub(super) const NULL: i64 = i64::MIN;

/// One column.
#[derive(Debug, PartialEq)]
pub(super) enum Column {
    /// A list of whole numbers, [`NULL`] where there is none.
    Whole(Vec<i64>),
    /// A list of texts.
    Texts(Vec<String>),
    /// A single text: one letter a row, or a word.
    Text(String),
    /// A single number.
    Number(u64),
    /// Something else.
    Other,
}

/// Columns by name: `column`, or `section.column`.
#[derive(Debug, Default)]
pub(super) struct Sheet(Vec<(String, Column)>);

impl Sheet {
    /// Takes a column out; the last one where a name stands twice. None: it is not there.
    pub(super) fn take(&mut self, name: &str) -> Option<Column> {
        let at = self.0.iter().rposition(|c| c.0 == name)?;
        Some(self.0.swap_remove(at).1)
    }

    /// The number of this name.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.0.iter().rev().find(|c| c.0 == name).and_then(|c| {
            if let Column::Number(n) = c.1 {
                Some(n)
            } else {
                None
            }
        })
    }
}

impl<'de> Deserialize<'de> for Sheet {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let mut sheet = Self::default();
        d.deserialize_map(Walk {
            section: None,
            out: &mut sheet.0,
        })?;
        Ok(sheet)
    }
}

/// Reads an object: the whole sheet, or one of its sections.
struct Walk<'a> {
    section: Option<&'a str>,
    out: &'a mut Vec<(String, Column)>,
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of columns")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let name = match self.section {
                Some(section) => [section, ".", &key].concat(),
                None => key,
            };
            let column = map.next_value_seed(Value {
                name: &name,
                is_top: self.section.is_none(),
                out: self.out,
            })?;
            self.out.push((name, column));
        }
        Ok(())
    }
}

/// Reads a column, or a section where one may stand.
struct Value<'a> {
    name: &'a str,
    is_top: bool,
    out: &'a mut Vec<(String, Column)>,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Column;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Column, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Column;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a column")
    }
    fn visit_str<E>(self, v: &str) -> Result<Column, E> {
        Ok(Column::Text(v.to_owned()))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Column, E> {
        Ok(Column::Number(v))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Column, E> {
        Ok(Column::Other)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Column, E> {
        Ok(Column::Other)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Column, E> {
        Ok(Column::Other)
    }
    fn visit_unit<E>(self) -> Result<Column, E> {
        Ok(Column::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Column, A::Error> {
        if self.is_top {
            let section = Some(self.name);
            Walk {
                section,
                out: self.out,
            }
            .visit_map(map)?;
        } else {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        }
        Ok(Column::Other)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Column, A::Error> {
        let mut whole = Vec::new();
        let mut texts = Vec::new();
        while let Some(item) = seq.next_element()? {
            match item {
                Item::Whole(n) => whole.push(n),
                // Lists are of one kind; in a mixed one every item keeps its place.
                Item::Text(text) => {
                    texts.resize(whole.len(), String::new());
                    texts.push(text);
                    whole.push(NULL);
                }
            }
        }
        if texts.is_empty() {
            return Ok(Column::Whole(whole));
        }
        texts.resize(whole.len(), String::new());
        Ok(Column::Texts(texts))
    }
}

/// One entry of a list.
enum Item {
    Whole(i64),
    Text(String),
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(ItemVisitor)
    }
}

struct ItemVisitor;

impl<'de> Visitor<'de> for ItemVisitor {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number or a text")
    }
    #[expect(
        clippy::cast_possible_wrap,
        reason = "ids above 2^63 are told by their differences, which wrap round"
    )]
    fn visit_u64<E>(self, v: u64) -> Result<Item, E> {
        Ok(Item::Whole(v as i64))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Item, E> {
        Ok(Item::Whole(v))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Item, E> {
        Ok(Item::Whole(NULL))
    }
    fn visit_bool<E>(self, _: bool) -> Result<Item, E> {
        Ok(Item::Whole(NULL))
    }
    fn visit_unit<E>(self) -> Result<Item, E> {
        Ok(Item::Whole(NULL))
    }
    fn visit_str<E>(self, v: &str) -> Result<Item, E> {
        Ok(Item::Text(v.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Item, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Item::Whole(NULL))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Item::Whole(NULL))
    }
}
