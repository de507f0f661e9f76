//! Answers made from the description's schemas: everything they allow, in turn.

use serde_json::{Map, Value, json};

use super::openapi::Description;

/// How much of a schema an answer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Required fields only, empty lists.
    Least,
    /// Every field, each with a value.
    Full,
    /// Every field, null wherever that is allowed.
    Nulls,
    /// Fields, alternatives, words and nulls by chance.
    Mixed,
}

/// Makes values, the same for the same seed.
pub struct Generator<'a> {
    description: &'a Description,
    shape: Shape,
    state: u64,
    /// Whether the field at hand is an id: those go beyond what a float can hold.
    id: bool,
}

/// Deeper than any part that is read.
const DEEPEST: usize = 7;

impl<'a> Generator<'a> {
    /// A generator for one answer.
    #[must_use]
    pub fn new(description: &'a Description, shape: Shape, seed: u64) -> Self {
        let state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        Self {
            description,
            shape,
            state,
            id: false,
        }
    }

    /// A value that the schema allows.
    pub fn value(&mut self, schema: &Value) -> Value {
        self.at(schema, 0)
    }

    fn chance(&mut self, n: u64) -> u64 {
        // Marsaglia's xorshift.
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % n.max(1)
    }

    fn at(&mut self, schema: &Value, depth: usize) -> Value {
        let description = self.description;
        let schema = description.resolve(schema);
        let nullable = schema.get("nullable") == Some(&Value::Bool(true));
        let null = match self.shape {
            Shape::Nulls => true,
            Shape::Mixed => self.chance(3) == 0,
            Shape::Least | Shape::Full => false,
        };
        if (nullable && null) || depth > DEEPEST {
            return Value::Null;
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            let mut whole = Map::new();
            for part in parts {
                if let Value::Object(fields) = self.at(part, depth) {
                    whole.extend(fields);
                }
            }
            return Value::Object(whole);
        }
        if let Some(any) = schema
            .get("oneOf")
            .or(schema.get("anyOf"))
            .and_then(Value::as_array)
        {
            let n = u64::try_from(any.len()).unwrap_or(1);
            let one = usize::try_from(self.chance(n)).unwrap_or(0);
            return any.get(one).map_or(Value::Null, |one| self.at(one, depth));
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            let n = u64::try_from(words.len()).unwrap_or(1);
            let one = usize::try_from(self.chance(n)).unwrap_or(0);
            return words.get(one).cloned().unwrap_or_default();
        }
        self.plain(schema, depth)
    }

    fn plain(&mut self, schema: &Value, depth: usize) -> Value {
        match schema.get("type").and_then(Value::as_str) {
            Some("integer") if self.id => json!(9_007_199_254_740_993_u64 + self.chance(1_000)),
            Some("integer") => json!(self.chance(1_000)),
            Some("number") => json!(1.5),
            Some("boolean") => json!(self.chance(2) == 0),
            Some("array") => {
                let n = match self.shape {
                    Shape::Least => 0,
                    Shape::Full | Shape::Nulls => 1,
                    Shape::Mixed => self.chance(3),
                };
                let items = schema.get("items").cloned().unwrap_or_default();
                (0..n).map(|_| self.at(&items, depth + 1)).collect()
            }
            Some("string") => match schema.get("format").and_then(Value::as_str) {
                Some("date-time") => json!("2025-12-01T04:36:55Z"),
                Some("uri") => json!("https://example.com/x"),
                _ => json!("text"),
            },
            _ => self.object(schema, depth),
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let required = schema.get("required").and_then(Value::as_array);
        let required: Vec<&str> = required
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut object = Map::new();
        let fields = schema.get("properties").and_then(Value::as_object);
        for (name, field) in fields.into_iter().flatten() {
            let shown = match self.shape {
                Shape::Least => false,
                Shape::Full | Shape::Nulls => true,
                Shape::Mixed => self.chance(2) == 0,
            };
            if shown || required.contains(&name.as_str()) {
                self.id = name == "id" || name.ends_with("_id");
                object.insert(name.clone(), self.at(field, depth + 1));
            }
        }
        Value::Object(object)
    }
}
