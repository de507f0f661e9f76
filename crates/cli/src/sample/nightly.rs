//! `job_stats.json`.

use super::behaviour::{Behaviour, Presence};
use super::generate::Options;
use super::jobs::Job;
use super::rng::Rng;
use super::wire::{Cell, Entry, Stats, Word, job_url, run_url};

/// Number of the newest run, unless more runs are asked for.
const NEWEST_RUN: u64 = 1_200;
/// Run ids and job ids exceed 2^32, as GitHub's do.
const FIRST_RUN_ID: u64 = 18_204_000_000;
const FIRST_JOB_ID: u64 = 51_830_000_000;

/// One nightly run.
struct Night {
    age: u64,
    number: u64,
    run_id: u64,
    /// Older attempts of the run.
    reruns: u64,
    /// A word of names whose jobs mostly fail that night. None: no outage.
    outage: Option<&'static str>,
}

/// The file for these jobs.
pub(super) fn stats(options: &Options, jobs: &[Job]) -> Stats {
    let nights = nights(options);
    let entries = jobs.iter().filter(|job| job.is_nightly).map(|job| {
        let mut entry = Entry::new(job.required);
        let mut rng = Rng::of(options.seed, &job.name, 0);
        let behaviour = Behaviour::draw(&mut rng, options.nights as u64);
        let presence = Presence::draw(&mut rng, options.nights as u64);
        for night in &nights {
            let mut rng = Rng::of(options.seed, &job.name, night.number);
            if presence.holds(&mut rng, night.age) {
                entry.push(cell(job, night, behaviour, &mut rng), true);
            }
        }
        (job.name.clone(), entry)
    });
    Stats(entries.filter(|(_, entry)| !entry.is_empty()).collect())
}

fn nights(options: &Options) -> Vec<Night> {
    let nights = options.nights as u64;
    let newest = NEWEST_RUN.max(nights);
    let night = |age| {
        let number = newest - age;
        let mut rng = Rng::of(options.seed, "night", number);
        let reruns = rng.weighted(&[600, 250]) as u64;
        let outage = match rng.weighted(&[40, 30, 30, 15]) {
            0 => Some("ppc64le"),
            1 => Some("s390x"),
            2 => Some("run-k8s-tests-on-aks"),
            3 => Some("stratovirt"),
            _ => None,
        };
        let run_id = FIRST_RUN_ID + (number * 20_411 + rng.below(20_000)) * 1_009;
        // The newest nights stay quiet: an outage would hide everything else.
        Night {
            age,
            number,
            run_id,
            reruns,
            outage: outage.filter(|_| age > 1),
        }
    };
    (0..nights).map(night).collect()
}

fn cell(job: &Job, night: &Night, behaviour: Behaviour, rng: &mut Rng) -> Cell {
    let mut result = behaviour.result(rng, night.age);
    let is_out = night.outage.is_some_and(|word| job.name.contains(word));
    if is_out && result == Word::Pass && rng.chance(750) {
        result = Word::Fail;
    }
    let job_id = |attempt: u64| {
        let base = FIRST_JOB_ID + (night.number * 4 + attempt) * 7_130_000;
        base + job.index * 3
    };
    // Every job shows all attempts of its run. Jobs that were not rerun are copies, and an older
    // attempt that failed may still be told as passed.
    let is_mixed = result == Word::Pass && rng.chance(20);
    let older = |rng: &mut Rng| match result {
        Word::Pass if is_mixed => Word::Fail,
        Word::Pass => Word::Pass,
        Word::Fail if rng.chance(480) => Word::Pass,
        Word::Fail | Word::Skip => Word::Fail,
    };
    let mut words: Vec<Word> = (0..night.reruns).map(|_| older(rng)).collect();
    let mut urls: Vec<Option<String>> = (0..=night.reruns)
        .rev()
        .map(|attempt| Some(job_url(night.run_id, job_id(attempt))))
        .collect();
    // Now and then a job was not in the first attempt yet.
    if rng.chance(18)
        && result != Word::Skip
        && let (Some(word), Some(url)) = (words.last_mut(), urls.last_mut())
    {
        *word = Word::Skip;
        *url = None;
    }
    let url = run_url(night.run_id);
    Cell {
        number: night.number,
        url,
        result,
        older: words,
        attempt_urls: urls,
    }
}
