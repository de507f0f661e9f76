//! `scripts/data-branch.sh` with a bare repository in place of GitHub.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kit::{data_set, fails, scratch, script, succeeds, tree};

const BRANCH: &str = "dashboard-data";

struct Remote {
    folder: PathBuf,
    bare: PathBuf,
}

impl Remote {
    fn new(name: &str) -> Self {
        let folder = scratch(name);
        let bare = folder.join("remote.git");
        succeeds(
            Command::new("git")
                .args(["init", "--quiet", "--bare"])
                .arg(&bare),
        );
        Self { folder, bare }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn restore(&self, branch: &str, out: &Path) -> Command {
        let mut command = script("data-branch.sh");
        command.arg("restore").arg(&self.bare).arg(branch).arg(out);
        command
    }

    fn keep(&self, data: &Path, base: &str) -> Command {
        let mut command = script("data-branch.sh");
        command
            .arg("keep")
            .arg(&self.bare)
            .arg(BRANCH)
            .arg(data)
            .arg(base);
        command
    }

    fn git(&self, args: &[&str]) -> String {
        succeeds(
            Command::new("git")
                .arg("--git-dir")
                .arg(&self.bare)
                .args(args),
        )
    }

    /// A branch with one file, as somebody else would push it.
    fn push_file(&self, branch: &str, name: &str) {
        let work = self.at("somebody");
        let git = |args: &[&str]| {
            let mut command = Command::new("git");
            command
                .arg("-C")
                .arg(&work)
                .args(["-c", "user.name=x", "-c", "user.email=x"]);
            succeeds(command.args(args))
        };
        let _ = std::fs::remove_dir_all(&work);
        std::fs::create_dir_all(&work).unwrap();
        std::fs::write(work.join(name), "text").unwrap();
        git(&["init", "--quiet"]);
        git(&["add", "."]);
        git(&["commit", "--quiet", "-m", "x"]);
        let to = format!("HEAD:refs/heads/{branch}");
        git(&[
            "push",
            "--quiet",
            "--force",
            self.bare.to_str().unwrap(),
            &to,
        ]);
    }
}

#[test]
fn a_data_set_outlives_the_run_that_made_it() {
    let remote = Remote::new("branch-outlives");
    let data = remote.at("data");
    assert_eq!(succeeds(&mut remote.restore(BRANCH, &data)), "none\n");

    data_set(&data, "nightly.ndjson");
    std::fs::write(data.join("collect-cache.json"), "{}").unwrap();
    std::fs::write(data.join("manifest.json.tmp"), "half").unwrap();
    succeeds(&mut remote.keep(&data, "none"));

    let next = remote.at("next");
    let base = succeeds(&mut remote.restore(BRANCH, &next));
    assert_eq!(base.trim().len(), 40);
    let mut expected = tree(&data);
    expected.retain(|name| name != "manifest.json.tmp");
    assert_eq!(tree(&next), expected);
    for name in expected {
        let read = |folder: &Path| std::fs::read(folder.join(&name)).unwrap();
        assert_eq!(read(&data), read(&next), "{name}");
    }
}

#[test]
fn the_branch_has_one_commit_that_names_the_one_before() {
    let remote = Remote::new("branch-one-commit");
    let data = remote.at("data");
    data_set(&data, "nightly.ndjson");
    succeeds(&mut remote.keep(&data, "none"));
    let base = succeeds(&mut remote.restore(BRANCH, &remote.at("again")));
    let base = base.trim();

    // The same once more is no new commit.
    succeeds(&mut remote.keep(&data, base));
    assert_eq!(remote.git(&["rev-parse", BRANCH]).trim(), base);

    data_set(&data, "pull-requests.ndjson");
    succeeds(&mut remote.keep(&data, base));
    assert_ne!(remote.git(&["rev-parse", BRANCH]).trim(), base);
    assert_eq!(remote.git(&["rev-list", "--count", BRANCH]).trim(), "1");
    let message = remote.git(&["log", "-1", "--format=%B", BRANCH]);
    assert!(message.contains(base), "{message}");
}

#[test]
fn a_branch_that_moved_is_left_alone() {
    let remote = Remote::new("branch-moved");
    let data = remote.at("data");
    data_set(&data, "nightly.ndjson");
    succeeds(&mut remote.keep(&data, "none"));
    let first = succeeds(&mut remote.restore(BRANCH, &remote.at("first")));

    // Somebody else kept theirs in the meantime.
    data_set(&data, "pull-requests.ndjson");
    succeeds(&mut remote.keep(&data, first.trim()));
    let theirs = remote.git(&["rev-parse", BRANCH]);

    let ours = remote.at("ours");
    data_set(&ours, "nightly.ndjson");
    assert!(fails(&mut remote.keep(&ours, first.trim())).contains("moved"));
    assert!(fails(&mut remote.keep(&ours, "none")).contains("moved"));
    assert_eq!(remote.git(&["rev-parse", BRANCH]), theirs);
}

#[test]
fn a_branch_of_something_else_is_never_overwritten_nor_published() {
    let remote = Remote::new("branch-foreign");
    let data = remote.at("data");
    data_set(&data, "nightly.ndjson");
    for name in ["README.md", "manifest.json.orig"] {
        remote.push_file("main", name);
        let told = fails(&mut remote.restore("main", &remote.at("out")));
        assert!(told.contains("no data branch"), "{told}");
        let before = remote.git(&["rev-parse", "main"]);
        let mut keep = script("data-branch.sh");
        keep.arg("keep")
            .arg(&remote.bare)
            .arg("main")
            .arg(&data)
            .arg(before.trim());
        assert!(fails(&mut keep).contains("no data branch"));
        assert_eq!(remote.git(&["rev-parse", "main"]), before);
    }
}

#[test]
fn a_link_in_the_branch_is_refused() {
    let remote = Remote::new("branch-link");
    let work = remote.at("work");
    std::fs::create_dir_all(&work).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", work.join("manifest.json")).unwrap();
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&work)
            .args(["-c", "user.name=x", "-c", "user.email=x"]);
        succeeds(command.args(args))
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "x"]);
    let to = format!("HEAD:refs/heads/{BRANCH}");
    git(&["push", "--quiet", remote.bare.to_str().unwrap(), &to]);
    let out = remote.at("out");
    assert!(fails(&mut remote.restore(BRANCH, &out)).contains("no plain file"));
    assert!(tree(&out).is_empty());
}

#[test]
fn an_unreachable_repository_is_an_error_not_a_first_run() {
    let remote = Remote::new("branch-unreachable");
    let data = remote.at("data");
    data_set(&data, "nightly.ndjson");
    succeeds(&mut remote.keep(&data, "none"));
    let hidden = remote.at("hidden.git");
    std::fs::rename(&remote.bare, &hidden).unwrap();
    assert!(fails(&mut remote.restore(BRANCH, &remote.at("out"))).contains("cannot read"));
    assert!(fails(&mut remote.keep(&data, "none")).contains("cannot read"));
}

#[test]
fn nothing_is_kept_in_place_of_a_data_set() {
    let remote = Remote::new("branch-nothing");
    let empty = remote.at("empty");
    std::fs::create_dir_all(&empty).unwrap();
    assert!(fails(&mut remote.keep(&empty, "none")).contains("no manifest.json"));
    assert!(fails(&mut remote.restore("a..b", &empty)).contains("no name of a branch"));
    assert!(fails(script("data-branch.sh").arg("restore")).contains("data-branch.sh keep"));
    assert!(remote.git(&["for-each-ref"]).is_empty());

    std::fs::write(empty.join("x"), "").unwrap();
    assert!(fails(&mut remote.restore(BRANCH, &empty)).contains("not empty"));
}

#[test]
fn a_surrounding_git_repository_makes_no_difference() {
    let remote = Remote::new("branch-hook");
    let data = remote.at("data");
    data_set(&data, "nightly.ndjson");
    let other = remote.at("other");
    succeeds(Command::new("git").args(["init", "--quiet"]).arg(&other));
    let mut keep = remote.keep(&data, "none");
    keep.env("GIT_DIR", other.join(".git"))
        .env("GIT_INDEX_FILE", other.join(".git/index"));
    succeeds(&mut keep);
    assert!(!other.join(".git/index").exists());
    remote.git(&["rev-parse", "--verify", BRANCH]);
}
