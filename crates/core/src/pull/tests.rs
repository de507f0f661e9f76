//! Each rule of "Is it me?", on data sets of one check.

mod unknown;

use std::sync::Arc;

use tailorbird_snapshot::config::{self, Config};
use tailorbird_snapshot::dataset::{
    Attempt, History, Options, Project, PullRequest, Run, TestCase, encode,
};
use tailorbird_snapshot::decode;

use super::*;
use crate::store::testkit::{self, job};
use crate::store::{Input, Naming, Store, build};
use crate::{Kind, Outcome};

const DAY: i64 = 86_400;
/// The pull request that is looked at.
const MINE: u64 = 100;

/// Id of a run that has no number.
const UNNUMBERED: u64 = 2;

/// A run of the check: `n` at night, `m` at night under another name, or the number of a pull
/// request; day; letters of its attempts,
/// oldest first (`P`, `F`, `R`); failed test (empty: unknown); failed step.
type Line = (&'static str, i64, &'static str, &'static str, &'static str);

fn add(rows: &mut History, id: u64, line: &Line) {
    let (of, day, letters, test, step) = *line;
    let at = 20_000 * DAY + day * DAY;
    let (kind, file) = match of {
        "n" | "m" => (Kind::Nightly, "nightly.yml"),
        _ => (Kind::Prs, "ci.yml"),
    };
    let mut run = Run::new("p", id, file, kind, at);
    run.number = Some(id).filter(|id| *id != UNNUMBERED);
    // The commits of some pull requests are not known, and one has that of the line before it.
    run.head_sha = match of {
        "901" | "902" | "903" => None,
        "899" => Some(format!("c{}", id - 1)),
        _ => Some(format!("c{id}")),
    };
    if let Ok(number) = of.parse() {
        run.pull_requests.insert(number);
        let _ = rows.insert_pull_request(PullRequest {
            project: "p".to_owned(),
            number,
            title: "agent: wait | for it".to_owned(),
            ..PullRequest::default()
        });
    }
    for (run_attempt, letter) in (1_u32..).zip(letters.chars()) {
        let conclusion = match letter {
            'P' => Some("success"),
            'F' => Some("failure"),
            _ => None,
        };
        let failed = letter == 'F';
        let case = TestCase {
            file: "a.bats".to_owned(),
            name: test.to_owned(),
        };
        let row = Attempt {
            job_id: id * 100 + u64::from(run_attempt),
            job: if of == "m" {
                "x / (qemu)"
            } else {
                "run (qemu)"
            }
            .to_owned(),
            run_attempt,
            status: conclusion.map_or("in_progress", |_| "completed").to_owned(),
            conclusion: conclusion.map(str::to_owned),
            started_at: Some(at + i64::from(run_attempt) * 100),
            failing_tests: (failed && !test.is_empty())
                .then_some(case)
                .into_iter()
                .collect(),
            failing_step: (failed && !step.is_empty()).then(|| step.to_owned()),
            ..Attempt::default()
        };
        let _ = rows.insert_attempt(&run.key, row);
    }
    let _ = rows.insert_run(run);
}

fn store(lines: &[Line], config: &Config) -> Store {
    let mut rows = History::default();
    let _ = rows.insert_project(Project {
        id: "p".to_owned(),
        name: String::new(),
        repository: "o/r".to_owned(),
    });
    for (id, line) in (1..).zip(lines) {
        add(&mut rows, id, line);
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
    build(&inputs, Arc::new(Naming::new(config))).0
}

fn config(text: &str) -> Config {
    config::decode(text.as_bytes(), "c").unwrap().0
}

fn look(lines: &[Line], config: &Config) -> PullView {
    let store = store(lines, config);
    view(&store, find(&store, None, MINE).unwrap(), config).unwrap()
}

fn judged(lines: &[Line]) -> Judged {
    let config = config(r#"{"steps":{"setup":["Create *"]}}"#);
    look(lines, &config).checks[0].judged.clone().unwrap()
}

fn check(lines: &[Line], class: Class) {
    let mut lines = lines.to_vec();
    let judged_one = judged(&lines);
    assert_eq!(judged_one.class, class, "{lines:?}: {judged_one:?}");
    // The order of what is loaded does not matter, but run numbers do.
    lines.reverse();
    assert_eq!(judged(&lines).class, class, "{lines:?} in reverse");
}

const RED: Line = ("100", 20, "F", "mounts", "Run tests");

#[test]
fn flaky_on_its_own_commit_goes_first() {
    check(
        &[
            ("100", 20, "PF", "mounts", ""),
            ("n", 19, "F", "mounts", ""),
        ],
        Class::FlakyHere,
    );
}

#[test]
fn what_fails_on_main_needs_the_same_cause() {
    check(&[RED, ("n", 19, "F", "mounts", "")], Class::Main);
    check(&[RED, ("n", 19, "F", "routes", "")], Class::Unknown);
    // Without a test on one side, the step counts; without either, it is said.
    check(&[RED, ("n", 19, "F", "", "Run tests")], Class::Main);
    check(&[RED, ("n", 19, "F", "", "Check out")], Class::Unknown);
    check(&[RED, ("n", 19, "F", "", "")], Class::Main);
    let named = |judged: Judged| judged.evidence[0].text.clone();
    let text = named(judged(&[("n", 19, "F", "mounts", ""), RED]));
    assert!(text.starts_with("the newest nightly result, run 1, failed, with the same test"));
    let text = named(judged(&[RED, ("n", 19, "F", "mounts", "")]));
    assert!(text.contains("result, run of 23 Oct, failed"), "{text}");
    let vague = judged(&[RED, ("n", 19, "F", "", "")]);
    assert!(
        vague.evidence[0]
            .text
            .ends_with("whether of the same cause is not known")
    );
    // Only the newest nightly result before the run counts, within 14 days.
    check(
        &[RED, ("n", 18, "F", "mounts", ""), ("n", 19, "P", "", "")],
        Class::Unknown,
    );
    check(&[RED, ("n", 21, "F", "mounts", "")], Class::Unknown);
    check(&[RED, ("n", 5, "F", "mounts", "")], Class::Unknown);
    check(&[RED, ("n", 6, "F", "mounts", "")], Class::Main);
    check(
        &[RED, ("n", 18, "F", "mounts", ""), ("n", 19, "R", "", "")],
        Class::Main,
    );
}

#[test]
fn known_are_two_flakes_or_the_test_on_two_other_pull_requests() {
    check(
        &[RED, ("n", 15, "FP", "x", ""), ("90", 16, "FP", "y", "")],
        Class::Known,
    );
    check(&[RED, ("n", 15, "FP", "x", "")], Class::Unknown);
    check(
        &[
            RED,
            ("90", 15, "F", "mounts", ""),
            ("91", 16, "F", "mounts", ""),
        ],
        Class::Known,
    );
    // Two commits of one pull request are one, and its own older commits are none.
    check(
        &[
            RED,
            ("90", 15, "F", "mounts", ""),
            ("90", 16, "F", "mounts", ""),
        ],
        Class::Unknown,
    );
    check(
        &[
            RED,
            ("100", 15, "F", "mounts", ""),
            ("90", 16, "F", "mounts", ""),
        ],
        Class::Unknown,
    );
    check(
        &[RED, ("100", 15, "FP", "", ""), ("90", 16, "FP", "", "")],
        Class::Unknown,
    );
    // A flake at an older commit of another pull request counts.
    check(
        &[
            RED,
            ("90", 14, "FP", "", ""),
            ("90", 15, "FP", "", ""),
            ("90", 16, "P", "", ""),
        ],
        Class::Known,
    );
}

#[test]
fn the_configuration_says_how_many_flakes_and_how_far_back() {
    let judged = |lines: &[Line], limits: &str| {
        let config = config(&format!(r#"{{"thresholds":{limits}}}"#));
        look(lines, &config).checks[0].judged.clone().unwrap()
    };
    let class = |lines: &[Line], limits: &str| judged(lines, limits).class;
    let one = [RED, ("n", 15, "FP", "x", "")];
    assert_eq!(class(&one, r#"{"flake_min":1}"#), Class::Known);
    assert_eq!(class(&one, "{}"), Class::Unknown);
    let two = [&one[..], &[("90", 16, "FP", "y", "")]].concat();
    assert_eq!(class(&two, r#"{"flake_min":3}"#), Class::Unknown);
    assert_eq!(class(&two, "{}"), Class::Known);
    // Five days reach back to the older one, four do not.
    let days = |n: u32| format!(r#"{{"flake_window_days":{n}}}"#);
    assert_eq!(class(&two, &days(5)), Class::Known);
    assert_eq!(class(&two, &days(4)), Class::Unknown);
    let old = [RED, ("n", 2, "F", "mounts", "")];
    assert_eq!(class(&old, &days(18)), Class::Main);
    assert_eq!(class(&old, "{}"), Class::Unknown);
    assert_eq!(
        judged(&old, &days(1)).missing[..2],
        [
            "no nightly result of this job in the 1 day before",
            "0 results elsewhere in the 1 day before, 5 are needed"
        ]
    );
    // The same test in other pull requests is no flake.
    let same = [
        RED,
        ("90", 15, "F", "mounts", ""),
        ("91", 16, "F", "mounts", ""),
    ];
    assert_eq!(class(&same, r#"{"flake_min":3}"#), Class::Known);
}

#[test]
fn evidence_from_the_pull_request_itself_leads_to_its_attempt() {
    let lead = |line: Line| judged(&[line]).evidence[0].url.clone().unwrap();
    let job = |n: u64| format!("https://github.com/o/r/actions/runs/1/job/{n}");
    assert_eq!(lead(("100", 20, "PF", "mounts", "")), job(101));
    assert_eq!(lead(("100", 20, "F", "", "Create the cluster")), job(101));
}

#[test]
fn required_failures_stand_first() {
    let jobs = [
        job("a", "F"),
        job("b", "P"),
        job("c", "F").required(),
        job("d", "m"),
        job("e", "S").required(),
        job("f", "P").required(),
    ];
    let store = testkit::store(Kind::Prs, &jobs);
    let at = find(&store, None, testkit::NEWEST).unwrap();
    let view = view(&store, at, &Config::default()).unwrap();
    let names: Vec<&str> = view.checks.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["c", "a", "d", "f", "b", "e"]);
    assert!(!view.partial);
}

#[test]
fn a_set_up_step_is_infrastructure() {
    check(&[("100", 20, "F", "", "Create the cluster")], Class::Infra);
    check(&[("100", 20, "F", "", "Run tests")], Class::Unknown);
}

#[test]
fn yours_needs_five_results_and_a_test_that_is_new() {
    let green: Vec<Line> = (11..=15).map(|day| ("n", day, "P", "", "")).collect();
    let with = |more: &[Line]| [&[RED], &*green, more].concat();
    check(&with(&[]), Class::Yours);
    check(&with(&[])[..5], Class::Unknown);
    check(&with(&[("90", 16, "F", "routes", "")]), Class::Unknown);
    check(&with(&[("90", 10, "F", "routes", "")]), Class::Yours);
    check(&with(&[("90", 10, "F", "mounts", "")]), Class::Unknown);
    // A test that is not known may be one that others have.
    let unnamed = [&[("100", 20, "F", "", "Run tests")], &*green].concat();
    check(&unnamed, Class::Unknown);
    assert_eq!(judged(&unnamed).evidence.len(), 5);
    // What came later is told, not used.
    let later = judged(&with(&[
        ("91", 21, "F", "mounts", ""),
        ("n", 22, "P", "", ""),
    ]));
    assert_eq!((later.class, later.since), (Class::Yours, (1, 1)));
    let few = judged(&with(&[])[..5]);
    assert_eq!(
        few.missing,
        ["4 results elsewhere in the 14 days before, 5 are needed"]
    );
}

#[test]
fn prefixes_of_the_configuration_make_counterparts() {
    let lines = [RED, ("m", 19, "F", "mounts", "")];
    let mapped = config(r#"{"counterparts":[{"nightly":"x / ","pull_request":"run "}]}"#);
    let class = |config: &Config| {
        look(&lines, config).checks[0]
            .judged
            .clone()
            .map(|j| j.class)
    };
    assert_eq!(class(&mapped), Some(Class::Main));
    assert_eq!(class(&Config::default()), Some(Class::Unknown));
}

#[test]
fn results_under_an_old_name_are_evidence() {
    let renamed = config(r#"{"renames":[{"from":"x / (qemu)","to":"run (qemu)"}]}"#);
    let class = |lines: &[Line], config: &Config| {
        let judged = look(lines, config).checks[0].judged.clone();
        judged.map(|judged| judged.class)
    };
    let red = [RED, ("m", 19, "F", "mounts", "")];
    assert_eq!(class(&red, &renamed), Some(Class::Main));
    assert_eq!(class(&red, &Config::default()), Some(Class::Unknown));
    let flaky = [RED, ("m", 15, "FP", "x", ""), ("n", 16, "FP", "y", "")];
    assert_eq!(class(&flaky, &renamed), Some(Class::Known));
    assert_eq!(class(&flaky, &Config::default()), Some(Class::Unknown));
}

#[test]
fn the_pull_request_as_text() {
    let green: Vec<Line> = (11..=15).map(|day| ("n", day, "P", "", "")).collect();
    let view = look(&[&[RED], &*green].concat(), &Config::default());
    assert_eq!(sentence(&view), "1 failure looks like yours");
    let text = markdown(&view);
    let start = "## [pull request 100](https://github.com/o/r/pull/100/checks): agent: wait \\| for it\n\n\
                 1 failure looks like yours.\n\n### Look like yours: 1\n\n- **run (qemu)**: mounts; [log](";
    assert!(text.starts_with(start), "{text}");
    assert!(
        text.ends_with("\n0 passed, 1 failed, 0 skipped, 0 other.\n"),
        "{text}"
    );
    let told = json(&view);
    assert_eq!(told["checks"][0]["judged"]["class"], "yours");
    assert_eq!(
        told["checks"][0]["attempts"][0]["failing_tests"][0]["name"],
        "mounts"
    );
    // Links lead to known hosts only.
    let none = look(&[&[RED], &*green].concat(), &config(r#"{"link_hosts":[]}"#));
    assert!(!markdown(&none).contains("https:"));
    let quiet = look(
        &[("100", 3, "P", "", ""), ("99", 2, "F", "", "")],
        &Config::default(),
    );
    assert_eq!(sentence(&quiet), "no check failed");
    assert_eq!(quiet.checks[0].judged, None);
    let open = look(&[("100", 3, "R", "", "")], &Config::default());
    assert_eq!(sentence(&open), "no check failed, 1 check is not done");
}

#[test]
fn what_is_not_there_and_old_files() {
    let data = store(&[RED], &Config::default());
    assert_eq!(find(&data, None, 7), Err(FindError::Unknown(7, MINE)));
    assert_eq!(find(&data, Some("q"), MINE), Err(FindError::Empty(MINE)));
    let legacy = testkit::store(Kind::Prs, &[job("a", "FP"), job("b", "PP")]);
    let at = find(&legacy, None, testkit::NEWEST).unwrap();
    let view = view(&legacy, at, &Config::default()).unwrap();
    assert_eq!(view.checks[0].result, Outcome::Failed);
    let judged = view.checks[0].judged.clone().unwrap();
    assert_eq!(judged.class, Class::Unknown);
    assert!(judged.missing[0].contains("know no times"));
    assert_eq!(sentence(&view), "1 failure is unknown");
}
