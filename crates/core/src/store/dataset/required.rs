//! Which jobs are required now: those of the set that the newest run of the project names.

use std::sync::Arc;

use tailorbird_snapshot::dataset::{Manifest, Required, Shard};

use super::plan::{RunAt, project_of, run_of};
use crate::names;

/// The required jobs of one project, by full name.
pub(super) struct RequiredNow(Option<Vec<String>>);

impl RequiredNow {
    /// Finds the set of a project: the one that its newest run names, else the newest.
    pub(super) fn new(
        project: &str,
        manifests: &[Arc<Manifest>],
        shards: &[Arc<Shard>],
        newest_first: &[RunAt],
    ) -> Self {
        let named = newest_first.iter().find_map(|at| {
            let (shard, run) = run_of(shards, *at)?;
            let id = shard.text(run.required)?;
            (project_of(shard, run) == project).then_some(id)
        });
        let sets = manifests.iter().flat_map(|m| &m.required);
        let of_project = sets.filter(|set| set.project == project);
        let key = |set: &&Required| (Some(set.id.as_str()) == named, set.at, set.id.clone());
        let set = of_project.max_by_key(key);
        let names = |set: &Required| {
            let name = |job: &String| names::normalize(job).name;
            set.jobs.iter().map(name).collect()
        };
        Self(set.map(names))
    }

    /// Whether a job of this name and of these older ones is required: a set of before a rename
    /// means the same job. None: the project has no set.
    pub(super) fn of(&self, name: &str, was: &[String]) -> Option<bool> {
        let fits = |job: &String| job == name || was.contains(job);
        self.0.as_ref().map(|set| set.iter().any(fits))
    }
}
