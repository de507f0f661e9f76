//! First stage: which runs there are, and which of them have to be fetched.

use std::collections::{BTreeMap, BTreeSet};

use tailorbird_github::RunQuery;
use tailorbird_github::types::{Repository, Run};
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::config::RequiredFrom;

use super::live::{Collection, as_u64};
use super::plan::{self, State, Wanted};
use super::target::{Source, Target};

/// GitHub allows reruns for thirty days; nightly runs are few, so all of those are listed.
const NIGHTLY_SECS: i64 = 30 * DAY;
/// Runs of pull requests are many.
const PRS_SECS: i64 = 7 * DAY;
const DAY: i64 = 86_400;

/// A list of runs, as far as it could be had.
pub(super) struct Listed {
    pub(super) target: usize,
    pub(super) source: Source,
    pub(super) since: i64,
    pub(super) whole: bool,
    pub(super) runs: Vec<Run>,
}

impl Collection<'_> {
    /// The repository of each target; None where it cannot be had: nothing more is asked of it
    /// then. The projects are known from here on.
    pub(super) fn repositories(&mut self) -> Vec<Option<Repository>> {
        let mut found: BTreeMap<String, Option<Repository>> = BTreeMap::new();
        let mut out = Vec::new();
        for target in self.targets {
            let name = target.repo.to_string();
            if !found.contains_key(&name) && self.stop.is_none() {
                let repository = self.client.repository(&target.repo);
                let repository = repository.map_err(|err| self.note(err)).ok();
                found.insert(name.clone(), repository);
            }
            let _ = self.history.insert_project(target.project.clone());
            out.push(found.get(&name).cloned().flatten());
        }
        out
    }

    /// The lists of all sources of the repositories that can be had.
    pub(super) fn list(&mut self, repositories: &[Option<Repository>]) -> Vec<Listed> {
        let mut out = Vec::new();
        let all = self.targets;
        let n_lists = all
            .iter()
            .map(|target| target.sources().len())
            .sum::<usize>();
        self.progress.begin("lists of runs", as_u64(n_lists));
        let reached = all.iter().enumerate().zip(repositories);
        for ((at, target), _) in reached.filter(|(_, repository)| repository.is_some()) {
            for source in target.sources() {
                if self.stop.is_some() {
                    return out;
                }
                let since = self.since(target, &source);
                let query = RunQuery {
                    workflow: source.workflow.clone(),
                    event: source.event.clone(),
                    branch: None,
                    from: Some(since),
                    to: None,
                };
                let (runs, whole) = match self.client.runs(&target.repo, &query) {
                    Ok(listing) => {
                        for why in &listing.unreadable {
                            self.problem(format!("{}: a run cannot be read: {why}", target.repo));
                        }
                        (listing.rows, listing.complete)
                    }
                    Err(err) => {
                        self.note(err);
                        (Vec::new(), false)
                    }
                };
                self.progress
                    .step(&format!("{} {}", target.repo, name(&source)));
                out.push(Listed {
                    target: at,
                    source,
                    since,
                    whole,
                    runs,
                });
            }
        }
        self.unfinished(&mut out, repositories);
        out
    }

    /// Midnight of the day from which on runs are listed.
    pub(super) fn since(&self, target: &Target, source: &Source) -> i64 {
        let now = self.client.now();
        let since = self.options.since.unwrap_or_else(|| {
            let usual = match source.kind {
                Kind::Nightly => now - NIGHTLY_SECS,
                Kind::Prs => now - PRS_SECS,
            };
            let workflow = source.workflow.as_deref().unwrap_or_default();
            let covered = self.history.coverage().filter(|(known, ..)| {
                known.project == target.project.id
                    && known.workflow == workflow
                    && known.kind == source.kind
            });
            let last = covered.map(|(_, day, _)| i64::from(day) * DAY).max();
            last.map_or(usual, |last| usual.min(last - plan::ABANDONED_SECS))
        });
        since.div_euclid(DAY) * DAY
    }

    /// Held runs that were not finished and are older than the lists go back.
    pub(super) fn unfinished(
        &mut self,
        listed: &mut Vec<Listed>,
        repositories: &[Option<Repository>],
    ) {
        let reached = self.targets.iter().enumerate().zip(repositories);
        for ((at, target), _) in reached.filter(|(_, repository)| repository.is_some()) {
            let ids: Vec<u64> = listed
                .iter()
                .flat_map(|list| list.runs.iter().map(|run| run.id))
                .collect();
            let now = self.client.now();
            for (id, kind) in plan::unfinished(self.history, &target.project.id, &ids, now) {
                if self.stop.is_some() {
                    return;
                }
                match self.client.run(&target.repo, id) {
                    Ok(run) => listed.push(Listed {
                        target: at,
                        source: Source {
                            workflow: None,
                            event: None,
                            kind,
                        },
                        since: i64::MAX,
                        whole: false,
                        runs: vec![run],
                    }),
                    Err(err) if err.is_absent() => {}
                    Err(err) => self.note(err),
                }
            }
        }
    }

    /// What has to be fetched, newest first.
    pub(super) fn plan(&mut self, listed: &[Listed]) -> Vec<Wanted> {
        let mut wanted = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let now = self.client.now();
        for list in listed {
            let Some(target) = self.targets.get(list.target) else {
                continue;
            };
            for run in list
                .runs
                .iter()
                .filter(|run| seen.insert((list.target, run.id)))
            {
                let Some(kind) = target.kind_of(run) else {
                    self.summary.no_role += 1;
                    continue;
                };
                self.summary.runs += 1;
                match plan::state(self.history, &target.project.id, run, now) {
                    State::Held => self.summary.held += 1,
                    State::Abandoned => self.summary.abandoned += 1,
                    State::Wanted => {
                        let one = Wanted {
                            target: list.target,
                            kind,
                            run: run.clone(),
                        };
                        wanted.insert((run.created_at, run.id, list.target), one);
                    }
                }
            }
        }
        wanted.into_values().rev().collect()
    }

    pub(super) fn tell_plan(&mut self, wanted: &[Wanted]) {
        let mut calls: BTreeMap<(usize, Kind), (u64, u64)> = BTreeMap::new();
        for one in wanted {
            let Some(target) = self.targets.get(one.target) else {
                continue;
            };
            let entry = calls.entry((one.target, one.kind)).or_default();
            entry.0 += 1;
            entry.1 += plan::calls_for(self.history, &target.project.id, &one.run);
        }
        let mut total = 0;
        for (at, target) in self.targets.iter().enumerate() {
            let mut own = match target.required.from {
                RequiredFrom::BranchProtection => 2,
                RequiredFrom::Gatekeeper => 1,
                _ => 0,
            };
            for kind in [Kind::Nightly, Kind::Prs] {
                let (n_runs, n_calls) = calls.get(&(at, kind)).copied().unwrap_or_default();
                let text = format!(
                    "{}: {n_runs} {} runs to fetch, about {n_calls} calls for their jobs",
                    target.repo,
                    kind.as_str()
                );
                self.progress.note(&text);
                // Commits before new nights; pull requests that changed.
                own += n_calls + if n_runs == 0 { 0 } else { 1 + n_runs / 10 };
            }
            total += own;
        }
        self.summary.planned_calls = Some(total);
    }
}

fn name(source: &Source) -> String {
    let words = [source.workflow.as_deref(), source.event.as_deref()];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    words.join(" ")
}
