//! A full name taken apart.

use super::dictionary::Dimensions;
use super::dimensions::{self, Dimension};
use super::kind::{self, JobKind};
use super::split;

/// A job's full name, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobName {
    /// The parts of the name, split at ` / ` outside parentheses; the last one is the leaf with
    /// its values. Never empty.
    pub parts: Vec<String>,
    /// The last part without its matrix values.
    pub leaf: String,
    /// The matrix values of the last part, in order. Values of path parts are not among them.
    pub values: Vec<String>,
    /// What the values mean, in the order of [`Dimensions::keys`], `param…` last.
    pub dimensions: Vec<Dimension>,
    /// What the job does.
    pub kind: JobKind,
    /// The name holds a raw `${{ … }}`: GitHub skipped the job before it expanded its matrix.
    pub unexpanded: bool,
}

impl JobName {
    /// The parts before the last one, joined by ` / `. Empty for a name of one part.
    #[must_use]
    pub fn path(&self) -> String {
        self.parts
            .split_last()
            .map_or_else(String::new, |(_, path)| path.join(" / "))
    }

    /// The value of a dimension. None: the name does not say it.
    #[must_use]
    pub fn dimension(&self, key: &str) -> Option<&str> {
        self.dimensions
            .iter()
            .find(|d| d.key == key)
            .map(|d| d.value.as_str())
    }
}

/// Takes a full name apart. The name should be normalised ([`super::normalize`]) first.
#[must_use]
pub fn parse(full: &str, dict: &Dimensions) -> JobName {
    let parts = split::parts(full);
    let (last, path) = parts
        .split_last()
        .map_or((full, &[][..]), |(last, path)| (*last, path));
    let (leaf, list) = split::matrix(last);
    let values = list.map(split::values).unwrap_or_default();
    let kind = kind::of(&leaf, path);
    let unexpanded = full.contains("${{");
    // Raw expressions name values that the job does not have.
    let stated: Vec<String> = values.iter().filter(|v| !is_raw(v)).cloned().collect();
    let path_stated: Vec<&str> = path.iter().copied().filter(|p| !is_raw(p)).collect();
    let source = dimensions::Source {
        kind,
        leaf: if is_raw(&leaf) { "" } else { &leaf },
        values: &stated,
        path: &path_stated,
    };
    let dimensions = dimensions::find(&source, dict);
    JobName {
        parts: parts.iter().map(|&part| part.to_owned()).collect(),
        leaf,
        values,
        dimensions,
        kind,
        unexpanded,
    }
}

fn is_raw(text: &str) -> bool {
    text.contains("${{") || text.contains("}}")
}
