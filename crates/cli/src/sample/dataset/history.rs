//! All rows of the sample.

use tailorbird_snapshot::config;
use tailorbird_snapshot::dataset::{History, Project};

use super::super::checks::{Change, prs};
use super::super::generate::Options;
use super::super::jobs::{self, Job, Workflow};
use super::calendar::{HOUR, night};
use super::charts;
use super::checks::Checks;
use super::commits::Line;
use super::nightly::Nightly;
use super::pulls::pulls;
use super::required::Sets;

/// What the page is configured with; it rides with the sample.
const CONFIG: &str = include_str!("../../../../../public/config.json");

/// Owner of the repositories, which are nobody's.
pub(in super::super) const OWNER: &str = "tailorbird-example";

const RUNTIME: &str = "sample-runtime";
const CHARTS: &str = "sample-charts";

/// The rows of a sample. The same options give the same rows.
#[must_use]
pub fn history(options: &Options) -> History {
    let mut out = History::default();
    if let Ok((mut config, _)) = config::decode(CONFIG.as_bytes(), "config.json") {
        config.data.clear();
        out.set_config(config);
    }
    runtime(options, &mut out);
    charts(options, &mut out);
    out
}

fn project(id: &str, name: &str, out: &mut History) {
    let _ = out.insert_project(Project {
        id: id.to_owned(),
        name: name.to_owned(),
        repository: format!("{}/{id}", OWNER),
    });
}

/// The large project: two workflows at night, four for pull requests.
fn runtime(options: &Options, out: &mut History) {
    project(RUNTIME, "Sample runtime", out);
    let seed = options.seed;
    let nights = options.nights as u64;
    let jobs = jobs::list(options);
    let pulls = pulls(seed, &prs(options));
    let line = Line::new(RUNTIME, seed, night(nights) - 3, &pulls);
    let sets = Sets::new(RUNTIME, "gatekeeper", &jobs, out);
    let is_ibm_z = |job: &&Job| job.name.contains("zvsi") || job.name.contains("s390x");
    let (ibm_z, others): (Vec<&Job>, Vec<&Job>) =
        jobs.iter().filter(|job| job.is_nightly).partition(is_ibm_z);
    let all = [
        Nightly {
            project: RUNTIME,
            file: "ci-nightly.yaml",
            name: "Nightly CI",
            at: 600,
            newest: 1_200,
            nights,
            jobs: others,
            partial: Some(5),
            cancelled: Some(12),
        },
        // The newest run has not ended.
        Nightly {
            project: RUNTIME,
            file: "ci-nightly-s390x.yaml",
            name: "Nightly CI on IBM Z",
            at: 17 * HOUR,
            newest: 320,
            nights,
            jobs: ibm_z,
            partial: None,
            cancelled: None,
        },
    ];
    for nightly in all {
        nightly.add(seed, &line, &sets, out);
    }
    let checks = Checks {
        project: RUNTIME,
        workflows: &[
            (Workflow::Ci, "ci-on-push.yaml", "CI on push"),
            (Workflow::Static, "static-checks.yaml", "Static checks"),
            (Workflow::Gate, "gatekeeper.yaml", "Gatekeeper"),
            (Workflow::Other, "pr-checks.yaml", "Pull request checks"),
        ],
        jobs: &jobs,
        nights,
    };
    checks.add(seed, &pulls, &sets, out);
}

/// The small project, which was asked about later.
fn charts(options: &Options, out: &mut History) {
    project(CHARTS, "Sample charts", out);
    let seed = options.seed.wrapping_add(77);
    let nights = (options.nights as u64).min(20);
    let jobs = charts::jobs(options.jobs);
    let mut prs = prs(options);
    prs.truncate(options.prs.div_ceil(3));
    // Numbers of their own, as each repository counts from 1.
    let newest = prs.len() as u64 * 3 + 370;
    for (pr, nth) in prs.iter_mut().zip(0..) {
        pr.number = newest - nth * 3;
        if pr.change == Change::Waiting {
            // Nobody has to be allowed to run the few checks there are.
            pr.change = Change::Code;
        }
    }
    let pulls = pulls(seed, &prs);
    let line = Line::new(CHARTS, seed, night(nights) - 3, &pulls);
    let sets = Sets::new(CHARTS, "branch-protection", &jobs, out);
    let nightly = Nightly {
        project: CHARTS,
        file: "e2e-nightly.yaml",
        name: "Nightly end-to-end tests",
        at: 3 * HOUR,
        newest: 96,
        nights,
        jobs: jobs.iter().collect(),
        partial: None,
        cancelled: None,
    };
    nightly.add(seed, &line, &sets, out);
    let checks = Checks {
        project: CHARTS,
        workflows: &[(Workflow::Ci, "e2e.yaml", "End-to-end tests")],
        jobs: &jobs,
        nights,
    };
    checks.add(seed, &pulls, &sets, out);
}
