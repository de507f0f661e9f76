//! Pages, windows, ETags.

use tailorbird_github::test_util::{Reply, World, night, run, sha};
use tailorbird_github::{Cache, Error, RunQuery};

use crate::kit::{kit, repo};

const DAY: i64 = 86_400;

fn nights(n: u64) -> World {
    let mut world = World::default();
    for number in 1..=n {
        let created = world.now - i64::try_from(n - number).unwrap() * 3_600;
        world.runs.push(run(
            9_007_199_254_740_993 + number,
            number,
            created,
            &sha(number),
        ));
    }
    world
}

fn nightly() -> RunQuery {
    RunQuery {
        workflow: Some("nightly.yaml".to_owned()),
        event: Some("schedule".to_owned()),
        ..RunQuery::default()
    }
}

#[test]
fn all_pages_by_their_links_with_ids_as_they_are() {
    let mut kit = kit(nights(230));
    let listing = kit.client.runs(&repo(), &nightly()).unwrap();
    assert!(listing.complete);
    assert_eq!(listing.rows.len(), 230);
    assert_eq!(listing.rows[0].id, 9_007_199_254_740_993 + 230);
    assert_eq!(kit.targets().len(), 3);
    assert_eq!(
        kit.targets()[0],
        "/repos/o/r/actions/workflows/nightly.yaml/runs?event=schedule&per_page=100"
    );
    // The links name the repository by its id.
    assert!(
        kit.targets()[2].starts_with("/repositories/4711/actions/workflows/nightly.yaml/runs?")
    );
}

#[test]
fn rows_that_shift_between_pages_come_once_and_in_their_newest_form() {
    let mut world = nights(230);
    // Two runs appear while the list is read: rows move down and come again on the next page.
    let now = world.now;
    world.arriving = vec![run(8, 232, now + 2, &sha(1)), run(7, 231, now + 1, &sha(1))];
    let mut kit = kit(world);
    let listing = kit.client.runs(&repo(), &RunQuery::default()).unwrap();
    let mut ids: Vec<u64> = listing.rows.iter().map(|run| run.id).collect();
    ids.sort_unstable();
    let n_all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), n_all, "a run came twice");
    assert!((1..=230).all(|n| ids.contains(&(9_007_199_254_740_993 + n))));
    // The list says 232 and gave 230: that is told.
    assert!(!listing.complete);
    let again = kit.client.runs(&repo(), &RunQuery::default()).unwrap();
    assert!(again.complete && again.rows.len() == 232);
}

#[test]
fn the_newer_form_of_a_row_stands() {
    let mut world = World::default();
    let old = run(5, 1, world.now, &sha(1));
    let mut new = old.clone();
    new["updated_at"] = "2025-12-09T00:00:00Z".into();
    new["conclusion"] = "failure".into();
    for rows in [vec![old.clone(), new.clone()], vec![new, old]] {
        world.runs = rows;
        let listing = kit(world.clone())
            .client
            .runs(&repo(), &RunQuery::default())
            .unwrap();
        assert_eq!(listing.rows.len(), 1);
        assert_eq!(listing.rows[0].conclusion.as_deref(), Some("failure"));
        // GitHub counted two.
        assert_eq!(listing.rows[0].id, 5);
    }
}

#[test]
fn fewer_rows_than_told_are_partial() {
    let mut kit = kit(World::default());
    let short = r#"{"total_count":3,"jobs":[{"id":1,"run_id":1},{"id":2,"run_id":1}]}"#;
    kit.github.world().fail("/jobs", Reply::new(200, short));
    let listing = kit.client.jobs(&repo(), 1).unwrap();
    assert_eq!(
        (listing.rows.len(), listing.total, listing.complete),
        (2, Some(3), false)
    );
}

#[test]
fn a_row_that_cannot_be_read_is_told_and_costs_no_other() {
    let mut kit = kit(World::default());
    let odd = r#"{"total_count":2,"jobs":[{"id":"x","run_id":1},{"id":2,"run_id":1,"status":"dreaming","extra":{}}]}"#;
    kit.github.world().fail("/jobs", Reply::new(200, odd));
    let listing = kit.client.jobs(&repo(), 1).unwrap();
    assert_eq!(listing.rows[0].status.as_deref(), Some("dreaming"));
    assert_eq!(
        (
            listing.rows.len(),
            listing.unreadable.len(),
            listing.complete
        ),
        (1, 1, false)
    );
}

#[test]
fn a_circle_of_pages_ends() {
    let mut kit = kit(World::default());
    let page = r#"[{"number":1}]"#;
    let target = "/repos/o/r/pulls?state=all&sort=updated&direction=desc&per_page=100";
    let circle = format!("<{}{target}>; rel=\"next\"", kit.github.api.url());
    kit.github
        .world()
        .fail("/pulls", Reply::new(200, page).with("link", circle));
    let listing = kit.client.pulls(&repo(), 0).unwrap();
    assert_eq!((listing.rows.len(), listing.complete), (1, false));
    assert_eq!(kit.targets(), [target]);
}

#[test]
fn a_next_page_elsewhere_is_not_asked() {
    let mut kit = kit(World::default());
    for (link, place) in [
        (
            format!(
                "<{}/repos/o/r/pulls?page=2>; rel=\"next\"",
                kit.github.storage.url()
            ),
            "http://127",
        ),
        (
            format!("<{}/user>; rel=\"next\"", kit.github.api.url()),
            "http://127",
        ),
    ] {
        kit.github
            .world()
            .fail("/pulls", Reply::new(200, "[]").with("link", link));
        match kit.client.pulls(&repo(), 0) {
            Err(Error::Elsewhere { place: told, .. }) => assert!(told.starts_with(place)),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(kit.github.storage.asked().len(), 0);
    assert_eq!(kit.targets().len(), 2);
}

#[test]
fn lists_of_a_thousand_are_split_by_time() {
    let world = nights(2_300);
    let (from, to) = (world.now - 100 * DAY, world.now);
    let mut kit = kit(world);
    let query = RunQuery {
        from: Some(from),
        to: Some(to),
        ..RunQuery::default()
    };
    let listing = kit.client.runs(&repo(), &query).unwrap();
    assert!(listing.complete);
    assert_eq!(listing.rows.len(), 2_300);
    let numbers: Vec<u64> = listing
        .rows
        .iter()
        .filter_map(|run| run.run_number)
        .collect();
    assert!(
        numbers.is_sorted_by(|a, b| a > b),
        "the newest comes first, each once"
    );
    // Without the split it would have been 10 pages with 1,000 runs.
    assert!(kit.targets().len() <= 23 + 2 * 8, "{}", kit.targets().len());
}

#[test]
fn more_than_a_thousand_in_one_second_is_partial() {
    let mut world = World::default();
    let now = world.now;
    world.runs = (1..=1_100).map(|n| run(n, n, now, &sha(n))).collect();
    let query = RunQuery {
        from: Some(now - 1),
        to: Some(now),
        ..RunQuery::default()
    };
    let listing = kit(world).client.runs(&repo(), &query).unwrap();
    assert!(!listing.complete);
    assert!(!listing.rows.is_empty());
}

#[test]
fn pull_requests_are_read_as_far_back_as_asked() {
    let mut world = World::default();
    let now = world.now;
    world.pulls = (1..=250_u64)
        .map(|n| {
            let updated = now - i64::try_from(n).unwrap() * 3_600;
            tailorbird_github::test_util::pull(n, "A title", &sha(n), "fork/r", updated)
        })
        .collect();
    let mut kit = kit(world);
    let listing = kit.client.pulls(&repo(), now - 120 * 3_600).unwrap();
    assert!(listing.complete);
    assert_eq!(listing.rows.len(), 200);
    assert_eq!(kit.targets().len(), 2);
}

#[test]
fn an_unchanged_answer_costs_nothing_also_in_another_session() {
    let mut kit = kit(nights(250));
    let first = kit.client.runs(&repo(), &nightly()).unwrap();
    let before = kit.client.spent();
    let kept = kit.client.cache().to_json();
    kit.client.set_cache(Cache::from_json(&kept).unwrap());
    let second = kit.client.runs(&repo(), &nightly()).unwrap();
    assert_eq!(first, second);
    let after = kit.client.spent();
    assert_eq!((before.calls, after.calls, after.unchanged), (3, 6, 3));
    assert_eq!(before.remaining, after.remaining);
    // A change is seen.
    kit.github.world().runs.pop();
    assert_eq!(
        kit.client.runs(&repo(), &nightly()).unwrap().rows.len(),
        249
    );
}

/// Jobs are many and are asked for once: keeping them would cost more than it spares.
#[test]
fn jobs_are_not_kept() {
    let mut world = World::default();
    let (run, jobs) = night(1, world.now - DAY, 250);
    let id = run["id"].as_u64().unwrap();
    world.add((run, jobs));
    let mut kit = kit(world);
    assert_eq!(kit.client.jobs(&repo(), id).unwrap().rows.len(), 250);
    assert!(kit.client.cache().is_empty());
}

#[test]
fn a_cache_of_another_version_is_passed_over() {
    let mut kit = kit(World::default());
    kit.client.repository(&repo()).unwrap();
    let text = String::from_utf8(kit.client.cache().to_json()).unwrap();
    let other = text.replace("\"id\":4711", "\"number\":4711");
    assert_ne!(text, other);
    kit.client
        .set_cache(Cache::from_json(other.as_bytes()).unwrap());
    assert_eq!(kit.client.repository(&repo()).unwrap().id, 4711);
    assert_eq!(kit.client.spent().unchanged, 0);
}

#[test]
fn a_comparison_is_read_to_its_limit() {
    let commit = |n| serde_json::json!({"sha": sha(n), "commit": {"message": "x"}, "parents": []});
    let world = World {
        commits: (0..=400).map(commit).collect(),
        ..World::default()
    };
    let mut kit = kit(world);
    let whole = kit
        .client
        .compare(&repo(), &sha(0), &sha(230), 250)
        .unwrap();
    assert_eq!(
        (whole.rows.len(), whole.total, whole.complete),
        (230, Some(230), true)
    );
    let cut = kit
        .client
        .compare(&repo(), &sha(0), &sha(400), 250)
        .unwrap();
    assert_eq!((cut.rows.len(), cut.complete), (300, false));
    assert_eq!(kit.targets().len(), 6);
}
