//! Walks a legacy file job by job and hands each to the builder.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::build::Builder;
use super::entry::{Entry, EntrySeed};
use crate::refuse::{self, Refusal};
use crate::{Issue, Snapshot};

/// Keys by which a file of the later dashboard is known.
const CI_DASHBOARD: [&str; 3] = ["lastRefresh", "failedTests", "allJobsSection"];

/// Reads the text of a legacy file.
pub(crate) fn decode(text: &str, file: &str) -> Result<(Snapshot, Vec<Issue>), Refusal> {
    let mut json = serde_json::Deserializer::from_str(text);
    let mut walk = Walk::new(file);
    json.deserialize_map(&mut walk)
        .map_err(|e| refuse::from_json(&e))?;
    json.end().map_err(|e| refuse::after_object(&e, text))?;
    if walk.jobs == 0 {
        if let Some(key) = walk.ci_dashboard {
            return Err(Refusal::CiDashboard { key });
        }
        if let Some(first) = walk.first_key {
            return Err(Refusal::NoJobs { first });
        }
    }
    walk.builder.finish()
}

/// Visitor of the outer object.
struct Walk {
    builder: Builder,
    first_key: Option<String>,
    ci_dashboard: Option<&'static str>,
    jobs: usize,
}

impl Walk {
    fn new(file: &str) -> Self {
        Self {
            builder: Builder::new(file),
            first_key: None,
            ci_dashboard: None,
            jobs: 0,
        }
    }
}

impl<'de> Visitor<'de> for &mut Walk {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of jobs")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut entry = Entry::default();
        while let Some(name) = map.next_key_seed(Name)? {
            entry.clear();
            map.next_value_seed(EntrySeed(&mut entry))?;
            if self.first_key.is_none() {
                self.first_key = Some(name.chars().take(60).collect());
            }
            if entry.is_object && entry.is_job() {
                self.jobs += 1;
                self.builder.add(&name, &entry);
            } else {
                let known = CI_DASHBOARD.into_iter().find(|k| *k == name);
                self.ci_dashboard = self.ci_dashboard.or(known);
                self.builder.skip(&name, entry.is_object);
            }
        }
        Ok(())
    }
}

/// A job's name, borrowed from the text where it holds no escape.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
        d.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }
    fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(v))
    }
    fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(v.to_owned()))
    }
}
