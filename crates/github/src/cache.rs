//! Answers with their ETags, so that an unchanged one costs nothing. The caller keeps them between
//! sessions; here is no file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Answers kept at most.
const MAX_ENTRIES: usize = 512;
/// Largest answer kept, in bytes of JSON.
const MAX_BYTES: usize = 512 * 1024;
/// Size of all answers kept, in bytes of JSON.
const MAX_TOTAL: usize = 8 * 1024 * 1024;

/// Answers by path and query. What is kept is what the types read, not all that GitHub sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cache {
    #[serde(default)]
    entries: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    etag: String,
    /// Day of its last use, days since 1970.
    used: i64,
    /// Bytes of the value as JSON.
    #[serde(default)]
    size: usize,
    value: Value,
}

impl Cache {
    /// Reads what [`Cache::to_json`] wrote. None: it is something else; begin with an empty one.
    #[must_use]
    pub fn from_json(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// As JSON, the same bytes for the same content.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Number of answers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn etag(&self, target: &str) -> Option<&str> {
        self.entries.get(target).map(|entry| entry.etag.as_str())
    }

    pub(crate) fn value(&mut self, target: &str, now: i64) -> Option<&Value> {
        let entry = self.entries.get_mut(target)?;
        entry.used = now.div_euclid(86_400);
        Some(&entry.value)
    }

    pub(crate) fn forget(&mut self, target: &str) {
        self.entries.remove(target);
    }

    /// Keeps an answer; those that were used longest ago make room.
    pub(crate) fn keep<T: Serialize>(&mut self, target: &str, etag: &str, answer: &T, now: i64) {
        self.entries.remove(target);
        let Ok(value) = serde_json::to_value(answer) else {
            return;
        };
        let size = size(&value);
        if size > MAX_BYTES {
            return;
        }
        let mut total: usize = self.entries.values().map(|entry| entry.size).sum();
        while self.entries.len() >= MAX_ENTRIES || total + size > MAX_TOTAL {
            let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.used);
            let Some(oldest) = oldest.map(|(target, _)| target.clone()) else {
                break;
            };
            total -= self.entries.remove(&oldest).map_or(0, |entry| entry.size);
        }
        let entry = Entry {
            etag: etag.to_owned(),
            used: now.div_euclid(86_400),
            size,
            value,
        };
        self.entries.insert(target.to_owned(), entry);
    }
}

fn size(value: &Value) -> usize {
    serde_json::to_vec(value).map_or(usize::MAX, |bytes| bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_survives_being_written() {
        let mut cache = Cache::default();
        cache.keep("/a", "\"1\"", &vec![98_960_183_655_174_u64], 86_400);
        let mut read = Cache::from_json(&cache.to_json()).unwrap();
        assert_eq!(read, cache);
        assert_eq!(read.etag("/a"), Some("\"1\""));
        assert_eq!(read.value("/a", 0).unwrap()[0], 98_960_183_655_174_u64);
        assert!(Cache::from_json(b"<html>").is_none());
    }

    #[test]
    fn it_stays_small_and_keeps_what_is_used() {
        let mut cache = Cache::default();
        cache.keep("/big", "e", &"x".repeat(MAX_BYTES), 0);
        assert!(cache.is_empty());
        for n in 0..MAX_ENTRIES {
            cache.keep(&format!("/{n}"), "e", &n, 0);
        }
        assert!(cache.value("/0", 5 * 86_400).is_some());
        cache.keep("/new", "e", &0, 6 * 86_400);
        assert_eq!(cache.len(), MAX_ENTRIES);
        assert!(cache.etag("/0").is_some() && cache.etag("/new").is_some());
        for n in 0..40 {
            let large = "x".repeat(MAX_BYTES - 100);
            cache.keep(&format!("/large/{n}"), "e", &large, 7 * 86_400);
        }
        assert!(cache.to_json().len() < MAX_TOTAL + 4_096);
        assert!(cache.etag("/large/39").is_some() && cache.etag("/large/0").is_none());
    }
}
