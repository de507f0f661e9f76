//! One job through its whole history.

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::config::Config;
use tailorbird_snapshot::dataset::Covered;

use super::nights::Nights;
use super::{dataset, view as table_view};
use crate::store::Store;
use crate::store::testkit::{self, NEWEST, job as strip};
use crate::url::{Query, Runs, View};
use crate::view::{self, Asking, Held, JobView, Sheet, Value};

/// Over the newest `runs` of strips that are newest first.
fn asked<T>(store: &Store, kind: Kind, query: &Query, act: impl Fn(Asking<'_>) -> T) -> T {
    let (table, rows) = table_view(store, kind, query.runs);
    let config = Config::default();
    act(Asking {
        store,
        table: &table,
        rows: &rows,
        query,
        config: &config,
    })
}

fn job(store: &Store, named: &str) -> Option<JobView> {
    asked(store, Kind::Nightly, &Query::default(), |asking| {
        view::job(asking, named)
    })
}

fn sheet(store: &Store, named: Option<&str>) -> Result<Sheet, String> {
    let query = Query {
        job: named.map(str::to_owned),
        ..Query::default()
    };
    asked(store, Kind::Nightly, &query, |asking| {
        Ok(view::sheet(asking, View::Job)?.unwrap())
    })
}

fn fact<'a>(sheet: &'a Sheet, key: &str) -> &'a Value {
    let found = sheet.facts.iter().find(|(name, _)| *name == key);
    &found.unwrap_or_else(|| panic!("no {key}")).1
}

fn nightly(jobs: &[(&str, &str)]) -> Store {
    let jobs: Vec<_> = jobs.iter().map(|(name, s)| strip(name, s)).collect();
    testkit::store(Kind::Nightly, &jobs)
}

#[test]
fn a_window_that_ends_earlier_is_not_told_what_came_after_it() {
    let mut nights = Nights::default();
    for (id, letters) in [(1, "F"), (2, "P"), (3, "P"), (4, "F"), (5, "F")] {
        nights.run("a", id, i64::try_from(id).unwrap(), &[("one", letters)]);
    }
    let store = nights.store();
    let told = |search: &str| {
        let (query, _) = crate::url::parse(search);
        asked(&store, Kind::Nightly, &query, |asking| {
            view::job(asking, "one").unwrap().told.join(" ")
        })
    };
    let green = told("to=2025-12-04");
    assert!(
        green.starts_with("Green for 2 runs; the last that failed was "),
        "{green}"
    );
    assert!(green.contains("2 Dec 2025"), "{green}");
    let red = told("to=2025-12-02");
    assert!(red.starts_with("Red for at least 1 run, since "), "{red}");
    assert!(!red.contains("up to the newest run"), "{red}");
    assert!(told("").contains("up to the newest run loaded"));
}

#[test]
fn the_charts_of_a_job_are_of_its_own_nights() {
    let mut nights = Nights::default();
    nights.run("a", 1, 1, &[("two", "F")]);
    nights.run("a", 2, 2, &[("one", "FP"), ("two", "F")]);
    nights.run("a", 3, 4, &[("one", "F"), ("two", "P")]);
    nights.run("a", 4, 4, &[("one", "P")]);
    nights.run("b", 5, 5, &[("three", "P")]);
    nights.cover("a", 3, Covered::Nothing);
    let store = nights.store();
    let seen = |search: &str| {
        let (query, _) = crate::url::parse(search);
        let found = asked(&store, Kind::Nightly, &query, |asking| {
            view::job(asking, "one").unwrap().nights
        });
        let points = found.points.iter().enumerate();
        let told = |(at, p): (usize, &view::Point)| {
            let charts = found.charts.iter().map(|c| c.told(at));
            (p.name(), p.held, charts.collect::<Vec<_>>())
        };
        points.map(told).collect::<Vec<_>>()
    };
    let all = seen("");
    let row = |day: &str, held, results: &str, secs: &str| {
        (
            day.to_owned(),
            held,
            vec![results.to_owned(), secs.to_owned()],
        )
    };
    let none = "passed n/a, failed n/a, skipped n/a, other n/a";
    assert_eq!(
        all,
        [
            row(
                "2025-12-03",
                Held::Complete,
                "passed 1, failed 0, skipped 0, other 0",
                "p10 1h 00m, p50 1h 00m, p90 1h 00m"
            ),
            row("2025-12-04", Held::NoRun, none, "p10 n/a, p50 n/a, p90 n/a"),
            row(
                "2025-12-05",
                Held::Complete,
                "passed 1, failed 1, skipped 0, other 0",
                "p10 1h 00m, p50 1h 00m, p90 1h 00m"
            ),
        ]
    );
    assert_eq!(seen("from=2025-12-05&to=2025-12-05"), all[2..]);
    // The number of runs is one of the list, not of the charts.
    assert_eq!(seen("runs=1"), all);
}

#[test]
fn how_long_a_job_is_red() {
    let told = |letters: &str| {
        let view = job(&nightly(&[("a", letters), ("b", "PPPPPPPPPPPPPPPP")]), "a").unwrap();
        view.told.join(" ")
    };
    let n = |back: u64| NEWEST - back;
    assert_eq!(
        told("FSF.FPP"),
        format!("Red for 3 runs, since #{}. Last good: #{}.", n(4), n(5)),
    );
    assert_eq!(
        told("FF"),
        format!(
            "Red for at least 2 runs, since #{}. It never passed in what is loaded.",
            n(1)
        ),
    );
    assert_eq!(
        told("PSPFFP"),
        format!("Green for 2 runs; the last that failed was #{}.", n(3)),
    );
    assert_eq!(
        told("P"),
        "Green for 1 run; it never failed in what is loaded."
    );
    assert_eq!(
        told("SSC"),
        "It neither passed nor failed in what is loaded."
    );
}

#[test]
fn streaks_flakes_and_figures_are_of_the_whole_history() {
    // 15 runs; the window has the newest 10.
    let store = nightly(&[("a", "FFPkP.SFFFPPKFF"), ("b", "PPPPPPPPPPPPPPPP")]);
    let view = job(&store, "a").unwrap();
    let number = |back: u64| NEWEST - back;
    let told: Vec<_> = view
        .streaks
        .iter()
        .map(|s| {
            (
                s.from.number,
                s.to.number,
                s.length,
                s.ended.map(|r| r.number),
                s.open_ended,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (number(1), number(0), 2, None, false),
            (number(9), number(7), 3, Some(number(4)), false),
            (number(14), number(12), 3, Some(number(11)), true),
        ]
    );
    let flakes: Vec<u64> = view
        .flakes
        .iter()
        .map(|at| view.detail.runs[*at].name.number)
        .collect();
    assert_eq!(flakes, [number(3), number(12)]);
    assert_eq!((view.listed, view.shown), (14, 14));
    assert_eq!(view.detail.runs.len(), 15, "holes are part of the strip");
    let found = sheet(&store, Some("a")).unwrap();
    for (key, whole, window) in [
        ("runs", 14, 9),
        ("passed", 5, 3),
        ("failed", 8, 5),
        ("skipped", 1, 1),
    ] {
        assert_eq!(fact(&found, key), &Value::Count(whole), "{key}");
        let key = ["window_", key].concat();
        assert_eq!(fact(&found, &key), &Value::Count(window), "{key}");
    }
    assert_eq!(fact(&found, "pass_rate"), &Value::Number(5.0 / 13.0));
    assert_eq!(fact(&found, "streaks"), &Value::Count(3));
    assert_eq!(fact(&found, "longest_streak"), &Value::Count(3));
    assert_eq!(fact(&found, "first_attempt_pass_rate"), &Value::None);
    assert_eq!(found.rows.len(), 14);
    assert_eq!(fact(&found, "shown"), &Value::Count(14));
}

#[test]
fn the_list_has_twenty_runs_or_the_window() {
    let letters = "P".repeat(40);
    let store = nightly(&[("a", &letters)]);
    let shown = |runs| {
        let query = Query {
            runs,
            ..Query::default()
        };
        let view = asked(&store, Kind::Nightly, &query, |asking| {
            view::job(asking, "a")
        });
        view.unwrap().shown
    };
    assert_eq!(shown(Runs::Count(10)), 20);
    assert_eq!(shown(Runs::Count(30)), 30);
    assert_eq!(shown(Runs::All), 40);
}

#[test]
fn what_is_not_there_is_said_and_none_named_is_a_choice() {
    let store = nightly(&[("a", "P"), ("b", "F")]);
    let told = sheet(&store, Some("c")).unwrap_err();
    assert_eq!(told, "find a job `c`: write its id or full name");
    let choice = sheet(&store, None).unwrap();
    let names: Vec<_> = choice.rows.iter().map(|row| row[1].clone()).collect();
    assert_eq!(names, [Value::Text("b".into()), Value::Text("a".into())]);
    assert_eq!(fact(&choice, "listed"), &Value::Count(2));
    let id = store
        .series(store.find("a", Kind::Nightly).unwrap())
        .unwrap()
        .id();
    assert_eq!(job(&store, &id.to_string()).unwrap().name, "a");
}

#[test]
fn a_probable_rename_is_told_on_both_sides() {
    let store = nightly(&[("t (a, b)", "...PP"), ("t (b, a)", "PFP.."), ("u", "PPPPP")]);
    let (old, new) = (
        job(&store, "t (a, b)").unwrap(),
        job(&store, "t (b, a)").unwrap(),
    );
    assert_eq!(
        old.became.map(|link| link.name).as_deref(),
        Some("t (b, a)")
    );
    assert_eq!(old.came_from, None);
    assert_eq!(
        new.came_from.map(|link| link.name).as_deref(),
        Some("t (a, b)")
    );
    assert_eq!(new.became, None);
    let both = nightly(&[("t (a, b)", "..PPP"), ("t (b, a)", "PFP..")]);
    assert_eq!(job(&both, "t (b, a)").unwrap().came_from, None);
}

#[test]
fn counterparts_are_of_the_other_kind() {
    let nightly = testkit::snapshot(Kind::Nightly, 9, &[strip("x / t", "PP"), strip("v", "P")]);
    let prs = testkit::snapshot(Kind::Prs, 70, &[strip("x / t", "FP"), strip("w", "P")]);
    let (store, _) = testkit::join(vec![nightly, prs]);
    let found = job(&store, "x / t").unwrap();
    assert_eq!(found.kind, Kind::Nightly);
    let [other] = found.counterparts.as_slice() else {
        panic!("{:?}", found.counterparts)
    };
    assert_eq!((other.name.as_str(), other.kind), ("x / t", Kind::Prs));
    // By its id the check of pull requests is found, which has no history.
    let back = job(&store, &other.id).unwrap();
    assert_eq!(back.kind, Kind::Prs);
    assert_eq!(back.counterparts[0].id, found.id);
    assert!(back.streaks.is_empty() && back.detail.broken_since.is_none());
    assert!(job(&store, "v").unwrap().counterparts.is_empty());
}

/// The job `a`, with all that is loaded in the window.
fn whole(store: &Store) -> JobView {
    let query = Query {
        runs: Runs::All,
        ..Query::default()
    };
    asked(store, Kind::Nightly, &query, |asking| {
        view::job(asking, "a")
    })
    .unwrap()
}

#[test]
fn a_job_tells_for_how_long_and_what_failed_where() {
    // Runs on the 2nd to the 7th of December.
    let view = whole(&dataset::store("PFPFFF", false));
    assert_eq!(
        view.told,
        [
            "Red for 3 runs, since 5 Dec 2025: 2d 00h up to the newest run loaded.",
            "Last good: 4 Dec 2025."
        ]
    );
    assert_eq!(view.broken_for_secs, Some(2 * 86_400));
    let step = &view.steps[0];
    let told = (
        step.name.as_str(),
        step.runs,
        step.first.number,
        step.last.number,
    );
    assert_eq!(told, ("Run tests", 4, 2, 6));
    let test = &view.tests[0];
    let told = (test.file.as_str(), test.name.as_str(), test.runs);
    assert_eq!(told, ("a.bats", "one", 4));
    // Only attempts that failed have a runner here.
    let runner = &view.runners[0];
    let told = (
        runner.name.as_str(),
        runner.passed,
        runner.failed,
        runner.other,
    );
    assert_eq!(told, ("box", 0, 4, 0));
    // Each machine of GitHub's is used once: they are one line.
    let hosted = whole(&dataset::store("HPHFH", false));
    let told: Vec<_> = hosted
        .runners
        .iter()
        .map(|r| (r.name.as_str(), r.failed))
        .collect();
    let known = [("GitHub-hosted (3 machines)", 3), ("box", 1)];
    // What is not known of any machine is a line too, and the last: a 0 beside it is no rate.
    assert_eq!(told, [known[0], known[1], ("machine not known", 0)]);
    let attempts = hosted.detail.runs.iter().flat_map(|run| &run.attempts);
    let unknown = attempts.filter(|a| a.runner.is_none()).count();
    let rest = &hosted.runners[2];
    assert_eq!((rest.passed as usize, rest.machines), (unknown, 0));
    assert!(unknown > 0);
    let good = whole(&dataset::store("PP", false));
    assert!(good.steps.is_empty() && good.tests.is_empty() && good.runners.is_empty());
}
