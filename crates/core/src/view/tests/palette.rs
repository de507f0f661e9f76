//! Where words lead.

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{Attempt, History, Project, Run};

use crate::store::Naming;
use crate::store::testkit::{NEWEST, job, snapshot, store};
use crate::url::{Query, View};
use crate::view::{Goal, palette};

fn labels(text: &str) -> Vec<String> {
    let nightly = [
        job("k8s / tests (clh)", "PP"),
        job("k8s / tests (qemu)", "F"),
    ];
    let checks = [job("static / tests", "P")];
    let (store, _) = crate::store::testkit::join(vec![
        snapshot(Kind::Nightly, NEWEST, &nightly),
        snapshot(Kind::Prs, 77, &checks),
    ]);
    let found = palette(&store, Kind::Nightly, text);
    found
        .into_iter()
        .map(|p| format!("{} ({})", p.label, p.what))
        .collect()
}

#[test]
fn views_jobs_runs_and_pull_requests_are_found() {
    assert_eq!(labels("").len(), 8);
    assert_eq!(labels("tre"), ["Tree (view)", "Trends (view)"]);
    assert_eq!(labels("CLH tests"), ["k8s / tests (clh) (nightly job)"]);
    assert_eq!(
        labels("tests"),
        [
            "k8s / tests (clh) (nightly job)",
            "k8s / tests (qemu) (nightly job)",
            "static / tests (check)"
        ]
    );
    assert_eq!(labels("#500"), ["#500 (nightly run)"]);
    assert_eq!(labels("49"), ["#499 (nightly run)"]);
    assert_eq!(labels("77"), ["PR #77 (pull request)"]);
    assert!(labels("nothing like this").is_empty());
}

#[test]
fn a_run_is_found_by_its_day() {
    let store = super::compare::days(&[("a", "PPPP")]);
    let found = |text: &str| {
        let all = palette(&store, Kind::Nightly, text);
        let all = all.into_iter();
        all.filter(|jump| matches!(jump.goal, Goal::Run(..)))
            .count()
    };
    for text in ["3 dec", "2025-12-03", "3 Dec 2025"] {
        assert_eq!(found(text), 1, "{text}");
    }
    assert_eq!(found("2025-12"), 4);
    assert_eq!(found("2026"), 0);
}

#[test]
fn runs_of_several_workflows_and_projects_say_whose_they_are() {
    /// 2025-12-01 00:00:00 UTC.
    const DAY: i64 = 1_764_547_200;
    let mut history = History::default();
    for id in ["a", "b"] {
        let _ = history.insert_project(Project {
            id: id.to_owned(),
            name: String::new(),
            repository: format!("o/{id}"),
        });
    }
    // Many runs of one do not hide those of another.
    let many = (10..20).map(|id| (id, "a", "ci"));
    for (id, project, workflow) in many.chain([(2, "a", "more"), (3, "b", "ci")]) {
        let run = Run::new(project, id, workflow, Kind::Nightly, DAY);
        let attempt = Attempt {
            job_id: id * 10,
            job: "job".to_owned(),
            run_attempt: 1,
            ..Attempt::default()
        };
        let _ = history.insert_attempt(&run.key, attempt);
        let _ = history.insert_run(run);
    }
    let config = r#"{"version": 1, "projects": [{"id": "b", "name": "Second"}, {"id": "a"}]}"#;
    let (config, _) = tailorbird_snapshot::config::decode(config.as_bytes(), "config").unwrap();
    let store = super::dataset::open_with(&history, Naming::new(&config));
    assert_eq!(
        store.projects(),
        ["b", "a"],
        "in the order of the configuration"
    );
    let found = palette(&store, Kind::Nightly, "2025");
    let found: Vec<(String, Goal)> = found.into_iter().map(|it| (it.label, it.goal)).collect();
    let run = |id: &str, project: &str| Goal::Run(id.into(), project.into());
    assert_eq!(
        found,
        [
            ("1 Dec · ci · a".to_owned(), run("19", "a")),
            ("1 Dec · ci · a".to_owned(), run("18", "a")),
            ("1 Dec · ci · a".to_owned(), run("17", "a")),
            ("1 Dec · ci · a".to_owned(), run("16", "a")),
            ("1 Dec · more · a".to_owned(), run("2", "a")),
            ("1 Dec · Second".to_owned(), run("3", "b")),
        ]
    );
}

#[test]
fn at_most_twenty_are_listed() {
    let jobs: Vec<_> = (0..50).map(|n| job(&format!("job {n}"), "P")).collect();
    let store = store(Kind::Nightly, &jobs);
    assert_eq!(palette(&store, Kind::Nightly, "job").len(), 20);
}

#[test]
fn a_place_is_an_address() {
    let led = |goal: Goal| {
        let mut query = Query {
            q: "x".to_owned(),
            open: vec!["y".to_owned()],
            job: Some("old".to_owned()),
            pr: Some(1),
            ..Query::default()
        };
        goal.lead(&mut query);
        crate::url::format(&query)
    };
    // What was opened stays with a view, and is nowhere else.
    assert_eq!(led(Goal::View(View::Tree)), "view=tree&q=x&pr=1&job=old");
    assert_eq!(led(Goal::Project("p".into())), "project=p&q=x");
    assert_eq!(
        led(Goal::Job("id".into(), String::new())),
        "view=job&q=x&job=id"
    );
    assert_eq!(
        led(Goal::Job("id".into(), "p".into())),
        "view=job&project=p&q=x&job=id"
    );
    let run = |project: &str| led(Goal::Run("5".into(), project.into()));
    assert_eq!(run(""), "view=run&q=x&run=5");
    assert_eq!(run("p"), "view=run&project=p&q=x&run=5");
    let pr = |project: &str| led(Goal::Pr(7, project.into()));
    assert_eq!(pr(""), "view=pr&q=x&pr=7");
    assert_eq!(pr("p"), "view=pr&project=p&q=x&pr=7");
}
