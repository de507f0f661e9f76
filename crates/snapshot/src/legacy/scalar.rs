//! JSON read without trust: every value is taken for what it is, so that one odd value does not
//! cost the whole file.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// One JSON value, folded to what a legacy file can mean by it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar<'de> {
    /// A string.
    Text(Cow<'de, str>),
    /// A whole number ≥ 0.
    Number(u64),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// A list, an object, a negative or broken number.
    Other,
}

impl Scalar<'_> {
    /// A whole number, also where it is written as a string of digits.
    pub(super) fn number(&self) -> Option<u64> {
        match self {
            Self::Number(n) => Some(*n),
            Self::Text(t) if t.bytes().all(|b| b.is_ascii_digit()) => t.parse().ok(),
            _ => None,
        }
    }

    /// The string, where it is one.
    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Text(t) = self {
            Some(t)
        } else {
            None
        }
    }
}

/// A whole number that arrived as a floating-point one (`597.0`), below 2^53.
fn whole(v: f64) -> Option<u64> {
    let fits = (0.0..=9_007_199_254_740_992.0).contains(&v) && v.fract() == 0.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked above"
    )]
    fits.then_some(v as u64)
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }
    fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(v)))
    }
    fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(v.to_owned())))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(v))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Other)
    }
    fn visit_f64<E>(self, v: f64) -> Result<Self::Value, E> {
        Ok(whole(v).map_or(Scalar::Other, Scalar::Number))
    }
    fn visit_bool<E>(self, v: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Bool(v))
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(ScalarVisitor)
    }
}

/// What stood where a list was expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// The key is missing.
    #[default]
    Missing,
    /// `null`.
    Null,
    /// A list, as expected.
    List,
    /// Something else.
    Wrong,
}

/// Values of a non-list, for the visitors below: `null` and everything else.
macro_rules! not_a_list {
    () => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }
        fn visit_unit<E>(self) -> Result<Shape, E> {
            Ok(Shape::Null)
        }
        fn visit_str<E>(self, _: &str) -> Result<Shape, E> {
            Ok(Shape::Wrong)
        }
        fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
            Ok(Shape::Wrong)
        }
        fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
            Ok(Shape::Wrong)
        }
        fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
            Ok(Shape::Wrong)
        }
        fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
            Ok(Shape::Wrong)
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok(Shape::Wrong)
        }
    };
}

/// Reads a list of scalars into a buffer that is used again for every job.
pub(super) struct ListSeed<'a, 'de>(pub(super) &'a mut Vec<Scalar<'de>>);

impl<'de> DeserializeSeed<'de> for ListSeed<'_, 'de> {
    type Value = Shape;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Shape, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ListSeed<'_, 'de> {
    type Value = Shape;
    not_a_list!();
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Shape, A::Error> {
        while let Some(item) = seq.next_element()? {
            self.0.push(item);
        }
        Ok(Shape::List)
    }
}

/// A list of lists, flat.
#[derive(Debug, Default)]
pub(super) struct Nested<'de> {
    /// All inner values, one list behind the other.
    pub(super) items: Vec<Scalar<'de>>,
    /// For each inner list: its shape, and where it ends in `items`.
    pub(super) lists: Vec<(Shape, usize)>,
    /// What stood where the outer list was expected.
    pub(super) shape: Shape,
}

impl<'de> Nested<'de> {
    pub(super) fn clear(&mut self) {
        self.items.clear();
        self.lists.clear();
        self.shape = Shape::Missing;
    }

    /// Inner list `i`: None where the outer list is shorter, or holds something else there.
    pub(super) fn get(&self, i: usize) -> Option<&[Scalar<'de>]> {
        let &(shape, end) = self.lists.get(i)?;
        let start = i
            .checked_sub(1)
            .and_then(|p| self.lists.get(p))
            .map_or(0, |p| p.1);
        match shape {
            Shape::List => self.items.get(start..end),
            _ => None,
        }
    }

    /// Shape of inner list `i`.
    pub(super) fn shape_of(&self, i: usize) -> Shape {
        self.lists.get(i).map_or(Shape::Missing, |l| l.0)
    }
}

/// Reads a list of lists.
pub(super) struct NestedSeed<'a, 'de>(pub(super) &'a mut Nested<'de>);

impl<'de> DeserializeSeed<'de> for NestedSeed<'_, 'de> {
    type Value = Shape;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Shape, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NestedSeed<'_, 'de> {
    type Value = Shape;
    not_a_list!();
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Shape, A::Error> {
        while let Some(shape) = seq.next_element_seed(ListSeed(&mut self.0.items))? {
            self.0.lists.push((shape, self.0.items.len()));
        }
        Ok(Shape::List)
    }
}
