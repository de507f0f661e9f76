//! The dictionaries that job names are read with, and what they say of a name.

use std::sync::OnceLock;

use tailorbird_snapshot::Issue;
use tailorbird_snapshot::config::{Config, Project};

use super::columns::{Series, SeriesIdx, Store};
use super::ids::{SeriesId, series_id};
use super::renames::Renames;
use crate::names::{self, Dimensions, JobName, Matchers, OwnerGroup};
use crate::text::lowercase;

/// Dimensions, owners, categories, renames and projects of a configuration.
#[derive(Debug, Default)]
pub struct Naming {
    /// Which matrix value belongs to which dimension.
    pub dimensions: Dimensions,
    /// Patterns of owners and categories.
    pub matchers: Matchers,
    /// Old and new names of one job.
    pub renames: Renames,
    /// Id and name of each configured project, in order; the name may be empty.
    pub projects: Vec<(String, String)>,
    /// Renames that were left out.
    bad_renames: Vec<Issue>,
}

impl Naming {
    /// Reads a configuration; patterns and renames that cannot be used are left out.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let (renames, bad_renames) = Renames::new(&config.renames);
        Self {
            dimensions: Dimensions::new(&config.dimensions),
            matchers: Matchers::new(config),
            renames,
            projects: config.projects.iter().map(project).collect(),
            bad_renames,
        }
    }

    /// What was left out. Compiles all patterns, which reading the configuration does not.
    #[must_use]
    pub fn issues(&self) -> Vec<Issue> {
        let mut issues = self.matchers.issues();
        issues.extend(self.bad_renames.iter().cloned());
        issues
    }
}

fn project(configured: &Project) -> (String, String) {
    let id = match configured.id.as_str() {
        "" => Project::id_of(&configured.repository),
        id => id.to_owned(),
    };
    (id, configured.name.clone())
}

/// A job's name, taken apart.
#[derive(Debug)]
pub struct Described {
    /// Parts, values, dimensions, kind.
    pub job: JobName,
    /// The parts before the leaf, joined by " / ".
    pub path: String,
    /// The same in lower case, for the filter.
    pub path_lower: String,
}

/// Worked out on first use: thousands of names are listed for every one that is looked at.
#[derive(Debug, Default)]
pub(super) struct Lazy {
    id: OnceLock<SeriesId>,
    described: OnceLock<Described>,
    owners: OnceLock<Vec<usize>>,
}

impl Series {
    /// Stable id: of project, workflow and name.
    #[must_use]
    pub fn id(&self) -> SeriesId {
        *self.lazy.id.get_or_init(|| self.id_as(&self.name))
    }

    /// The same where it has been worked out before: hashing all names takes a while.
    pub(super) fn known_id(&self) -> Option<SeriesId> {
        self.lazy.id.get().copied()
    }

    /// The id that it has under this name.
    pub(super) fn id_as(&self, name: &str) -> SeriesId {
        series_id(&self.home.project, &self.home.workflow, name)
    }

    /// Its name and the older ones that its results stand under.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name)
            .chain(&self.was)
            .map(String::as_str)
    }
}

impl Store {
    /// Path, leaf, dimensions and kind of a job; None for an index of another store.
    #[must_use]
    pub fn described(&self, at: SeriesIdx) -> Option<&Described> {
        let series = self.series(at)?;
        Some(series.lazy.described.get_or_init(|| {
            let job = names::parse(&series.name, &self.naming.dimensions);
            let path = job.path();
            Described {
                path_lower: lowercase(&path),
                path,
                job,
            }
        }))
    }

    /// Who answers for a job, in the order of the configuration.
    pub fn owner_groups(&self, at: SeriesIdx) -> impl Iterator<Item = &OwnerGroup> {
        let found = self.series(at).map_or(&[][..], |series| {
            series
                .lazy
                .owners
                .get_or_init(|| self.naming.matchers.owner_indexes(&series.name))
        });
        found.iter().filter_map(|i| self.naming.matchers.owner(*i))
    }

    /// Whether a group or handle (in lower case) answers for a job; `none`: nobody does.
    #[must_use]
    pub fn owned_by(&self, at: SeriesIdx, owner: &str) -> bool {
        let mut groups = self.owner_groups(at).peekable();
        if owner == "none" && groups.peek().is_none() {
            return true;
        }
        let handle = owner.strip_prefix('@').unwrap_or(owner);
        groups.any(|g| {
            lowercase(&g.group) == owner || g.github.iter().any(|h| lowercase(h) == handle)
        })
    }

    /// Categories of a job, in the order of the configuration.
    #[must_use]
    pub fn categories(&self, at: SeriesIdx) -> Vec<&str> {
        self.series(at)
            .map_or_else(Vec::new, |s| self.naming.matchers.categories(&s.name))
    }

    /// The dictionaries that job names are read with.
    #[must_use]
    pub fn naming(&self) -> &Naming {
        &self.naming
    }
}
