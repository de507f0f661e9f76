//! Nightly runs of one workflow.

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{Covered, History, Run, Source};

use super::super::behaviour::{Behaviour, Presence};
use super::super::jobs::Job;
use super::super::rng::Rng;
use super::super::wire::Word;
use super::calendar::{DAY, NO_RUN_BEFORE, NOW, SLOT, night, secs};
use super::commits::Line;
use super::failures::Cause;
use super::pace::Class;
use super::required::Sets;
use super::tries::{End, Filling};

/// A workflow that runs each night.
pub(super) struct Nightly<'a> {
    pub(super) project: &'static str,
    pub(super) file: &'static str,
    pub(super) name: &'static str,
    /// Seconds after midnight.
    pub(super) at: i64,
    /// Number of the newest run, if there are not more.
    pub(super) newest: u64,
    /// How many nights were asked for.
    pub(super) nights: u64,
    pub(super) jobs: Vec<&'a Job>,
    /// The age of a night of which some jobs could not be read, and of which it was cancelled
    /// half-way. None: no such night.
    pub(super) partial: Option<u64>,
    pub(super) cancelled: Option<u64>,
}

/// What happens to all jobs of a night.
struct Night {
    age: u64,
    reruns: u64,
    outage: Option<&'static str>,
    is_cancelled: bool,
}

/// From this age on, a few jobs bear an old name: the same words in another order.
const RENAMED: u64 = 14;

impl Nightly<'_> {
    /// Adds all runs, the commits between their heads and what is covered.
    pub(super) fn add(&self, seed: u64, line: &Line, sets: &Sets, out: &mut History) {
        let mut newer: Option<String> = None;
        for age in 0..self.nights {
            let head = self.run(age, seed, line, sets, out);
            if let (Some(base), Some(newer)) = (&head, &newer)
                && let Some(range) = line.between(base, newer)
            {
                let _ = out.insert_commits(range);
            }
            newer = head.or(newer);
        }
    }

    /// One night. Returns its head.
    fn run(
        &self,
        age: u64,
        seed: u64,
        line: &Line,
        sets: &Sets,
        out: &mut History,
    ) -> Option<String> {
        let mut rng = Rng::of(seed, self.file, age);
        let day = night(age);
        let created = day * DAY + self.at + SLOT * secs(rng.below(4));
        if created > NOW {
            return None;
        }
        let partial = self.partial == Some(age);
        self.cover(age, day, partial, out);
        let mut run = begun(self.project, self.file, self.name, Kind::Nightly, created);
        run.number = Some(self.newest.max(self.nights) - age);
        run.event = "schedule".to_owned();
        run.branch = Some("main".to_owned());
        run.head_sha = line.head_at(created).map(str::to_owned);
        run.partial = partial;
        run.required_sets = sets.at(created);
        let head = run.head_sha.clone();
        let is_cancelled = self.cancelled == Some(age);
        let night = Night {
            age,
            reruns: (rng.weighted(&[500, 350]) as u64).max(u64::from(age < 2 || is_cancelled)),
            // The newest nights stay quiet: an outage would hide everything else.
            outage: outage(&mut rng).filter(|_| age > 1),
            is_cancelled,
        };
        let mut filling = Filling::new(run, seed, age, out);
        for job in &self.jobs {
            if !(partial && job.index.is_multiple_of(5)) {
                self.job(job, &night, seed, &mut filling);
            }
        }
        filling.finish();
        head
    }

    fn cover(&self, age: u64, day: i64, partial: bool, out: &mut History) {
        let source = Source {
            project: self.project.to_owned(),
            workflow: self.file.to_owned(),
            kind: Kind::Nightly,
        };
        let covered = if partial {
            Covered::Partial
        } else {
            Covered::Complete
        };
        let day = i32::try_from(day).unwrap_or(i32::MAX);
        let _ = out.cover(source.clone(), day, covered);
        if age + 1 == NO_RUN_BEFORE {
            let _ = out.cover(source, day - 1, Covered::Nothing);
        }
    }

    fn job(&self, job: &Job, night: &Night, seed: u64, filling: &mut Filling<'_>) {
        let mut own = Rng::of(seed, &job.name, 0);
        let mut behaviour = Behaviour::draw(&mut own, self.nights);
        let mut presence = Presence::draw(&mut own, self.nights);
        let old_name = old_name(&job.name);
        if old_name.is_some() {
            (behaviour, presence) = (Behaviour::Fails { per_mille: 30 }, Presence::Always);
        }
        let mut rng = Rng::of(seed, &job.name, filling.run.key.id);
        if !presence.holds(&mut rng, night.age) {
            return;
        }
        let ends = ends(job, night, behaviour, &mut rng);
        match old_name.filter(|_| night.age >= RENAMED) {
            Some(name) => {
                let job = Job {
                    name,
                    ..job.clone()
                };
                filling.add(&job, &ends, &mut rng);
            }
            None => filling.add(job, &ends, &mut rng),
        }
    }
}

/// A run of which ids and creation are told; both ids and times are those of no other run.
pub(super) fn begun(project: &str, file: &str, name: &str, kind: Kind, created: i64) -> Run {
    let id = 17_000_000_000 + (created - 1_700_000_000).unsigned_abs() * 40;
    let mut run = Run::new(project, id, file, kind, created);
    run.workflow_name = name.to_owned();
    run
}

/// The name that a renamed job had. None: it was not renamed.
fn old_name(name: &str) -> Option<String> {
    let (path, values) = name.split_once(" (ubuntu, qemu-runtime-rs, ")?;
    let size = values.strip_suffix(')')?;
    Some(format!("{path} (ubuntu, {size}, qemu-runtime-rs)"))
}

fn outage(rng: &mut Rng) -> Option<&'static str> {
    match rng.weighted(&[40, 30, 30, 15]) {
        0 => Some("ppc64le"),
        1 => Some("s390x"),
        2 => Some("run-k8s-tests-on-aks"),
        3 => Some("stratovirt"),
        _ => None,
    }
}

/// What became of a job's attempts. Jobs that need no rerun have one.
fn ends(job: &Job, night: &Night, behaviour: Behaviour, rng: &mut Rng) -> Vec<(u32, End)> {
    let is_out = night.outage.is_some_and(|word| job.name.contains(word));
    let is_last = Class::of(&job.name) == Class::Kubernetes;
    let first = match behaviour.result(rng, night.age) {
        Word::Skip => End::Skipped,
        _ if night.is_cancelled && is_last => End::Cancelled,
        _ if is_out && rng.chance(750) => End::Failed(Cause::Outage),
        Word::Fail if is_last && rng.chance(90) => End::TimedOut(cause(behaviour)),
        Word::Fail => End::Failed(cause(behaviour)),
        Word::Pass if night.reruns > 0 && flakes(behaviour, rng) => End::Failed(Cause::Chance),
        Word::Pass => rare(job, night.age).unwrap_or(End::Passed),
    };
    let mut all = vec![(1, first)];
    let mut last = first;
    for attempt in 2..2 + night.reruns {
        if !last.is_rerun() {
            break;
        }
        last = again(last, rng);
        all.push((u32::try_from(attempt).unwrap_or(u32::MAX), last));
    }
    all
}

/// Whether a job that is known to fail by chance does so in a run that somebody had an eye on.
fn flakes(behaviour: Behaviour, rng: &mut Rng) -> bool {
    match behaviour {
        Behaviour::Fails { per_mille } if per_mille > 50 => rng.chance(80 + per_mille),
        _ => false,
    }
}

fn cause(behaviour: Behaviour) -> Cause {
    match behaviour {
        Behaviour::Fails { .. } => Cause::Chance,
        _ => Cause::Code,
    }
}

/// What GitHub says once in a while, and a word that nobody knows.
fn rare(job: &Job, age: u64) -> Option<End> {
    match (job.index % 40, age) {
        (5, 3) => Some(End::Word("abandoned")),
        (6, 4) => Some(End::Word("neutral")),
        (7, 2) => Some(End::Word("stale")),
        (8, 7) => Some(End::Word("startup_failure")),
        (9, 1) => Some(End::Cancelled),
        _ => None,
    }
}

/// What a rerun on the same commit brings.
pub(super) fn again(last: End, rng: &mut Rng) -> End {
    let passes = match last {
        End::Failed(Cause::Code | Cause::Change(_)) | End::TimedOut(Cause::Code) => 0,
        End::Cancelled => 930,
        _ => 670,
    };
    match last {
        _ if rng.chance(passes) => End::Passed,
        End::Cancelled => End::Failed(Cause::Chance),
        same => same,
    }
}
