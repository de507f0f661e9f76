//! The name of a repository.

use std::fmt;
use std::str::FromStr;

/// `OWNER/NAME`, checked: it can stand in a path as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoName {
    owner: String,
    name: String,
}

/// Why a text names no repository.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "read the repository `{0}`: OWNER/NAME is expected, such as kata-containers/kata-containers"
)]
pub struct BadRepoName(String);

impl RepoName {
    /// The owner, a person or an organisation.
    #[must_use]
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// The repository's name without its owner.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl FromStr for RepoName {
    type Err = BadRepoName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let word = |part: &str, more: &str| {
            let fits = |c: char| c.is_ascii_alphanumeric() || more.contains(c);
            (1..=100).contains(&part.len()) && part.chars().all(fits)
        };
        match text.split_once('/') {
            Some((owner, name))
                if word(owner, "-_") && word(name, "-_.") && name != "." && name != ".." =>
            {
                Ok(Self {
                    owner: owner.to_owned(),
                    name: name.to_owned(),
                })
            }
            _ => Err(BadRepoName(text.chars().take(200).collect())),
        }
    }
}

impl fmt::Display for RepoName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_can_stand_in_a_path() {
        for good in [
            "a/b",
            "kata-containers/kata-containers",
            "o/.github",
            "o/a_b.c",
        ] {
            assert_eq!(good.parse::<RepoName>().unwrap().to_string(), good);
        }
        for bad in [
            "", "a", "a/", "/b", "a/b/c", "a/..", "a/.", "a b/c", "a/b?x", "é/b", "a/%2e",
        ] {
            assert!(bad.parse::<RepoName>().is_err(), "{bad}");
        }
    }
}
