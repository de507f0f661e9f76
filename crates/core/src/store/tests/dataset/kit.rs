//! Histories in short notation, written and opened.

use std::sync::Arc;

use tailorbird_snapshot::dataset::{Attempt, History, Options, Run, encode};
use tailorbird_snapshot::{Issue, Kind, decode};

use crate::store::{Input, Naming, Store, build};

/// 2025-12-01 00:00:00 UTC.
pub(super) const DAY: i64 = 1_764_547_200;

/// A history in the making.
#[derive(Clone, Default)]
pub(super) struct Rows {
    pub(super) history: History,
    next_job: u64,
}

impl Rows {
    /// A scheduled run `hours` after the beginning of December.
    pub(super) fn night(&mut self, workflow: &str, id: u64, hours: i64, jobs: &[(&str, &str)]) {
        let mut run = Run::new("kata", id, workflow, Kind::Nightly, DAY + hours * 3_600);
        run.number = Some(id % 1_000);
        run.head_sha = Some(format!("{id:040x}"));
        self.add(run, jobs);
    }

    /// A run for pull requests.
    pub(super) fn check(
        &mut self,
        id: u64,
        hours: i64,
        sha: &str,
        pulls: &[u64],
        jobs: &[(&str, &str)],
    ) {
        let mut run = Run::new("kata", id, "ci.yaml", Kind::Prs, DAY + hours * 3_600);
        run.head_sha = Some(sha.to_owned()).filter(|s| !s.is_empty());
        run.pull_requests = pulls.iter().copied().collect();
        self.add(run, jobs);
    }

    /// Adds a run; each letter of a job is an attempt, oldest first.
    pub(super) fn add(&mut self, run: Run, jobs: &[(&str, &str)]) {
        for (job, letters) in jobs {
            for (i, letter) in (0_i64..).zip(letters.chars()) {
                self.next_job += 1;
                let (status, conclusion) = match letter {
                    'P' => ("completed", Some("success")),
                    'F' => ("completed", Some("failure")),
                    'T' => ("completed", Some("timed_out")),
                    'C' => ("completed", Some("cancelled")),
                    'S' => ("completed", Some("skipped")),
                    'X' => ("completed", Some("exploded")),
                    _ => ("in_progress", None),
                };
                let start = run.created_at + 60 + i * 5_000;
                let _ = self.history.insert_attempt(
                    &run.key,
                    Attempt {
                        job_id: self.next_job,
                        job: (*job).to_owned(),
                        run_attempt: u32::try_from(i + 1).unwrap_or(1),
                        status: status.to_owned(),
                        conclusion: conclusion.map(str::to_owned),
                        created_at: Some(start - 5),
                        started_at: Some(start),
                        completed_at: conclusion.map(|_| start + 100 * (i + 1)),
                        ..Attempt::default()
                    },
                );
            }
        }
        let _ = self.history.insert_run(run);
    }

    /// The files, as they are opened: manifest, then shards.
    pub(super) fn inputs(&self, max_results: usize) -> Vec<Input> {
        let files = encode(
            &self.history,
            &Options {
                generated_at: DAY,
                tool: "test".to_owned(),
                max_results,
                retired: Vec::new(),
            },
        );
        let names = files.shards.iter().map(|s| s.file.as_str());
        let all = names.zip(files.texts.iter().map(String::as_str));
        std::iter::once(("manifest.json", files.manifest.as_str()))
            .chain(all)
            .filter_map(|(name, text)| decode(text.as_bytes(), name).ok())
            .map(|(snapshot, issues)| Input { snapshot, issues })
            .collect()
    }

    pub(super) fn store(&self) -> (Store, Vec<Issue>) {
        build(&self.inputs(200_000), Arc::new(Naming::default()))
    }
}
