//! The main branch of a project: commits over the days, heads and what lies between two.

use tailorbird_snapshot::dataset::{Commit, CommitRange};

use super::super::rng::Rng;
use super::calendar::{DAY, HOUR, NOW, is_weekend, secs};
use super::pulls::Pull;
use super::words::{AREAS, AUTHORS, DEEDS, pick};

/// The commits of a project's main branch, oldest first.
pub(super) struct Line {
    project: &'static str,
    commits: Vec<Commit>,
}

impl Line {
    /// Commits from this day on; merged pull requests are among them.
    pub(super) fn new(project: &'static str, seed: u64, first_day: i64, pulls: &[Pull]) -> Self {
        let oldest = pulls.iter().map(|pull| pull.number).min();
        let number = oldest.map(|oldest| oldest.saturating_sub(200));
        let mut commits = Vec::new();
        let today = NOW.div_euclid(DAY);
        for day in first_day..=today {
            let mut rng = Rng::of(seed, project, day.unsigned_abs());
            let n = match today - day {
                // What broke last night is somebody's change; the first night has a head.
                0 | 1 => 2 + rng.below(2),
                _ if day == first_day => 1,
                _ if is_weekend(day) => rng.below(5) / 4,
                _ => rng.below(5),
            };
            for _ in 0..n {
                let time = day * DAY + 7 * HOUR + secs(rng.below(10 * 3_600));
                let nth = commits.len() as u64;
                commits.push(Commit {
                    sha: sha(&mut rng),
                    title: title(&mut rng),
                    author: pick(AUTHORS, rng.below(12)).map(|name| (*name).to_owned()),
                    pull_request: number.filter(|_| nth < 199).map(|number| number + nth),
                    time: Some(time.min(NOW)),
                });
            }
        }
        for pull in pulls.iter().filter(|pull| pull.merged) {
            let mut rng = Rng::of(seed, "merged", pull.number);
            commits.push(Commit {
                sha: sha(&mut rng),
                title: pull.title.clone(),
                author: Some(pull.author.to_owned()),
                pull_request: Some(pull.number),
                time: Some(pull.updated),
            });
        }
        commits.sort_by_key(|commit| commit.time);
        Self { project, commits }
    }

    /// The head of the branch at a time. None: there was no commit yet.
    pub(super) fn head_at(&self, time: i64) -> Option<&str> {
        let n = self.commits.partition_point(|c| c.time <= Some(time));
        let last = n.checked_sub(1)?;
        self.commits.get(last).map(|commit| commit.sha.as_str())
    }

    /// The commits behind `base` up to `head`. None: one of them is not there, or both are one.
    pub(super) fn between(&self, base: &str, head: &str) -> Option<CommitRange> {
        let place = |sha: &str| self.commits.iter().position(|c| c.sha == sha);
        let commits = self.commits.get(place(base)? + 1..=place(head)?)?;
        (!commits.is_empty()).then(|| CommitRange {
            project: self.project.to_owned(),
            base: base.to_owned(),
            head: head.to_owned(),
            commits: commits.to_vec(),
        })
    }
}

/// 40 hex digits.
pub(super) fn sha(rng: &mut Rng) -> String {
    let mut part = || rng.below(u64::MAX);
    let (a, b, c) = (part(), part(), part() & 0xffff_ffff);
    format!("{a:016x}{b:016x}{c:08x}")
}

/// The first line of a commit.
pub(super) fn title(rng: &mut Rng) -> String {
    let area = pick(AREAS, rng.below(AREAS.len() as u64));
    let deed = pick(DEEDS, rng.below(DEEDS.len() as u64));
    match (area, deed) {
        (Some(area), Some(deed)) => format!("{area}: {deed}"),
        _ => String::new(),
    }
}
