//! Which rows come of which objects: pull requests of forks, roles, required jobs, logs.

use serde_json::json;
use tailorbird_github::test_util::{World, job, night, pull, sha, skipped};
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::config::{self, RequiredFrom, Role};
use tailorbird_snapshot::dataset::RunKey;

use super::kit::{Kit, nights};
use crate::collect::LiveOptions;

fn pull_run(
    number: u64,
    created: i64,
    head: u64,
    fork: (u64, &str),
    branch: &str,
) -> serde_json::Value {
    let (mut run, _) = night(number, created, 0);
    run["event"] = "pull_request_target".into();
    run["path"] = ".github/workflows/ci.yaml@refs/pull/1/merge".into();
    run["head_sha"] = sha(head).into();
    run["head_branch"] = branch.into();
    run["head_repository"] = json!({"id": fork.0, "full_name": fork.1});
    run
}

fn numbers(kit: &Kit, run: u64) -> Vec<u64> {
    let run = kit
        .history
        .runs()
        .find(|known| known.number == Some(run))
        .unwrap();
    run.pull_requests.iter().copied().collect()
}

#[test]
fn runs_of_forks_find_their_pull_requests() {
    let mut world = World::default();
    let now = world.now;
    // Two forks with branches of one name, and one commit in two pull requests.
    let mut a = pull(10, "From a", &sha(1), "a/r", now);
    let mut a_too = pull(11, "Also from a", &sha(1), "a/r", now);
    let mut b = pull(12, "From b", &sha(2), "b/r", now);
    for (pull, id) in [(&mut a, 50), (&mut a_too, 50), (&mut b, 51)] {
        pull["head"]["repo"]["id"] = id.into();
    }
    // Closed before any of these runs began.
    let mut old = pull(9, "Old", &sha(8), "b/r", now - 9 * 86_400);
    old["head"]["repo"]["id"] = 51.into();
    old["closed_at"] = "2025-11-20T00:00:00Z".into();
    // Opened after them.
    let mut later = pull(14, "Later", &sha(9), "b/r", now);
    later["head"]["repo"]["id"] = 51.into();
    later["created_at"] = "2025-12-01T23:59:59Z".into();
    world.pulls = vec![a, a_too, b, old, later];
    for (number, head, fork) in [
        (1, 1, (50, "a/r")),
        (2, 2, (51, "b/renamed")),
        (3, 7, (51, "b/r")),
        (4, 2, (52, "c/r")),
    ] {
        world.add((pull_run(number, now - 3_600, head, fork, "fix"), Vec::new()));
    }
    // What GitHub lists beside a scheduled run are pull requests of unrelated forks.
    let (mut nightly, jobs) = night(5, now - 3_600, 1);
    nightly["pull_requests"] =
        json!([{"number": 10, "url": "https://api.github.com/repos/x/y/pulls/10"}]);
    world.add((nightly, jobs));
    // A branch of the repository itself is named by GitHub.
    let mut own = pull_run(6, now - 3_600, 3, (4711, "o/r"), "own");
    own["pull_requests"] = json!([
        {"number": 13, "url": "https://api.github.com/repos/o/r/pulls/13"},
        {"number": 99, "url": "https://api.github.com/repos/fork/r/pulls/99"},
    ]);
    world.add((own, Vec::new()));
    let mut kit = Kit::new(world);
    kit.collect();
    assert_eq!(numbers(&kit, 1), [10, 11]);
    assert_eq!(numbers(&kit, 2), [12]);
    // An older commit of the branch.
    assert_eq!(numbers(&kit, 3), [12]);
    assert_eq!(numbers(&kit, 4), [0_u64; 0]);
    assert_eq!(numbers(&kit, 5), [0_u64; 0]);
    assert_eq!(numbers(&kit, 6), [13]);
    assert_eq!(kit.history.pull_request("r", 12).unwrap().title, "From b");
    assert_eq!(
        kit.history.pull_request("r", 12).unwrap().author.as_deref(),
        Some("octocat")
    );
    let run = kit
        .history
        .runs()
        .find(|run| run.number == Some(1))
        .unwrap();
    assert_eq!((run.workflow.as_str(), run.kind), ("ci.yaml", Kind::Prs));
}

#[test]
fn roles_come_from_the_configuration() {
    let mut world = nights(1, 2, 1);
    let (mut by_hand, jobs) = night(2, world.now - 60, 2);
    by_hand["event"] = "workflow_dispatch".into();
    by_hand["path"] = ".github/workflows/release.yaml".into();
    world.add((by_hand, jobs));
    let mut kit = Kit::new(world.clone());
    let summary = kit.collect();
    assert_eq!(summary.runs, 1);
    let mut kit = Kit::new(world);
    let mut release = config::Workflow::default();
    release.file = Some("release.yaml".to_owned());
    release.role = Role::Nightly;
    kit.targets[0].workflows = vec![release];
    let summary = kit.collect();
    assert_eq!(
        (summary.runs, kit.history.runs().next().unwrap().number),
        (1, Some(2))
    );
    let asked = kit.github.api.asked();
    assert!(
        asked[1]
            .target
            .starts_with("/repos/o/r/actions/workflows/release.yaml/runs?created=")
    );
}

#[test]
fn the_first_role_that_fits_is_taken() {
    let role = |file: Option<&str>, event: Option<&str>, role| {
        let mut workflow = config::Workflow::default();
        workflow.file = file.map(str::to_owned);
        workflow.event = event.map(str::to_owned);
        workflow.role = role;
        workflow
    };
    let mut kit = Kit::new(World::default());
    let target = &mut kit.targets[0];
    let run = |file: &str, event: &str| {
        let value = json!({"id": 1, "path": format!(".github/workflows/{file}"), "event": event});
        serde_json::from_value(value).unwrap()
    };
    assert_eq!(
        target.kind_of(&run("a.yaml", "schedule")),
        Some(Kind::Nightly)
    );
    assert_eq!(
        target.kind_of(&run("a.yaml", "pull_request_target")),
        Some(Kind::Prs)
    );
    assert_eq!(target.kind_of(&run("a.yaml", "push")), None);
    target.workflows = vec![
        role(Some("a.yaml"), Some("push"), Role::PullRequest),
        role(Some("a.yaml"), None, Role::Nightly),
        role(None, Some("merge_group"), Role::PullRequest),
    ];
    assert_eq!(target.kind_of(&run("a.yaml", "push")), Some(Kind::Prs));
    assert_eq!(
        target.kind_of(&run("a.yaml", "workflow_dispatch")),
        Some(Kind::Nightly)
    );
    assert_eq!(
        target.kind_of(&run("b.yaml", "merge_group")),
        Some(Kind::Prs)
    );
    assert_eq!(target.kind_of(&run("b.yaml", "push")), None);
    assert_eq!(target.sources().len(), 3);
}

fn required(kit: &Kit) -> Vec<(String, Vec<String>)> {
    let sets = kit.history.required().map(|(_, set)| set);
    sets.map(|set| (set.source.clone(), set.jobs.iter().cloned().collect()))
        .collect()
}

#[test]
fn required_jobs_come_from_where_they_are_kept() {
    let mut world = nights(1, 3, 1);
    world.rules = vec![
        json!({"type": "deletion"}),
        json!({"type": "required_status_checks", "parameters":
            {"required_status_checks": [{"context": "lint", "integration_id": 1}]}}),
    ];
    world.files.insert(
        "tools/testing/gatekeeper/required-tests.yaml".to_owned(),
        "mapping:\n  test:\n    names:\n      - Nightly / tests / run (a)\n    regexps:\n      - Nightly / tests / .*vm0, host2\n".to_owned(),
    );
    let check = |from: RequiredFrom, expect: &[(&str, &[&str])]| {
        let mut kit = Kit::new(world.clone());
        kit.targets[0].required.from = from;
        kit.targets[0].required.jobs = vec!["listed".to_owned()];
        kit.collect();
        let expect: Vec<(String, Vec<String>)> = expect
            .iter()
            .map(|(source, jobs)| {
                (
                    (*source).to_owned(),
                    jobs.iter().map(|&job| job.to_owned()).collect(),
                )
            })
            .collect();
        assert_eq!(required(&kit), expect);
    };
    check(
        RequiredFrom::BranchProtection,
        &[("branch-protection", &["gate", "lint"])],
    );
    check(
        RequiredFrom::Gatekeeper,
        &[(
            "gatekeeper",
            &["tests / run (a)", "tests / run-k8s-tests (vm0, host2)"],
        )],
    );
    check(RequiredFrom::List, &[("list", &["listed"])]);
    check(RequiredFrom::Data, &[]);
}

#[test]
fn runs_name_the_set_that_was_in_force() {
    let mut world = nights(2, 1, 1);
    let newest = world.runs.pop().unwrap();
    let id = newest["id"].as_u64().unwrap();
    let jobs = world.jobs.remove(&id).unwrap();
    // It is early on the day before.
    world.now -= 86_400;
    let mut kit = Kit::new(world);
    kit.collect();
    let set = |kit: &Kit, id| {
        let key = RunKey {
            project: "r".to_owned(),
            id,
        };
        let run = kit.history.run(&key).unwrap();
        kit.history.required_of(run).map(str::to_owned)
    };
    // What was in force before anybody looked is not known.
    assert_eq!(set(&kit, id - 100_000), None);
    {
        let mut world = kit.github.world();
        world.now += 86_400;
        world.add((newest, jobs));
    }
    kit.collect();
    assert!(set(&kit, id).is_some());
    assert_eq!(kit.history.required().count(), 1);
}

#[test]
fn failing_tests_come_from_logs_of_failed_attempts() {
    let mut world = nights(1, 1, 1);
    let run = world.runs[0]["id"].as_u64().unwrap();
    let started = world.now - 7_000;
    let first = job(run + 50, run, 1, "bats", started, false);
    let copy = tailorbird_github::test_util::job_copy(&first, run + 60, 2, started + 900);
    let jobs = world.jobs.get_mut(&run).unwrap();
    jobs.extend([first, copy, skipped(run + 70, run, "never", started)]);
    jobs.push(job(run + 80, run, 1, "gone", started, false));
    world.logs.insert(
        run + 50,
        b"1..2\nok 1 starts\nnot ok 2 stops\n# (in test file k8s-a.bats, line 3)\n".to_vec(),
    );
    let mut kit = Kit::new(world);
    let options = LiveOptions {
        logs: true,
        ..LiveOptions::default()
    };
    let summary = kit.try_collect(&options).unwrap();
    let key = kit.history.runs().next().unwrap().key.clone();
    let real = kit.history.real_attempts(&key);
    let bats = real
        .attempts
        .iter()
        .find(|(_, attempt)| attempt.job == "bats")
        .unwrap()
        .1;
    let names: Vec<&str> = bats
        .failing_tests
        .iter()
        .map(|case| case.name.as_str())
        .collect();
    assert_eq!(names, ["stops"]);
    assert_eq!(bats.failing_step.as_deref(), Some("Run tests"));
    assert!(bats.excerpt.as_deref().unwrap().contains("not ok 2 stops"));
    // Copies have no log of their own, passed and skipped jobs none that matters; one is gone.
    let asked = kit.github.api.asked();
    let logs: Vec<_> = asked
        .iter()
        .filter(|asked| asked.target.ends_with("/logs"))
        .collect();
    assert_eq!((logs.len(), summary.logs, summary.partial), (2, 1, 0));
    assert!(
        kit.github.storage.asked()[0]
            .header("authorization")
            .is_none()
    );
}

#[test]
fn a_log_is_read_once() {
    let mut world = nights(1, 1, 1);
    let run = world.runs[0]["id"].as_u64().unwrap();
    let started = world.now - 7_000;
    let first = job(run + 50, run, 1, "bats", started, false);
    world.jobs.get_mut(&run).unwrap().push(first);
    let log = b"1..1\nnot ok 1 stops\n".to_vec();
    world.logs.insert(run + 50, log.clone());
    world.logs.insert(run + 60, log);
    let mut kit = Kit::new(world);
    let options = LiveOptions {
        logs: true,
        ..LiveOptions::default()
    };
    assert_eq!(kit.try_collect(&options).unwrap().logs, 1);
    // It fails again in another attempt: only that log is new.
    {
        let mut world = kit.github.world();
        world.runs[0]["run_attempt"] = 2.into();
        let second = job(run + 60, run, 2, "bats", started + 3_000, false);
        world.jobs.get_mut(&run).unwrap().push(second);
    }
    let summary = kit.try_collect(&options).unwrap();
    assert_eq!((summary.fetched, summary.logs), (1, 1));
    let asked: Vec<String> = kit
        .github
        .storage
        .asked()
        .into_iter()
        .map(|asked| asked.target)
        .collect();
    assert_eq!(
        asked,
        [50, 60].map(|n| format!("/log/{}?sig=signed", run + n))
    );
}
