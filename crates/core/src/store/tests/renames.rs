//! Renames of the configuration in old files.

use std::sync::Arc;

use tailorbird_snapshot::config::{Config, Rename};
use tailorbird_snapshot::{Kind, Snapshot};

use super::{nightly, short};
use crate::store::testkit::{job, snapshot};
use crate::store::{Input, Naming, Store, build, series_id};

/// The store of these files in this and in the other order, and what is told.
fn joined(files: &[Snapshot], expect: &[&str], told: &[&str]) -> Store {
    let mut rename = Rename::default();
    (rename.from, rename.to) = ("old".to_owned(), "new".to_owned());
    let mut config = Config::default();
    config.renames.push(rename);
    let naming = Arc::new(Naming::new(&config));
    let input = |file: &Snapshot| Input {
        snapshot: file.clone(),
        issues: Vec::new(),
    };
    let mut inputs: Vec<Input> = files.iter().map(input).collect();
    inputs.reverse();
    for _ in 0..2 {
        inputs.reverse();
        let (store, issues) = build(&inputs, Arc::clone(&naming));
        assert_eq!(short(&store), expect);
        let codes: Vec<&str> = issues.iter().map(|i| i.code).collect();
        assert_eq!(codes, told, "{issues:?}");
    }
    build(&inputs, naming).0
}

#[test]
fn both_names_are_one_job_in_each_kind() {
    let line = "nightly new - 9:failed 8:failed 7:failed 6:passed";
    let prs = "prs new ? 90:passed 89:failed";
    // Both names in one file, whichever stands first, and each in its own.
    let all = [
        vec![nightly(9, &[job("old", "..FP"), job("new", "FF")])],
        vec![nightly(9, &[job("new", "FF.."), job("old", "..FP")])],
        vec![
            nightly(9, &[job("new", "FF")]),
            nightly(7, &[job("old", "FP")]),
        ],
    ];
    for mut files in all {
        files.push(snapshot(Kind::Prs, 90, &[job("old", "PF").unknown()]));
        let store = joined(&files, &[line, prs], &[]);
        let at = store.find("new", Kind::Prs);
        assert_eq!(store.find("old", Kind::Prs), at);
        let id = store.series(at.unwrap()).unwrap().id();
        assert_eq!(id, series_id("", "prs", "new"));
    }
}

#[test]
fn the_newer_name_says_whether_the_job_is_required() {
    for required in ["new", "old"] {
        let one = |name: &str, strip| {
            let job = job(name, strip);
            if name == required {
                job.required()
            } else {
                job
            }
        };
        let file = nightly(9, &[one("old", ".F"), one("new", "P")]);
        let sign = if required == "new" { '+' } else { '-' };
        let line = format!("nightly new {sign} 9:passed 8:failed");
        let _ = joined(&[file], &[&line], &[]);
    }
}

#[test]
fn a_run_with_both_names_keeps_them_apart() {
    let files = [
        nightly(9, &[job("new", "FF")]),
        nightly(8, &[job("old", "FP")]),
        snapshot(Kind::Prs, 90, &[job("old", "F"), job("new", ".P")]),
    ];
    let lines = [
        "nightly new - 9:failed 8:failed",
        "nightly old - 8:failed 7:passed",
        "prs new - 90:failed 89:passed",
    ];
    let store = joined(&files, &lines, &["rename-refused"]);
    let found = store.find("old", Kind::Nightly).unwrap();
    assert_eq!(store.series(found).unwrap().name, "old");
    let found = store.find("old", Kind::Prs).unwrap();
    assert_eq!(store.series(found).unwrap().name, "new");
}
