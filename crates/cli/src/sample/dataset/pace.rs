//! How long jobs wait and run, and on which machines.

use super::super::rng::Rng;

/// What a job is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Build,
    Kubernetes,
    Runtime,
    Component,
    Small,
}

impl Class {
    pub(super) fn of(name: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["build-asset", "tarball", "publish-", "package "]) {
            Self::Build
        } else if has(&["run-k8s", "deploy-tests", "coco-tests", "e2e ", "install "]) {
            Self::Kubernetes
        } else if has(&["run-", "monitor", "metrics"]) {
            Self::Runtime
        } else if has(&["check (", "static-checks", "build-checks", "unit"]) {
            Self::Component
        } else {
            Self::Small
        }
    }

    /// When such jobs begin after their run, as they wait for builds.
    const fn stage(self) -> u64 {
        match self {
            Self::Kubernetes | Self::Runtime => 2_700,
            _ => 4,
        }
    }

    /// Shortest typical duration, and how much longer the longest is.
    const fn typical(self) -> (u64, u64) {
        match self {
            Self::Build => (240, 1_300),
            Self::Kubernetes => (1_300, 3_400),
            Self::Runtime => (420, 1_500),
            Self::Component => (90, 700),
            Self::Small => (4, 40),
        }
    }
}

/// A machine and what was asked of it.
pub(super) struct Machine {
    pub(super) labels: &'static str,
    /// Beginning of the runner's name.
    name: &'static str,
    /// How many there are. 0: GitHub's.
    count: u64,
}

impl Machine {
    pub(super) fn of(name: &str) -> Self {
        let [labels, machine] = match name {
            n if n.contains("s390x") || n.contains("zvsi") => ["s390x", "zvsi-runner"],
            n if n.contains("ppc64le") => ["ppc64le", "ppc64le-runner"],
            n if n.contains("tdx") => ["tdx", "tdx-node"],
            n if n.contains("snp") || n.contains("-sev") => ["snp", "snp-node"],
            n if n.contains("arm") => ["ubuntu-24.04-arm", ""],
            _ => ["ubuntu-22.04", ""],
        };
        let count = if machine.is_empty() { 0 } else { 3 };
        Self {
            labels,
            name: machine,
            count,
        }
    }

    /// Labels as a job asks for them.
    pub(super) fn asked(&self) -> Vec<String> {
        let own = (self.count > 0).then_some("self-hosted");
        own.into_iter()
            .chain([self.labels])
            .map(str::to_owned)
            .collect()
    }

    /// The runner that took the job.
    pub(super) fn runner(&self, rng: &mut Rng) -> String {
        match self.count {
            0 => format!("GitHub Actions {}", 1_000_000_000 + rng.below(2_000)),
            n => format!("{}-{}", self.name, 1 + rng.below(n)),
        }
    }

    /// Seconds until a machine is free.
    fn queue(&self, rng: &mut Rng) -> u64 {
        match self.count {
            0 => 3 + rng.below(9) * rng.below(5),
            _ => 20 + rng.below(60) * rng.below(30),
        }
    }
}

/// When an attempt is created after the run (or its rerun), when it starts after that, and how
/// long it runs, in seconds.
pub(super) struct Pace {
    pub(super) created: u64,
    pub(super) queue: u64,
    pub(super) secs: u64,
}

/// The pace of a job in one run. `age`: nights before now, for jobs that became slower or faster.
pub(super) fn pace(seed: u64, job: &str, age: u64, rng: &mut Rng) -> Pace {
    let class = Class::of(job);
    let (least, more) = class.typical();
    // The same after a rename that moves words.
    let mut letters = job.as_bytes().to_vec();
    letters.sort_unstable();
    let mut own = Rng::of(seed, &String::from_utf8_lossy(&letters), 11);
    let typical = least + own.below(more);
    let per_mille = match own.weighted(&[40, 30, 30]) {
        // Slower night by night.
        0 => 1_000 + 25 * (30 - age.min(30)),
        // Suddenly slower, suddenly faster.
        1 if age < 8 => 1_420,
        2 if age < 12 => 640,
        _ => 1_000,
    };
    let noise = 930 + rng.below(140);
    Pace {
        created: class.stage() + own.below(20),
        queue: Machine::of(job).queue(rng),
        secs: (typical * per_mille / 1_000 * noise / 1_000).max(1),
    }
}
