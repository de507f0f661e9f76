//! The jobs of the second project, a small one.

use super::super::jobs::{Job, Workflow};

/// Names, and whether a merge needs them.
const NAMES: &[(&str, bool)] = &[
    ("lint", true),
    ("unit tests", true),
    ("package (amd64)", true),
    ("package (s390x)", false),
    ("e2e (kind, containerd)", true),
    ("e2e (kind, crio)", false),
    ("e2e (k3s, containerd)", true),
    ("e2e (rke2, containerd)", false),
    ("e2e (microk8s, containerd)", false),
    ("install on s390x", false),
    ("install with helm", true),
    ("upgrade with helm", false),
];

/// At most so many jobs; all run at night and for pull requests.
pub(super) fn jobs(most: usize) -> Vec<Job> {
    let numbered = NAMES.iter().take(most).zip(0..);
    numbered
        .map(|((name, required), index)| Job {
            name: (*name).to_owned(),
            index,
            is_nightly: true,
            required: *required,
            is_caller: false,
            workflow: Workflow::Ci,
        })
        .collect()
}
