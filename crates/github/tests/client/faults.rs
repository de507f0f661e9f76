//! Limits, broken servers and connections, refusals.

use serde_json::json;
use tailorbird_github::test_util::{FakeClock, FakeGithub, Fault, Reply, World, night};
use tailorbird_github::{Client, Error, Event, Options};

use crate::kit::{Kit, impatient, kit, kit_until, repo};

fn limited(status: u16) -> Reply {
    Reply::new(status, r#"{"message":"slow down"}"#)
}

/// One fault, then the right answer; the waits it took.
fn survives(reply: &Reply) -> Vec<u64> {
    let start = if reply.fault == Fault::Hang {
        impatient
    } else {
        kit
    };
    let mut kit = start(World::default());
    kit.github.world().fail("/repos/o/r", reply.clone());
    let repository = kit.client.repository(&repo()).unwrap();
    assert_eq!(repository.default_branch.as_deref(), Some("main"));
    assert_eq!(kit.targets().len(), 2);
    assert_eq!(kit.client.spent().repeated, 1);
    kit.clock.slept()
}

#[test]
fn a_pause_is_kept_to_the_second() {
    assert_eq!(survives(&limited(403).with("retry-after", 17)), [17]);
    assert_eq!(survives(&limited(429).with("retry-after", 90)), [90]);
}

#[test]
fn without_requests_left_it_waits_for_the_reset() {
    let world = World::default();
    let reset = world.now + 600;
    for status in [403, 429] {
        let reply = limited(status)
            .with("x-ratelimit-remaining", 0)
            .with("x-ratelimit-reset", reset);
        assert_eq!(survives(&reply), [601]);
    }
}

#[test]
fn other_signs_of_a_limit_take_a_minute_and_more() {
    assert_eq!(survives(&limited(429)), [60]);
    let secondary = r#"{"message":"You have exceeded a secondary rate limit."}"#;
    assert_eq!(survives(&Reply::new(403, secondary)), [60]);
    let mut kit = kit(World::default());
    for _ in 0..5 {
        kit.github.world().fail("/repos/o/r", limited(429));
    }
    let err = kit.client.repository(&repo()).unwrap_err();
    assert_eq!(
        err,
        Error::Limited {
            request: "GET /repos/o/r".into(),
            tries: 5
        }
    );
    assert!(err.stops_all());
    assert_eq!(kit.clock.slept(), [60, 120, 240, 480]);
    assert_eq!(kit.targets().len(), 5);
}

#[test]
fn a_wait_is_told() {
    let mut kit = kit(World::default());
    kit.github
        .world()
        .fail("/repos", limited(429).with("retry-after", 5));
    kit.client.repository(&repo()).unwrap();
    let text: Vec<String> = kit.events().iter().map(ToString::to_string).collect();
    assert_eq!(
        text,
        ["waiting 5 s, until 2025-12-02T00:00:05Z: GitHub asks for a pause"]
    );
}

#[test]
fn no_wait_goes_beyond_the_deadline() {
    let mut kit = kit_until(World::default(), 100);
    kit.github
        .world()
        .fail("/repos", limited(429).with("retry-after", 99));
    kit.client.repository(&repo()).unwrap();
    // A second is left.
    let mut reached = kit_until(World::default(), 100);
    reached
        .github
        .world()
        .fail("/repos", limited(429).with("retry-after", 100));
    let err = reached.client.repository(&repo()).unwrap_err();
    assert!(
        matches!(err, Error::Deadline { wait_secs: 100, .. }),
        "{err}"
    );
    assert!(err.stops_all());
    assert_eq!(reached.clock.slept(), [0_u64; 0]);
    reached.clock.pass(100);
    // Now nothing is sent at all, as soon as the service's time is known.
    reached.github.world().now += 100;
    let n_sent = reached.targets().len();
    assert!(matches!(
        reached.client.repository(&repo()),
        Err(Error::Deadline { .. })
    ));
    assert_eq!(reached.targets().len(), n_sent);
}

#[test]
fn two_hundred_requests_are_left_to_others() {
    let world = World {
        remaining: 202,
        ..World::default()
    };
    let mut kit = kit(world);
    kit.client.repository(&repo()).unwrap();
    kit.client.branch(&repo(), "main").unwrap();
    kit.client.rules(&repo(), "main").unwrap();
    let err = kit.client.repository(&repo()).unwrap_err();
    assert!(
        matches!(err, Error::Reserve { remaining: 199, .. }),
        "{err}"
    );
    assert!(err.stops_all());
    assert_eq!(kit.targets().len(), 3);
    // After the reset there are more.
    kit.clock.pass(3_001);
    kit.client.repository(&repo()).unwrap();
}

#[test]
fn without_a_token_a_quarter_of_the_small_limit_is_left() {
    let world = World {
        limit: 60,
        remaining: 17,
        ..World::default()
    };
    let mut kit = kit(world);
    for _ in 0..3 {
        kit.client.rules(&repo(), "main").unwrap();
        kit.github.world().rules.push(json!({"type": "deletion"}));
    }
    let err = kit.client.rules(&repo(), "main").unwrap_err();
    assert!(matches!(err, Error::Reserve { remaining: 14, .. }), "{err}");
}

#[test]
fn a_server_that_fails_is_asked_again() {
    for status in [500, 502, 503, 504] {
        assert_eq!(survives(&Reply::new(status, "<html>")), [1]);
    }
    for fault in [Fault::Close, Fault::Hang, Fault::Truncate(5)] {
        let reply = Reply {
            body: br#"{"id":1,"default_branch":"x"}"#.to_vec(),
            ..Reply::failing(fault)
        };
        assert_eq!(survives(&reply), [1]);
    }
    // An error page with status 200.
    assert_eq!(survives(&Reply::new(200, "<html>Unicorn!</html>")), [1]);
    let cut = Reply::new(200, r#"{"id":4711,"default_br"#);
    assert_eq!(survives(&cut), [1]);
}

#[test]
fn a_server_that_keeps_failing_is_given_up_by_name() {
    let mut kit = kit(World::default());
    for _ in 0..3 {
        kit.github.world().fail("/repos", Reply::new(502, "<html>"));
    }
    let err = kit.client.repository(&repo()).unwrap_err();
    let why = "GET /repos/o/r: GitHub answered 502, also at try 3; run it again later";
    assert_eq!(err.to_string(), why);
    assert!(!err.stops_all());
    assert_eq!(kit.clock.slept(), [1, 2]);
}

#[test]
fn pages_shrink_where_large_ones_fail() {
    let mut world = World::default();
    let (run, jobs) = night(1, world.now, 120);
    let id = run["id"].as_u64().unwrap();
    world.add((run, jobs));
    for (largest, n_calls) in [(50, 3 + 3), (25, 3 + 3 + 5)] {
        world.largest_page = Some(largest);
        let mut kit = kit(world.clone());
        let listing = kit.client.jobs(&repo(), id).unwrap();
        assert!(listing.complete);
        assert_eq!(listing.rows.len(), 120);
        assert_eq!(kit.targets().len(), n_calls);
        let smaller = |event: &&Event| matches!(event, Event::Smaller { .. });
        assert_eq!(
            kit.events().iter().filter(smaller).count(),
            100 / largest / 2
        );
    }
    world.largest_page = Some(10);
    let mut kit = kit(world);
    assert!(matches!(
        kit.client.jobs(&repo(), id),
        Err(Error::Unavailable { tries: 3, .. })
    ));
    assert_eq!(kit.targets().len(), 9);
}

#[test]
fn a_list_that_breaks_in_the_middle_is_whole_in_the_end() {
    for fault in [
        Reply::new(502, ""),
        Reply::failing(Fault::Hang),
        Reply::failing(Fault::Truncate(1)),
    ] {
        let mut world = World::default();
        let (run, jobs) = night(1, world.now, 250);
        let id = run["id"].as_u64().unwrap();
        world.add((run, jobs));
        let mut kit = impatient(world);
        kit.github.world().fail("page=2", fault);
        let listing = kit.client.jobs(&repo(), id).unwrap();
        assert_eq!((listing.rows.len(), listing.complete), (250, true));
        assert_eq!(kit.targets().len(), 4);
    }
}

fn refused(reply: Reply) -> (Error, Kit) {
    let mut kit = kit(World::default());
    kit.github.world().fail("/repos", reply);
    let err = kit.client.repository(&repo()).unwrap_err();
    assert_eq!(kit.targets().len(), 1, "{err}");
    (err, kit)
}

#[test]
fn a_refusal_is_named_and_not_repeated() {
    let text = r#"{"message":"Resource not accessible by integration"}"#;
    let (err, _) = refused(Reply::new(403, text));
    assert!(matches!(err, Error::Permission { .. }));
    assert_eq!(
        err.to_string(),
        "GET /repos/o/r: GitHub refuses permission (403: Resource not accessible by integration); \
         give the token read access to actions, contents and pull requests of this repository"
    );
    assert!(matches!(
        refused(Reply::new(404, "")).0,
        Error::NotFound { .. }
    ));
    assert!(matches!(refused(Reply::new(410, "")).0, Error::Gone { .. }));
    let (err, _) = refused(Reply::new(401, ""));
    assert!(err.stops_all());
    let (err, _) = refused(Reply::new(
        422,
        r#"{"message":"Validation\u001b[2J Failed"}"#,
    ));
    assert_eq!(
        err.to_string(),
        "GET /repos/o/r: GitHub answered 422: Validation [2J Failed"
    );
}

#[test]
fn redirects_stay_within_the_api() {
    let mut kit = kit(World::default());
    // A repository that was renamed.
    let here = format!("{}/repositories/4711", kit.github.api.url());
    kit.github
        .world()
        .fail("/repos", Reply::new(301, "").with("location", here));
    assert_eq!(kit.client.repository(&repo()).unwrap().id, 4711);
    let there = format!("{}/log/1?sig=signed", kit.github.storage.url());
    kit.github
        .world()
        .fail("/rules", Reply::new(302, "").with("location", there));
    let err = kit.client.rules(&repo(), "main").unwrap_err();
    assert!(matches!(err, Error::Elsewhere { .. }), "{err}");
    assert!(!err.to_string().contains("signed"));
    assert_eq!(kit.github.storage.asked().len(), 0);
    for _ in 0..30 {
        kit.github.world().fail(
            "/branches",
            Reply::new(302, "").with("location", "/repos/o/r/branches/main"),
        );
    }
    assert!(matches!(
        kit.client.branch(&repo(), "main"),
        Err(Error::Unavailable { .. })
    ));
    assert!(kit.targets().len() < 12);
}

#[test]
fn an_answer_without_end_is_not_read_to_its_end() {
    let github = FakeGithub::start(World::default()).unwrap();
    let options = Options {
        api_url: github.api.url(),
        max_bytes: 1_000,
        ..Options::default()
    };
    let mut client = Client::new(options, FakeClock::at(0)).unwrap();
    let long = |n| format!("{{\"id\":4711,\"x\":\"{}\"}}", "y".repeat(n));
    github.world().fail("/repos", Reply::new(200, long(900)));
    assert_eq!(client.repository(&repo()).unwrap().id, 4711);
    github.world().fail("/repos", Reply::new(200, long(1_000)));
    let err = client.repository(&repo()).unwrap_err();
    assert!(matches!(err, Error::TooLarge { limit: 1_000, .. }), "{err}");
}

#[test]
fn now_is_what_the_service_says() {
    let mut kit = kit(World::default());
    kit.clock.pass(-86_400);
    assert_eq!(kit.client.now(), World::default().now - 86_400);
    kit.client.repository(&repo()).unwrap();
    assert_eq!(kit.client.now(), World::default().now);
}
