//! A repository on a fake GitHub and a data set that is collected from it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::json;
use tailorbird_github::test_util::{FakeClock, FakeGithub, World, night, sha};
use tailorbird_github::{Client, Options, Token};
use tailorbird_snapshot::dataset::{Attempt, History};

use crate::collect::{Journal, LiveOptions, Progress, Summary, Target, collect};
use crate::config::Settings;
use crate::dataset_dir::Folder;

pub(super) const DAY: i64 = 86_400;
pub(super) const CANARY: &str = "ghs_canary0123456789";

/// Notes, in their order.
#[derive(Clone, Default)]
pub(super) struct Heard(pub(super) Rc<RefCell<Vec<String>>>);

impl Progress for Heard {
    fn begin(&mut self, _: &str, _: u64) {}
    fn step(&mut self, _: &str) {}
    fn note(&mut self, text: &str) {
        self.0.borrow_mut().push(text.to_owned());
    }
}

/// All that one collector keeps between its runs, and GitHub.
pub(super) struct Kit {
    pub(super) github: FakeGithub,
    pub(super) history: History,
    pub(super) folder: PathBuf,
    pub(super) targets: Vec<Target>,
    pub(super) heard: Heard,
    /// Seconds from the world's time to the deadline.
    pub(super) deadline_secs: Option<i64>,
    pub(super) timeout: Duration,
}

impl Kit {
    pub(super) fn new(world: World) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Ordering::SeqCst);
        let folder = format!("tailorbird-collect-{}-{n}", std::process::id());
        let repo = "o/r".parse().unwrap();
        Self {
            github: FakeGithub::start(world).unwrap(),
            history: History::default(),
            folder: std::env::temp_dir().join(folder),
            targets: vec![Target::unconfigured(repo, &Settings::default())],
            heard: Heard::default(),
            deadline_secs: None,
            timeout: Duration::from_secs(30),
        }
    }

    pub(super) fn journal(&self) -> Journal {
        Journal::beside(&self.folder)
    }

    /// One collection by a new process: its clock waits for nothing.
    pub(super) fn try_collect(&mut self, options: &LiveOptions) -> anyhow::Result<Summary> {
        let now = self.github.world().now;
        let client = Options {
            api_url: self.github.api.url(),
            token: Some(Token::new(CANARY).unwrap()),
            deadline: self.deadline_secs.map(|secs| now + secs),
            timeout: self.timeout,
            ..Options::default()
        };
        let mut client = Client::new(client, FakeClock::at(now)).unwrap();
        let mut journal = self.journal();
        let heard = &mut self.heard.clone();
        collect(
            &mut client,
            &self.targets,
            &mut self.history,
            &mut journal,
            options,
            heard,
        )
    }

    pub(super) fn collect(&mut self) -> Summary {
        self.try_collect(&LiveOptions::default()).unwrap()
    }

    /// Requests so far.
    pub(super) fn n_calls(&self) -> usize {
        self.github.api.asked().len()
    }

    /// All real attempts held: run, job, attempt, conclusion.
    pub(super) fn attempts(&self) -> Vec<(u64, String, u32, Option<String>)> {
        let runs = self.history.runs();
        let rows = runs.flat_map(|run| {
            let real = self.history.real_attempts(&run.key).attempts;
            let row = |a: &Attempt| {
                (
                    run.key.id,
                    a.job.clone(),
                    a.run_attempt,
                    a.conclusion.clone(),
                )
            };
            real.into_iter()
                .map(|(_, attempt)| row(attempt))
                .collect::<Vec<_>>()
        });
        rows.collect()
    }
}

impl Drop for Kit {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A month of nights, one a day, the newest two hours old, with `per_night` commits each.
pub(super) fn nights(n: u64, n_jobs: u64, per_night: u64) -> World {
    let mut world = World::default();
    let commit = |at: u64| {
        json!({
            "sha": sha(at), "author": {"login": "octocat"},
            "commit": {"message": format!("change {at} (#{})\n\nmore", 9_000 + at),
                       "committer": {"date": "2025-11-30T12:00:00Z"}},
            "parents": if at == 0 { vec![] } else { vec![json!({"sha": sha(at - 1)})] },
        })
    };
    world.commits = (0..=n * per_night).map(commit).collect();
    for number in 1..=n {
        let age = i64::try_from(n - number).unwrap() * DAY;
        let (mut run, jobs) = night(number, world.now - 7_200 - age, n_jobs);
        run["head_sha"] = sha(number * per_night).into();
        world.add((run, jobs));
    }
    world.branch = json!({
        "name": "main", "protected": true,
        "protection": {"required_status_checks": {"contexts": ["gate"], "checks": []}},
    });
    world
}

/// A folder in memory that fails from a step on, and tears what it writes there.
#[derive(Clone, Default)]
pub(super) struct Memory {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) steps: Option<usize>,
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
            bytes
        } else {
            &bytes[..bytes.len() / 2]
        };
        self.files.insert(name.to_owned(), kept.to_vec());
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
        let names = self
            .files
            .keys()
            .filter_map(|name| name.strip_prefix(below)?.strip_prefix('/'));
        Ok(names.map(str::to_owned).collect())
    }

    fn place(&self, name: &str) -> String {
        format!("data/{name}")
    }
}
