//! A small JSON value, and typed looks at it that name the field where it is of another type.
//! One value type for the whole configuration is a quarter of the code of derived decoders.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Any JSON value.
pub(super) enum Node {
    Null,
    /// True or false.
    Flag,
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
pub(super) struct Wrong {
    /// The path of the field, such as `owners[2].github`.
    pub(super) field: String,
    /// What it should hold.
    pub(super) wanted: &'static str,
}

type Read<T> = Result<T, Wrong>;

impl Node {
    /// The value of the last key of this name, where this is an object.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        let Self::Object(fields) = self else {
            return None;
        };
        fields.iter().rev().find(|f| f.0 == key).map(|f| &f.1)
    }

    /// Hands each field to `read`: key, value, path.
    pub(super) fn fields(
        &self,
        at: &str,
        read: &mut dyn FnMut(&str, &Node, &str) -> Read<()>,
    ) -> Read<()> {
        let Self::Object(fields) = self else {
            return wrong(if at.is_empty() { "it" } else { at }, "an object");
        };
        for (key, value) in fields {
            let dot = if at.is_empty() { "" } else { "." };
            read(key, value, &[at, dot, key].concat())?;
        }
        Ok(())
    }

    /// A list, each item read by `read`: value, path.
    pub(super) fn list<T>(&self, at: &str, read: fn(&Node, &str) -> Read<T>) -> Read<Vec<T>> {
        let Self::List(items) = self else {
            return wrong(at, "a list");
        };
        let mut list = Vec::new();
        for (i, item) in items.iter().enumerate() {
            list.push(read(item, &format!("{at}[{i}]"))?);
        }
        Ok(list)
    }

    pub(super) fn texts(&self, at: &str) -> Read<Vec<String>> {
        self.list(at, Self::text)
    }

    pub(super) fn text(&self, at: &str) -> Read<String> {
        match self {
            Self::Text(text) => Ok(text.clone()),
            _ => wrong(at, "a string"),
        }
    }

    /// A string; None for null.
    pub(super) fn text_or_null(&self, at: &str) -> Read<Option<String>> {
        match self {
            Self::Null => Ok(None),
            _ => self.text(at).map(Some),
        }
    }

    pub(super) fn whole(&self, at: &str) -> Read<u64> {
        match self {
            Self::Whole(n) => Ok(*n),
            _ => wrong(at, "a whole number"),
        }
    }

    pub(super) fn count(&self, at: &str) -> Read<u32> {
        match u32::try_from(self.whole(at)?) {
            Ok(n) => Ok(n),
            Err(_) => wrong(at, "a whole number up to 4,294,967,295"),
        }
    }

    pub(super) fn decimal(&self, at: &str) -> Read<f64> {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a number that is meant as a decimal one"
            )]
            Self::Whole(n) => Ok(*n as f64),
            Self::Decimal(n) => Ok(*n),
            _ => wrong(at, "a number"),
        }
    }
}

/// The answer for a field of another type.
pub(super) fn wrong<T>(field: &str, wanted: &'static str) -> Read<T> {
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
    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Flag)
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
