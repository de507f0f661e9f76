//! Owners and categories of a job, by patterns over its full name.

use std::sync::OnceLock;

use regex_lite::{Regex, RegexBuilder};
use tailorbird_snapshot::config::Config;
use tailorbird_snapshot::{Issue, codes};

/// Longest pattern in bytes.
const MAX_PATTERN: usize = 1_024;

/// A pattern: `/…/` is a regular expression that may match anywhere in the name; any other text is
/// a glob over the whole name (`*` any text, `?` one character). ASCII case does not matter in
/// either.
#[derive(Clone, Debug)]
pub struct Pattern(Form);

#[derive(Clone, Debug)]
enum Form {
    Glob(String),
    /// With its slashes; compiled at its first use, which the first rows do not wait for.
    Regex(String, OnceLock<Result<Regex, PatternError>>),
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
    /// A pattern, not compiled yet: one that is no regular expression matches nothing.
    ///
    /// # Errors
    /// It is empty or too long.
    pub fn new(text: &str) -> Result<Self, PatternError> {
        if text.len() > MAX_PATTERN {
            return Err(PatternError::Long(text.len()));
        }
        let inner = inside(text);
        if inner.unwrap_or(text).is_empty() {
            return Err(PatternError::Empty);
        }
        let text = text.to_owned();
        Ok(Self(match inner {
            Some(_) => Form::Regex(text, OnceLock::new()),
            None => Form::Glob(text),
        }))
    }

    /// A pattern that is compiled now.
    ///
    /// # Errors
    /// It is empty, too long, or no regular expression.
    pub fn checked(text: &str) -> Result<Self, PatternError> {
        let pattern = Self::new(text)?;
        match pattern.error() {
            Some(error) => Err(error.clone()),
            None => Ok(pattern),
        }
    }

    /// Why it is no regular expression.
    fn error(&self) -> Option<&PatternError> {
        match &self.0 {
            Form::Glob(_) => None,
            Form::Regex(text, compiled) => compiled.get_or_init(|| compile(text)).as_ref().err(),
        }
    }

    /// Whether the pattern matches this full name.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        match &self.0 {
            Form::Glob(glob) => glob_matches(glob, name),
            Form::Regex(text, compiled) => {
                let compiled = compiled.get_or_init(|| compile(text));
                compiled.as_ref().is_ok_and(|regex| regex.is_match(name))
            }
        }
    }
}

/// What stands between slashes.
fn inside(text: &str) -> Option<&str> {
    text.strip_prefix('/')?.strip_suffix('/')
}

fn compile(text: &str) -> Result<Regex, PatternError> {
    RegexBuilder::new(inside(text).unwrap_or(text))
        .case_insensitive(true)
        .build()
        .map_err(|error| PatternError::Regex(text.to_owned(), error.to_string()))
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

/// The patterns of an owner or a category, in order, with those that cannot be used.
type Patterns = Vec<Result<Pattern, PatternError>>;

/// All owners and categories of a configuration, each pattern compiled once. The default has none.
#[derive(Clone, Debug, Default)]
pub struct Matchers {
    owners: Vec<(OwnerGroup, Patterns)>,
    categories: Vec<(String, Patterns)>,
}

impl Matchers {
    /// The configuration's patterns. A bad one is left out; the others of its owner or category
    /// hold.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let read = |texts: &[String]| texts.iter().map(|text| Pattern::new(text)).collect();
        let owners = config.owners.iter().map(|owner| {
            let group = OwnerGroup {
                group: owner.group.clone(),
                github: owner.github.clone(),
                chat: owner.chat.clone(),
            };
            (group, read(&owner.patterns))
        });
        let categories = config.categories.iter();
        Self {
            owners: owners.collect(),
            categories: categories
                .map(|category| (category.name.clone(), read(&category.patterns)))
                .collect(),
        }
    }

    /// The patterns that were left out. Compiles all.
    #[must_use]
    pub fn issues(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        for (place, patterns) in self.places() {
            for pattern in patterns {
                if let Some(error) = pattern.as_ref().map_or_else(Some, Pattern::error) {
                    let what = format!("failed to {error}; it was left out");
                    issues.push(Issue::new(codes::CONFIG_INVALID, place.clone(), what));
                }
            }
        }
        issues
    }

    /// Where in the configuration the patterns stand, and they.
    fn places(&self) -> impl Iterator<Item = (String, &Patterns)> {
        let owners = self.owners.iter();
        let categories = self.categories.iter();
        let owners = owners.map(|(owner, all)| (["config: owners: ", &owner.group].concat(), all));
        owners.chain(categories.map(|(name, all)| (["config: categories: ", name].concat(), all)))
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
        let fits = |(_, (_, patterns)): &(usize, &(_, Patterns))| any(patterns, name);
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
        let fits = |(_, patterns): &&(String, Patterns)| any(patterns, name);
        self.categories
            .iter()
            .filter(fits)
            .map(|(category, _)| category.as_str())
            .collect()
    }

    /// Owners and categories that no job of these names belongs to: configured, never seen.
    #[must_use]
    pub fn unused(&self, names: &[&str]) -> Vec<Issue> {
        let seen = |patterns: &Patterns| names.iter().any(|name| any(patterns, name));
        self.places()
            .filter(|(_, patterns)| !seen(patterns))
            .map(|(place, _)| Issue::new(codes::CONFIG_INVALID, place, "configured, never seen"))
            .collect()
    }
}

fn any(patterns: &Patterns, name: &str) -> bool {
    let mut good = patterns.iter().flatten();
    good.any(|pattern| pattern.matches(name))
}
