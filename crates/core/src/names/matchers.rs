//! Owners and categories of a job, by patterns over its full name.

use regex_lite::{Regex, RegexBuilder};
use tailorbird_snapshot::config::Config;
use tailorbird_snapshot::{Issue, codes};

/// Longest pattern in bytes.
const MAX_PATTERN: usize = 1_024;

/// A compiled pattern: `/…/` is a regular expression that may match anywhere in the name; any
/// other text is a glob over the whole name (`*` any text, `?` one character). ASCII case does
/// not matter in either.
#[derive(Clone, Debug)]
pub struct Pattern(Form);

#[derive(Clone, Debug)]
enum Form {
    Glob(String),
    Regex(Regex),
}

/// Why a pattern cannot be used. The text fits after "failed to".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatternError {
    /// Nothing, or nothing between the slashes: it would match every job.
    #[error("read an empty pattern")]
    Empty,
    /// Longer than 1,024 bytes.
    #[error("read a pattern of {0} bytes: the most is {MAX_PATTERN}")]
    Long(usize),
    /// No regular expression; with what is wrong in it.
    #[error("read the pattern {0}: {1}")]
    Regex(String, String),
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// It is empty, too long, or no regular expression.
    pub fn new(text: &str) -> Result<Self, PatternError> {
        if text.len() > MAX_PATTERN {
            return Err(PatternError::Long(text.len()));
        }
        let inner = text
            .strip_prefix('/')
            .and_then(|rest| rest.strip_suffix('/'));
        if inner.unwrap_or(text).is_empty() {
            return Err(PatternError::Empty);
        }
        let Some(source) = inner else {
            return Ok(Self(Form::Glob(text.to_owned())));
        };
        RegexBuilder::new(source)
            .case_insensitive(true)
            .build()
            .map(|regex| Self(Form::Regex(regex)))
            .map_err(|error| PatternError::Regex(text.to_owned(), error.to_string()))
    }

    /// Whether the pattern matches this full name.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        match &self.0 {
            Form::Glob(glob) => glob_matches(glob, name),
            Form::Regex(regex) => regex.is_match(name),
        }
    }
}

/// Whether a glob matches the whole text. Where it fails, the last `*` takes one character more:
/// at most the product of both lengths in steps.
fn glob_matches(glob: &str, text: &str) -> bool {
    let (mut glob, mut text) = (glob.chars(), text.chars());
    let mut last_star = None;
    loop {
        let (mut next_glob, mut next_text) = (glob.clone(), text.clone());
        match (next_glob.next(), next_text.next()) {
            (Some('*'), _) => last_star = Some((next_glob.clone(), text.clone())),
            (None, None) => return true,
            (Some(want), Some(c)) if want == '?' || want.eq_ignore_ascii_case(&c) => {
                text = next_text;
            }
            _ => {
                let Some((after, taken)) = &mut last_star else {
                    return false;
                };
                if taken.next().is_none() {
                    return false;
                }
                (glob, text) = (after.clone(), taken.clone());
                continue;
            }
        }
        glob = next_glob;
    }
}

/// Who answers for a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerGroup {
    /// The word in `owner=` and on the screen.
    pub group: String,
    /// GitHub logins and teams, without `@`.
    pub github: Vec<String>,
    /// https link to the group's chat. None: no chat.
    pub chat: Option<String>,
}

/// All owners and categories of a configuration, compiled once. The default has none.
#[derive(Clone, Debug, Default)]
pub struct Matchers {
    owners: Vec<(OwnerGroup, Vec<Pattern>)>,
    categories: Vec<(String, Vec<Pattern>)>,
}

impl Matchers {
    /// Compiles the configuration's patterns. A bad one is left out and reported; the others of
    /// its owner or category hold.
    #[must_use]
    pub fn new(config: &Config) -> (Self, Vec<Issue>) {
        let mut issues = Vec::new();
        let mut compile = |place: String, patterns: &[String]| {
            let mut good = Vec::new();
            for text in patterns {
                match Pattern::new(text) {
                    Ok(pattern) => good.push(pattern),
                    Err(error) => issues.push(Issue::new(
                        codes::CONFIG_INVALID,
                        place.clone(),
                        format!("failed to {error}; it was left out"),
                    )),
                }
            }
            good
        };
        let owners = config.owners.iter().map(|owner| {
            let group = OwnerGroup {
                group: owner.group.clone(),
                github: owner.github.clone(),
                chat: owner.chat.clone(),
            };
            (
                group,
                compile(format!("config: owners: {}", owner.group), &owner.patterns),
            )
        });
        let owners = owners.collect();
        let categories = config.categories.iter().map(|category| {
            let place = format!("config: categories: {}", category.name);
            (category.name.clone(), compile(place, &category.patterns))
        });
        let categories = categories.collect();
        (Self { owners, categories }, issues)
    }

    /// The owners of a job, in the configuration's order. Empty: nobody is known.
    #[must_use]
    pub fn owners(&self, name: &str) -> Vec<&OwnerGroup> {
        self.owner_indexes(name)
            .into_iter()
            .filter_map(|at| self.owner(at))
            .collect()
    }

    /// The same as indexes, for [`Self::owner`]: small enough to keep for every job.
    #[must_use]
    pub fn owner_indexes(&self, name: &str) -> Vec<usize> {
        let fits = |(_, (_, patterns)): &(usize, &(_, Vec<Pattern>))| any(patterns, name);
        self.owners
            .iter()
            .enumerate()
            .filter(fits)
            .map(|(at, _)| at)
            .collect()
    }

    /// An owner of the configuration, by its place in it.
    #[must_use]
    pub fn owner(&self, at: usize) -> Option<&OwnerGroup> {
        self.owners.get(at).map(|(group, _)| group)
    }

    /// All owners, in the configuration's order.
    pub fn all_owners(&self) -> impl Iterator<Item = &OwnerGroup> {
        self.owners.iter().map(|(group, _)| group)
    }

    /// The categories of a job, in the configuration's order.
    #[must_use]
    pub fn categories(&self, name: &str) -> Vec<&str> {
        let fits = |(_, patterns): &&(String, Vec<Pattern>)| any(patterns, name);
        self.categories
            .iter()
            .filter(fits)
            .map(|(category, _)| category.as_str())
            .collect()
    }

    /// Owners and categories that no job of these names belongs to: configured, never seen.
    #[must_use]
    pub fn unused(&self, names: &[&str]) -> Vec<Issue> {
        let seen = |patterns: &[Pattern]| names.iter().any(|name| any(patterns, name));
        let issue = |place| Issue::new(codes::CONFIG_INVALID, place, "configured, never seen");
        let owners = self.owners.iter().filter(|(_, patterns)| !seen(patterns));
        let categories = self
            .categories
            .iter()
            .filter(|(_, patterns)| !seen(patterns));
        owners
            .map(|(owner, _)| issue(format!("config: owners: {}", owner.group)))
            .chain(categories.map(|(name, _)| issue(format!("config: categories: {name}"))))
            .collect()
    }
}

fn any(patterns: &[Pattern], name: &str) -> bool {
    patterns.iter().any(|pattern| pattern.matches(name))
}
