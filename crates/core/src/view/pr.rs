//! One pull request with its checks. Judges nothing itself: `pull` does.

use tailorbird_snapshot::config::Config;
use tailorbird_snapshot::{Kind, Outcome};

use super::pulls::{self, FIGURES, PullCounts, pulls};
use super::sheet::{Sheet, Value};
use super::sheets::Asking;
use crate::format::{plural, run_time};
use crate::link;
use crate::pull::{self, Check, Class, FindError, PullView};
use crate::store::{SeriesIdx, Store};

/// Checks of a group that are shown without being opened.
const SHORT: usize = 20;

/// The pull request of this number, with its red checks judged: that is the dear part.
///
/// # Errors
/// The data has none of this number.
pub fn pull_of(
    store: &Store,
    project: &str,
    number: u64,
    config: &Config,
) -> Result<PullView, FindError> {
    let at = pull::find(store, Some(project).filter(|id| !id.is_empty()), number)?;
    pull::view(store, at, config).ok_or(FindError::Empty(number))
}

/// A check that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckView<'a> {
    /// Stable id of the job.
    pub id: String,
    /// The check.
    pub check: &'a Check,
    /// What failed, in words: the first test case, else the step.
    pub what: Option<String>,
    /// Address of the newest failed attempt, where it may be a link.
    pub log: Option<&'a str>,
    /// Its attempts are shown.
    pub is_open: bool,
}

/// Checks of one result that did not fail.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckGroup<'a> {
    /// The word of the result, which is its id in `open`.
    pub id: &'static str,
    /// How many there are.
    pub n: usize,
    /// Too many to stand there unasked.
    pub is_long: bool,
    /// They are shown.
    pub is_open: bool,
    /// None of them while they are not shown.
    pub checks: Vec<CheckView<'a>>,
}

/// A pull request with the checks that the filters leave.
#[derive(Clone, Debug, PartialEq)]
pub struct PrView<'a> {
    /// Checks before any filter.
    pub listed: u64,
    /// Checks left.
    pub shown: u64,
    /// What to make of all its checks.
    pub sentence: String,
    /// When its newest run was created, in words.
    pub when: Option<String>,
    /// Address of the head commit, where it may be a link.
    pub commit_url: Option<String>,
    /// Checks left, by result.
    pub counts: PullCounts,
    /// Red checks left: required ones first.
    pub red: Vec<CheckView<'a>>,
    /// The others left, by result.
    pub groups: Vec<CheckGroup<'a>>,
}

/// The groups below the red checks.
const GROUPS: [(&str, &[Outcome]); 5] = [
    ("running", &[Outcome::Running, Outcome::Waiting]),
    ("unknown", &[Outcome::Unknown]),
    ("cancelled", &[Outcome::Cancelled]),
    ("passed", &[Outcome::Passed]),
    ("skipped", &[Outcome::Skipped]),
];

/// The checks that the filters leave.
pub(super) fn left<'a>(asking: Asking<'_>, pull: &'a PullView) -> Vec<&'a Check> {
    let rows = asking.rows.iter();
    let rows = rows.filter_map(|row| asking.table.rows.get(*row as usize));
    let series: Vec<SeriesIdx> = rows.map(|row| row.series).collect();
    let checks = pull.checks.iter();
    checks.filter(|c| series.contains(&c.series)).collect()
}

fn counts(asking: Asking<'_>, pull: &PullView, left: &[&Check]) -> PullCounts {
    let mut counts = PullCounts::new(asking, pull.partial);
    for check in left {
        counts.add(check.result, check.required);
    }
    counts
}

/// What is shown of a pull request.
#[must_use]
pub fn pr<'a>(asking: Asking<'_>, pull: &'a PullView) -> PrView<'a> {
    let (store, query) = (asking.store, asking.query);
    let left = left(asking, pull);
    let ids = query.open.iter();
    let open: Vec<SeriesIdx> = ids.filter_map(|id| store.find(id, Kind::Prs)).collect();
    let view = |check: &'a Check| CheckView {
        id: store
            .series(check.series)
            .map(|series| series.id().to_string())
            .unwrap_or_default(),
        check,
        what: what(check),
        log: failed(check).and_then(|attempt| attempt.url.as_deref()),
        is_open: open.contains(&check.series),
    };
    let red = left.iter().filter(|c| c.result == Outcome::Failed);
    let group = |(id, outcomes): (&'static str, &[Outcome])| {
        let of: Vec<&'a Check> = left
            .iter()
            .copied()
            .filter(|c| outcomes.contains(&c.result))
            .collect();
        let is_long = of.len() > SHORT;
        let is_open = !is_long || query.open.iter().any(|opened| opened == id);
        CheckGroup {
            id,
            n: of.len(),
            is_long,
            is_open,
            checks: if is_open {
                of.into_iter().map(view).collect()
            } else {
                Vec::new()
            },
        }
    };
    let repository = store.repository_of(&pull.project);
    let commit_url = repository.zip(pull.head_sha.as_deref());
    let commit_url =
        commit_url.map(|(of, sha)| ["https://github.com/", of, "/commit/", sha].concat());
    PrView {
        listed: pull.checks.len() as u64,
        shown: left.len() as u64,
        sentence: pull::sentence(pull),
        when: pull.created_at.and_then(run_time),
        commit_url: commit_url.filter(|url| link::safe(url, &asking.config.link_hosts).is_some()),
        counts: counts(asking, pull, &left),
        red: red.map(|check| view(check)).collect(),
        groups: GROUPS.into_iter().map(group).filter(|g| g.n > 0).collect(),
    }
}

/// The newest attempt that failed.
fn failed(check: &Check) -> Option<&super::AttemptView> {
    let mut attempts = check.attempts.iter();
    attempts.find(|attempt| attempt.outcome == Outcome::Failed)
}

fn what(check: &Check) -> Option<String> {
    let attempt = failed(check)?;
    let Some((file, name)) = attempt.failing_tests.first() else {
        let step = attempt.failing_step.as_deref()?;
        return Some(["step ", step].concat());
    };
    let mut text = file.clone();
    if !file.is_empty() {
        text.push_str(": ");
    }
    text.push_str(name);
    let more = attempt.failing_tests.len() - 1;
    if more > 0 {
        text.push_str(" and ");
        text.push_str(&plural(more as u64, "more test", "more tests"));
    }
    Some(text)
}

/// The view as values: the list, or one pull request.
pub(super) fn sheet(asking: Asking<'_>) -> Result<Sheet, String> {
    let Some(number) = asking.query.pr else {
        return Ok(pulls::values(asking, &pulls(asking)));
    };
    let pull = pull_of(asking.store, &asking.table.project, number, asking.config);
    Ok(pr_sheet(asking, &pull.map_err(|err| err.to_string())?))
}

fn pr_sheet(asking: Asking<'_>, pull: &PullView) -> Sheet {
    let left = left(asking, pull);
    let count = |n: usize| Value::Count(n as u64);
    let mut facts = vec![
        ("listed", count(pull.checks.len())),
        ("shown", count(left.len())),
        ("number", Value::Count(pull.number)),
        ("title", Value::text(pull.title.as_deref())),
        ("url", Value::text(pull.url.as_deref())),
        ("head_sha", Value::text(pull.head_sha.as_deref())),
        ("created_at", Value::time(pull.created_at)),
        ("partial", Value::Flag(pull.partial)),
        ("sentence", Value::Text(pull::sentence(pull))),
    ];
    facts.extend(
        FIGURES
            .into_iter()
            .zip(counts(asking, pull, &left).values()),
    );
    let class_of = |check: &Check| check.judged.as_ref().map(|judged| judged.class);
    let classes = Class::ALL.into_iter().map(|class| {
        let of_class = left.iter().filter(|check| class_of(check) == Some(class));
        (class.as_str(), count(of_class.count()))
    });
    facts.extend(classes);
    let row = |check: &&Check| check_row(asking.store, check);
    let mut told = pull::sentence(pull);
    told.push('.');
    if let Some(when) = pull.created_at.and_then(run_time) {
        told.push_str(" Newest run: ");
        told.push_str(&when);
        told.push('.');
    }
    if pull.partial {
        told.push_str(" Not all of its checks could be read.");
    }
    Sheet {
        view: "pr",
        head: vec![
            ["**", &pull::heading(pull), "**"].concat(),
            String::new(),
            told,
        ],
        facts,
        columns: vec![
            "id",
            "name",
            "required",
            "result",
            "verdict",
            "class",
            "evidence",
            "missing",
            "since_passed",
            "since_failed",
            "attempts",
            "failing_step",
            "failing_tests",
            "url",
        ],
        rows: left.iter().map(row).collect(),
    }
}

fn check_row(store: &Store, check: &Check) -> Vec<Value> {
    let id = store
        .series(check.series)
        .map(|series| series.id().to_string());
    let judged = check.judged.as_ref();
    let failed = failed(check);
    let shown = failed.or_else(|| check.attempts.first());
    let texts = |texts: Vec<&str>| Some(texts.join("; ")).filter(|text| !text.is_empty());
    let evidence = judged.map(|j| j.evidence.iter().map(|e| e.text.as_str()).collect());
    let missing = judged.map(|j| j.missing.iter().map(String::as_str).collect());
    let tests = failed.map(|a| {
        a.failing_tests
            .iter()
            .map(|(_, name)| name.as_str())
            .collect()
    });
    let since = |n: Option<usize>| Value::count(n.map(|n| n as u64));
    vec![
        Value::text(id),
        Value::Text(check.name.clone()),
        Value::flag(check.required),
        Value::Text(check.result.as_str().to_owned()),
        Value::Text(check.verdict.as_str().to_owned()),
        Value::text(judged.map(|judged| judged.class.as_str())),
        Value::text(evidence.and_then(texts)),
        Value::text(missing.and_then(texts)),
        since(judged.map(|judged| judged.since.0)),
        since(judged.map(|judged| judged.since.1)),
        Value::Count(check.attempts.len() as u64),
        Value::text(failed.and_then(|attempt| attempt.failing_step.as_deref())),
        Value::text(tests.and_then(texts)),
        Value::text(shown.and_then(|attempt| attempt.url.as_deref())),
    ]
}
