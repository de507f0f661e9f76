//! Nothing is lost with a file that is missing, and nothing of others is removed.

use super::*;

/// A set of forty days whose older shard is missing or damaged: folder, name, and what opens.
fn with_a_loss(damaged: bool) -> (Memory, String, Opened) {
    let mut folder = Memory::default();
    save(&mut folder, &history(0..40), &at(40)).unwrap();
    let shard = read(&folder).manifest().unwrap().shards[1].file.clone();
    if damaged {
        folder.files.get_mut(&shard).unwrap().push(b' ');
    } else {
        folder.files.remove(&shard);
    }
    let opened = open(&folder).unwrap().unwrap();
    assert_eq!(opened.lost.len(), 1);
    (folder, shard, opened)
}

#[test]
fn new_runs_do_not_outweigh_a_shard_that_is_lost() {
    for damaged in [false, true] {
        let (mut folder, shard, opened) = with_a_loss(damaged);
        let before = folder.files.clone();
        let mut rows = opened.history();
        rows.merge(history(40..120));
        let err = save(&mut folder, &rows, &at(120)).unwrap_err().to_string();
        let words = [&*shard, "31 runs", "put the file back", "--allow-shrink"];
        assert!(words.iter().all(|word| err.contains(word)), "{err}");
        // Runs of the same month, but not all of them.
        rows.merge(history(1..31));
        assert!(save(&mut folder, &rows, &at(120)).is_err());
        assert_eq!(folder.files, before);
        // All of them, and what is new.
        rows.merge(history(0..1));
        save(&mut folder, &rows, &at(120)).unwrap();
        assert_eq!(read(&folder).history(), history(0..120));
    }
    let (mut folder, _, opened) = with_a_loss(false);
    let mut options = at(41);
    options.allow_shrink = true;
    save(&mut folder, &opened.history(), &options).unwrap();
    assert_eq!(read(&folder).history(), history(31..40));
}

#[test]
fn runs_with_fewer_attempts_are_not_those_that_were_lost() {
    let (mut folder, _, opened) = with_a_loss(false);
    let mut rows = opened.history();
    for run in history(0..31).runs() {
        let _ = rows.insert_run(run.clone());
    }
    assert!(save(&mut folder, &rows, &at(41)).is_err());
    // A month that is forgotten on purpose may be lost.
    let mut options = at(41);
    options.retained_from = Some(DAY + 31 * 86_400);
    rows.forget_before(DAY + 31 * 86_400);
    save(&mut folder, &rows, &options).unwrap();
}

#[test]
fn a_shard_that_was_put_back_meanwhile_is_not_lost_either() {
    let (mut folder, shard, opened) = with_a_loss(true);
    let mut rows = opened.history();
    rows.merge(history(40..120));
    folder.files.get_mut(&shard).unwrap().pop();
    let err = save(&mut folder, &rows, &at(120)).unwrap_err().to_string();
    assert!(err.contains(&shard) && err.contains("again"), "{err}");
    assert_eq!(read(&folder).history(), history(0..40));
}

#[test]
fn days_of_a_lost_shard_are_not_held_completely() {
    let first = i32::try_from(DAY / 86_400).unwrap();
    let covered = |rows: &History| -> Vec<Covered> { rows.coverage().map(|c| c.2).collect() };
    let with_days = |mut rows: History| {
        for day in 0..40 {
            let source = Source {
                project: "p".to_owned(),
                workflow: "w.yaml".to_owned(),
                kind: Kind::Nightly,
            };
            let _ = rows.cover(source, first + day, Covered::Complete);
        }
        rows
    };
    let (_, _, opened) = with_a_loss(false);
    let mut rows = with_days(opened.history());
    doubt(&mut rows, &opened.lost);
    let days = covered(&rows);
    assert_eq!(days[..31], [Covered::Partial; 31]);
    assert_eq!(days[31..], [Covered::Complete; 9]);
    // Where all runs are there again, nothing is in doubt.
    let mut rows = with_days(history(0..40));
    doubt(&mut rows, &opened.lost);
    assert_eq!(covered(&rows), [Covered::Complete; 40]);
}

/// Shards and temporary files as a writer leaves them that is killed.
const LEFT: [&str; 2] = [
    "manifest.json.1.tmp",
    "shards/nightly-2025-12-0123456789abcdef.json.1.tmp",
];
/// Files that are none of ours, or cannot be told to be.
const OTHERS: [&str; 7] = [
    "notes.tmp",
    "manifest.json.old.tmp",
    "shards/README.md",
    "shards/notes.json",
    "shards/notes.json.1.tmp",
    "shards/weekly-2025-12-0123456789abcdef.json",
    "shards/nightly-2025-12-0123456789abcdef.json",
];

#[test]
fn only_what_is_ours_is_cleared() {
    let mut folder = Memory::default();
    save(&mut folder, &history(0..3), &at(3)).unwrap();
    // A whole shard that no manifest ever named: the writer was killed before.
    let mut other = Memory::default();
    save(&mut other, &history(0..2), &at(2)).unwrap();
    let killed = read(&other).manifest().unwrap().shards[0].file.clone();
    let shard = other.files[&killed].clone();
    folder.files.insert(killed.clone(), shard);
    for name in LEFT.iter().chain(&OTHERS) {
        folder.files.insert((*name).to_owned(), b"{}".to_vec());
    }
    let saved = save(&mut folder, &history(0..3), &at(3)).unwrap();
    assert_eq!((saved.removed, saved.changed), (3, false));
    assert!(!folder.files.contains_key(&killed));
    assert!(LEFT.iter().all(|name| !folder.files.contains_key(*name)));
    assert!(OTHERS.iter().all(|name| folder.files.contains_key(*name)));
    // Neither is anything of others removed to make place for a sample.
    replace(&mut folder, &history(3..5), DAY).unwrap();
    assert!(OTHERS.iter().all(|name| folder.files.contains_key(*name)));
    assert_eq!(folder.files.len(), OTHERS.len() + 2);
    assert_eq!(read(&folder).history(), history(3..5));
}

#[test]
fn where_no_manifest_was_nothing_is_cleared() {
    let mut folder = Memory::default();
    let others = OTHERS.iter().filter(|name| !name.contains("/nightly"));
    let before: Vec<&&str> = others.chain(&LEFT).collect();
    for name in &before {
        folder.files.insert((**name).to_owned(), b"{}".to_vec());
    }
    let saved = save(&mut folder, &history(0..3), &at(3)).unwrap();
    assert_eq!(saved.removed, 0);
    assert!(before.iter().all(|name| folder.files.contains_key(**name)));
}

#[test]
fn shards_without_their_manifest_are_not_written_over() {
    let mut folder = Memory::default();
    save(&mut folder, &history(0..40), &at(40)).unwrap();
    let manifest = folder.files.remove(MANIFEST).unwrap();
    let before = folder.files.clone();
    let mut refused = vec![folder.clone()];
    let mut damaged = folder.clone();
    damaged
        .files
        .values_mut()
        .for_each(|bytes| bytes.push(b' '));
    refused.push(damaged);
    for mut folder in refused {
        let before = folder.files.clone();
        for rows in [history(1..99), History::default()] {
            let err = save(&mut folder, &rows, &at(99)).unwrap_err().to_string();
            let words = ["data/shards", "no manifest.json", "put that back"];
            assert!(words.iter().all(|word| err.contains(word)), "{err}");
            assert!(replace(&mut folder, &rows, DAY).is_err());
        }
        assert_eq!(folder.files, before);
    }
    // Who is told to shrink writes, and removes nothing.
    let mut options = at(99);
    options.allow_shrink = true;
    let mut shrunk = folder.clone();
    save(&mut shrunk, &history(60..99), &options).unwrap();
    assert!(
        before
            .iter()
            .all(|(name, bytes)| shrunk.files[name] == *bytes)
    );
    // All runs are there: nothing would be lost.
    save(&mut folder.clone(), &history(0..50), &at(50)).unwrap();
    folder.files.insert(MANIFEST.to_owned(), manifest);
    save(&mut folder, &history(0..50), &at(50)).unwrap();
}
