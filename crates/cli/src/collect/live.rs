//! The collection itself: what is listed, what of it has to be fetched, and the order in which it
//! is, so that a stop at any moment leaves what matters most.

use std::collections::BTreeSet;

use anyhow::Result;
use tailorbird_core::format::plural;
use tailorbird_github::types::Pull;
use tailorbird_github::{Client, Error};
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{History, RunKey};

use super::journal::{Entry, Journal};
use super::listing::Listed;
use super::plan::Wanted;
use super::progress::Progress;
use super::summary::Summary;
use super::target::Target;
use super::{fetch, pulls, rows};

/// How to collect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveOptions {
    /// Runs created at or after this time, in seconds since 1970. None: 30 days of nightly runs
    /// and 7 of pull requests, or as far back as the last collection.
    pub since: Option<i64>,
    /// Read logs of failed jobs.
    pub logs: bool,
    /// Only list what would be fetched.
    pub dry_run: bool,
}

/// What goes through all stages.
pub(super) struct Collection<'a> {
    pub(super) client: &'a mut Client,
    pub(super) targets: &'a [Target],
    pub(super) history: &'a mut History,
    pub(super) options: &'a LiveOptions,
    pub(super) progress: &'a mut dyn Progress,
    pub(super) summary: Summary,
    /// The error after which nothing more is asked.
    pub(super) stop: Option<Error>,
}

/// Collects from GitHub into `history`. What GitHub fails at or limits is no error but told in the
/// summary; what is complete until then is kept.
///
/// # Errors
///
/// The journal cannot be written, or GitHub refuses the token.
pub fn collect(
    client: &mut Client,
    targets: &[Target],
    history: &mut History,
    journal: &mut Journal,
    options: &LiveOptions,
    progress: &mut dyn Progress,
) -> Result<Summary> {
    let replayed = journal.replay(history)?;
    let mut all = Collection {
        client,
        targets,
        history,
        options,
        progress,
        summary: Summary::default(),
        stop: None,
    };
    if !replayed.is_empty() {
        let n_runs = plural(as_u64(replayed.len()), "run", "runs");
        let text = format!("{n_runs} of a collection that broke off taken over");
        all.progress.note(&text);
    }
    let repositories = all.repositories();
    let listed = all.list(&repositories);
    all.is_reachable(&listed)?;
    let wanted = all.plan(&listed);
    if options.dry_run {
        all.tell_plan(&wanted);
    } else {
        let asked = all.ask_required(&repositories);
        let fetched = all.fetch(wanted, journal)?;
        let sets = all.required(asked);
        all.name_required(&sets, fetched.iter().chain(&replayed));
        all.commits(&listed);
        all.cover(&listed);
    }
    all.finish()
}

impl Collection<'_> {
    /// An error where nothing at all could be listed: then there is nothing to keep either.
    fn is_reachable(&self, listed: &[Listed]) -> Result<()> {
        let found = listed
            .iter()
            .any(|list| list.whole || !list.runs.is_empty());
        match self.summary.problems.first() {
            Some(problem) if !found && self.stop.is_none() => anyhow::bail!("{problem}"),
            _ => Ok(()),
        }
    }

    /// Keeps an error: one that stops all ends the collection, others are told.
    pub(super) fn note(&mut self, err: Error) {
        if err.stops_all() {
            self.stop.get_or_insert(err);
        } else {
            self.problem(format!("failed to {err}"));
        }
    }

    pub(super) fn problem(&mut self, text: String) {
        self.progress.note(&text);
        self.summary.problems.push(text);
    }

    fn fetch(&mut self, wanted: Vec<Wanted>, journal: &mut Journal) -> Result<Vec<RunKey>> {
        let pulls = self.pulls(&wanted);
        let mut keys = Vec::new();
        self.progress.begin("runs", as_u64(wanted.len()));
        for one in wanted {
            let Some(target) = self.targets.get(one.target) else {
                continue;
            };
            let known = pulls.get(one.target).map(Vec::as_slice).unwrap_or_default();
            let numbers = pulls::of_run(&one.run, one.kind, known);
            let logs = self.options.logs.then_some(&*self.history);
            let entry = if self.stop.is_some() {
                None
            } else {
                match fetch::run(self.client, target, &one, numbers.clone(), logs) {
                    Ok(fetched) => {
                        self.summary.logs += fetched.n_logs;
                        fetched
                            .problems
                            .into_iter()
                            .for_each(|text| self.problem(text));
                        Some(fetched.entry)
                    }
                    Err(err) => {
                        self.note(err);
                        None
                    }
                }
            };
            let fetched = entry.is_some();
            let entry = entry.unwrap_or_else(|| unfetched(target, &one, numbers));
            if fetched {
                journal.append(&entry)?;
                self.summary.fetched += 1;
            }
            keys.extend(self.add(&entry));
            let number = one.run.run_number.unwrap_or(one.run.id);
            self.progress.step(&format!(
                "{} #{number}",
                one.run.name.as_deref().unwrap_or("run")
            ));
        }
        Ok(keys)
    }

    fn add(&mut self, entry: &Entry) -> Option<RunKey> {
        let key = entry.insert(self.history);
        self.summary.partial += usize::from(!entry.complete);
        if let Some(key) = &key {
            let mut alone = History::default();
            entry.insert(&mut alone);
            let real = alone.real_attempts(key);
            self.summary.jobs += entry.jobs.len();
            self.summary.attempts += real.attempts.len();
            self.summary.copies += real.n_copies;
        }
        key
    }

    /// Pull requests of each target that changed since its oldest run to fetch, and since those
    /// that are held did: they may have been merged.
    fn pulls(&mut self, wanted: &[Wanted]) -> Vec<Vec<Pull>> {
        let mut out = Vec::new();
        for (at, target) in self.targets.iter().enumerate() {
            let own = wanted
                .iter()
                .filter(|one| one.target == at && one.kind == Kind::Prs);
            let oldest = own.filter_map(|one| one.run.created_at).min();
            let held = self.history.pull_requests();
            let held = held.filter(|pull| pull.project == target.project.id);
            let newest = held.filter_map(|pull| pull.updated_at).max();
            let since = oldest.into_iter().chain(newest).min();
            let mut found = Vec::new();
            if let (Some(since), None) = (since, &self.stop) {
                match self.client.pulls(&target.repo, since) {
                    Ok(listing) => found = listing.rows,
                    Err(err) => self.note(err),
                }
            }
            for pull in &found {
                let _ = self
                    .history
                    .insert_pull_request(rows::pull(&target.project.id, pull));
            }
            out.push(found);
        }
        out
    }

    fn finish(mut self) -> Result<Summary> {
        let spent = self.client.spent();
        self.summary.calls = spent.calls;
        self.summary.unchanged = spent.unchanged;
        self.summary.repeated = spent.repeated;
        self.summary.remaining = spent.remaining;
        self.summary.waited_secs = spent.waited_secs;
        match self.stop {
            Some(err @ Error::Credentials { .. }) => Err(err.into()),
            stop => {
                self.summary.stopped = stop.map(|err| format!("failed to {err}"));
                Ok(self.summary)
            }
        }
    }
}

/// A run that could not be fetched any more: it is known, and fetched the next time.
fn unfetched(target: &Target, one: &Wanted, pulls: BTreeSet<u64>) -> Entry {
    Entry {
        project: target.project.id.clone(),
        nightly: one.kind == Kind::Nightly,
        run: one.run.clone(),
        jobs: Vec::new(),
        complete: false,
        pulls: pulls.into_iter().collect(),
        logs: Vec::new(),
    }
}

pub(super) fn as_u64(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
