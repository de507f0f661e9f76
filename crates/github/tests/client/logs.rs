//! Logs, from the other host.

use tailorbird_github::Error;
use tailorbird_github::test_util::{FakeServer, Fault, Reply, World};

use crate::kit::{Kit, impatient, kit_until, repo};

fn with_log(size: usize) -> Kit {
    let mut world = World::default();
    let log = (0..size).map(|n| u8::try_from(n % 251).unwrap()).collect();
    world.logs.insert(56_754_596_675, log);
    impatient(world)
}

fn read(kit: &mut Kit, limit: u64) -> Result<(Vec<u8>, bool), Error> {
    let mut log = Vec::new();
    let end = kit.client.log(&repo(), 56_754_596_675, limit, &mut log)?;
    assert_eq!(end.bytes, u64::try_from(log.len()).unwrap());
    Ok((log, end.cut))
}

#[test]
fn a_log_comes_whole_or_to_the_limit() {
    let mut kit = with_log(300_000);
    let (log, cut) = read(&mut kit, 1_000_000).unwrap();
    assert_eq!((log.len(), cut), (300_000, false));
    assert_eq!(log[299_999], u8::try_from(299_999 % 251).unwrap());
    for limit in [0, 1, 70_000, 299_999] {
        let (log, cut) = read(&mut kit, limit).unwrap();
        assert_eq!((log.len() as u64, cut), (limit, true));
    }
    let (log, cut) = read(&mut kit, 300_000).unwrap();
    assert_eq!((log.len(), cut), (300_000, false));
    assert_eq!(kit.client.spent().downloads, 6);
}

#[test]
fn the_other_host_is_told_nothing() {
    let mut kit = with_log(10);
    read(&mut kit, 100).unwrap();
    let api = kit.github.api.asked();
    assert!(api[0].header("authorization").is_some());
    assert!(api[0].header("x-github-api-version").is_some());
    let storage = kit.github.storage.asked();
    assert_eq!(storage[0].target, "/log/56754596675?sig=signed");
    let names: Vec<&str> = storage[0]
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(
        !names.contains(&"authorization") && !names.contains(&"cookie"),
        "{names:?}"
    );
}

#[test]
fn a_log_that_is_gone_is_no_fault() {
    let mut kit = with_log(10);
    kit.github
        .world()
        .fail("/logs", Reply::new(410, r#"{"message":"Server Error"}"#));
    assert!(read(&mut kit, 100).unwrap_err().is_absent());
    kit.github.world().fail("/logs", Reply::new(404, ""));
    assert!(read(&mut kit, 100).unwrap_err().is_absent());
    let gone = format!("{}/log/1?sig=secret", kit.github.storage.url());
    kit.github
        .world()
        .fail("/logs", Reply::new(302, "").with("location", gone));
    let err = read(&mut kit, 100).unwrap_err();
    assert!(err.is_absent() && !err.to_string().contains("secret"));
}

#[test]
fn faults_of_either_host_are_survived() {
    for fault in [
        Reply::new(500, ""),
        Reply::failing(Fault::Hang),
        Reply::failing(Fault::Close),
        Reply::new(429, "").with("retry-after", 3),
    ] {
        let mut kit = with_log(1_000);
        kit.github.world().fail("/logs", fault);
        assert_eq!(read(&mut kit, 9_999).unwrap().0.len(), 1_000);
    }
    // An address of nobody.
    let mut kit = with_log(1_000);
    let nobody = "http://127.0.0.1:1/log?sig=secret";
    for _ in 0..3 {
        kit.github
            .world()
            .fail("/logs", Reply::new(302, "").with("location", nobody));
    }
    let err = read(&mut kit, 9_999).unwrap_err();
    assert!(matches!(err, Error::Unavailable { .. }), "{err}");
    assert!(
        !err.to_string().contains("secret") && !err.to_string().contains("sig="),
        "{err}"
    );
}

#[test]
fn a_log_that_hangs_is_left_at_the_deadline() {
    let hanging = FakeServer::start(|_| Reply::failing(Fault::Hang)).unwrap();
    let mut kit = kit_until(World::default(), 1);
    let there = Reply::new(302, "").with("location", format!("{}/log", hanging.url()));
    kit.github.world().fail("/logs", there);
    let err = read(&mut kit, 100).unwrap_err();
    assert!(matches!(err, Error::Deadline { .. }), "{err}");
    assert_eq!(hanging.asked().len(), 1);
}

#[test]
fn a_log_is_not_fetched_openly() {
    let mut kit = with_log(10);
    let open = Reply::new(302, "").with("location", "http://logs.example/x?sig=secret");
    kit.github.world().fail("/logs", open);
    let err = read(&mut kit, 100).unwrap_err();
    assert!(matches!(err, Error::Elsewhere { .. }));
    assert!(err.to_string().contains("http://logs.example") && !err.to_string().contains("secret"));
}
