//! Which jobs were required when: rows tell it job by job, a data set by set.

use std::collections::{BTreeMap, BTreeSet};

use tailorbird_snapshot::dataset::{History, RequiredSet, RunKey};

/// Days after which a job that is not seen any more is left out of the set.
const FORGOTTEN_AFTER: i64 = 30 * 86_400;

/// Of the jobs of one run: when it was said, and whether the job was required.
pub(super) type Flags = BTreeMap<String, (Option<i64>, bool)>;

/// Names the set of each run that rows tell of: what was last said of each job until then, since a
/// night in which a required job did not run does not make it optional.
pub(super) fn insert(
    history: &mut History,
    project: &str,
    runs: &BTreeMap<(i64, u64), Flags>,
) -> Vec<(RunKey, String)> {
    let mut last: BTreeMap<&str, (i64, bool)> = BTreeMap::new();
    let mut named = Vec::new();
    for ((at, id), flags) in runs {
        for (job, (_, required)) in flags {
            last.insert(job, (*at, *required));
        }
        last.retain(|_, (seen, _)| at - *seen <= FORGOTTEN_AFTER);
        let jobs: BTreeSet<String> = last
            .iter()
            .filter(|(_, (_, required))| *required)
            .map(|(job, _)| (*job).to_owned())
            .collect();
        let set = history.insert_required(RequiredSet {
            project: project.to_owned(),
            source: "import".to_owned(),
            at: *at,
            jobs,
        });
        let key = RunKey {
            project: project.to_owned(),
            id: *id,
        };
        named.push((key, set));
    }
    named
}
