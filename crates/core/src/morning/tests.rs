//! The lists of a summary, in short strips (newest first) and on a data set.

use std::sync::Arc;

use tailorbird_snapshot::dataset::{Attempt, History, Options, Project, Run, TestCase, encode};
use tailorbird_snapshot::{Kind, config, decode};

use super::*;
use crate::store::testkit::{self, job};
use crate::store::{Input, Naming, Store, build};

const DAY: i64 = 86_400;

fn names(list: &[Broken]) -> Vec<&str> {
    list.iter().map(|b| b.name.as_str()).collect()
}

/// A data set of one night a letter, oldest first; two projects where `other` is given.
fn store(jobs: &[(&str, &str)], config: &str) -> Store {
    let mut rows = History::default();
    let _ = rows.insert_project(Project {
        id: "p".to_owned(),
        name: String::new(),
        repository: "o/r".to_owned(),
    });
    for (job, strip) in jobs {
        for (night, letter) in (1_u64..).zip(strip.chars()) {
            let at = 20_000 * DAY + i64::try_from(night).unwrap() * DAY;
            let mut run = Run::new("p", night, "ci.yml", Kind::Nightly, at);
            run.number = Some(night);
            run.head_sha = Some(format!("c{night}"));
            let outcomes: &[&str] = match letter {
                'P' => &["success"],
                'F' => &["failure"],
                'K' => &["failure", "success"],
                _ => &[],
            };
            for (try_number, conclusion) in (1_u32..).zip(outcomes) {
                let failed = *conclusion == "failure";
                let case = TestCase {
                    file: "a.bats".to_owned(),
                    name: "one | two".to_owned(),
                };
                let _ = rows.insert_attempt(
                    &run.key,
                    Attempt {
                        job: (*job).to_owned(),
                        run_attempt: try_number,
                        status: "completed".to_owned(),
                        conclusion: Some((*conclusion).to_owned()),
                        started_at: Some(at + i64::from(try_number) * 100),
                        failing_tests: failed.then_some(case).into_iter().collect(),
                        ..Attempt::default()
                    },
                );
            }
            let _ = rows.insert_run(run);
        }
    }
    let options = Options {
        generated_at: 0,
        tool: String::new(),
        max_results: 1_000,
        retired: Vec::new(),
    };
    let files = encode(&rows, &options);
    let texts = std::iter::once(&files.manifest).chain(&files.texts);
    let inputs: Vec<Input> = texts
        .map(|text| decode(text.as_bytes(), "f").unwrap())
        .map(|(snapshot, issues)| Input { snapshot, issues })
        .collect();
    let config = config::decode(config.as_bytes(), "c").unwrap().0;
    build(&inputs, Arc::new(Naming::new(&config))).0
}

fn hosts() -> Vec<String> {
    vec!["github.com".to_owned()]
}

#[test]
fn each_job_is_where_it_belongs() {
    let store = store(
        &[
            ("broke now", "PPPF"),
            ("broke before", "PFFF"),
            ("always red", "FFFF"),
            ("mended", "PPFP"),
            ("flaked", "PPPK"),
            ("green", "PPPP"),
            ("gone red", "PPF"),
            ("new and red", "...F"),
        ],
        "{}",
    );
    let day = morning(&store, Some("p"), DAY, &hosts());
    assert_eq!(names(&day.broken), ["broke now", "new and red"]);
    assert_eq!(names(&day.still), ["always red", "broke before"]);
    assert_eq!(
        (&*day.fixed, &*day.flaky),
        (&["mended".to_owned()][..], &["flaked".to_owned()][..])
    );
    let night = &day.nights[0];
    assert_eq!((night.number, night.n_runs), (4, 1));
    assert_eq!((night.results.passed, night.results.failed), (3, 4));
    // Three days back, what broke before is new, and what was red and green again is no news.
    let days = morning(&store, Some("p"), 3 * DAY, &hosts());
    assert_eq!(
        names(&days.broken),
        ["broke before", "broke now", "gone red", "new and red"]
    );
    assert_eq!(names(&days.still), ["always red"]);
    assert!(days.fixed.is_empty());
    assert_eq!(morning(&store, Some("q"), DAY, &hosts()).nights, []);
}

#[test]
fn a_broken_job_says_since_when_what_and_whose() {
    let config = r#"{"owners":[{"group":"tee","patterns":["*tdx*"],"github":["octocat"]}]}"#;
    let store = store(&[("run (tdx)", "PPFF"), ("other", "PPPP")], config);
    let morning = morning(&store, Some("p"), 2 * DAY, &hosts());
    let broken = &morning.broken[0];
    assert_eq!(
        (
            broken.since.map(|run| run.number),
            broken.last_good.map(|run| run.number),
            broken.streak
        ),
        (Some(3), Some(2), 2)
    );
    let text = markdown(&morning);
    let line = "- **run (tdx)**: failing 2 runs, since 7 Oct, last good 6 Oct, \
                [changes between](https://github.com/o/r/compare/c2...c3); one \\| two";
    assert!(text.contains(line), "{text}");
    assert!(text.contains(" — tee (octocat)\n"), "{text}");
    assert!(!text.contains('@'));
    assert!(text.starts_with("## p\n\n- [ci.yml run 4](https://github.com/o/r/actions/runs/4), "));
    let value = json(&morning);
    assert_eq!(value["broken"][0]["failing_tests"][0]["file"], "a.bats");
    assert_eq!(value["broken"][0]["owners"][0], "tee");
}

#[test]
fn quiet_nights_and_files_without_times() {
    let quiet = store(&[("a", "PP")], "{}");
    let text = markdown(&morning(&quiet, None, DAY, &hosts()));
    assert!(
        text.contains("1 of 1 passed (100 %), 0 jobs failed\n"),
        "{text}"
    );
    assert!(text.ends_with("\nNothing new is broken.\n"));
    let text = markdown(&morning(&Store::default(), None, DAY, &hosts()));
    assert_eq!(text, "No scheduled run is in the data.\n");
    // Legacy files know no times: the newest run counts, however long ago.
    let legacy = testkit::store(
        Kind::Nightly,
        &[job("a", "FPP"), job("b", "PFP"), job("c", "PPF")],
    );
    let day = morning(&legacy, None, DAY, &hosts());
    assert_eq!(
        (names(&day.broken), &*day.fixed),
        (vec!["a"], &["b".to_owned()][..])
    );
    let told = "cannot tell flaky jobs: this is the newest run against the one before.\n";
    assert!(markdown(&day).contains(told));
    assert!(!markdown(&morning(&quiet, None, DAY, &hosts())).contains(told));
}

#[test]
fn long_lists_are_cut() {
    let jobs: Vec<String> = (0..30).map(|i| format!("job {i}")).collect();
    let jobs: Vec<(&str, &str)> = jobs.iter().map(|job| (job.as_str(), "PF")).collect();
    let text = markdown(&morning(&store(&jobs, "{}"), None, DAY, &hosts()));
    assert!(
        text.contains("### Broken: 30\n") && text.contains("- and 5 more\n"),
        "{text}"
    );
}
