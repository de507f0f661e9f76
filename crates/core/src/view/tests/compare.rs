//! Two runs and two spans of days.

mod charts;

use std::sync::Arc;

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::config::Config;
use tailorbird_snapshot::dataset::{Attempt, History, Options, Project, Run, encode};

use crate::compare as runs;
use crate::store::testkit::{self, NEWEST, job as strip};
use crate::store::{Input, Naming, Store, build};
use crate::url::{Query, View};
use crate::view::{self, Asking, CompareView, Selection, Sheet, Value, What};

fn asked<T>(store: &Store, query: &Query, act: impl Fn(Asking<'_>) -> T) -> T {
    let table = view::table_of(store, Kind::Nightly, &view::asked(query, store));
    let is_job_name = |text: &str| store.is_job_name(text);
    let context = crate::query::Context {
        dimension_keys: store.naming().dimensions.keys(),
        is_job_name: &is_job_name,
    };
    let selection = Selection {
        filter: crate::query::parse(&query.q, &context).unwrap(),
        required: query.required,
        ..Selection::default()
    };
    let rows = view::select(store, &table, &selection);
    act(Asking {
        store,
        table: &table,
        rows: &rows,
        query,
        config: &Config::default(),
    })
}

fn between(base: Option<&str>, head: Option<&str>) -> Query {
    Query {
        base: base.map(str::to_owned),
        head: head.map(str::to_owned),
        ..Query::default()
    }
}

fn compare(store: &Store, query: &Query) -> Result<CompareView, String> {
    asked(store, query, view::compare)
}

fn sheet(store: &Store, query: &Query) -> Sheet {
    asked(store, query, |asking| {
        view::sheet(asking, View::Compare).unwrap().unwrap()
    })
}

fn fact<'a>(sheet: &'a Sheet, key: &str) -> &'a Value {
    let found = sheet.facts.iter().find(|(name, _)| *name == key);
    &found.unwrap_or_else(|| panic!("no {key}")).1
}

/// What became of which job.
fn lines(view: &CompareView) -> Vec<(What, &str)> {
    let lists = view.lists.iter();
    lists
        .flat_map(|list| {
            list.lines
                .iter()
                .map(|line| (list.what, line.name.as_str()))
        })
        .collect()
}

fn nightly(jobs: &[(&str, &str)]) -> Store {
    let jobs: Vec<_> = jobs.iter().map(|(name, s)| strip(name, s)).collect();
    testkit::store(Kind::Nightly, &jobs)
}

/// Newest first.
const EACH: [(&str, &str); 8] = [
    ("broke", "FPP"),
    ("mended", "PFP"),
    ("red", "FFP"),
    ("green", "PPF"),
    ("skips now", "SPP"),
    ("came", "P.."),
    ("went (a, b)", ".PP"),
    ("went (b, a)", "P.."),
];

#[test]
fn two_runs_are_told_as_the_command_line_does() {
    let store = nightly(&EACH);
    let view = compare(&store, &Query::default()).unwrap();
    let expect = [
        (What::NewlyFailing, "broke"),
        (What::Fixed, "mended"),
        (What::StillFailing, "red"),
        (What::Changed, "skips now"),
        (What::New, "came"),
        (What::New, "went (b, a)"),
        (What::Gone, "went (a, b)"),
        (What::Renamed, "went (b, a)"),
    ];
    assert_eq!(lines(&view), expect);
    assert_eq!((view.listed, view.shown), (8, 8));
    let (base, head) = runs::newest_two(&store, None).unwrap();
    let diff = runs::diff(&store, base, head).unwrap();
    let told: Vec<(&str, &str)> = runs::rows(&store, &diff)
        .iter()
        .map(|r| (r.0, r.1))
        .collect();
    let words: Vec<(&str, &str)> = lines(&view)
        .into_iter()
        .filter(|(what, _)| *what != What::Renamed)
        .map(|(what, name)| (what.word(), name))
        .collect();
    assert_eq!(words, told);
    assert_eq!(
        (view.base.results, view.head.results),
        (diff.base, diff.head)
    );
    assert_eq!(view.head.word, NEWEST.to_string());
    assert_eq!(view.head.title, format!("#{NEWEST}"));
    let renamed = &view.lists.last().unwrap().lines[0];
    assert_eq!(renamed.was.as_deref(), Some("went (a, b)"));
    assert_eq!(
        (renamed.base_text.as_str(), renamed.head_text.as_str()),
        ("passed", "passed")
    );
}

#[test]
fn sides_are_named_by_one_or_two_runs() {
    let store = nightly(&EACH);
    let words = |base: Option<u64>, head: Option<u64>| {
        let words = [base, head].map(|n| n.map(|n| n.to_string()));
        let view = compare(&store, &between(words[0].as_deref(), words[1].as_deref()));
        view.map(|view| [view.base.word, view.head.word].map(|w| w.parse::<u64>().unwrap()))
    };
    assert_eq!(words(None, Some(NEWEST - 1)), Ok([NEWEST - 2, NEWEST - 1]));
    assert_eq!(words(Some(NEWEST - 2), None), Ok([NEWEST - 2, NEWEST]));
    assert_eq!(
        words(Some(NEWEST), Some(NEWEST - 2)),
        Ok([NEWEST, NEWEST - 2])
    );
    assert!(
        words(None, Some(NEWEST - 2))
            .unwrap_err()
            .contains("the oldest one")
    );
    assert!(
        words(Some(9), None)
            .unwrap_err()
            .starts_with("find a run `9`")
    );
    // One run against itself: only what failed in it is left.
    let same = compare(&store, &between(Some("500"), Some("500"))).unwrap();
    let whats: Vec<What> = same.lists.iter().map(|list| list.what).collect();
    assert_eq!(whats, [What::StillFailing]);
    let green = nightly(&[("a", "PP")]);
    assert_eq!(compare(&green, &Query::default()).unwrap().listed, 0);
    let days = compare(&store, &between(Some("2025-12-01..2025-12-02"), None));
    assert!(days.unwrap_err().contains("holds no dates"));
}

#[test]
fn filters_leave_out_jobs_in_and_outside_of_the_window() {
    let store = nightly(&EACH);
    let query = |q: &str, base: u64, head: u64, runs| Query {
        q: q.to_owned(),
        runs: crate::url::Runs::Count(runs),
        ..between(Some(&base.to_string()), Some(&head.to_string()))
    };
    let view = compare(&store, &query("went", NEWEST - 1, NEWEST, 10)).unwrap();
    assert_eq!((view.listed, view.shown), (8, 3));
    // A window of one run has no row for what went: the same filter holds.
    let view = compare(&store, &query("went", NEWEST - 1, NEWEST, 1)).unwrap();
    assert_eq!((view.listed, view.shown), (8, 3));
    let found = sheet(&store, &query("broke", NEWEST - 1, NEWEST, 1));
    assert_eq!(found.rows.len(), 1);
    assert_eq!(fact(&found, "shown"), &Value::Count(1));
    assert_eq!(fact(&found, "newly_failing"), &Value::Count(1));
    assert_eq!(fact(&found, "gone"), &Value::Count(0));
}

/// 2025-12-01 00:00:00 UTC.
const DAY: i64 = 1_764_547_200;

/// Jobs by name and one letter a day from the 1st of December on; `P` passes in ten minutes, `Q`
/// in twenty, `R` in just under eleven, `F` fails, `S` is skipped, `.` is no result.
pub(super) fn days(jobs: &[(&str, &str)]) -> Store {
    let mut rows = History::default();
    let _ = rows.insert_project(Project {
        id: "kata".to_owned(),
        name: String::new(),
        repository: "o/r".to_owned(),
    });
    for (job, letters) in (1_u64..).zip(jobs) {
        for (day, letter) in (0_u64..)
            .zip(letters.1.chars())
            .filter(|(_, it)| *it != '.')
        {
            let at = DAY + i64::try_from(day).unwrap() * 86_400;
            let run = Run::new("kata", day + 1, "ci.yaml", Kind::Nightly, at);
            let secs = match letter {
                'Q' => 1_200,
                'R' => 659,
                // No two take equally long.
                _ => 600 + i64::try_from(day).unwrap() % 50,
            };
            let attempt = Attempt {
                job_id: (day + 1) * 1_000 + job,
                job: letters.0.to_owned(),
                run_attempt: 1,
                status: "completed".to_owned(),
                conclusion: Some(
                    match letter {
                        'F' => "failure",
                        'S' => "skipped",
                        _ => "success",
                    }
                    .to_owned(),
                ),
                started_at: Some(at),
                completed_at: Some(at + secs),
                ..Attempt::default()
            };
            let _ = rows.insert_attempt(&run.key, attempt);
            let _ = rows.insert_run(run);
        }
    }
    let options = Options {
        generated_at: DAY,
        tool: String::new(),
        max_results: 900,
        retired: Vec::new(),
    };
    let files = encode(&rows, &options);
    let texts = std::iter::once(&files.manifest).chain(&files.texts);
    let read = |text: &String| tailorbird_snapshot::decode(text.as_bytes(), "x").ok();
    let inputs: Vec<Input> = texts
        .filter_map(read)
        .map(|(snapshot, issues)| Input { snapshot, issues })
        .collect();
    build(&inputs, Arc::new(Naming::default())).0
}

/// Twenty days, then ten.
pub(super) const SPANS: (&str, &str) = ("2025-12-01..2025-12-20", "2025-12-21..2025-12-30");

#[test]
fn what_chance_explains_is_no_finding() {
    let old = "P".repeat(20);
    let job = |new: &str| [old.as_str(), new].concat();
    let (worse, little, slow, near) = (
        job("FFFFPFFFFP"),
        job("PPPPPPPPFF"),
        job("QQQQQQQQQQ"),
        job("RRRRRRRRRR"),
    );
    let better = [&"F".repeat(18), "PP", "PPPPPPPPPP"].concat();
    let jobs = [
        ("worse", worse.as_str()),
        ("little", little.as_str()),
        ("slow", slow.as_str()),
        ("near", near.as_str()),
        ("better", better.as_str()),
    ];
    let store = days(&jobs);
    let view = compare(&store, &between(Some(SPANS.0), Some(SPANS.1))).unwrap();
    assert!(view.is_days);
    let found: Vec<_> = lines(&view)
        .into_iter()
        .filter(|(what, _)| {
            matches!(
                what,
                What::Regression | What::Improvement | What::Slower | What::Faster
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (What::Regression, "worse"),
            (What::Improvement, "better"),
            // Fifty seconds more of ten minutes are no finding, however sure.
            (What::Slower, "slow"),
        ]
    );
    // Two failures in the newer span are too few to be looked at; five pairs of durations are.
    assert_eq!(view.tests, 7);
    let of = |what| view.lists.iter().find(|list| list.what == what).unwrap();
    let worse = &of(What::Regression).lines[0];
    assert_eq!(worse.counts, [(20, 20), (2, 10)]);
    assert_eq!(
        (worse.base_text.as_str(), worse.head_text.as_str()),
        ("20 of 20 passed (100 %)", "2 of 10 passed (20 %)")
    );
    // C(10, 8) / C(30, 8), exact.
    let (p, q) = worse.test.unwrap();
    assert!((p - 45.0 / 5_852_925.0).abs() < 1e-15, "{p}");
    assert!(q >= p && q < 0.001, "{q}");
    assert_eq!(worse.note, "q < 0.001 · more than 15 points");
    let slow = &of(What::Slower).lines[0];
    assert_eq!(slow.p50_secs[1], Some(1_200));
    assert_eq!(slow.head_text, "20m 00s");
    // Turned round, each finding is the other.
    let back = compare(&store, &between(Some(SPANS.1), Some(SPANS.0))).unwrap();
    let of = |what| {
        lines(&back)
            .into_iter()
            .filter(|line| line.0 == what)
            .count()
    };
    assert_eq!(
        (
            of(What::Improvement),
            of(What::Regression),
            of(What::Faster),
            of(What::Slower)
        ),
        (1, 1, 1, 0)
    );
    // A filter changes no finding and makes none.
    let query = Query {
        q: "worse".to_owned(),
        ..between(Some(SPANS.0), Some(SPANS.1))
    };
    let left = compare(&store, &query).unwrap();
    assert_eq!(left.tests, 7);
    assert!(lines(&left).iter().all(|(_, name)| *name == "worse"));
}

#[test]
fn a_day_span_takes_the_newest_result_and_its_neighbour() {
    let store = days(&[("a", "PFPF"), ("b", "FPPP"), ("c", "PPFP")]);
    let view = compare(&store, &between(Some("2025-12-01..2025-12-02"), None)).unwrap();
    assert_eq!(view.head.word, "2025-12-03..2025-12-04");
    assert_eq!(view.head.title, "2025-12-03 to 2025-12-04 · 2 runs");
    // Failed on the 2nd and on the 4th.
    assert_eq!(lines(&view), [(What::StillFailing, "a")]);
    assert_eq!((view.base.results.passed, view.base.results.failed), (4, 2));
    let view = compare(&store, &between(None, Some("2025-12-03..2025-12-04"))).unwrap();
    assert_eq!(view.base.word, "2025-12-01..2025-12-02");
    // A run against days.
    let view = compare(&store, &between(Some("1"), Some("2025-12-02..2025-12-03"))).unwrap();
    assert_eq!(
        lines(&view),
        [(What::NewlyFailing, "c"), (What::Fixed, "b")]
    );
    assert!(!view.is_days && view.tests == 0);
    let told = |base: &str| compare(&store, &between(Some(base), None)).unwrap_err();
    assert!(told("2025-12-04..2025-12-01").starts_with("read the days"));
    assert!(told("2025-12-04..").starts_with("read the days"));
    assert!(told("2024-12-01..2024-12-02").starts_with("find a run in the days"));
}

#[test]
fn last_night_and_a_week_ago_are_offered() {
    let letters = "P".repeat(30);
    let store = days(&[("a", letters.as_str())]);
    let offers = asked(&store, &Query::default(), view::offers);
    let pair = |label: &str| {
        let found = offers.pairs.iter().find(|pair| pair.label == label);
        let found = found.unwrap_or_else(|| panic!("no {label}"));
        (found.base.clone().unwrap(), found.head.clone().unwrap())
    };
    assert_eq!(
        pair("Last night and a week ago"),
        ("23".into(), "30".into())
    );
    assert_eq!(
        pair("Last 7 days and the 7 before"),
        (
            "2025-12-17..2025-12-23".into(),
            "2025-12-24..2025-12-30".into()
        )
    );
    assert_eq!(
        pair("Newest 10 runs and the 20 before"),
        (SPANS.0.to_owned(), SPANS.1.to_owned())
    );
    assert_eq!(offers.runs.len(), 30);
    assert_eq!(offers.runs[0], ("30".to_owned(), "30 Dec 2025".to_owned()));
    let legacy = nightly(&[("a", "PPPPPPPPPP")]);
    let offers = asked(&legacy, &Query::default(), view::offers);
    assert_eq!(offers.days, None);
    let labels: Vec<&str> = offers.pairs.iter().map(|pair| pair.label).collect();
    assert_eq!(
        labels,
        [
            "Last night and the one before",
            "The newest run and the seventh before"
        ]
    );
    assert_eq!(offers.pairs[1].base.as_deref(), Some("493"));
}
