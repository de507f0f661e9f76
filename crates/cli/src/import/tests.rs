//! The traps of each form, one by one, in files made by hand.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde_json::{Value, json};
use tailorbird_snapshot::dataset::{History, RunKey};
use tailorbird_snapshot::{Issue, Kind};

use super::*;
use crate::config::{self, Settings};

mod dashboards;
mod rows;

/// Rows and the codes of what was odd.
fn read_text(text: &str) -> (Vec<Row>, Vec<Issue>) {
    let mut notes = Notes::default();
    let rows = read(text.as_bytes(), "f", &Options::default(), &mut notes).unwrap();
    (rows, notes.finish())
}

fn refused(bytes: &[u8]) -> String {
    let done = read(bytes, "f", &Options::default(), &mut Notes::default());
    format!("{:#}", done.unwrap_err())
}

fn folded(rows: &[Row], settings: &Settings, options: &Options) -> (History, Folded, Vec<Issue>) {
    let (mut history, mut notes) = (History::default(), Notes::default());
    let folded = fold(&mut history, rows, settings, options, &mut notes);
    (history, folded, notes.finish())
}

fn history(rows: &[Row]) -> History {
    folded(rows, &Settings::default(), &Options::default()).0
}

/// `JOB CONCLUSION STEP [FILE: TEST, …]` of the real attempts of a run.
fn attempts(history: &History, project: &str, id: u64) -> Vec<String> {
    let key = RunKey {
        project: project.to_owned(),
        id,
    };
    let line = |a: &tailorbird_snapshot::dataset::Attempt| {
        let tests = a
            .failing_tests
            .iter()
            .map(|t| format!("{}: {}", t.file, t.name));
        format!(
            "{} {} {} {:?}",
            a.job,
            a.conclusion.as_deref().unwrap_or("-"),
            a.failing_step.as_deref().unwrap_or("-"),
            tests.collect::<Vec<_>>()
        )
    };
    let real = history.real_attempts(&key).attempts;
    real.into_iter().map(|(_, a)| line(a)).collect()
}

#[test]
fn what_is_none_of_the_forms_is_refused() {
    for (bytes, text) in [
        (&b""[..], "failed to read f"),
        (b"# Title", "neither lines of JSON with a `job`"),
        (b"[{\"id\": 1}]", "collect --from-files"),
        (b"{\"allJobsSection\": {", "damaged JSON"),
        (b"\x1f\x8bxxxx", "failed to unpack f"),
        (
            b"{\"a\": 1}\n{\"b\": 2}",
            "the first has no `job` (it has a): a row needs",
        ),
    ] {
        let told = refused(bytes);
        assert!(told.contains(text), "{told}");
    }
}

#[test]
fn gzip_and_byte_order_marks_are_fine() {
    let row =
        "\u{feff}{\"job\":\"a\",\"run_id\":1,\"date\":\"2026-01-01\",\"status\":\"passed\"}\n";
    assert_eq!(read_text(row).0.len(), 1);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(row.as_bytes()).unwrap();
    let packed = gzip.finish().unwrap();
    let done = read(&packed, "f", &Options::default(), &mut Notes::default());
    assert_eq!(done.unwrap().len(), 1);
    let told = refused(&packed[..packed.len() - 9]);
    assert!(
        told.contains("failed to unpack f: it is cut off or damaged after"),
        "{told}"
    );
    assert!(told.contains("whole lines) of its content"), "{told}");
    assert!(told.ends_with("; download or copy it again"), "{told}");
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        drop(read(&bytes, "f", &Options::default(), &mut Notes::default()));
    }

    #[test]
    fn any_values_are_answered(
        key in prop::sample::select(vec![
            "job", "run_id", "date", "status", "prs", "pr_titles", "failures", "duration_s",
            "attempt", "kind", "source", "labels", "required",
        ]),
        value in prop::sample::select(vec![
            json!(null), json!(true), json!(-1), json!(1.5), json!(u64::MAX), json!("x"), json!(""),
            json!([]), json!([1, "a", null]), json!({}), json!([{"name": 1, "file": []}]),
        ]),
    ) {
        let mut row = json!({"job": "a", "run_id": 1, "date": "2026-01-01", "status": "passed"});
        row[key] = value;
        let (rows, issues) = match read(
            format!("{{\"job\":\"first\"}}\n{row}").as_bytes(),
            "f",
            &Options::default(),
            &mut Notes::default(),
        ) {
            Ok(rows) => (rows, 0),
            Err(_) => (Vec::new(), 1),
        };
        prop_assert_eq!(issues, 0);
        history(&rows);
    }
}
