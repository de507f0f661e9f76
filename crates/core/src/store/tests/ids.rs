//! The id of a job, and the job of an id.

use tailorbird_snapshot::Kind;

use super::nightly;
use crate::store::testkit::{job, join, snapshot};
use crate::store::{SeriesId, series_id};

/// The vectors are of `printf 'project\nworkflow\nname' | sha256sum`, first 12 digits.
#[test]
fn an_id_is_the_head_of_a_hash() {
    let check = |project: &str, workflow: &str, name: &str, expect: &str| {
        let id = series_id(project, workflow, name);
        assert_eq!(id.to_string(), expect, "{project} {workflow} {name}");
        assert_eq!(SeriesId::parse(expect), Some(id));
    };
    check("", "nightly", "ci / build (a, b)", "02be431796c8");
    check("", "prs", "ci / build (a, b)", "49d29bf47c4d");
    check("", "nightly", "gatekeeper", "9e9f5e680672");
    check("kata", "ci-nightly", "x", "7a77fceefa66");
    check("", "nightly", "ñ ✓", "863d007d72cc");
    check("", "", "", "75a11da44c80");
}

#[test]
fn an_id_has_twelve_hex_digits() {
    assert_eq!(SeriesId(0xab).to_string(), "0000000000ab");
    assert_eq!(SeriesId::parse("0000000000AB"), Some(SeriesId(0xab)));
    for text in [
        "",
        "ab",
        "0000000000abc",
        "00000000000g",
        "+000000000ab",
        "a b c d e f ",
    ] {
        assert_eq!(SeriesId::parse(text), None, "{text}");
    }
}

#[test]
fn ids_of_legacy_files_have_no_project_and_the_kind_as_workflow() {
    let (store, _) = join(vec![
        nightly(9, &[job("gatekeeper", "P")]),
        snapshot(Kind::Prs, 90, &[job("gatekeeper", "F")]),
    ]);
    let id = |kind| {
        store
            .series(store.find("gatekeeper", kind).unwrap())
            .unwrap()
            .id()
    };
    assert_eq!(id(Kind::Nightly), series_id("", "nightly", "gatekeeper"));
    assert_eq!(id(Kind::Prs), series_id("", "prs", "gatekeeper"));
    let by_id = store
        .find(&id(Kind::Prs).to_string(), Kind::Nightly)
        .unwrap();
    assert_eq!(
        store.series(by_id).unwrap().kind,
        Kind::Prs,
        "an id means one job"
    );
    assert_eq!(store.find("gatekeeper ", Kind::Prs), None);
}
