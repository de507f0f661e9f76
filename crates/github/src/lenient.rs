//! Reading of fields that may be null.

use serde::{Deserialize, Deserializer};

/// The value, or its default where it is null.
pub(crate) fn or_default<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: Deserialize<'de> + Default,
    D: Deserializer<'de>,
{
    Ok(Option::deserialize(from)?.unwrap_or_default())
}
