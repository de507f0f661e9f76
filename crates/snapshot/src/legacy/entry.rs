//! One job of a legacy file as it stands there: lists side by side, any of them missing or odd.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::scalar::{ListSeed, Nested, NestedSeed, Scalar, Shape};

/// Results by run, of one kind: `results`, `run_nums`, `urls` (or `pr_results`, …).
#[derive(Debug, Default)]
pub(super) struct Half<'de> {
    pub(super) count: Option<Scalar<'de>>,
    pub(super) results: Vec<Scalar<'de>>,
    pub(super) results_shape: Shape,
    pub(super) numbers: Vec<Scalar<'de>>,
    pub(super) numbers_shape: Shape,
    pub(super) urls: Vec<Scalar<'de>>,
    pub(super) urls_shape: Shape,
}

impl Half<'_> {
    fn clear(&mut self) {
        self.count = None;
        self.results.clear();
        self.numbers.clear();
        self.urls.clear();
        self.results_shape = Shape::Missing;
        self.numbers_shape = Shape::Missing;
        self.urls_shape = Shape::Missing;
    }
}

/// All fields of one job. One value is filled again and again, so that its buffers are kept.
#[derive(Debug, Default)]
pub(super) struct Entry<'de> {
    pub(super) nightly: Half<'de>,
    pub(super) prs: Half<'de>,
    pub(super) reruns: Vec<Scalar<'de>>,
    pub(super) reruns_shape: Shape,
    pub(super) rerun_results: Nested<'de>,
    pub(super) attempt_urls: Nested<'de>,
    pub(super) required: Option<Scalar<'de>>,
    /// Keys that stood twice in this job.
    pub(super) doubled: Vec<&'static str>,
    /// The job was an object.
    pub(super) is_object: bool,
    /// Bit set of the keys seen.
    seen: u32,
}

/// The keys with a meaning; the order gives each its bit. The rest is ignored.
const KEYS: [&str; 15] = [
    "runs",
    "fails",
    "skips",
    "urls",
    "results",
    "run_nums",
    "reruns",
    "rerun_results",
    "attempt_urls",
    "required",
    "pr_runs",
    "pr_urls",
    "pr_results",
    "pr_nums",
    "pr_fails",
];

impl<'de> Entry<'de> {
    pub(super) fn clear(&mut self) {
        self.nightly.clear();
        self.prs.clear();
        self.reruns.clear();
        self.reruns_shape = Shape::Missing;
        self.rerun_results.clear();
        self.attempt_urls.clear();
        self.required = None;
        self.doubled.clear();
        self.is_object = false;
        self.seen = 0;
    }

    /// Whether any list of results is there: else this is no job.
    pub(super) fn is_job(&self) -> bool {
        self.nightly.results_shape != Shape::Missing || self.prs.results_shape != Shape::Missing
    }

    /// Notes the key and says whether it stood there before.
    fn mark(&mut self, key: &str) {
        let Some(i) = KEYS.iter().position(|k| *k == key) else {
            return;
        };
        let bit = 1 << i;
        if self.seen & bit != 0 {
            self.doubled.extend(KEYS.get(i).copied());
        }
        self.seen |= bit;
    }

    /// Reads the value of `key`. Where a key stands twice, its last value counts.
    fn read<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        self.mark(key);
        match key {
            "runs" => self.nightly.count = Some(map.next_value()?),
            "pr_runs" => self.prs.count = Some(map.next_value()?),
            "required" => self.required = Some(map.next_value()?),
            "results" => self.nightly.results_shape = list(&mut self.nightly.results, map)?,
            "run_nums" => self.nightly.numbers_shape = list(&mut self.nightly.numbers, map)?,
            "urls" => self.nightly.urls_shape = list(&mut self.nightly.urls, map)?,
            "pr_results" => self.prs.results_shape = list(&mut self.prs.results, map)?,
            "pr_nums" => self.prs.numbers_shape = list(&mut self.prs.numbers, map)?,
            "pr_urls" => self.prs.urls_shape = list(&mut self.prs.urls, map)?,
            "reruns" => self.reruns_shape = list(&mut self.reruns, map)?,
            "rerun_results" => nested(&mut self.rerun_results, map)?,
            "attempt_urls" => nested(&mut self.attempt_urls, map)?,
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

fn list<'de, A: MapAccess<'de>>(to: &mut Vec<Scalar<'de>>, map: &mut A) -> Result<Shape, A::Error> {
    to.clear();
    map.next_value_seed(ListSeed(to))
}

fn nested<'de, A: MapAccess<'de>>(to: &mut Nested<'de>, map: &mut A) -> Result<(), A::Error> {
    to.clear();
    to.shape = map.next_value_seed(NestedSeed(to))?;
    Ok(())
}

/// A key, folded to one of [`KEYS`] or to nothing.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = &'static str;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<&'static str, D::Error> {
        d.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = &'static str;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<&'static str, E> {
        Ok(KEYS.iter().copied().find(|k| *k == v).unwrap_or(""))
    }
}

/// Fills an [`Entry`] with one job.
pub(super) struct EntrySeed<'a, 'de>(pub(super) &'a mut Entry<'de>);

impl<'de> DeserializeSeed<'de> for EntrySeed<'_, 'de> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for EntrySeed<'_, 'de> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a job")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.is_object = true;
        while let Some(key) = map.next_key_seed(Key)? {
            self.0.read(key, &mut map)?;
        }
        Ok(())
    }
}
