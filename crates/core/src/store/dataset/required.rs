//! Which jobs are required now: those of the set that the newest run of the project names.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tailorbird_snapshot::dataset::{Manifest, Required, Shard};

use super::plan::{RunAt, run_of, workflow_of};
use crate::names;

/// The required jobs of each project that has a set.
pub(super) struct RequiredNow<'a>(HashMap<&'a str, HashSet<String>>);

impl<'a> RequiredNow<'a> {
    /// Finds the set of each project: the one that its newest run names, else the newest.
    pub(super) fn new(
        manifests: &'a [Arc<Manifest>],
        shards: &'a [Arc<Shard>],
        newest_first: &[RunAt],
    ) -> Self {
        let mut named: HashMap<&str, &str> = HashMap::new();
        for at in newest_first {
            let Some((shard, run)) = run_of(shards, *at) else {
                continue;
            };
            let workflow = workflow_of(shard, run.workflow);
            if let Some((workflow, id)) = workflow.zip(shard.text(run.required)) {
                named.entry(&workflow.project).or_insert(id);
            }
        }
        let mut best: HashMap<&str, &Required> = HashMap::new();
        for set in manifests.iter().flat_map(|m| &m.required) {
            let id = named.get(set.project.as_str()).copied();
            let key = |s: &'a Required| (Some(s.id.as_str()) == id, s.at, &s.id);
            let known = best.entry(&set.project).or_insert(set);
            if key(set) > key(known) {
                *known = set;
            }
        }
        let names = |set: &Required| -> HashSet<String> {
            set.jobs
                .iter()
                .map(|job| names::normalize(job).name)
                .collect()
        };
        Self(
            best.into_iter()
                .map(|(project, set)| (project, names(set)))
                .collect(),
        )
    }

    /// Whether a job is required. None: the project has no set.
    pub(super) fn of(&self, project: &str, name: &str) -> Option<bool> {
        self.0.get(project).map(|set| set.contains(name))
    }
}
