//! What is written is what is read back, by the reader of the same format.

use std::collections::BTreeSet;

use arrow_array::cast::AsArray;
use arrow_array::types::{TimestampMillisecondType, UInt32Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{Attempt, History, Project, RequiredSet, Run, TestCase};

use super::*;

/// 2026-01-31 23:00 UTC.
const AT: i64 = 1_769_900_400;

fn attempt(job_id: u64, job: &str, conclusion: &str) -> Attempt {
    Attempt {
        job_id,
        job: job.to_owned(),
        status: "completed".to_owned(),
        conclusion: Some(conclusion.to_owned()),
        duration_secs: Some(u32::try_from(job_id).unwrap()),
        ..Attempt::default()
    }
}

fn history() -> History {
    let mut history = History::default();
    let _ = history.insert_project(Project {
        id: "a/b".to_owned(),
        name: String::new(),
        repository: "o/r".to_owned(),
    });
    let set = history.insert_required(RequiredSet {
        project: "a/b".to_owned(),
        source: "list".to_owned(),
        at: AT,
        jobs: BTreeSet::from(["x".to_owned()]),
    });
    let mut first = Run::new("a/b", u64::MAX, "ci.yml", Kind::Nightly, AT);
    first.required_sets.insert(set);
    let mut second = Run::new("a/b", 7, "pr.yml", Kind::Prs, AT + 7_200);
    second.pull_requests = BTreeSet::from([3, 4]);
    for (run, attempts) in [
        (
            first,
            vec![
                attempt(1, "x", "failure"),
                attempt(2, "x", "success"),
                attempt(3, "y", "odd"),
            ],
        ),
        (second, vec![attempt(0, "x", "skipped")]),
    ] {
        let key = run.key.clone();
        let _ = history.insert_run(run);
        for mut attempt in attempts {
            if attempt.job_id == 1 {
                let case = |file: &str| TestCase {
                    file: file.to_owned(),
                    name: "t".to_owned(),
                };
                attempt.failing_tests = BTreeSet::from([case("a.bats"), case("b.bats")]);
                attempt.labels = vec!["large".to_owned()];
            }
            let _ = history.insert_attempt(&key, attempt);
        }
    }
    history
}

fn read(file: &File) -> RecordBatch {
    let bytes = bytes::Bytes::from(file.bytes.clone());
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap();
    assert_eq!(reader.schema().fields(), schema().fields());
    let mut batches: Vec<RecordBatch> = reader.build().unwrap().map(Result::unwrap).collect();
    assert_eq!(batches.len(), 1);
    batches.remove(0)
}

fn texts(batch: &RecordBatch, name: &str) -> Vec<Option<String>> {
    let column = batch.column_by_name(name).unwrap().as_string::<i32>();
    column.iter().map(|text| text.map(str::to_owned)).collect()
}

fn some(texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|text| Some((*text).to_owned())).collect()
}

#[test]
fn files_are_parted_by_project_and_month() {
    let files = files(&history()).unwrap();
    let paths: Vec<(&str, usize)> = files.iter().map(|f| (&*f.path, f.rows)).collect();
    assert_eq!(
        paths,
        [
            ("project=a%2Fb/month=2026-01/results.parquet", 3),
            ("project=a%2Fb/month=2026-02/results.parquet", 1),
        ]
    );
    assert_eq!(files, super::files(&history()).unwrap());
}

#[test]
fn every_fact_comes_back() {
    let files = files(&history()).unwrap();
    let batch = read(&files[0]);
    assert_eq!(texts(&batch, "job"), some(&["x", "x", "y"]));
    assert_eq!(
        texts(&batch, "outcome"),
        some(&["failed", "passed", "unknown"])
    );
    assert_eq!(
        texts(&batch, "conclusion"),
        some(&["failure", "success", "odd"])
    );
    assert_eq!(texts(&batch, "repository"), some(&["o/r"; 3]));
    assert_eq!(texts(&batch, "head_sha"), [None, None, None]);
    let key = tailorbird_core::store::series_id("a/b", "ci.yml", "y").to_string();
    assert_eq!(texts(&batch, "job_key")[2].as_deref(), Some(&*key));
    let column = |name: &str| batch.column_by_name(name).unwrap();
    assert_eq!(
        column("run_id").as_primitive::<UInt64Type>().value(0),
        u64::MAX
    );
    assert_eq!(
        column("run_created_at")
            .as_primitive::<TimestampMillisecondType>()
            .value(0),
        AT * 1_000
    );
    let index = column("attempt_index").as_primitive::<UInt32Type>();
    assert_eq!(index.values().to_vec(), [0, 1, 0]);
    let newest: Vec<_> = column("is_newest").as_boolean().iter().collect();
    assert_eq!(newest, [Some(false), Some(true), Some(true)]);
    let required: Vec<_> = column("required").as_boolean().iter().collect();
    assert_eq!(required, [Some(true), Some(true), Some(false)]);
    assert!(column("attempt").is_null(0));
    let tests = column("failing_tests").as_list::<i32>();
    assert_eq!((tests.value_length(0), tests.value_length(1)), (2, 0));
    let first = tests.value(0);
    let of_test = first
        .as_struct()
        .column_by_name("file")
        .unwrap()
        .as_string::<i32>()
        .clone();
    assert_eq!((of_test.value(0), of_test.value(1)), ("a.bats", "b.bats"));

    let batch = read(&files[1]);
    let pulls = batch
        .column_by_name("pull_requests")
        .unwrap()
        .as_list::<i32>();
    let pulls = pulls
        .value(0)
        .as_primitive::<UInt64Type>()
        .values()
        .to_vec();
    assert_eq!(pulls, [3, 4]);
    assert!(batch.column_by_name("job_id").unwrap().is_null(0));
    assert!(batch.column_by_name("required").unwrap().is_null(0));
}

#[test]
fn files_go_to_a_folder_and_replace_older_ones_only() {
    let folder = std::env::temp_dir().join(format!("tailorbird-export-{}", std::process::id()));
    let other = folder.join("project=old/month=2020-01");
    std::fs::create_dir_all(&other).unwrap();
    std::fs::write(other.join("results.parquet"), "old").unwrap();
    let place = folder.to_str().unwrap();
    for place in [place.to_owned(), format!("file://{place}")] {
        put(&Target::open(&place).unwrap(), files(&history()).unwrap()).unwrap();
    }
    for file in files(&history()).unwrap() {
        assert_eq!(
            std::fs::read(folder.join(&file.path)).unwrap(),
            file.bytes,
            "{}",
            file.path
        );
    }
    assert_eq!(
        std::fs::read(other.join("results.parquet")).unwrap(),
        b"old"
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn addresses_of_no_known_kind_are_refused() {
    for place in ["ftp://host/x", "s3:/x://", "gopher://x"] {
        let told = format!("{:#}", Target::open(place).unwrap_err());
        assert!(told.contains(place.split(':').next().unwrap()), "{told}");
    }
}
