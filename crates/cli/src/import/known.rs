//! Facts about published dashboards whose files name neither project nor workflow.

use tailorbird_snapshot::Kind;

/// The project of ci-dashboard's own jobs.
pub(super) const KATA: &str = "kata";
/// Its repository.
pub(super) const KATA_REPOSITORY: &str = "kata-containers/kata-containers";

/// Sections of ci-dashboard's `data.json` that hold all jobs of a project: key, project,
/// repository where the section does not name it.
pub(super) const SECTIONS: [(&str, &str, &str); 4] = [
    ("allJobsSection", KATA, KATA_REPOSITORY),
    (
        "cocoChartsSection",
        "coco-charts",
        "confidential-containers/charts",
    ),
    (
        "cocoCAASection",
        "coco-caa",
        "confidential-containers/cloud-api-adaptor",
    ),
    (
        "cocoTrusteeSection",
        "coco-trustee",
        "confidential-containers/trustee",
    ),
];

/// Repository, kind, beginning of job names, file of the workflow.
const WORKFLOWS: [(&str, Kind, &str, &str); 5] = [
    (
        KATA_REPOSITORY,
        Kind::Nightly,
        "kata-containers-ci-on-push",
        "ci-nightly.yaml",
    ),
    (
        KATA_REPOSITORY,
        Kind::Nightly,
        "check-internal-test-result",
        "ci-nightly-s390x.yaml",
    ),
    (
        KATA_REPOSITORY,
        Kind::Prs,
        "kata-containers-ci-on-push",
        "ci-on-push.yaml",
    ),
    (
        "confidential-containers/charts",
        Kind::Nightly,
        "",
        "e2e-tests.yaml",
    ),
    (
        "confidential-containers/cloud-api-adaptor",
        Kind::Nightly,
        "",
        "daily-e2e-tests.yaml",
    ),
];

/// The workflow that a job of a known repository belongs to.
pub(super) fn workflow(repository: &str, kind: Kind, job: &str) -> Option<&'static str> {
    let fits =
        |w: &&(&str, Kind, &str, &str)| w.0 == repository && w.1 == kind && job.starts_with(w.2);
    WORKFLOWS.iter().find(fits).map(|w| w.3)
}

/// The project of a known repository.
pub(super) fn project_of(repository: &str) -> Option<&'static str> {
    SECTIONS.iter().find(|s| s.2 == repository).map(|s| s.1)
}

/// The project that a job belongs to by its name alone.
pub(super) fn project(job: &str) -> Option<&'static str> {
    job.starts_with("kata-containers-ci-on-push")
        .then_some(KATA)
}

/// The repository of a known project.
pub(super) fn repository(project: &str) -> Option<&'static str> {
    SECTIONS.iter().find(|s| s.1 == project).map(|s| s.2)
}
