//! A small JSON value, and typed looks at it that name the field where it is of another type.
//! One value type for the whole configuration is a quarter of the code of derived decoders.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Any JSON value.
pub(crate) enum Node {
    Null,
    /// True or false.
    Flag(bool),
    /// A whole number ≥ 0.
    Whole(u64),
    /// Any other number.
    Decimal(f64),
    Text(String),
    List(Vec<Node>),
    /// Keys and values as they stand there.
    Object(Vec<(String, Node)>),
}

/// A field that holds something else than it should.
pub(crate) struct Wrong {
    /// The path of the field, such as `owners[2].github`.
    pub(crate) field: String,
    /// What it should hold.
    pub(crate) wanted: &'static str,
}

/// Whether a field was read.
pub(crate) type Read = Result<(), Wrong>;

impl Node {
    /// The value of the last key of this name, where this is an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        let Self::Object(fields) = self else {
            return None;
        };
        fields.iter().rev().find(|f| f.0 == key).map(|f| &f.1)
    }

    /// Hands each field of an object to `read`: key, value, path.
    pub(crate) fn fields(&self, at: &str, read: &mut dyn FnMut(&str, &Node, &str) -> Read) -> Read {
        let Self::Object(fields) = self else {
            return wrong(if at.is_empty() { "it" } else { at }, "an object");
        };
        let dot = if at.is_empty() { "" } else { "." };
        for (key, value) in fields {
            read(key, value, &[at, dot, key].concat())?;
        }
        Ok(())
    }

    /// A list, each item filled by `read`: value, path, item.
    pub(crate) fn list<T: Default>(
        &self,
        at: &str,
        out: &mut Vec<T>,
        read: fn(&Node, &str, &mut T) -> Read,
    ) -> Read {
        let Self::List(items) = self else {
            return wrong(at, "a list");
        };
        out.clear();
        for (i, item) in items.iter().enumerate() {
            let mut value = T::default();
            read(item, &format!("{at}[{i}]"), &mut value)?;
            out.push(value);
        }
        Ok(())
    }

    /// A list of strings.
    pub(crate) fn texts(&self, at: &str, out: &mut Vec<String>) -> Read {
        self.list(at, out, Self::text)
    }

    /// A string.
    pub(crate) fn text(&self, at: &str, out: &mut String) -> Read {
        let Some(text) = self.as_text() else {
            return wrong(at, "a string");
        };
        text.clone_into(out);
        Ok(())
    }

    /// A string; None for null.
    pub(crate) fn text_or_null(&self, at: &str, out: &mut Option<String>) -> Read {
        if let Self::Null = self {
            *out = None;
            return Ok(());
        }
        self.text(at, out.get_or_insert_default())
    }

    /// The string, where it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// True or false.
    pub(crate) fn flag(&self, at: &str, out: &mut bool) -> Read {
        let Self::Flag(flag) = self else {
            return wrong(at, "true or false");
        };
        *out = *flag;
        Ok(())
    }

    /// A whole number.
    pub(crate) fn whole(&self, at: &str, out: &mut u64) -> Read {
        let Self::Whole(n) = self else {
            return wrong(at, "a whole number");
        };
        *out = *n;
        Ok(())
    }

    /// A whole number of 32 bits.
    pub(crate) fn count(&self, at: &str, out: &mut u32) -> Read {
        let mut n = 0;
        self.whole(at, &mut n)?;
        match u32::try_from(n) {
            Ok(n) => *out = n,
            Err(_) => return wrong(at, "a whole number up to 4,294,967,295"),
        }
        Ok(())
    }

    /// Any number.
    pub(crate) fn decimal(&self, at: &str, out: &mut f64) -> Read {
        *out = match self {
            #[expect(clippy::cast_precision_loss, reason = "it is meant as a decimal one")]
            Self::Whole(n) => *n as f64,
            Self::Decimal(n) => *n,
            _ => return wrong(at, "a number"),
        };
        Ok(())
    }
}

/// The answer for a field of another type.
pub(crate) fn wrong(field: &str, wanted: &'static str) -> Read {
    Err(Wrong {
        field: field.to_owned(),
        wanted,
    })
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }
    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }
    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Flag(flag))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Node, E> {
        Ok(Node::Whole(v))
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "negative: of no use but as a rate"
    )]
    fn visit_i64<E>(self, v: i64) -> Result<Node, E> {
        Ok(Node::Decimal(v as f64))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Node, E> {
        Ok(Node::Decimal(v))
    }
    fn visit_str<E>(self, v: &str) -> Result<Node, E> {
        Ok(Node::Text(v.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Node::Object(fields))
    }
}
