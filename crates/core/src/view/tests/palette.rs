//! Where words lead.

use tailorbird_snapshot::Kind;

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
        all.filter(|jump| matches!(jump.goal, Goal::Run(_))).count()
    };
    for text in ["3 dec", "2025-12-03", "3 Dec 2025"] {
        assert_eq!(found(text), 1, "{text}");
    }
    assert_eq!(found("2025-12"), 4);
    assert_eq!(found("2026"), 0);
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
    assert_eq!(led(Goal::Run("5".into())), "view=run&q=x&run=5");
    assert_eq!(led(Goal::Pr(7)), "view=pr&q=x&pr=7");
}
