//! Limits, deadlines and faults: what is complete is kept, the rest is marked and comes later.

use std::time::Duration;

use tailorbird_github::test_util::{Fault, Reply};
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::Covered;

use super::kit::{CANARY, DAY, Kit, nights};
use crate::collect::LiveOptions;

/// A second collection without faults completes everything.
fn heals(kit: &mut Kit, n_attempts: usize) {
    {
        let mut world = kit.github.world();
        world.faults.clear();
        (world.remaining, world.largest_page) = (5_000, None);
    }
    kit.deadline_secs = None;
    kit.timeout = Duration::from_secs(30);
    let summary = kit.collect();
    assert_eq!((summary.partial, summary.stopped.as_deref()), (0, None));
    assert!(kit.history.runs().all(|run| !run.partial));
    assert_eq!(kit.attempts().len(), n_attempts);
}

#[test]
fn each_fault_is_survived_and_nothing_is_lost() {
    let limited = |status| Reply::new(status, r#"{"message":"slow down"}"#).with("retry-after", 3);
    let faults = [
        ("429 on a list", "/actions/runs?", limited(429)),
        ("403 with a pause", "/jobs?", limited(403)),
        ("502 in the middle", "page=2", Reply::new(502, "<html>")),
        ("503", "/compare/", Reply::new(503, "")),
        ("a time-out", "/jobs?", Reply::failing(Fault::Hang)),
        ("no answer", "/actions/runs?", Reply::failing(Fault::Close)),
        ("a torn body", "page=2", Reply::failing(Fault::Truncate(1))),
        ("an error page", "/jobs?", Reply::new(200, "<html>")),
    ];
    for (name, part, reply) in faults {
        let mut kit = Kit::new(nights(3, 150, 2));
        kit.timeout = Duration::from_millis(800);
        kit.github.world().fail(part, reply);
        let summary = kit.collect();
        assert_eq!((summary.fetched, summary.partial), (3, 0), "{name}");
        assert_eq!(kit.attempts().len(), 450, "{name}");
        assert_eq!(kit.history.commits().count(), 2, "{name}");
        assert!(summary.repeated >= 1, "{name}");
    }
}

#[test]
fn one_run_that_fails_never_fails_the_others() {
    let world = nights(3, 20, 1);
    let id = world.runs[1]["id"].as_u64().unwrap();
    let mut kit = Kit::new(world);
    for _ in 0..20 {
        kit.github
            .world()
            .fail(&format!("/runs/{id}/jobs"), Reply::new(500, ""));
    }
    let summary = kit.collect();
    assert_eq!((summary.fetched, summary.partial), (2, 1));
    assert!(
        summary.problems[0].contains(&format!("/runs/{id}/jobs")),
        "{:?}",
        summary.problems
    );
    assert_eq!(kit.attempts().len(), 40);
    let key = kit.history.runs().find(|run| run.key.id == id).unwrap();
    assert!(key.partial);
    let day = i32::try_from(key.created_at / DAY).unwrap();
    let covered = |kit: &Kit| {
        let mut days = kit.history.coverage();
        days.find(|(source, on, _)| *on == day && source.kind == Kind::Nightly)
            .map(|(.., covered)| covered)
    };
    assert_eq!(covered(&kit), Some(Covered::Partial));
    heals(&mut kit, 60);
    assert_eq!(covered(&kit), Some(Covered::Complete));
}

#[test]
fn few_requests_left_end_it_in_good_order() {
    let mut world = nights(10, 250, 1);
    world.remaining = 213;
    let mut kit = Kit::new(world);
    let summary = kit.collect();
    let why = summary.stopped.clone().unwrap();
    assert!(why.contains("only 199 requests are left"), "{why}");
    // Newest nights first.
    let newest = kit.history.runs().max_by_key(|run| run.created_at).unwrap();
    assert!(!newest.partial);
    assert_eq!(summary.fetched + summary.partial, 10);
    assert!(summary.fetched >= 1 && summary.partial >= 1);
    assert_eq!(
        kit.history.runs().filter(|run| run.partial).count(),
        summary.partial
    );
    heals(&mut kit, 2_500);
}

#[test]
fn the_deadline_ends_it_in_good_order() {
    let mut kit = Kit::new(nights(5, 20, 1));
    kit.deadline_secs = Some(300);
    let a_while = Reply::new(429, "").with("retry-after", 200);
    kit.github.world().fail("/actions/runs?", a_while);
    let too_long = Reply::new(429, "").with("retry-after", 301);
    kit.github.world().fail("/jobs", too_long);
    let summary = kit.collect();
    assert!(
        summary
            .stopped
            .unwrap()
            .contains("the deadline 2025-12-02T00:05:00Z is too near")
    );
    assert_eq!(
        (summary.fetched, summary.partial, summary.waited_secs),
        (0, 5, 200)
    );
    heals(&mut kit, 100);
}

#[test]
fn a_list_that_is_cut_short_leaves_a_partial_run() {
    let mut kit = Kit::new(nights(1, 30, 1));
    // Fewer rows than counted, also attempt by attempt.
    let short = r#"{"total_count":30,"jobs":[{"id":1,"run_id":1,"run_attempt":1,"name":"a","status":"completed","conclusion":"success","started_at":"2025-12-01T00:00:00Z"}]}"#;
    for _ in 0..2 {
        kit.github.world().fail("/jobs", Reply::new(200, short));
    }
    let summary = kit.collect();
    assert_eq!(
        (summary.fetched, summary.partial, summary.attempts),
        (1, 1, 1)
    );
    // Attempt by attempt it is whole.
    let mut kit = Kit::new(nights(1, 30, 1));
    kit.github
        .world()
        .fail("/jobs?filter=all", Reply::new(200, short));
    let summary = kit.collect();
    assert_eq!((summary.partial, summary.jobs), (0, 31));
    let asked = kit.github.api.asked();
    assert!(
        asked
            .iter()
            .any(|asked| asked.target.contains("/attempts/1/jobs"))
    );
}

#[test]
fn a_refused_token_and_a_repository_that_is_not_there_are_errors() {
    let mut kit = Kit::new(nights(1, 1, 1));
    kit.github.world().fail(
        "/repos",
        Reply::new(401, r#"{"message":"Bad credentials"}"#),
    );
    let err = kit
        .try_collect(&LiveOptions::default())
        .unwrap_err()
        .to_string();
    assert!(err.contains("refuses the token"), "{err}");
    kit.targets[0].repo = "o/other".parse().unwrap();
    let err = kit
        .try_collect(&LiveOptions::default())
        .unwrap_err()
        .to_string();
    assert!(
        err.starts_with("failed to GET /repos/o/other: not found (404)"),
        "{err}"
    );
}

#[test]
fn a_repository_that_cannot_be_had_costs_three_tries_and_no_other() {
    let mut kit = Kit::new(nights(2, 5, 1));
    for _ in 0..99 {
        kit.github
            .world()
            .fail("/repos/o/r", Reply::failing(Fault::Close));
    }
    let err = kit
        .try_collect(&LiveOptions::default())
        .unwrap_err()
        .to_string();
    assert!(
        err.starts_with("failed to GET /repos/o/r: the connection broke"),
        "{err}"
    );
    assert_eq!(kit.n_calls(), 3);
    // Beside another one.
    kit.github.world().faults.clear();
    let mut other = kit.targets[0].clone();
    other.repo = "o/gone".parse().unwrap();
    other.project.id = "gone".to_owned();
    kit.targets.insert(0, other);
    let summary = kit.collect();
    assert_eq!((summary.fetched, summary.partial), (2, 0));
    assert!(
        summary.problems[0].contains("/repos/o/gone: not found"),
        "{:?}",
        summary.problems
    );
    assert_eq!(summary.problems.len(), 1);
}

#[test]
fn a_forbidden_part_is_told_and_the_rest_comes() {
    let mut kit = Kit::new(nights(2, 5, 1));
    let text = r#"{"message":"Resource not accessible by integration"}"#;
    kit.github
        .world()
        .fail("/branches/main", Reply::new(403, text));
    let summary = kit.collect();
    assert_eq!((summary.fetched, summary.partial), (2, 0));
    assert!(
        summary.problems[0].contains("refuses permission"),
        "{:?}",
        summary.problems
    );
}

#[test]
fn unfinished_runs_are_asked_again_until_they_are_done_or_abandoned() {
    let mut world = nights(1, 2, 1);
    let id = world.runs[0]["id"].as_u64().unwrap();
    for key in ["conclusion", "completed_at"] {
        world.runs[0][key] = serde_json::Value::Null;
        world.jobs.get_mut(&id).unwrap()[1][key] = serde_json::Value::Null;
    }
    world.runs[0]["status"] = "in_progress".into();
    world.jobs.get_mut(&id).unwrap()[1]["status"] = "in_progress".into();
    let mut kit = Kit::new(world.clone());
    kit.collect();
    assert_eq!(kit.collect().fetched, 1, "it may have gone on");
    let run = kit.history.runs().next().unwrap();
    assert_eq!((run.status.as_str(), run.partial), ("in_progress", false));
    // It ends.
    let done = nights(1, 2, 1);
    {
        let mut world = kit.github.world();
        (world.runs, world.jobs) = (done.runs, done.jobs);
    }
    assert_eq!(kit.collect().fetched, 1);
    assert_eq!(kit.collect().fetched, 0);
    assert!(
        kit.attempts()
            .iter()
            .all(|(.., conclusion)| conclusion.is_some())
    );
    // Another one never does.
    let mut kit = Kit::new(world);
    kit.collect();
    kit.github.world().now += 3 * DAY;
    let summary = kit.collect();
    assert_eq!((summary.fetched, summary.abandoned), (0, 1));
}

#[test]
fn the_token_is_in_nothing_that_is_told_or_written() {
    let mut kit = Kit::new(nights(2, 5, 1));
    for (part, status) in [
        ("/branches", 403),
        ("/rules", 422),
        ("/compare", 404),
        ("page=2", 500),
    ] {
        let echo = format!(r#"{{"message":"Bearer {CANARY}"}}"#);
        kit.github.world().fail(part, Reply::new(status, echo));
    }
    let summary = kit.collect();
    let told = format!(
        "{summary:?} {:?} {:?}",
        summary.lines(),
        kit.heard.0.borrow()
    );
    assert!(!told.contains(CANARY), "{told}");
    let written = std::fs::read_to_string(kit.folder.join(crate::collect::JOURNAL)).unwrap();
    assert!(written.len() > 1_000 && !written.contains(CANARY));
}
