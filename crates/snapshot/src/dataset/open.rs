//! Which file of a data set it is, whether this program can read it, and its content.

use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::manifest::Manifest;
use super::shard::Shard;
use super::sheet::Sheet;
use super::{read_manifest, read_shard};
use crate::config::Node;
use crate::issue::IssueList;
use crate::refuse::{self, Refusal};
use crate::{Issue, Snapshot};

/// The newest version of the format that this program reads.
pub const NEWEST_VERSION: u64 = 1;

/// What a file holds of a data set. A bundle holds all, a manifest no shard, a shard no manifest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The manifest.
    pub manifest: Option<Arc<Manifest>>,
    /// Results.
    pub shards: Vec<Arc<Shard>>,
}

impl Part {
    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.manifest.is_none() && self.shards.is_empty()
    }
}

/// What all formats of a data set begin with.
const PREFIX: &str = "tailorbird-";

/// The format that the text names as our own writer does, at its very beginning: then no other
/// format is tried.
pub(crate) fn begins(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    for token in ["{", "\"format\"", ":", "\""] {
        rest = rest.strip_prefix(token)?.trim_start();
    }
    let format = rest.split('"').next()?;
    format.starts_with(PREFIX).then_some(format)
}

/// The format of ours that the JSON names, wherever the field stands.
pub(crate) fn named(text: &str) -> Option<String> {
    let mut de = serde_json::Deserializer::from_str(text);
    let format = de.deserialize_map(FormatVisitor).ok().flatten();
    format.filter(|f| f.starts_with(PREFIX))
}

/// Reads a file of a data set, of this format.
pub(crate) fn decode(
    text: &str,
    format: &str,
    file: &str,
) -> Result<(Snapshot, Vec<Issue>), Refusal> {
    let json = |e: serde_json::Error| refuse::from_json(&e);
    let mut issues = IssueList::default();
    let mut part = Part::default();
    let mut more = Vec::new();
    match format.strip_prefix(PREFIX) {
        Some("manifest") => {
            let node: Node = serde_json::from_str(text).map_err(json)?;
            more = add_manifest(&node, file, &mut part, &mut issues)?;
        }
        Some("shard") => {
            let sheet: Sheet = serde_json::from_str(text).map_err(json)?;
            add_shard(sheet, file, &mut part, &mut issues)?;
        }
        Some("bundle") => {
            let mut de = serde_json::Deserializer::from_str(text);
            let bundle = de.deserialize_map(BundleVisitor).map_err(json)?;
            de.end().map_err(json)?;
            check_version("bundle", bundle.version)?;
            let Some(node) = bundle.manifest else {
                return Err(Refusal::Field {
                    what: "bundle",
                    field: "manifest".to_owned(),
                    wanted: "there",
                });
            };
            more = add_manifest(&node, file, &mut part, &mut issues)?;
            for sheet in bundle.shards {
                add_shard(sheet, file, &mut part, &mut issues)?;
            }
        }
        _ => {
            let found = format.chars().take(60).collect();
            return Err(Refusal::UnknownFormat { found });
        }
    }
    let mut all = issues.finish(file);
    all.append(&mut more);
    let snapshot = Snapshot {
        source: file.to_owned(),
        part,
        ..Snapshot::default()
    };
    Ok((snapshot, all))
}

fn add_manifest(
    node: &Node,
    file: &str,
    part: &mut Part,
    issues: &mut IssueList,
) -> Result<Vec<Issue>, Refusal> {
    check_version("manifest", whole(node.get("version")))?;
    let (manifest, of_config) = read_manifest::manifest(node, file, issues);
    part.manifest = Some(Arc::new(manifest));
    Ok(of_config)
}

fn add_shard(
    sheet: Sheet,
    file: &str,
    part: &mut Part,
    issues: &mut IssueList,
) -> Result<(), Refusal> {
    check_version("shard", sheet.number("version"))?;
    let shard = read_shard::shard(sheet, file, issues)?;
    part.shards.push(Arc::new(shard));
    Ok(())
}

fn whole(node: Option<&Node>) -> Option<u64> {
    match node {
        Some(Node::Whole(n)) => Some(*n),
        _ => None,
    }
}

fn check_version(what: &'static str, version: Option<u64>) -> Result<(), Refusal> {
    match version {
        Some(1..=NEWEST_VERSION) => Ok(()),
        Some(found) if found > NEWEST_VERSION => Err(Refusal::Newer {
            what,
            found,
            known: NEWEST_VERSION,
        }),
        _ => Err(Refusal::Field {
            what,
            field: "version".to_owned(),
            wanted: "a whole number from 1 on",
        }),
    }
}

/// The field that tells what a file is.
struct FormatVisitor;

impl<'de> Visitor<'de> for FormatVisitor {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut format = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == "format" {
                let node: Node = map.next_value()?;
                format = node.as_text().map(str::to_owned);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(format)
    }
}

/// A bundle's parts, not yet looked at.
#[derive(Default)]
struct Bundle {
    version: Option<u64>,
    manifest: Option<Node>,
    shards: Vec<Sheet>,
}

struct BundleVisitor;

impl<'de> Visitor<'de> for BundleVisitor {
    type Value = Bundle;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Bundle, A::Error> {
        let mut bundle = Bundle::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "version" => bundle.version = whole(Some(&map.next_value()?)),
                "manifest" => bundle.manifest = Some(map.next_value()?),
                "shards" => map.next_value_seed(Sheets(&mut bundle.shards))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(bundle)
    }
}

/// The list of a bundle's shards.
struct Sheets<'a>(&'a mut Vec<Sheet>);

impl<'de> DeserializeSeed<'de> for Sheets<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Sheets<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of shards")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(sheet) = seq.next_element()? {
            self.0.push(sheet);
        }
        Ok(())
    }
}
