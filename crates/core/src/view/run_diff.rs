//! What is different in a run from another of its workflow, as lists of jobs to read.

use tailorbird_snapshot::Outcome;

use super::detail::{Suspect, commits_between};
use super::export::result_word;
use super::runs::run_word;
use super::sheets::Asking;
use crate::compare::{self, Diff, RunAt};
use crate::format;
use crate::store::{SeriesIdx, Store};

/// What became of a job between two runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffPart {
    /// Passed, then failed.
    NewlyFailing,
    /// Failed, then passed.
    Fixed,
    /// Failed in both.
    StillFailing,
    /// In both with other results that differ.
    Changed,
    /// In this run only.
    New,
    /// In the other run only.
    Gone,
    /// A job that went and one that came, probably one.
    Renamed,
}

impl DiffPart {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::NewlyFailing,
        Self::Fixed,
        Self::StillFailing,
        Self::Changed,
        Self::Renamed,
        Self::New,
        Self::Gone,
    ];

    /// Its word in exports and for scripts, as in `tailorbird diff --format json`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NewlyFailing => "newly_failing",
            Self::Fixed => "fixed",
            Self::StillFailing => "still_failing",
            Self::Changed => "changed",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Renamed => "renamed",
        }
    }

    /// What it is called on the screen.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::NewlyFailing => "Newly failing",
            Self::Fixed => "Fixed",
            Self::StillFailing => "Still failing",
            Self::Changed => "Other results",
            Self::New => "New jobs",
            Self::Gone => "Gone jobs",
            Self::Renamed => "Probably renamed",
        }
    }
}

/// A job that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffJob {
    /// Its id; of one renamed that of the new name.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// What else is to be told: its results, the name before.
    pub note: String,
}

/// Jobs of which the same became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffList {
    /// What became of them.
    pub part: DiffPart,
    /// By name.
    pub jobs: Vec<DiffJob>,
}

/// A run to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunChoice {
    /// Its word in `base=`.
    pub word: String,
    /// Its name and when it was.
    pub label: String,
    /// It is the present one.
    pub is_chosen: bool,
}

/// A run against another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Against {
    /// The other one; None: there is none, which `why` tells.
    pub base: Option<RunChoice>,
    /// Why there is no comparison, as a sentence; empty where there is one.
    pub why: String,
    /// The other run that was asked for is not there or not comparable: what fits after "failed
    /// to".
    pub error: Option<String>,
    /// The filters leave some jobs out.
    pub is_filtered: bool,
    /// Lists that are not empty, of jobs that the filters leave.
    pub lists: Vec<DiffList>,
    /// The commits between both runs, from the older to the newer one; None: not known.
    pub commits: Option<Suspect>,
    /// Runs that it can be compared with, newest first: those near it, and the present one.
    pub choices: Vec<RunChoice>,
}

/// Runs to choose from, at most.
const MOST_CHOICES: u32 = 500;

/// Compares run `head` with the one of `base=`, else with the one before it.
pub(super) fn against(
    asking: Asking<'_>,
    head: RunAt,
    is_left: &dyn Fn(SeriesIdx) -> bool,
) -> (Against, Option<Diff>) {
    let store = asking.store;
    let before = RunAt {
        column: head.column + 1,
        ..head
    };
    let asked = asking.query.base.as_deref();
    let project = Some(asking.table.project.as_str()).filter(|p| !p.is_empty());
    let found = asked.map(|word| compare::find(store, project, word));
    let base = match found {
        Some(Ok(base)) if base.axis != head.axis => {
            Err("compare it with a run of another workflow".to_owned())
        }
        Some(Ok(base)) => Ok(base),
        Some(Err(why)) => Err(why.to_string()),
        None => Ok(before),
    };
    let mut out = Against::default();
    let base = match base {
        Ok(base) => base,
        Err(why) => {
            out.why = ["Failed to ", &why, "."].concat();
            out.error = Some(why);
            out.choices = choices(asking, head, None);
            return (out, None);
        }
    };
    let diff = compare::diff(store, base, head);
    out.choices = choices(asking, head, diff.is_some().then_some(base));
    let Some(diff) = diff else {
        out.why =
            "It is the oldest run of its workflow that is loaded: none is before it.".to_owned();
        return (out, None);
    };
    out.base = choice(asking, base, true);
    out.is_filtered = asking.rows.len() < asking.table.rows.len();
    out.lists = lists(store, &diff, is_left);
    out.commits = commits(asking, base, head);
    (out, Some(diff))
}

fn choice(asking: Asking<'_>, at: RunAt, is_chosen: bool) -> Option<RunChoice> {
    let run = at.info(asking.store)?;
    let mut label = run.name().text(tailorbird_snapshot::Kind::Nightly);
    if let Some(when) = run.created_at.and_then(format::run_time) {
        label.push_str(" · ");
        label.push_str(&when);
    }
    Some(RunChoice {
        word: run_word(asking.store, asking.table, at),
        label,
        is_chosen,
    })
}

fn choices(asking: Asking<'_>, head: RunAt, base: Option<RunAt>) -> Vec<RunChoice> {
    // More of the older ones: a run is seldom compared with what came after it.
    let first = head.column.saturating_sub(MOST_CHOICES / 5);
    let chosen = base.map(|base| base.column);
    let near = first..first.saturating_add(MOST_CHOICES);
    let far = chosen.filter(|column| !near.contains(column));
    let mut columns: Vec<u32> = near.collect();
    match far {
        Some(column) if column < first => columns.insert(0, column),
        other => columns.extend(other),
    }
    let mut out = Vec::new();
    for column in columns {
        let is_chosen = chosen == Some(column);
        if is_chosen || column != head.column {
            out.extend(choice(asking, RunAt { column, ..head }, is_chosen));
        }
    }
    out
}

fn lists(store: &Store, diff: &Diff, is_left: &dyn Fn(SeriesIdx) -> bool) -> Vec<DiffList> {
    let job = |at: SeriesIdx, note: String| {
        let series = store.series(at)?;
        Some(DiffJob {
            id: series.id().to_string(),
            name: series.name.clone(),
            note,
        })
    };
    let plain = |list: &[SeriesIdx]| -> Vec<DiffJob> {
        let left = list.iter().filter(|at| is_left(**at));
        left.filter_map(|at| job(*at, String::new())).collect()
    };
    let changed = |(at, then, now): &(SeriesIdx, Outcome, Outcome)| {
        let note = [result_word(*then), ", now ", result_word(*now)].concat();
        job(*at, note).filter(|_| is_left(*at))
    };
    let renamed = |(old, new): &(SeriesIdx, SeriesIdx)| {
        let note = ["was ", &store.series(*old)?.name].concat();
        job(*new, note).filter(|_| is_left(*old) || is_left(*new))
    };
    let list = |part: DiffPart| DiffList {
        part,
        jobs: match part {
            DiffPart::NewlyFailing => plain(&diff.newly_failing),
            DiffPart::Fixed => plain(&diff.fixed),
            DiffPart::StillFailing => plain(&diff.still_failing),
            DiffPart::Changed => diff.changed.iter().filter_map(changed).collect(),
            DiffPart::New => plain(&diff.new),
            DiffPart::Gone => plain(&diff.gone),
            DiffPart::Renamed => diff.renamed.iter().filter_map(renamed).collect(),
        },
    };
    let all = DiffPart::ALL.into_iter().map(list);
    all.filter(|list| !list.jobs.is_empty()).collect()
}

fn commits(asking: Asking<'_>, base: RunAt, head: RunAt) -> Option<Suspect> {
    let store = asking.store;
    // The column counts back from the newest run.
    let (older, newer) = if base.column > head.column {
        (base, head)
    } else {
        (head, base)
    };
    let sha = |at: RunAt| at.info(store)?.head_sha.clone();
    let project = &store.axis(head.axis)?.project;
    Some(commits_between(
        store,
        project,
        sha(older)?,
        sha(newer)?,
        &asking.config.link_hosts,
    ))
}

/// What became of a job between the two runs; None where it is the same in both.
pub(super) fn part_of(diff: &Diff, at: SeriesIdx) -> Option<DiffPart> {
    let is_in = |list: &[SeriesIdx]| list.contains(&at);
    if is_in(&diff.newly_failing) {
        Some(DiffPart::NewlyFailing)
    } else if is_in(&diff.fixed) {
        Some(DiffPart::Fixed)
    } else if is_in(&diff.still_failing) {
        Some(DiffPart::StillFailing)
    } else if is_in(&diff.new) {
        Some(DiffPart::New)
    } else if diff.changed.iter().any(|changed| changed.0 == at) {
        Some(DiffPart::Changed)
    } else {
        None
    }
}
