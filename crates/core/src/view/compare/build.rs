//! The comparison, ready to be drawn.

use tailorbird_snapshot::Outcome;

use super::measured::{Both, Found, measured};
use super::sides::{self, Side, SideView};
use crate::compare::{Diff, differ};
use crate::format::{duration, percent};
use crate::link;
use crate::query::{self, Context};
use crate::stats::{JobStats, Window, job_stats, passed_secs};
use crate::store::{SeriesIdx, Store};
use crate::view::select::{Selection, is_left, lowered};
use crate::view::sheets::Asking;
use crate::view::table::{TableRow, asked};

/// What became of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Passed, then failed.
    NewlyFailing,
    /// Its pass rate fell by more than chance explains.
    Regression,
    /// Failed, then passed.
    Fixed,
    /// Its pass rate rose by more than chance explains.
    Improvement,
    /// Failed in both.
    StillFailing,
    /// Its durations grew by more than chance explains.
    Slower,
    /// Its durations shrank by more than chance explains.
    Faster,
    /// Other results that differ.
    Changed,
    /// In the newer side only.
    New,
    /// In the older side only.
    Gone,
    /// A gone and a new job that are probably one: a proposal.
    Renamed,
}

impl What {
    /// In the order of the lists: worst first.
    pub const ALL: [Self; 11] = [
        Self::NewlyFailing,
        Self::Regression,
        Self::Fixed,
        Self::Improvement,
        Self::StillFailing,
        Self::Slower,
        Self::Faster,
        Self::Changed,
        Self::New,
        Self::Gone,
        Self::Renamed,
    ];

    /// The word in exports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NewlyFailing => "newly failing",
            Self::Regression => "regression",
            Self::Fixed => "fixed",
            Self::Improvement => "improvement",
            Self::StillFailing => "still failing",
            Self::Slower => "slower",
            Self::Faster => "faster",
            Self::Changed => "other result",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Renamed => "renamed",
        }
    }

    /// The name of the list's number in exports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NewlyFailing => "newly_failing",
            Self::Regression => "regressions",
            Self::Fixed => "fixed",
            Self::Improvement => "improvements",
            Self::StillFailing => "still_failing",
            Self::Slower => "slower",
            Self::Faster => "faster",
            Self::Changed => "changed",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Renamed => "renamed",
        }
    }
}

/// One job of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareLine {
    /// Its id.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// The gone job, where it is probably this one.
    pub was: Option<String>,
    /// Required now; None: unknown.
    pub required: Option<bool>,
    /// Result then; None: not there.
    pub base: Option<Outcome>,
    /// Result now.
    pub head: Option<Outcome>,
    /// What is to be seen of the older side.
    pub base_text: String,
    /// What is to be seen of the newer side.
    pub head_text: String,
    /// How sure it is; empty where that is no question.
    pub note: String,
    /// Exact: passed and decided results of both sides.
    pub counts: [(u32, u32); 2],
    /// Median durations of both sides in seconds.
    pub p50_secs: [Option<u32>; 2],
    /// p-value and the adjusted one.
    pub test: Option<(f64, f64)>,
}

/// One list.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareList {
    /// What became of its jobs.
    pub what: What,
    /// The jobs left by the filters.
    pub lines: Vec<CompareLine>,
}

/// Two sides beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareView {
    /// The older side.
    pub base: SideView,
    /// The newer side.
    pub head: SideView,
    /// Both are days, so that it is told what differs by more than chance.
    pub is_days: bool,
    /// Tests that were made for it, over all jobs.
    pub tests: u32,
    /// Address of the commits between, where both are runs and it may be a link.
    pub commits_url: Option<String>,
    /// Both runs are of one commit.
    pub same_commit: bool,
    /// The lists that have a line without any filter, worst first.
    pub lists: Vec<CompareList>,
    /// Lines of all lists without any filter (`M` of "N of M").
    pub listed: u32,
    /// Lines left (`N`).
    pub shown: u32,
}

/// One job in both sides.
struct Job {
    at: SeriesIdx,
    windows: [Window; 2],
    stats: [JobStats; 2],
    left: bool,
}

/// Compares what the address asks for.
///
/// # Errors
/// A side is not there; the text fits after "failed to".
pub fn compare(asking: Asking<'_>) -> Result<CompareView, String> {
    let [base, head] = sides::sides(asking)?;
    let jobs = jobs(asking, base, head);
    let results = jobs.iter().map(|job| {
        let [then, now] = job
            .windows
            .map(|window| result(asking.store, job.at, window));
        (job.at, then, now)
    });
    let diff = differ(asking.store, results);
    let is_days = base.is_days() && head.is_days();
    let (found, tests) = if is_days {
        tested(asking.store, &jobs)
    } else {
        (Vec::new(), 0)
    };
    let all = Lists {
        store: asking.store,
        jobs: &jobs,
        diff: &diff,
        found: &found,
    };
    let mut lists = Vec::new();
    let (mut listed, mut shown) = (0, 0);
    for what in What::ALL {
        let lines = all.of(what);
        if lines.is_empty() {
            continue;
        }
        listed += lines.len();
        let left: Vec<CompareLine> = lines
            .into_iter()
            .filter(|(left, _)| *left)
            .map(|(_, line)| line)
            .collect();
        shown += left.len();
        lists.push(CompareList { what, lines: left });
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (commits_url, same_commit) = commits(asking, base, head);
    let side = |side: Side, at: usize| {
        let mut told = side.told(asking);
        let left = jobs.iter().filter(|job| job.left);
        for stats in left.filter_map(|job| job.stats.get(at)) {
            told.results.merge(&stats.results);
        }
        told
    };
    Ok(CompareView {
        base: side(base, 0),
        head: side(head, 1),
        is_days,
        tests: count(tests),
        commits_url,
        same_commit,
        lists,
        listed: count(listed),
        shown: count(shown),
    })
}

/// The jobs that are in either side, by name.
fn jobs(asking: Asking<'_>, base: Side, head: Side) -> Vec<Job> {
    let store = asking.store;
    let left = Left::new(asking);
    let mut all = Vec::new();
    let of_kind: Vec<SeriesIdx> = store.series_of(asking.table.kind).collect();
    let name = |at: usize| {
        of_kind
            .get(at)
            .and_then(|at| Some(store.series(*at)?.name.as_str()))
    };
    let order = crate::sorted::indexes(of_kind.len(), &|a, b| name(a).cmp(&name(b)));
    for at in order
        .iter()
        .filter_map(|at| of_kind.get(*at as usize).copied())
    {
        let Some(series) = store.series(at) else {
            continue;
        };
        let Some(axis) = store
            .axis(series.axis)
            .filter(|_| store.is_of(series, sides::project(asking)))
        else {
            continue;
        };
        let windows = [base, head].map(|side| side.window(series.axis, axis));
        let stats = windows.map(|window| job_stats(store, at, window));
        if stats.iter().any(|stats| stats.runs() > 0) {
            let left = left.holds(at);
            all.push(Job {
                at,
                windows,
                stats,
                left,
            });
        }
    }
    all
}

/// Result of a job in a side: of its newest cell that passed or failed, else of its newest.
fn result(store: &Store, at: SeriesIdx, window: Window) -> Option<Outcome> {
    let cells = || store.cells(at).filter(|c| window.holds(store.run(*c)));
    let mut results = cells().map(|c| store.result(c));
    let decided = results.find(|result| result.is_decided());
    decided.or_else(|| cells().next().map(|c| store.result(c)))
}

/// Which jobs the filters leave: as in the table, and by the same conditions for jobs that are not
/// in its window.
struct Left<'a> {
    asking: Asking<'a>,
    selection: Selection,
    owners: Vec<String>,
    window: crate::view::table::Asked<'a>,
}

impl<'a> Left<'a> {
    fn new(asking: Asking<'a>) -> Self {
        let query = asking.query;
        let is_job_name = |text: &str| asking.store.is_job_name(text);
        let context = Context {
            dimension_keys: asking.store.naming().dimensions.keys(),
            is_job_name: &is_job_name,
        };
        let selection = Selection {
            // A text that cannot be read leaves all; it is told where it is typed.
            filter: query::parse(&query.q, &context).unwrap_or_default(),
            required: query.required,
            status: query.status.clone(),
            owners: query.owner.clone(),
        };
        Self {
            owners: lowered(&selection),
            window: asked(query, asking.store),
            asking,
            selection,
        }
    }

    fn holds(&self, series: SeriesIdx) -> bool {
        let Asking {
            store, table, rows, ..
        } = self.asking;
        let known = table.rows.iter().position(|row| row.series == series);
        if let Some(at) = known.and_then(|at| u32::try_from(at).ok()) {
            return rows.contains(&at);
        }
        let axis = store.series(series).and_then(|s| store.axis(s.axis));
        let window = axis.map_or(Window::default(), |axis| self.window.window(axis));
        let stats = job_stats(store, series, window);
        let row = TableRow {
            series,
            window,
            stats,
        };
        is_left(store, &row, &self.selection, &self.owners)
    }
}

fn tested(store: &Store, jobs: &[Job]) -> (Vec<Found>, usize) {
    let both = jobs.iter().map(|job| {
        let [base, head] = &job.stats;
        let [base_secs, head_secs] = job.windows.map(|window| passed_secs(store, job.at, window));
        Both {
            base,
            head,
            base_secs,
            head_secs,
        }
    });
    measured(&both.collect::<Vec<_>>())
}

/// What the lists are made of.
struct Lists<'a> {
    store: &'a Store,
    jobs: &'a [Job],
    diff: &'a Diff,
    found: &'a [Found],
}

impl Lists<'_> {
    /// The lines of a list, and whether the filters leave each.
    fn of(&self, what: What) -> Vec<(bool, CompareLine)> {
        let diff = self.diff;
        let list: &[SeriesIdx] = match what {
            What::NewlyFailing => &diff.newly_failing,
            What::Fixed => &diff.fixed,
            What::StillFailing => &diff.still_failing,
            What::New => &diff.new,
            What::Gone => &diff.gone,
            What::Changed => {
                let changed: Vec<SeriesIdx> = diff.changed.iter().map(|it| it.0).collect();
                return self.plain(&changed);
            }
            What::Renamed => {
                let both = |(old, new): &(SeriesIdx, SeriesIdx)| {
                    let (old_left, old) = self.line(self.job(*old)?)?;
                    let (left, mut line) = self.line(self.job(*new)?)?;
                    line.base = old.base;
                    line.base_text = old.base_text;
                    line.was = Some(old.name);
                    Some((left || old_left, line))
                };
                return diff.renamed.iter().filter_map(both).collect();
            }
            What::Regression | What::Improvement | What::Slower | What::Faster => {
                let found = self.found.iter().filter(|found| found.what == what);
                return found.filter_map(|found| self.found(found)).collect();
            }
        };
        self.plain(list)
    }

    fn job(&self, at: SeriesIdx) -> Option<&Job> {
        self.jobs.iter().find(|job| job.at == at)
    }

    fn plain(&self, list: &[SeriesIdx]) -> Vec<(bool, CompareLine)> {
        let line = |at: &SeriesIdx| self.line(self.job(*at)?);
        list.iter().filter_map(line).collect()
    }

    fn line(&self, job: &Job) -> Option<(bool, CompareLine)> {
        let series = self.store.series(job.at)?;
        let [base, head] = job.windows.map(|window| result(self.store, job.at, window));
        let [then, now] = &job.stats;
        let text = |result: Option<Outcome>, stats: &JobStats| {
            let mut text = result.map_or("", Outcome::as_str).to_owned();
            if stats.runs() > 1 {
                text.push_str(" · ");
                text.push_str(&rate(stats));
            }
            text
        };
        let counts = |stats: &JobStats| (stats.results.passed, stats.results.decided());
        let line = CompareLine {
            id: series.id().to_string(),
            name: series.name.clone(),
            was: None,
            required: series.required,
            base,
            head,
            base_text: text(base, then),
            head_text: text(head, now),
            note: String::new(),
            counts: [counts(then), counts(now)],
            p50_secs: [then.p50_secs, now.p50_secs],
            test: None,
        };
        Some((job.left, line))
    }

    fn found(&self, found: &Found) -> Option<(bool, CompareLine)> {
        let job = self.jobs.get(found.job)?;
        let (left, mut line) = self.line(job)?;
        let [then, now] = &job.stats;
        let text = |stats: &JobStats| match found.what {
            What::Slower | What::Faster => {
                let secs = stats.p50_secs.map(|secs| duration(secs.into()));
                secs.unwrap_or_default()
            }
            _ => rate(stats),
        };
        line.base_text = text(then);
        line.head_text = text(now);
        line.note = told_q(found);
        line.test = Some((found.p, found.q));
        Some((left, line))
    }
}

/// `12 of 14 (86 %)`.
fn rate(stats: &JobStats) -> String {
    let r = &stats.results;
    let n = r.decided().to_string();
    [
        &r.passed.to_string(),
        " of ",
        &n,
        " (",
        &percent(r.pass_rate()),
        ")",
    ]
    .concat()
}

/// `q 0.004`, rounded up to a thousandth, with what it is extreme.
fn told_q(found: &Found) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 1000"
    )]
    let thousandths = (found.q.clamp(0.0, 1.0) * 1_000.0).ceil() as u32;
    let mut text = if found.q < 0.001 {
        String::from("q < 0.001")
    } else {
        let digits = (1_000 + thousandths).to_string();
        ["q 0.", digits.get(1..).unwrap_or_default()].concat()
    };
    if found.extreme {
        text.push_str(" · more than 15 points");
    }
    text
}

/// The commits between two runs, where both are runs: their address, and whether there are none.
fn commits(asking: Asking<'_>, base: Side, head: Side) -> (Option<String>, bool) {
    let (Side::Run(base), Side::Run(head)) = (base, head) else {
        return (None, false);
    };
    let store = asking.store;
    let sha = |run: crate::compare::RunAt| run.info(store)?.head_sha.as_deref();
    let Some((good, bad)) = sha(base).zip(sha(head)) else {
        return (None, false);
    };
    if good == bad {
        return (None, true);
    }
    let url = store.repository(head.axis).map(|repository| {
        [
            "https://github.com/",
            repository,
            "/compare/",
            good,
            "...",
            bad,
        ]
        .concat()
    });
    let hosts = &asking.config.link_hosts;
    (url.filter(|url| link::safe(url, hosts).is_some()), false)
}
