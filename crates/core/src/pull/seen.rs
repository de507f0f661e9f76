//! What became of a check elsewhere: at night, and in other pull requests.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tailorbird_snapshot::dataset::{Shard, ShardJob, ShardRun};
use tailorbird_snapshot::{Kind, Outcome, Verdict};

use crate::names;
use crate::store::{Series, Store};
use crate::verdict::{newest_result, verdict_of};

/// File (empty: unknown) and name of a test case.
pub(super) type TestCase = (String, String);

/// The job in one nightly run, or for one head commit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) kind: Kind,
    /// Creation of its newest run, in seconds since 1970 UTC.
    pub(super) at: i64,
    pub(super) result: Outcome,
    pub(super) verdict: Verdict,
    /// Of its newest failed attempt.
    pub(super) tests: BTreeSet<TestCase>,
    pub(super) step: Option<String>,
    /// Number of the run, where it has one, or of the pull requests.
    pub(super) numbers: Vec<u64>,
    /// Head commit; empty: unknown.
    pub(super) sha: String,
    /// Address of the attempt that is told of, as published.
    pub(super) url: Option<String>,
}

impl Seen {
    /// `run 597`, `run of 28 May` where it has no number, `PR #10686`.
    pub(super) fn name(&self) -> String {
        if let (Kind::Nightly, None) = (self.kind, self.numbers.first()) {
            let day = crate::format::day(self.at.div_euclid(86_400));
            return day.map_or_else(|| "a run".to_owned(), |day| format!("run of {day}"));
        }
        let word = if self.kind == Kind::Prs {
            "PR #"
        } else {
            "run "
        };
        let numbers = self.numbers.iter().map(|n| format!("{word}{n}"));
        numbers.collect::<Vec<_>>().join(", ")
    }
}

/// An attempt and how new it is.
struct Row<'a> {
    shard: &'a Shard,
    run: &'a ShardRun,
    row: u32,
    age: Reverse<(i64, u64, u32, Reverse<u32>)>,
}

/// All results of a job in runs that were created in this time and do not belong to this pull
/// request, newest first.
pub(super) fn seen(
    store: &Store,
    series: &Series,
    time: Range<i64>,
    except: Option<u64>,
) -> Vec<Seen> {
    let mut groups: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
    for shard in store.shards().iter().filter(|s| s.kind == series.kind) {
        for job in shard.jobs.iter().filter(|job| fits(shard, job, series)) {
            for row in job.rows.0..job.rows.1 {
                let Some(run) = shard.run_of(row) else {
                    continue;
                };
                let mut pulls = shard.pulls_of(run);
                if !time.contains(&run.created_at) || pulls.any(|p| Some(p.number) == except) {
                    continue;
                }
                let is_commit = series.kind == Kind::Prs && !run.head_sha.is_empty();
                let group = if is_commit {
                    run.head_sha.clone()
                } else {
                    run.id.to_string()
                };
                let attempt = shard.run_attempt(row);
                groups.entry(group).or_default().push(Row {
                    shard,
                    run,
                    row,
                    age: Reverse((run.created_at, run.id, attempt, Reverse(row))),
                });
            }
        }
    }
    let mut out: Vec<Seen> = groups
        .into_values()
        .filter_map(|rows| one(store, series.kind, rows))
        .collect();
    out.sort_by(|a, b| (b.at, &b.numbers).cmp(&(a.at, &a.numbers)));
    out
}

/// Whether a job of a shard is this one, by its name of today or by an older one.
fn fits(shard: &Shard, job: &ShardJob, series: &Series) -> bool {
    let Some(workflow) = shard.workflows.get(job.workflow as usize) else {
        return false;
    };
    let name = names::normalize(&job.name).name;
    let name = match job.twin {
        0 | 1 => name,
        twin => format!("{name} #{twin}"),
    };
    workflow.project == series.home.project
        && workflow.file == series.home.workflow
        && series.all_names().any(|known| known == name)
}

fn one(store: &Store, kind: Kind, mut rows: Vec<Row<'_>>) -> Option<Seen> {
    rows.sort_by_key(|row| row.age);
    let outcomes: Vec<Outcome> = rows.iter().map(|r| r.shard.outcome(r.row)).collect();
    let result = newest_result(&outcomes)?;
    let newest = rows.first()?;
    let failed = rows
        .iter()
        .zip(&outcomes)
        .find(|(_, o)| **o == Outcome::Failed);
    let told = failed.map_or(newest, |(row, _)| row);
    let tests = told.shard.failing_tests(told.row);
    let mut numbers: Vec<u64> = match kind {
        Kind::Prs => told.shard.pulls_of(told.run).map(|p| p.number).collect(),
        Kind::Nightly => told.run.number.into_iter().collect(),
    };
    numbers.sort_unstable();
    Some(Seen {
        kind,
        at: newest.run.created_at,
        result,
        verdict: verdict_of(&outcomes),
        tests: tests.map(|(f, n)| (f.to_owned(), n.to_owned())).collect(),
        step: told.shard.failing_step(told.row).map(str::to_owned),
        numbers,
        sha: newest.run.head_sha.clone(),
        url: store.row_address(told.shard, told.row),
    })
}
