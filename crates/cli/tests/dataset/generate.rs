//! Histories of any size, the same for the same seed, with every kind of outcome in them.

use std::collections::BTreeSet;

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{
    Attempt, History, Project, PullRequest, RequiredSet, Run, TestCase,
};

/// 2025-09-01 00:00:00 UTC.
const START: i64 = 1_756_684_800;

/// Numbers that look random (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn secs(&mut self, n: u64) -> i64 {
        i64::try_from(self.below(n)).unwrap_or_default()
    }
}

/// One project with so many jobs, nights and pull requests.
pub(crate) fn history(jobs: u64, nights: u64, prs: u64, seed: u64) -> History {
    let mut out = History::default();
    let mut dice = Dice(seed * 2 + 1);
    let _ = out.insert_project(Project {
        id: "kata".to_owned(),
        name: "Kata".to_owned(),
        repository: "kata-containers/kata-containers".to_owned(),
    });
    let set = out.insert_required(RequiredSet {
        project: "kata".to_owned(),
        source: "gatekeeper".to_owned(),
        at: START,
        jobs: (0..jobs).step_by(3).map(name).collect(),
    });
    for night in 0..nights {
        let created = START + i64::try_from(night).unwrap() * 86_400 + dice.secs(300);
        let id = 17_400_000_000 + night * 31_000_000 + dice.below(9_000_000);
        let mut run = Run::new("kata", id, "ci-nightly.yaml", Kind::Nightly, created);
        run.number = Some(1_000 + night);
        run.head_sha = Some(format!("{:040x}", u128::from(id) * 77_777_777_777));
        run.required_sets = BTreeSet::from([set.clone()]);
        add(&mut out, run, jobs, &mut dice);
    }
    for pr in 0..prs {
        let number = 11_000 + pr;
        let _ = out.insert_pull_request(PullRequest {
            project: "kata".to_owned(),
            number,
            title: format!("runtime: change {pr}"),
            ..PullRequest::default()
        });
        for push in 0..=dice.below(2) {
            let created = START + i64::try_from(pr * 7_000 + push * 3_000).unwrap();
            let id = 17_400_000_001 + pr * 20_000_000 + push * 4_000_000;
            let mut run = Run::new("kata", id, "ci.yaml", Kind::Prs, created);
            run.head_sha = Some(format!("{:040x}", u128::from(id) * 99_999_999_977));
            run.pull_requests.insert(number);
            if dice.below(9) == 0 {
                run.pull_requests.insert(number + 1);
            }
            add(&mut out, run, jobs / 2, &mut dice);
        }
    }
    out
}

fn name(job: u64) -> String {
    let hypervisors = ["clh", "qemu", "dragonball", "qemu-tdx", "stratovirt"];
    let hypervisor = hypervisors.get((job % 5) as usize).unwrap_or(&"clh");
    format!(
        "kata-containers-ci-on-push / run-k8s-tests-{} / run ({hypervisor}, {})",
        job / 25,
        job / 5
    )
}

/// Adds a run with its jobs: created together, started when a runner is free.
fn add(out: &mut History, mut run: Run, jobs: u64, dice: &mut Dice) {
    run.status = "completed".to_owned();
    run.conclusion = Some("failure".to_owned());
    run.run_attempt = 1;
    run.updated_at = Some(run.created_at + 9_000 + dice.secs(9_000));
    run.event = if run.kind == Kind::Nightly {
        "schedule"
    } else {
        "pull_request"
    }
    .to_owned();
    let mut id = run.key.id * 3 + dice.below(1_000_000);
    for job in 0..jobs {
        id += 1 + dice.below(9) * dice.below(12);
        let created = run.created_at + 5 + i64::try_from(job / 25 * 600).unwrap() + dice.secs(60);
        let mut at = created + 2 + dice.secs(20) * dice.secs(4);
        for attempt in 1_u32.. {
            let letter = dice.below(100);
            let conclusion = match letter {
                0..4 => "failure",
                4 => "timed_out",
                5..8 => "skipped",
                8 => "cancelled",
                9 if dice.below(9) == 0 => "exploded",
                _ => "success",
            };
            let typical = 300 + job * 37 % 2_400;
            let secs = if conclusion == "skipped" {
                0
            } else {
                typical + dice.below(typical / 5)
            };
            let failed = letter < 5;
            let mut row = Attempt {
                job_id: id + u64::from(attempt - 1) * 40_000_000,
                job: name(job),
                run_attempt: attempt,
                status: "completed".to_owned(),
                conclusion: Some(conclusion.to_owned()),
                created_at: Some(created),
                started_at: Some(at),
                completed_at: Some(at + i64::try_from(secs).unwrap()),
                runner: Some(format!("GitHub Actions {}", dice.below(9_000))),
                labels: vec!["ubuntu-22.04".to_owned()],
                ..Attempt::default()
            };
            if failed {
                row.failing_step = Some("Run tests".to_owned());
                row.failing_tests.insert(TestCase {
                    file: format!("k8s-{}.bats", dice.below(40)),
                    name: format!("case {}", dice.below(9)),
                });
            }
            let _ = out.insert_attempt(&run.key, row);
            if !failed || attempt > 2 || dice.below(3) > 0 {
                break;
            }
            at += 20_000;
        }
    }
    let _ = out.insert_run(run);
}
