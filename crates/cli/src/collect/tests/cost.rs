//! What a collection costs in calls.

use tailorbird_github::test_util::{Description, job, job_copy, night, pull, sha};
use tailorbird_snapshot::dataset::Covered;

use super::kit::{DAY, Kit, nights};
use crate::collect::LiveOptions;

#[test]
fn a_night_of_250_jobs_takes_at_most_17_calls() {
    let mut world = nights(2, 250, 12);
    let newest = world.runs.pop().unwrap();
    let id = newest["id"].as_u64().unwrap();
    let jobs = world.jobs.remove(&id).unwrap();
    let mut kit = Kit::new(world);
    kit.collect();
    // The next night comes, and 40 of its jobs were run again: the others are listed as copies.
    let again = kit.github.world().now - 600;
    let mut all = jobs.clone();
    for (n, job) in jobs.iter().enumerate() {
        let copy_id = id + 1_000 + n as u64;
        all.push(if n < 40 {
            tailorbird_github::test_util::job(
                copy_id,
                id,
                2,
                job["name"].as_str().unwrap(),
                again,
                true,
            )
        } else {
            job_copy(job, copy_id, 2, again)
        });
    }
    let mut run = newest;
    run["run_attempt"] = 2.into();
    kit.github.world().add((run, all));
    let before = kit.n_calls();
    let summary = kit.collect();
    let n_calls = kit.n_calls() - before;
    println!("a night of 250 jobs, 40 of them twice: {n_calls} calls");
    assert!(n_calls <= 17, "{n_calls}");
    assert_eq!((summary.fetched, summary.held), (1, 1));
    assert_eq!(
        (summary.jobs, summary.attempts, summary.copies),
        (500, 290, 210)
    );
    assert_eq!(summary.calls, n_calls as u64);
    let commits = kit
        .history
        .commits()
        .find(|range| range.head == sha(24))
        .unwrap();
    assert_eq!((commits.base.clone(), commits.commits.len()), (sha(12), 12));
    assert_eq!(commits.commits[0].pull_request, Some(9_013));
    assert_eq!(commits.commits[0].title, "change 13 (#9013)");
}

#[test]
fn ninety_nights_back_take_at_most_300_calls() {
    let mut kit = Kit::new(nights(90, 250, 10));
    let since = kit.github.world().now - 95 * DAY;
    let options = LiveOptions {
        since: Some(since),
        ..LiveOptions::default()
    };
    let summary = kit.try_collect(&options).unwrap();
    println!("90 nights of 250 jobs: {} calls", kit.n_calls());
    assert!(kit.n_calls() <= 300, "{}", kit.n_calls());
    assert_eq!((summary.fetched, summary.attempts), (90, 22_500));
    assert_eq!(kit.history.commits().count(), 89);
    assert!(kit.history.commits().all(|range| range.commits.len() == 10));
    // Nothing new: nothing but the lists is asked.
    let before = kit.n_calls();
    let again = kit.collect();
    assert_eq!((again.fetched, again.held), (0, 30));
    assert!(kit.n_calls() - before <= 6, "{}", kit.n_calls() - before);
}

#[test]
fn a_day_with_20_pull_requests_takes_at_most_400_calls() {
    let mut world = nights(1, 250, 1);
    let now = world.now;
    for n in 1..=60_u64 {
        // Three pushes to each of 20 pull requests, 150 checks each.
        let created = now - i64::try_from(n).unwrap() * 600;
        let number = n % 20;
        let (mut run, _) = night(1_000 + n, created, 0);
        let id = run["id"].as_u64().unwrap();
        run["event"] = "pull_request".into();
        run["path"] = ".github/workflows/ci.yaml".into();
        run["head_sha"] = sha(70_000 + n).into();
        run["head_branch"] = "fix".into();
        run["head_repository"] =
            serde_json::json!({"id": 100 + number, "full_name": format!("f{number}/r")});
        let jobs =
            (0..150).map(|k| job(id + 1 + k, id, 1, &format!("check {k}"), created + 9, true));
        world.add((run, jobs.collect()));
    }
    for number in 0..20 {
        let mut pull = pull(
            5_000 + number,
            "A change",
            &sha(70_000 + number + 1),
            &format!("f{number}/r"),
            now,
        );
        pull["head"]["repo"]["id"] = (100 + number).into();
        world.pulls.push(pull);
    }
    let mut kit = Kit::new(world);
    let summary = kit.collect();
    println!("a day with 20 pull requests: {} calls", kit.n_calls());
    assert!(kit.n_calls() <= 400, "{}", kit.n_calls());
    assert_eq!(summary.fetched, 61);
    let runs = kit.history.runs().filter(|run| run.event == "pull_request");
    let numbers: Vec<_> = runs.map(|run| run.pull_requests.len()).collect();
    assert_eq!(numbers, vec![1; 60]);
}

#[test]
fn a_dry_run_fetches_nothing_and_tells_the_cost() {
    let mut kit = Kit::new(nights(5, 250, 3));
    let options = LiveOptions {
        dry_run: true,
        ..LiveOptions::default()
    };
    let summary = kit.try_collect(&options).unwrap();
    assert_eq!(kit.history.runs().count(), 0);
    assert!(
        kit.github
            .api
            .asked()
            .iter()
            .all(|asked| !asked.target.contains("/jobs"))
    );
    let planned = summary.planned_calls.unwrap();
    let listed = kit.n_calls();
    assert_eq!(
        kit.heard.0.borrow()[0],
        "o/r: 5 nightly runs to fetch, about 15 calls for their jobs"
    );
    kit.collect();
    let spent = (kit.n_calls() - listed - listed) as u64;
    assert!(
        planned.abs_diff(spent) <= 2,
        "planned {planned}, spent {spent}"
    );
    assert!(!kit.folder.exists() || options.dry_run);
}

#[test]
fn days_are_covered_as_far_as_they_were_asked_for() {
    let mut kit = Kit::new(nights(3, 4, 1));
    kit.collect();
    let today = i32::try_from(kit.github.world().now / DAY).unwrap();
    let of = |day: i32| {
        let mut days = kit.history.coverage();
        let nightly = |kind| kind == tailorbird_snapshot::Kind::Nightly;
        days.find(|(source, on, _)| *on == day && nightly(source.kind))
            .map(|(.., covered)| covered)
    };
    // The newest night began two hours before midnight.
    let states: Vec<_> = (0..6).map(|ago| of(today - ago)).collect();
    let complete = Some(Covered::Complete);
    let nothing = Some(Covered::Nothing);
    assert_eq!(
        states,
        [nothing, complete, complete, complete, nothing, nothing]
    );
    assert_eq!(of(today - 31), None);
}

/// Every request of these collections, pages included, is one that GitHub describes.
#[test]
fn every_request_of_a_collection_is_described() {
    let Some(description) = Description::from_environment().unwrap() else {
        return;
    };
    let mut world = nights(3, 120, 2);
    let id = world.runs[0]["id"].as_u64().unwrap();
    let failed = job(id + 9_999, id, 1, "broken", world.now - 9_000, false);
    world.jobs.get_mut(&id).unwrap().push(failed);
    world
        .logs
        .insert(id + 9_999, b"not ok 1 it works\n".to_vec());
    let mut kit = Kit::new(world);
    kit.try_collect(&LiveOptions {
        logs: true,
        ..LiveOptions::default()
    })
    .unwrap();
    let mut operations = std::collections::BTreeSet::new();
    for asked in kit.github.api.asked() {
        let target = asked.target.replace("/repositories/4711", "/repos/o/r");
        let operation = description
            .operation_of(&target)
            .unwrap_or_else(|| panic!("{target}"));
        description
            .check(&operation, &target)
            .unwrap_or_else(|why| panic!("{target}: {why}"));
        operations.insert(operation);
    }
    assert!(operations.len() >= 7, "{operations:?}");
}
