//! Which jobs had to pass before a merge, and how that changed.

use std::collections::BTreeSet;

use tailorbird_snapshot::dataset::{History, RequiredSet};

use super::super::jobs::Job;
use super::calendar::{DAY, night};

/// Ages of the nights since which the newer sets hold.
const CHANGES: [u64; 2] = [6, 18];

/// The sets of a project, newest first.
pub(super) struct Sets(Vec<(i64, String)>);

impl Sets {
    /// Three sets: today's; before it one job was required in place of another; before that, three
    /// were not yet.
    pub(super) fn new(project: &str, source: &str, jobs: &[Job], out: &mut History) -> Self {
        let name = |job: &Job| job.name.clone();
        let now: BTreeSet<String> = jobs.iter().filter(|j| j.required).map(name).collect();
        let mut before = now.clone();
        before.pop_first();
        before.extend(jobs.iter().find(|j| !j.required && !j.is_caller).map(name));
        let mut first = before.clone();
        for _ in 0..3 {
            first.pop_last();
        }
        let [newer, older] = CHANGES.map(|age| night(age) * DAY);
        let sets = [(newer, now), (older, before), (older - 200 * DAY, first)];
        let insert = |(at, jobs): (i64, BTreeSet<String>)| {
            let set = RequiredSet {
                project: project.to_owned(),
                source: source.to_owned(),
                at,
                jobs,
            };
            (at, out.insert_required(set))
        };
        Self(sets.into_iter().map(insert).collect())
    }

    /// The set in force at a time.
    pub(super) fn at(&self, time: i64) -> BTreeSet<String> {
        let set = self.0.iter().find(|(at, _)| *at <= time);
        set.map(|(_, id)| id.clone()).into_iter().collect()
    }
}
