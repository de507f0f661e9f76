//! Several commands that write into one folder.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use tailorbird_cli::dataset_dir::{self, Disk};
use tailorbird_github::test_util::{FakeGithub, Fault, Reply, World, night};

fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("writers-{name}"));
    let _ = std::fs::remove_dir_all(&path);
    path
}

/// Imports nine results into a folder. Exit status and standard error.
fn import(out: &Path) -> (i32, String) {
    let rows = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/rows/nightly.ndjson"
    );
    let done = Command::new(env!("CARGO_BIN_EXE_tailorbird"))
        .args(["import", rows, "--out"])
        .arg(out)
        .output()
        .unwrap();
    let errors = String::from_utf8(done.stderr).unwrap();
    (done.status.code().unwrap(), errors)
}

/// A collection that waits in the middle for an answer that never comes.
fn hanging(github: &FakeGithub, out: &Path) -> Child {
    let id = github.world().runs[0]["id"].as_u64().unwrap();
    let jobs = format!("/runs/{id}/jobs");
    github.world().fail(&jobs, Reply::failing(Fault::Hang));
    let mut child = collect(github, out).spawn().unwrap();
    let is_asked = || {
        let asked = github.api.asked();
        asked.iter().any(|asked| asked.target.contains(&jobs))
    };
    while !is_asked() {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::yield_now();
    }
    child
}

fn collect(github: &FakeGithub, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tailorbird"));
    command
        .args(["collect", "--repo", "o/r", "--since", "2025-11-01"])
        .args(["--quiet", "--out"])
        .arg(out)
        .env("GITHUB_API_URL", github.api.url())
        .env_remove("GITHUB_TOKEN")
        .env("NO_PROXY", "127.0.0.1");
    command
}

fn github() -> FakeGithub {
    let mut world = World::default();
    let created = world.now - 86_400;
    world.add(night(1, created, 3));
    FakeGithub::start(world).unwrap()
}

fn n_runs(folder: &Path) -> usize {
    let opened = dataset_dir::open(&Disk(folder.to_owned()));
    opened.unwrap().unwrap().history().runs().count()
}

#[test]
fn a_second_writer_is_sent_away_and_a_killed_one_hinders_nobody() {
    let github = github();
    let out = scratch("second");
    assert_eq!(import(&out).0, 0);
    let before = std::fs::read(out.join("manifest.json")).unwrap();
    let mut first = hanging(&github, &out);
    let (code, errors) = import(&out);
    assert_eq!(code, 1, "{errors}");
    let place = out.display().to_string();
    assert!(errors.contains(&place), "{errors}");
    assert!(errors.contains("wait until it has ended"), "{errors}");
    // The same folder by another name.
    let (code, _) = import(&out.join("shards").join(".."));
    assert_eq!(code, 1);
    let sample = Command::new(env!("CARGO_BIN_EXE_tailorbird"))
        .args(["sample", "--jobs", "2", "--nights", "1", "--prs", "1"])
        .arg("--out")
        .arg(&out)
        .output()
        .unwrap();
    let errors = String::from_utf8(sample.stderr).unwrap();
    assert!(errors.contains("wait until it has ended"), "{errors}");
    let after = std::fs::read(out.join("manifest.json")).unwrap();
    assert_eq!(before, after);
    // Readers do not wait.
    assert_eq!(n_runs(&out), 3);
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(import(&out).0, 0);
    assert!(collect(&github, &out).status().unwrap().success());
    assert_eq!(n_runs(&out), 4);
}

#[test]
fn a_folder_that_is_written_holds_no_more_than_the_data_set() {
    let out = scratch("alone");
    assert_eq!(import(&out).0, 0);
    let entries = std::fs::read_dir(&out).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, ["manifest.json", "shards"]);
}

#[test]
fn the_lock_lasts_as_long_as_it_is_held() {
    let github = github();
    let folder = Disk(scratch("held"));
    let held = dataset_dir::lock(&folder).unwrap();
    let err = dataset_dir::lock(&folder).unwrap_err().to_string();
    assert!(err.contains("another command"), "{err}");
    let mut command = collect(&github, &folder.0);
    assert_eq!(command.output().unwrap().status.code(), Some(1));
    // A look at what would be fetched writes nothing, and waits for nobody.
    assert!(command.arg("--dry-run").output().unwrap().status.success());
    drop(held);
    let again = dataset_dir::lock(&folder);
    assert!(again.is_ok());
}
