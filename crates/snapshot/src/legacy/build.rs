//! Jobs of a legacy file, put into the columns of a [`Snapshot`].

use std::collections::HashMap;

use super::entry::{Entry, Half};
use super::lists;
use super::scalar::{Scalar, Shape};
use crate::issue::IssueList;
use crate::refuse::Refusal;
use crate::{Issue, Kind, Link, Outcome, Run, Series, Snapshot, codes};

/// Value of [`Link::prefix`] while it is open whether a `null` address means "no attempt".
const NULL_ADDRESS: u32 = u32::MAX - 1;

/// Collects the jobs of one file.
#[derive(Default)]
pub(super) struct Builder {
    out: Snapshot,
    issues: IssueList,
    runs: HashMap<(Kind, u64), u32>,
    prefixes: HashMap<String, u32>,
    /// Run at each position of the job before this one: most jobs list the same runs.
    near_runs: Vec<u32>,
    /// Prefix last used for an attempt of each run: most jobs of a run share it.
    near_prefix: Vec<u32>,
    /// A job had `pr_…` keys: then its other half is nightly.
    has_pr_half: bool,
    votes_nightly: usize,
    votes_prs: usize,
}

impl Builder {
    pub(super) fn new(file: &str) -> Self {
        let out = Snapshot {
            source: file.to_owned(),
            ..Snapshot::default()
        };
        Self {
            out,
            ..Self::default()
        }
    }

    /// Place of an issue: the file and the job in it.
    fn at(file: &str, name: &str) -> String {
        let short: String = name.chars().take(200).collect();
        format!("{file}, job `{short}`")
    }

    fn issue(&mut self, code: &'static str, name: &str, message: impl FnOnce() -> String) {
        let file = &self.out.source;
        self.issues.push(code, || (Self::at(file, name), message()));
    }

    /// Notes an entry that is no job.
    pub(super) fn skip(&mut self, name: &str, is_object: bool) {
        self.issue(codes::NOT_A_JOB, name, || {
            let why = if is_object {
                "it has no `results`"
            } else {
                "it is no object"
            };
            format!("left out: {why}")
        });
    }

    /// Adds one job: one series, or two where it has results of both kinds.
    pub(super) fn add(&mut self, name: &str, entry: &Entry<'_>) {
        for key in &entry.doubled {
            self.issue(codes::DUPLICATE_KEY, name, || {
                format!("the key `{key}` stands twice; the last one was used")
            });
        }
        let required = self.required(name, entry);
        let has_prs = entry.prs.results_shape != Shape::Missing;
        if has_prs {
            self.has_pr_half = true;
        } else {
            self.vote(entry);
        }
        if !has_prs || !entry.nightly.results.is_empty() || entry.prs.results.is_empty() {
            self.add_half(name, Kind::Nightly, required, &entry.nightly, Some(entry));
        }
        if has_prs && !entry.prs.results.is_empty() {
            self.add_half(name, Kind::Prs, required, &entry.prs, None);
        }
    }

    fn required(&mut self, name: &str, entry: &Entry<'_>) -> Option<bool> {
        match entry.required {
            Some(Scalar::Bool(b)) => Some(b),
            Some(Scalar::Null) | None => None,
            Some(_) => {
                self.issue(codes::WRONG_TYPE, name, || {
                    "`required` is neither true nor false; taken as unknown".to_owned()
                });
                None
            }
        }
    }

    /// Counts what this job says about the file's kind.
    fn vote(&mut self, entry: &Entry<'_>) {
        let urls = entry.nightly.urls.iter().filter_map(Scalar::text);
        for url in urls {
            if url.contains("/pull/") {
                self.votes_prs += 1;
                return;
            }
            if url.contains("/actions/runs/") {
                self.votes_nightly += 1;
                return;
            }
        }
        for i in 0..entry.rerun_results.lists.len() {
            let is_empty = entry.rerun_results.get(i).is_some_and(<[_]>::is_empty);
            match entry.rerun_results.shape_of(i) {
                Shape::Null => self.votes_nightly += 1,
                _ if is_empty => self.votes_prs += 1,
                _ => continue,
            }
            return;
        }
    }

    fn add_half(
        &mut self,
        name: &str,
        kind: Kind,
        required: Option<bool>,
        half: &Half<'_>,
        attempts: Option<&Entry<'_>>,
    ) {
        for (code, message) in lists::odd_lists(kind, half, attempts) {
            self.issue(code, name, || message);
        }
        let start = self.n_cells();
        let n = half.results.len().min(half.numbers.len());
        let mut last = u64::MAX;
        let mut descending = true;
        for (i, (word, number)) in half.results.iter().zip(&half.numbers).take(n).enumerate() {
            let Some(number) = number.number() else {
                self.issue(codes::NO_RUN_NUMBER, name, || {
                    format!("result {} has no usable run number; it was left out", i + 1)
                });
                continue;
            };
            descending &= number < last;
            last = number;
            if !descending && self.is_doubled(start, number) {
                self.issue(codes::DUPLICATE_RUN, name, || {
                    format!("run {number} stands twice; the first was used")
                });
                continue;
            }
            let run = self.run(kind, number, i, half.urls.get(i), name);
            self.cell(name, run, i, word, attempts);
        }
        self.out.series.push(Series {
            name: name.to_owned(),
            kind,
            required,
            lists_attempts: attempts.is_some_and(|e| e.rerun_results.shape == Shape::List),
            cells: (start, self.n_cells()),
        });
    }

    fn n_cells(&self) -> u32 {
        u32::try_from(self.out.n_cells()).unwrap_or(u32::MAX)
    }

    fn is_doubled(&self, start: u32, number: u64) -> bool {
        let cells = self.out.cell_run.get(start as usize..).unwrap_or_default();
        let run = |r: &u32| self.out.runs.get(*r as usize);
        cells.iter().filter_map(run).any(|r| r.number == number)
    }

    /// The run of this number; a new one where it was not seen before.
    fn run(
        &mut self,
        kind: Kind,
        number: u64,
        position: usize,
        url: Option<&Scalar<'_>>,
        name: &str,
    ) -> u32 {
        let near = self.near_runs.get(position).copied();
        let found = near.filter(|&r| {
            let run = self.out.runs.get(r as usize);
            run.is_some_and(|run| run.number == number && run.kind == kind)
        });
        let url = url.and_then(Scalar::text);
        let index = match found.or_else(|| self.runs.get(&(kind, number)).copied()) {
            Some(index) => index,
            None => {
                let index = u32::try_from(self.out.runs.len()).unwrap_or(u32::MAX);
                self.out.runs.push(Run {
                    kind,
                    number,
                    url: None,
                    attempts: None,
                });
                self.near_prefix.push(u32::MAX);
                self.runs.insert((kind, number), index);
                index
            }
        };
        if self.near_runs.len() <= position {
            self.near_runs.resize(position + 1, index);
        }
        if let Some(near) = self.near_runs.get_mut(position) {
            *near = index;
        }
        let mut differs = false;
        if let (Some(url), Some(run)) = (url, self.out.runs.get_mut(index as usize)) {
            match &run.url {
                None => run.url = Some(url.to_owned()),
                Some(known) => differs = known != url,
            }
        }
        if differs {
            self.issue(codes::RUN_URL_DIFFERS, name, || {
                format!("run {number} has another address than in an earlier job; not used")
            });
        }
        index
    }

    /// Adds the cell and its attempts, newest first.
    fn cell(
        &mut self,
        name: &str,
        run: u32,
        i: usize,
        word: &Scalar<'_>,
        attempts: Option<&Entry<'_>>,
    ) {
        let result = self.attempt(name, word, None, run);
        self.out.cell_run.push(run);
        self.out.cell_result.push(result);
        let Some(entry) = attempts else {
            return self.end_cell();
        };
        let urls = entry.attempt_urls.get(i).unwrap_or_default();
        if let Some(url) = urls.first().and_then(Scalar::text) {
            // A result is an attempt whatever its address: `null` is not looked at here.
            let link = self.link(url, run);
            if let Some(last) = self.out.attempt_link.last_mut() {
                *last = link;
            }
        }
        let older = entry.rerun_results.get(i).unwrap_or_default();
        for (j, word) in older.iter().enumerate() {
            self.attempt(name, word, urls.get(j + 1), run);
        }
        self.end_cell();
        self.check_reruns(name, run, i, entry, (older.len(), urls.len()));
    }

    /// Compares the three places that tell how many attempts there were.
    fn check_reruns(
        &mut self,
        name: &str,
        run: u32,
        i: usize,
        entry: &Entry<'_>,
        (older, urls): (usize, usize),
    ) {
        for message in lists::odd_items(entry, i) {
            self.issue(codes::WRONG_TYPE, name, || message);
        }
        let said = entry.reruns.get(i).and_then(Scalar::number);
        let said = said.and_then(|n| usize::try_from(n).ok());
        let lists = entry.rerun_results.shape == Shape::List;
        let number = self.out.runs.get(run as usize).map_or(0, |r| r.number);
        let urls_off = entry.attempt_urls.shape_of(i) == Shape::List && lists && urls != older + 1;
        if lists && said.is_some_and(|n| n != older) || urls_off {
            self.issue(codes::RERUNS_DISAGREE, name, || {
                let said = said.map_or_else(|| "none".to_owned(), |n| n.to_string());
                format!("run {number}: `reruns` {said}, {older} older results, {urls} addresses")
            });
        }
        let of_run = said.unwrap_or(older).saturating_add(1);
        let of_run = u32::try_from(of_run).unwrap_or(u32::MAX);
        if let Some(run) = self
            .out
            .runs
            .get_mut(run as usize)
            .filter(|_| lists || said.is_some())
        {
            run.attempts = Some(run.attempts.map_or(of_run, |n| n.max(of_run)));
        }
    }

    fn end_cell(&mut self) {
        let end = u32::try_from(self.out.attempt_outcome.len()).unwrap_or(u32::MAX);
        self.out.attempt_end.push(end);
    }

    /// Adds one attempt and returns what became of it.
    fn attempt(
        &mut self,
        name: &str,
        word: &Scalar<'_>,
        url: Option<&Scalar<'_>>,
        run: u32,
    ) -> Outcome {
        let outcome = match word.text() {
            Some("Pass") => Outcome::Passed,
            Some("Fail") => Outcome::Failed,
            Some("Skip") => Outcome::Skipped,
            other => {
                let shown: String = other.unwrap_or("no word").chars().take(60).collect();
                self.issue(codes::UNKNOWN_RESULT, name, || {
                    format!("result `{shown}` is none of Pass, Fail and Skip; counted as unknown")
                });
                let at = u32::try_from(self.out.attempt_outcome.len()).unwrap_or(u32::MAX);
                self.out.words.push((at, shown));
                Outcome::Unknown
            }
        };
        let link = match url {
            Some(Scalar::Null) => Link {
                prefix: NULL_ADDRESS,
                job: Link::WHOLE,
            },
            Some(url) => url.text().map_or(Link::NONE, |u| self.link(u, run)),
            None => Link::NONE,
        };
        self.out.attempt_outcome.push(outcome);
        self.out.attempt_link.push(link);
        outcome
    }

    fn link(&mut self, url: &str, run: u32) -> Link {
        let (prefix, job) = Link::cut(url);
        Link {
            prefix: self.prefix(prefix, run),
            job,
        }
    }

    fn prefix(&mut self, text: &str, run: u32) -> u32 {
        let near = self
            .near_prefix
            .get(run as usize)
            .copied()
            .unwrap_or(u32::MAX);
        if self
            .out
            .prefixes
            .get(near as usize)
            .is_some_and(|p| p == text)
        {
            return near;
        }
        let index = match self.prefixes.get(text) {
            Some(&index) => index,
            None => {
                let index = u32::try_from(self.out.prefixes.len()).unwrap_or(u32::MAX);
                self.out.prefixes.push(text.to_owned());
                self.prefixes.insert(text.to_owned(), index);
                index
            }
        };
        if let Some(near) = self.near_prefix.get_mut(run as usize) {
            *near = index;
        }
        index
    }

    /// Decides the file's kind and what its older attempts are worth.
    pub(super) fn finish(mut self) -> Result<(Snapshot, Vec<Issue>), Refusal> {
        if self.out.attempt_outcome.len() >= u32::MAX as usize {
            return Err(Refusal::TooMany);
        }
        let file = self.out.source.clone();
        if self.out.series.is_empty() {
            self.issues
                .push(codes::NO_JOBS, || (file.clone(), "no job in it".to_owned()));
        }
        let open = !self.has_pr_half && !self.out.series.is_empty();
        if open && self.votes_nightly == self.votes_prs {
            self.issues.push(codes::KIND_ASSUMED, || {
                let what = "no address tells nightly runs from pull requests; taken as nightly";
                (file.clone(), what.to_owned())
            });
        }
        if !self.has_pr_half && self.votes_prs > self.votes_nightly {
            self.out.runs.iter_mut().for_each(|r| {
                r.kind = Kind::Prs;
                r.attempts = None;
            });
            self.out.series.iter_mut().for_each(|s| s.kind = Kind::Prs);
        }
        super::settle::settle(&mut self.out, NULL_ADDRESS);
        Ok((self.out, self.issues.finish(&file)))
    }
}
