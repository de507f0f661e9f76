//! The shell steps of `dashboard.yml` one after another, as a runner takes them: with the
//! environment that the workflow gives, a fake GitHub, and a bare repository for the data branch.

use std::collections::BTreeMap;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use tailorbird_github::test_util::{FakeGithub, World, night};
use yaml_rust2::Yaml;

use crate::kit::{entries, page, root, scratch, script, succeeds, text, tree, yaml};

const TOKEN: &str = "ghs_canary0123456789";

/// A machine of GitHub's with what the actions between the shell steps leave there.
struct Runner {
    workspace: PathBuf,
    /// What expressions stand for.
    values: BTreeMap<String, String>,
    /// For all steps of a job: those of the runner, then those that steps add.
    environment: BTreeMap<String, String>,
}

impl Runner {
    fn new(folder: &Path, name: &str, github: &FakeGithub) -> Self {
        let workspace = folder.join(name);
        std::fs::create_dir_all(workspace.join("tailorbird")).unwrap();
        symlink(root().join("scripts"), workspace.join("tailorbird/scripts")).unwrap();
        let pairs = |pairs: &[(&str, &str)]| {
            let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
            pairs.iter().map(owned).collect::<BTreeMap<_, _>>()
        };
        let server = format!("file://{}", folder.display());
        Self {
            workspace,
            values: pairs(&[
                ("inputs.config", "tailorbird.toml"),
                ("inputs.logs", "false"),
                ("inputs.since", ""),
                ("inputs.version", "latest"),
                ("inputs.checksum", ""),
                ("inputs.data-branch", "dashboard-data"),
                ("github.token", TOKEN),
                ("secrets.token || github.token", TOKEN),
                (
                    "inputs.artifact != '' && 'files' || job.workflow_repository",
                    "files",
                ),
            ]),
            environment: pairs(&[
                ("GITHUB_SERVER_URL", &server),
                ("GITHUB_REPOSITORY", "o/r"),
                ("GITHUB_API_URL", &github.api.url()),
                ("NO_PROXY", "127.0.0.1"),
                ("GIT_CONFIG_GLOBAL", "/dev/null"),
                ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ]),
        }
    }

    /// Runs the shell steps of a job. Returns what was printed.
    fn run(&mut self, job: &Yaml) -> String {
        let mut printed = String::new();
        for step in job["steps"].as_vec().unwrap() {
            if let Some(command) = step["run"].as_str() {
                printed += &self.step(step, command);
            }
        }
        printed
    }

    fn step(&mut self, step: &Yaml, command: &str) -> String {
        let file = |name: &str| self.workspace.join(name);
        let (added, told) = (file(".env"), file(".output"));
        for path in [&added, &told] {
            std::fs::write(path, "").unwrap();
        }
        let own = entries(&step["env"])
            .into_iter()
            .map(|(key, value)| (key, self.expanded(value.as_str().unwrap())));
        let done = Command::new("bash")
            .args(["--noprofile", "--norc", "-e", "-c", command])
            .current_dir(&self.workspace)
            .env_remove("GITHUB_TOKEN")
            .envs(&self.environment)
            .env("GITHUB_ENV", &added)
            .env("GITHUB_OUTPUT", &told)
            .envs(own)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let printed = text(&done.stdout) + &text(&done.stderr);
        assert!(done.status.success(), "{command}: {printed}");
        self.environment.extend(lines(&added));
        if let Some(id) = step["id"].as_str() {
            let output = |(key, value)| (format!("steps.{id}.outputs.{key}"), value);
            self.values.extend(lines(&told).into_iter().map(output));
        }
        printed
    }

    /// A value with its expression replaced; one that this test does not know stops it.
    fn expanded(&self, value: &str) -> String {
        let Some(expression) = value
            .strip_prefix("${{ ")
            .and_then(|rest| rest.strip_suffix(" }}"))
        else {
            assert!(!value.contains("${{"), "{value}");
            return value.to_owned();
        };
        let known = self.values.get(expression);
        known.unwrap_or_else(|| panic!("{expression}")).clone()
    }
}

/// `key=value` lines.
fn lines(path: &Path) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(path).unwrap();
    let pair = |line: &str| {
        let (key, value) = line.split_once('=').unwrap();
        (key.to_owned(), value.to_owned())
    };
    text.lines().map(pair).collect()
}

/// The files of a release whose program is the one that was just built.
fn release(folder: &Path) -> PathBuf {
    let program = folder.join("program");
    let built = env!("CARGO_BIN_EXE_tailorbird");
    std::fs::write(&program, format!("#!/bin/sh\nexec '{built}' \"$@\"\n")).unwrap();
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    page(&folder.join("page"));
    let files = folder.join("files");
    let mut package = script("package-release.sh");
    succeeds(package.arg(program).arg(folder.join("page")).arg(&files));
    files
}

/// A whole run of the workflow. Returns the site and what was printed.
fn dashboard(folder: &Path, name: &str, github: &FakeGithub) -> (PathBuf, String) {
    let workflow = yaml("dashboard.yml", &text(".github/workflows/dashboard.yml"));
    let jobs = &workflow["jobs"];

    let mut collect = Runner::new(folder, &format!("{name}-collect"), github);
    std::fs::create_dir_all(collect.workspace.join("caller")).unwrap();
    symlink(folder.join("files"), collect.workspace.join("files")).unwrap();
    let mut printed = collect.run(&jobs["collect"]);

    let mut keep = Runner::new(folder, &format!("{name}-keep"), github);
    symlink(collect.workspace.join("data"), keep.workspace.join("data")).unwrap();
    let expression = jobs["collect"]["outputs"]["base"].as_str().unwrap();
    let base = collect.expanded(expression);
    keep.values
        .insert("needs.collect.outputs.base".into(), base);
    printed += &keep.run(&jobs["keep"]);
    (collect.workspace.join("site"), printed)
}

#[test]
fn two_mornings_make_one_history() {
    let folder = scratch("pipeline");
    release(&folder);
    let bare = folder.join("o/r");
    succeeds(
        Command::new("git")
            .args(["init", "--quiet", "--bare"])
            .arg(&bare),
    );
    let mut world = World::default();
    let noon = world.now;
    world.add(night(1, noon - 3 * 86_400, 5));
    world.add(night(2, noon - 2 * 86_400, 5));
    let github = FakeGithub::start(world).unwrap();

    let (first, printed) = dashboard(&folder, "first", &github);
    assert!(
        printed.contains("no branch dashboard-data yet"),
        "{printed}"
    );
    assert!(printed.contains("2 runs: 2 fetched, 0 held"), "{printed}");
    assert!(!printed.contains(TOKEN));
    let published = tree(&first);
    for name in ["index.html", "config.json", "data/manifest.json"] {
        assert!(published.iter().any(|path| path == name), "{published:?}");
    }

    // The next morning, on another machine: only the new night is asked for.
    github.world().add(night(3, noon - 86_400, 5));
    let (second, printed) = dashboard(&folder, "second", &github);
    assert!(printed.contains("data set of dashboard-data"), "{printed}");
    assert!(printed.contains("3 runs: 1 fetched, 2 held"), "{printed}");
    let told = succeeds(
        Command::new(env!("CARGO_BIN_EXE_tailorbird"))
            .args(["stats", "--format", "json"])
            .arg(second.join("data")),
    );
    let stats: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(stats["window"]["runs"], 3);
    let count = ["rev-list", "--count", "dashboard-data"];
    let commits = succeeds(Command::new("git").arg("--git-dir").arg(&bare).args(count));
    assert_eq!(commits.trim(), "1");
}
