//! Nights of a data set in short notation.

use std::sync::Arc;

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{
    Attempt, Covered, History, Options, RequiredSet, Run, Source, encode,
};

use crate::store::{Input, Naming, Store, build};

/// 2025-12-01 00:00:00 UTC.
pub(super) const DAY: i64 = 1_764_547_200;

/// A history in the making.
#[derive(Default)]
pub(super) struct Nights {
    rows: History,
    next_job: u64,
    /// The required set of the runs that follow.
    pub(super) required: Option<String>,
    /// Not all jobs of the runs that follow could be read.
    pub(super) is_partial: bool,
}

impl Nights {
    /// A run at 1 o'clock, so many days after the first of December.
    pub(super) fn run(&mut self, workflow: &str, id: u64, day: i64, jobs: &[(&str, &str)]) {
        self.run_at(workflow, id, DAY + day * 86_400 + 3_600, jobs);
    }

    /// A run; a letter an attempt, oldest first. The n-th job of it waits n minutes, and its
    /// attempts take n hours.
    pub(super) fn run_at(&mut self, workflow: &str, id: u64, at: i64, jobs: &[(&str, &str)]) {
        let mut run = Run::new("kata", id, workflow, Kind::Nightly, at);
        run.number = Some(id);
        run.partial = self.is_partial;
        run.required_sets.extend(self.required.clone());
        for (n, (job, letters)) in (1_i64..).zip(jobs) {
            for (try_, letter) in (1_u32..).zip(letters.chars()) {
                self.next_job += 1;
                let start = at + i64::from(try_) * 100_000;
                let conclusion = match letter {
                    'P' => "success",
                    'F' => "failure",
                    'S' => "skipped",
                    _ => "cancelled",
                };
                let attempt = Attempt {
                    job_id: self.next_job,
                    job: (*job).to_owned(),
                    run_attempt: try_,
                    status: "completed".to_owned(),
                    conclusion: Some(conclusion.to_owned()),
                    created_at: Some(start - n * 60),
                    started_at: Some(start),
                    completed_at: Some(start + n * 3_600),
                    ..Attempt::default()
                };
                let _ = self.rows.insert_attempt(&run.key, attempt);
            }
        }
        let _ = self.rows.insert_run(run);
    }

    /// A set of required jobs for the runs that follow.
    pub(super) fn require(&mut self, jobs: &[&str]) {
        let set = RequiredSet {
            project: "kata".to_owned(),
            source: "test".to_owned(),
            at: DAY,
            jobs: jobs.iter().map(|job| (*job).to_owned()).collect(),
        };
        self.required = Some(self.rows.insert_required(set));
    }

    /// What is held of a day of December, counted from 0.
    pub(super) fn cover(&mut self, workflow: &str, day: i64, covered: Covered) {
        let source = Source {
            project: "kata".to_owned(),
            workflow: workflow.to_owned(),
            kind: Kind::Nightly,
        };
        let day = i32::try_from(DAY / 86_400 + day).unwrap();
        let _ = self.rows.cover(source, day, covered);
    }

    pub(super) fn store(&self) -> Store {
        self.store_since(i64::MIN)
    }

    /// What is opened where parts with no run since then (seconds since 1970 UTC) are missing.
    pub(super) fn store_since(&self, oldest: i64) -> Store {
        let options = Options {
            generated_at: DAY,
            tool: String::new(),
            max_results: 1_000,
            retired: Vec::new(),
        };
        let files = encode(&self.rows, &options);
        let texts = std::iter::once(&files.manifest).chain(&files.texts);
        let read = |text: &String| tailorbird_snapshot::decode(text.as_bytes(), "x").ok();
        let inputs: Vec<Input> = texts
            .filter_map(read)
            .filter(|(snapshot, _)| {
                let mut runs = snapshot.part.shards.iter().flat_map(|shard| &shard.runs);
                snapshot.part.shards.is_empty() || runs.any(|run| run.created_at >= oldest)
            })
            .map(|(snapshot, issues)| Input { snapshot, issues })
            .collect();
        build(&inputs, Arc::new(Naming::default())).0
    }
}
