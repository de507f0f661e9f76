//! The jobs of the sample: names in the style of a hypervisor project with a large matrix.

use super::families::FAMILIES;
use super::generate::Options;
use super::rng::Rng;

/// Workflow that a job belongs to; all jobs of one share their runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Workflow {
    /// The whole matrix, in nightly runs and for pull requests.
    Ci,
    /// Static checks and unit tests.
    Static,
    /// What decides whether a pull request may be merged.
    Gate,
    /// Small checks of the pull request itself.
    Other,
}

impl Workflow {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Ci => "ci",
            Self::Static => "static",
            Self::Gate => "gate",
            Self::Other => "other",
        }
    }

    pub(super) const fn number(self) -> u64 {
        match self {
            Self::Ci => 0,
            Self::Static => 1,
            Self::Gate => 2,
            Self::Other => 3,
        }
    }
}

/// One job of the sample.
#[derive(Clone, Debug)]
pub(super) struct Job {
    /// Full name, unique.
    pub(super) name: String,
    /// Place in the list; part of its ids.
    pub(super) index: u64,
    /// Whether it runs at night too.
    pub(super) is_nightly: bool,
    /// Whether a merge needs it.
    pub(super) required: bool,
    /// Only calls another workflow: always skipped.
    pub(super) is_caller: bool,
    /// Where it belongs.
    pub(super) workflow: Workflow,
}

/// Jobs of the default sample, to which the number of checks is related.
const DEFAULT_JOBS: usize = 170;

/// All jobs: the nightly ones first, then those of pull requests only.
pub(super) fn list(options: &Options) -> Vec<Job> {
    let checks = options.jobs.saturating_mul(96).div_ceil(DEFAULT_JOBS);
    let named = pick(&matrix(), options.jobs)
        .into_iter()
        .map(|name| (name, Workflow::Ci, true));
    let checks = pick(&static_checks(), checks)
        .into_iter()
        .map(|n| (n, Workflow::Static, false));
    let gates = GATES
        .iter()
        .map(|name| ((*name).to_owned(), Workflow::Gate, false));
    let others = OTHERS
        .iter()
        .map(|name| ((*name).to_owned(), Workflow::Other, false));
    let callers = CALLERS
        .iter()
        .map(|name| (format!("{CI}{name}"), Workflow::Ci, false));
    let all = named
        .chain(gates)
        .chain(others)
        .chain(callers)
        .chain(checks);
    all.zip(0..)
        .map(|((name, workflow, is_nightly), index)| {
            let is_caller = workflow == Workflow::Ci && !is_nightly;
            let required = !is_caller && is_required(options.seed, &name, workflow);
            Job {
                name,
                index,
                is_nightly,
                required,
                is_caller,
                workflow,
            }
        })
        .collect()
}

/// `count` names, evenly taken; where there are not so many, with numbered copies.
fn pick(names: &[String], count: usize) -> Vec<String> {
    if count <= names.len() {
        let nth = |i: usize| names.get(i * names.len() / count.max(1)).cloned();
        return (0..count).filter_map(nth).collect();
    }
    let numbered = |(i, name): (usize, &String)| match i / names.len() {
        0 => name.clone(),
        copy => match name.strip_suffix(')') {
            Some(open) => format!("{open}, shard-{})", copy + 1),
            None => format!("{name} (shard-{})", copy + 1),
        },
    };
    names
        .iter()
        .cycle()
        .take(count)
        .enumerate()
        .map(numbered)
        .collect()
}

fn is_required(seed: u64, name: &str, workflow: Workflow) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let per_mille = match workflow {
        _ if has(&[
            "vfio",
            "tracing",
            "runk",
            "stratovirt",
            "coco",
            "arm64",
            "ppc64le",
        ]) =>
        {
            30
        }
        Workflow::Ci if has(&["run-basic-amd64", "on-aks", "tarball-amd64", "metrics"]) => 720,
        Workflow::Ci => 180,
        Workflow::Static => 620,
        Workflow::Gate => return name == "gatekeeper",
        Workflow::Other => 500,
    };
    Rng::of(seed, name, 1).chance(per_mille)
}

const CI: &str = "kata-containers-ci-on-push";

const GATES: &[&str] = &["gatekeeper", "skipper", "skipper / skipper"];

const OTHERS: &[&str] = &[
    "Commit Message Check",
    "WIP Check",
    "add-pr-size-label",
    "cargo-deny-runner",
    "move-linked-issues-to-in-progress",
    "run-actionlint",
    "kata-deploy-runtime-classes-check",
];

const CALLERS: &[&str] = &[
    "",
    " / run-basic-amd64-tests",
    " / run-k8s-tests-on-aks",
    " / run-k8s-tests-on-zvsi",
    " / run-kata-coco-tests",
    " / build-kata-static-tarball-amd64 / build-asset-rootfs",
    " / publish-kata-deploy-payload-amd64",
];

fn matrix() -> Vec<String> {
    let mut names = Vec::new();
    for family in FAMILIES.lines() {
        let mut fields = family.split(" > ").map(str::trim);
        let path = match fields.next().unwrap_or_default() {
            "-" => String::new(),
            path => format!(" / {path}"),
        };
        let leaf = fields.next().unwrap_or_default();
        let values: Vec<&str> = fields.flat_map(|values| values.split(", ")).collect();
        for list in cross(&values) {
            let list = if list.is_empty() {
                list
            } else {
                format!(" ({list})")
            };
            names.push(format!("{CI}{path} / {leaf}{list}"));
        }
    }
    names
}

/// All combinations, each joined by commas; one empty one where there are no values.
fn cross(values: &[&str]) -> Vec<String> {
    values.iter().fold(vec![String::new()], |lists, choices| {
        let join = |list: &String, value: &str| match list.is_empty() {
            true => value.to_owned(),
            false => format!("{list}, {value}"),
        };
        lists
            .iter()
            .flat_map(|l| choices.split('|').map(move |v| join(l, v)))
            .collect()
    })
}

fn static_checks() -> Vec<String> {
    let mut names: Vec<String> = [
        "build-checks-depending-on-kvm (runtime-rs)",
        "check-kernel-config-version",
        "static-checks (make static-checks)",
        "test",
    ]
    .map(str::to_owned)
    .to_vec();
    for runner in ["", " (arm-no-k8s)", " (ppc64le)", " (s390x)"] {
        for component in [
            "agent",
            "agent-ctl",
            "dragonball",
            "genpolicy",
            "kata-ctl",
            "runtime",
            "runtime-rs",
        ] {
            for command in [
                "make vendor",
                "make check",
                "make test",
                "sudo -E PATH=\"$PATH\" make test",
            ] {
                names.push(format!(
                    "build-checks{runner} / check ({component}, {command})"
                ));
            }
        }
    }
    names
}
