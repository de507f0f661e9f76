//! A folder that fails at any step still holds a whole data set.

use std::collections::BTreeMap;
use std::io;

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{Attempt, Covered, History, Run, RunKey, Source};

use super::*;

mod losses;

/// 2025-12-01 00:00:00 UTC.
const DAY: i64 = 1_764_547_200;

/// A folder in memory that fails from step `steps` on, and tears what it writes there.
#[derive(Clone, Default)]
struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    steps: Option<usize>,
}

impl Memory {
    fn step(&mut self) -> io::Result<()> {
        match &mut self.steps {
            Some(0) => Err(io::Error::other("power is off")),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Folder for Memory {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let found = self.files.get(name).cloned();
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let done = self.step();
        let kept = if done.is_ok() {
            bytes.len()
        } else {
            bytes.len() / 2
        };
        self.files.insert(name.to_owned(), bytes[..kept].to_vec());
        done
    }
    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.step()?;
        let bytes = self.files.remove(from).ok_or(io::ErrorKind::NotFound)?;
        self.files.insert(to.to_owned(), bytes);
        Ok(())
    }
    fn remove(&mut self, name: &str) -> io::Result<()> {
        self.step()?;
        self.files.remove(name);
        Ok(())
    }
    fn list(&self, below: &str) -> io::Result<Vec<String>> {
        let name = |k: &String| {
            let (folder, name) = k.rsplit_once('/').unwrap_or(("", k));
            (folder == below).then(|| name.to_owned())
        };
        Ok(self.files.keys().filter_map(name).collect())
    }
    fn place(&self, name: &str) -> String {
        format!("data/{name}")
    }
}

/// One run a day with two jobs each.
fn history(days: std::ops::Range<i64>) -> History {
    let mut out = History::default();
    for day in days {
        let id = u64::try_from(day).unwrap() + 1;
        let created = DAY + day * 86_400;
        let _ = out.insert_run(Run::new("p", id, "w.yaml", Kind::Nightly, created));
        let key = RunKey {
            project: "p".to_owned(),
            id,
        };
        for job in 0..2 {
            let row = Attempt {
                job_id: id * 10 + job,
                job: format!("job {job}"),
                run_attempt: 1,
                status: "completed".to_owned(),
                conclusion: Some("success".to_owned()),
                started_at: Some(created + 60),
                completed_at: Some(created + 90),
                ..Attempt::default()
            };
            let _ = out.insert_attempt(&key, row);
        }
    }
    out
}

fn at(day: i64) -> SaveOptions {
    SaveOptions {
        generated_at: DAY + day * 86_400,
        retained_from: None,
        allow_shrink: false,
    }
}

fn read(folder: &Memory) -> Opened {
    let opened = open(folder).unwrap().unwrap();
    assert!(opened.issues.is_empty(), "{:?}", opened.issues);
    opened
}

#[test]
fn what_is_saved_is_opened() {
    let mut folder = Memory::default();
    assert!(open(&folder).unwrap().is_none() && !is_dataset(&folder));
    let rows = history(0..40);
    let saved = save(&mut folder, &rows, &at(40)).unwrap();
    assert_eq!((saved.written, saved.runs, saved.results), (2, 40, 80));
    assert!(saved.changed && is_dataset(&folder));
    assert_eq!(read(&folder).history(), rows);
    // The same once more changes no byte.
    let before = folder.files.clone();
    let held = read(&folder).history();
    let again = save(&mut folder, &held, &at(40)).unwrap();
    assert_eq!((again.changed, again.written, again.kept), (false, 0, 2));
    assert_eq!(folder.files, before);
}

#[test]
fn a_kill_at_any_step_leaves_the_old_set_or_the_new() {
    let old = history(0..20);
    let new = history(0..60);
    let mut start = Memory::default();
    save(&mut start, &old, &at(20)).unwrap();
    let mut outcomes = Vec::new();
    for steps in 0.. {
        let mut folder = start.clone();
        folder.steps = Some(steps);
        let done = save(&mut folder, &new, &at(60)).is_ok();
        let held = read(&folder).history();
        assert!(held == old || held == new, "step {steps}");
        outcomes.push(held == new);
        assert!(!done || held == new);
        // What was left behind does not hinder the next writer.
        folder.steps = None;
        save(&mut folder, &new, &at(60)).unwrap();
        assert_eq!(read(&folder).history(), new);
        assert!(!folder.files.keys().any(|name| name.ends_with(".tmp")));
        if done && steps > 9 {
            break;
        }
    }
    assert!(!outcomes[0] && outcomes.contains(&true));
}

#[test]
fn a_kill_during_the_first_writing_leaves_no_set() {
    for steps in 0..5 {
        let mut folder = Memory {
            steps: Some(steps),
            ..Memory::default()
        };
        let err = save(&mut folder, &history(0..40), &at(40)).unwrap_err();
        assert!(
            format!("{err:#}").contains("failed to write data/"),
            "{err:#}"
        );
        assert!(open(&folder).unwrap().is_none());
        // The next writer does it again, with what has come since.
        folder.steps = None;
        save(&mut folder, &history(0..41), &at(41)).unwrap();
        assert_eq!(read(&folder).history(), history(0..41));
    }
}

#[test]
fn shards_of_recent_manifests_are_kept_for_a_week() {
    let mut folder = Memory::default();
    save(&mut folder, &history(0..3), &at(3)).unwrap();
    let first = read(&folder).manifest().unwrap().shards[0].file.clone();
    save(&mut folder, &history(0..4), &at(4)).unwrap();
    assert!(folder.files.contains_key(&first));
    save(&mut folder, &history(0..5), &at(11)).unwrap();
    assert!(
        folder.files.contains_key(&first),
        "seven days later it is still there"
    );
    let saved = save(&mut folder, &history(0..5), &at(12)).unwrap();
    assert_eq!(saved.removed, 1);
    assert!(!folder.files.contains_key(&first));
    assert_eq!(read(&folder).history(), history(0..5));
}

#[test]
fn history_is_not_erased_by_an_empty_answer() {
    let mut folder = Memory::default();
    save(&mut folder, &history(0..40), &at(40)).unwrap();
    let before = folder.files.clone();
    for rows in [History::default(), history(1..40)] {
        let err = save(&mut folder, &rows, &at(41)).unwrap_err().to_string();
        assert!(
            err.contains("holds 40 runs") && err.contains("--allow-shrink"),
            "{err}"
        );
        assert_eq!(folder.files, before);
    }
    // A month that was forgotten on purpose is no loss; a loss after it is.
    let mut options = at(41);
    options.retained_from = Some(DAY + 31 * 86_400);
    assert!(save(&mut folder, &history(33..40), &options).is_err());
    save(&mut folder, &history(31..40), &options).unwrap();
    options.allow_shrink = true;
    save(&mut folder, &History::default(), &options).unwrap();
}

#[test]
fn a_manifest_that_cannot_be_read_is_not_overwritten() {
    let mut folder = Memory::default();
    for text in [
        "{",
        r#"{"format":"tailorbird-manifest","version":9}"#,
        "{\"a\":{\"results\":[],\"run_nums\":[]}}",
    ] {
        folder
            .files
            .insert(MANIFEST.to_owned(), text.as_bytes().to_vec());
        assert!(open(&folder).is_err(), "{text}");
        assert!(save(&mut folder, &history(0..3), &at(3)).is_err(), "{text}");
    }
    let mut options = at(3);
    options.allow_shrink = true;
    save(&mut folder, &history(0..3), &options).unwrap();
}

#[test]
fn a_shard_that_is_missing_or_damaged_is_told_and_the_rest_opens() {
    let mut folder = Memory::default();
    save(&mut folder, &history(0..40), &at(40)).unwrap();
    let files: Vec<_> = read(&folder)
        .manifest()
        .unwrap()
        .shards
        .iter()
        .map(|s| s.file.clone())
        .collect();
    folder.files.get_mut(&files[0]).unwrap().push(b' ');
    folder.files.remove(&files[1]);
    let opened = open(&folder).unwrap().unwrap();
    let codes: Vec<_> = opened.issues.iter().map(|i| i.code).collect();
    assert_eq!(codes, ["shard-mismatch", "shard-missing"]);
    assert!(opened.issues[0].place.contains(&files[0]));
    assert_eq!(opened.snapshots.len(), 1);
    // Writing what is left would lose the rest, and is refused; writing all mends it.
    assert!(save(&mut folder, &opened.history(), &at(41)).is_err());
    save(&mut folder, &history(0..40), &at(40)).unwrap();
    assert_eq!(read(&folder).history(), history(0..40));
}

#[test]
fn a_folder_on_disk_works_alike() {
    let root = std::env::temp_dir().join(format!("tailorbird-dataset-{}", std::process::id()));
    let mut disk = Disk(root.clone());
    save(&mut disk, &history(0..40), &at(40)).unwrap();
    save(&mut disk, &history(0..41), &at(50)).unwrap();
    let saved = save(&mut disk, &history(0..41), &at(60)).unwrap();
    assert_eq!(saved.removed, 1);
    let opened = open(&disk).unwrap().unwrap();
    assert_eq!(opened.history(), history(0..41));
    assert_eq!(disk.list("shards").unwrap().len(), 2);
    std::fs::remove_dir_all(root).unwrap();
}
