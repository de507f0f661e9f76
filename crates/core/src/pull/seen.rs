//! What became of a check elsewhere: at night, and in other pull requests.

use std::cmp::Reverse;
use std::ops::Range;

use tailorbird_snapshot::dataset::{Shard, ShardJob, ShardRun};
use tailorbird_snapshot::{Kind, Outcome, Verdict};

use crate::names;
use crate::sorted;
use crate::store::{Series, Store};
use crate::verdict::{newest_result, verdict_of};

/// File (empty: unknown) and name of a test case.
pub(super) type TestCase<'a> = (&'a str, &'a str);

/// The job in one nightly run, or for one head commit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen<'a> {
    pub(super) kind: Kind,
    /// Creation of its newest run, in seconds since 1970 UTC.
    pub(super) at: i64,
    pub(super) result: Outcome,
    pub(super) verdict: Verdict,
    /// Of its newest failed attempt.
    pub(super) tests: Vec<TestCase<'a>>,
    pub(super) step: Option<&'a str>,
    /// Number of the run, where it has one, or of the pull requests.
    pub(super) numbers: Vec<u64>,
    /// Head commit; empty: unknown.
    pub(super) sha: &'a str,
    /// Address of the attempt that is told of, as published.
    pub(super) url: Option<String>,
}

impl Seen<'_> {
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

/// An attempt, what it is put together by, and how new it is.
struct Row<'a> {
    shard: &'a Shard,
    run: &'a ShardRun,
    row: u32,
    /// The head commit, or the run.
    group: (&'a str, u64),
    age: Reverse<(i64, u64, u32, Reverse<u32>)>,
}

/// All results of a job in runs that were created in this time and do not belong to this pull
/// request, newest first.
pub(super) fn seen<'a>(
    store: &'a Store,
    series: &Series,
    time: Range<i64>,
    except: Option<u64>,
) -> Vec<Seen<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
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
                let attempt = shard.run_attempt(row);
                rows.push(Row {
                    shard,
                    run,
                    row,
                    group: if is_commit {
                        (run.head_sha.as_str(), 0)
                    } else {
                        ("", run.id)
                    },
                    age: Reverse((run.created_at, run.id, attempt, Reverse(row))),
                });
            }
        }
    }
    let order = sorted::indexes(rows.len(), &|a, b| {
        let key = |at: usize| rows.get(at).map(|row| (row.group, row.age));
        key(a).cmp(&key(b))
    });
    let sorted: Vec<&Row<'a>> = order
        .iter()
        .filter_map(|at| rows.get(*at as usize))
        .collect();
    let groups = sorted.chunk_by(|a, b| a.group == b.group);
    newest_first(
        groups
            .filter_map(|rows| one(store, series.kind, rows))
            .collect(),
    )
}

/// Sorts results.
pub(super) fn newest_first(all: Vec<Seen<'_>>) -> Vec<Seen<'_>> {
    let order = sorted::indexes(all.len(), &|a, b| {
        let key = |at: usize| all.get(at).map(|seen| (seen.at, &seen.numbers));
        key(b).cmp(&key(a))
    });
    sorted::in_order(all, &order)
}

/// Whether a job of a shard is this one, by its name of today or by an older one.
fn fits(shard: &Shard, job: &ShardJob, series: &Series) -> bool {
    let Some(workflow) = shard.workflows.get(job.workflow as usize) else {
        return false;
    };
    if workflow.project != series.home.project || workflow.file != series.home.workflow {
        return false;
    }
    let name = names::normalize(&job.name).name;
    let name = match job.twin {
        0 | 1 => name,
        twin => format!("{name} #{twin}"),
    };
    series.all_names().any(|known| known == name)
}

fn one<'a>(store: &Store, kind: Kind, rows: &[&Row<'a>]) -> Option<Seen<'a>> {
    let outcomes: Vec<Outcome> = rows.iter().map(|r| r.shard.outcome(r.row)).collect();
    let result = newest_result(&outcomes)?;
    let newest = rows.first()?;
    let failed = outcomes.iter().position(|o| *o == Outcome::Failed);
    let told = failed.and_then(|at| rows.get(at)).unwrap_or(newest);
    let mut numbers: Vec<u64> = Vec::new();
    match kind {
        Kind::Prs => {
            for pull in told.shard.pulls_of(told.run) {
                let place = numbers.partition_point(|n| *n < pull.number);
                numbers.insert(place, pull.number);
            }
        }
        Kind::Nightly => numbers.extend(told.run.number),
    }
    Some(Seen {
        kind,
        at: newest.run.created_at,
        result,
        verdict: verdict_of(&outcomes),
        tests: told.shard.failing_tests(told.row).collect(),
        step: told.shard.failing_step(told.row),
        numbers,
        sha: newest.run.head_sha.as_str(),
        url: store.row_address(told.shard, told.row),
    })
}
