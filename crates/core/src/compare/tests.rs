//! Two runs, short strips.

use tailorbird_snapshot::Kind;

use super::*;
use crate::store::testkit::{self, NEWEST, job};
use crate::store::{SeriesIdx, Store};

/// Strips are newest first.
fn store(jobs: &[(&str, &str)]) -> Store {
    let jobs: Vec<_> = jobs.iter().map(|(name, strip)| job(name, strip)).collect();
    testkit::store(Kind::Nightly, &jobs)
}

fn two(store: &Store) -> (RunAt, RunAt, Diff) {
    let (base, head) = newest_two(store, None).unwrap();
    (base, head, diff(store, base, head).unwrap())
}

fn names(store: &Store, jobs: &[SeriesIdx]) -> Vec<String> {
    let name = |at: &SeriesIdx| store.series(*at).unwrap().name.clone();
    jobs.iter().map(name).collect()
}

#[test]
fn each_job_is_in_one_list() {
    let store = store(&[
        ("broke", "FP"),
        ("mended", "PF"),
        ("red", "FF"),
        ("green", "PP"),
        ("skips now", "SP"),
        ("came", "P."),
        ("went", ".F"),
    ]);
    let (base, head, diff) = two(&store);
    assert_eq!(names(&store, &diff.newly_failing), ["broke"]);
    assert_eq!(names(&store, &diff.fixed), ["mended"]);
    assert_eq!(names(&store, &diff.still_failing), ["red"]);
    assert_eq!(names(&store, &diff.new), ["came"]);
    assert_eq!(names(&store, &diff.gone), ["went"]);
    assert_eq!(diff.changed.len(), 1);
    assert_eq!(diff.renamed, []);
    assert_eq!(
        (diff.head.passed, diff.head.failed, diff.head.skipped),
        (3, 2, 1)
    );
    assert_eq!((diff.base.passed, diff.base.failed), (3, 3));
    let found: Vec<_> = rows(&store, &diff).iter().map(|r| (r.0, r.1)).collect();
    let expect = [
        ("newly failing", "broke"),
        ("fixed", "mended"),
        ("still failing", "red"),
        ("other result", "skips now"),
        ("new", "came"),
        ("gone", "went"),
    ];
    assert_eq!(found, expect);
    let text = markdown(&store, base, head, &diff);
    assert!(text.starts_with(&format!(
        "## nightly: run {NEWEST} against {}\n",
        NEWEST - 1
    )));
    assert!(
        text.contains("### Newly failing: 1 job\n\n- broke\n"),
        "{text}"
    );
    assert!(text.contains("- skips now: passed, now skipped\n"));
    let value = json(&store, base, head, &diff);
    assert_eq!(value["fixed"][0]["name"], "mended");
    assert_eq!(value["head"]["number"], NEWEST);
    // Turned round, what broke was fixed.
    let back = super::diff(&store, head, base).unwrap();
    assert_eq!(
        (back.fixed, back.newly_failing),
        (diff.newly_failing, diff.fixed)
    );
}

#[test]
fn runs_are_found_by_number_and_workflow() {
    let store = store(&[("a", "PPP")]);
    let column = |word: &str| find(&store, None, word).map(|run| run.column);
    assert_eq!(column(&NEWEST.to_string()), Ok(0));
    assert_eq!(column(&format!("nightly:{}", NEWEST - 2)), Ok(2));
    for word in ["", "x", "1", "other:500", "nightly:x", "-1"] {
        let told = column(word).unwrap_err().to_string();
        assert!(told.contains(&format!("`{word}`")), "{told}");
    }
    assert!(find(&store, Some("other"), &NEWEST.to_string()).is_err());
    assert_eq!(newest_two(&Store::default(), None), Err(FindError::TooFew));
    let one = self::store(&[("a", "P")]);
    assert_eq!(newest_two(&one, None), Err(FindError::TooFew));
}

fn renamed(jobs: &[(&str, &str)]) -> Vec<String> {
    let store = store(jobs);
    let (_, _, diff) = two(&store);
    let pair = |(old, new): &(SeriesIdx, SeriesIdx)| names(&store, &[*old, *new]).join(" → ");
    diff.renamed.iter().map(pair).collect()
}

#[test]
fn renames_are_proposed_for_turned_words_and_repeated_swaps() {
    assert_eq!(
        renamed(&[("t (a, b)", ".PP"), ("t (b, a)", "P..")]),
        ["t (a, b) → t (b, a)"]
    );
    // One swap alone may be anything; the same one twice is a rename.
    assert!(renamed(&[("t (clh)", ".P"), ("t (qemu)", "P.")]).is_empty());
    assert_eq!(
        renamed(&[
            ("t (clh, x)", ".P"),
            ("t (clh, y)", ".P"),
            ("t (cloud, x)", "P."),
            ("t (cloud, y)", "P."),
        ]),
        ["t (clh, x) → t (cloud, x)", "t (clh, y) → t (cloud, y)"]
    );
    // What signs join is one word: several may come in its place.
    assert_eq!(
        renamed(&[
            ("t / build-asset (x, amd64)", ".P"),
            ("t / build-asset (y, amd64)", ".P"),
            ("t / build-tools-asset (x, amd64)", "P."),
            ("t / build-tools-asset (y, amd64)", "P."),
        ]),
        [
            "t / build-asset (x, amd64) → t / build-tools-asset (x, amd64)",
            "t / build-asset (y, amd64) → t / build-tools-asset (y, amd64)"
        ]
    );
    assert!(renamed(&[("t (build-asset)", ".P"), ("t (build-tools-asset)", "P.")]).is_empty());
    // Both in one run: two jobs.
    assert!(renamed(&[("t (a, b)", ".PP"), ("t (b, a)", "P.P")]).is_empty());
}
