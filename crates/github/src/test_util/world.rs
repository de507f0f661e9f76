//! A repository on a fake GitHub: its lists, their pages, limits and ETags.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, VecDeque};
use std::hash::{Hash, Hasher};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use super::server::{Asked, FakeServer, Reply};
use crate::time::parse_time;

/// Where GitHub ends a filtered list.
const MOST_ROWS: usize = 1_000;

/// What the repository `o/r` (id 4711) holds, and how the service behaves.
#[derive(Clone, Debug)]
pub struct World {
    /// The service's time, seconds since 1970.
    pub now: i64,
    /// Requests allowed in an hour.
    pub limit: u64,
    /// Requests left.
    pub remaining: u64,
    /// When there are more.
    pub reset: i64,
    /// Runs, in any order.
    pub runs: Vec<Value>,
    /// Jobs by run.
    pub jobs: BTreeMap<u64, Vec<Value>>,
    /// Pull requests, in any order.
    pub pulls: Vec<Value>,
    /// Commits of `main`, oldest first, each the parent of the next.
    pub commits: Vec<Value>,
    /// Files on `main`.
    pub files: BTreeMap<String, String>,
    /// The branch `main`.
    pub branch: Value,
    /// Rules for `main`.
    pub rules: Vec<Value>,
    /// Logs by job.
    pub logs: BTreeMap<u64, Vec<u8>>,
    /// Next answers to requests whose target contains the text, instead of the right ones.
    pub faults: VecDeque<(String, Reply)>,
    /// Lists with larger pages than this are answered by 502. None: all are answered.
    pub largest_page: Option<usize>,
    /// Runs that appear, one with each page of runs that is served.
    pub arriving: Vec<Value>,
}

impl Default for World {
    fn default() -> Self {
        let now = 1_764_633_600;
        Self {
            now,
            limit: 5_000,
            remaining: 5_000,
            reset: now + 3_000,
            runs: Vec::new(),
            jobs: BTreeMap::new(),
            pulls: Vec::new(),
            commits: Vec::new(),
            files: BTreeMap::new(),
            branch: json!({ "name": "main", "protected": false }),
            rules: Vec::new(),
            logs: BTreeMap::new(),
            faults: VecDeque::new(),
            largest_page: None,
            arriving: Vec::new(),
        }
    }
}

impl World {
    /// Adds a run with its jobs.
    pub fn add(&mut self, (run, jobs): (Value, Vec<Value>)) {
        let id = run.get("id").and_then(Value::as_u64).unwrap_or(0);
        self.runs.push(run);
        self.jobs.insert(id, jobs);
    }

    /// Makes the next request whose target contains `part` fail.
    pub fn fail(&mut self, part: &str, reply: Reply) {
        self.faults.push_back((part.to_owned(), reply));
    }

    fn answer(&mut self, asked: &Asked, here: &str, storage: &str) -> Reply {
        let reply = self.choose(asked, here, storage);
        let spent = u64::from(reply.status != 304);
        self.remaining = self.remaining.saturating_sub(spent);
        let date = chrono::DateTime::from_timestamp(self.now, 0).unwrap_or_default();
        let told = |name: &str| reply.headers.iter().any(|(known, _)| known == name);
        let mut with = Vec::new();
        for (name, value) in [
            ("date", date.format("%a, %d %b %Y %H:%M:%S GMT").to_string()),
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", self.remaining.to_string()),
            ("x-ratelimit-reset", self.reset.to_string()),
        ] {
            if !told(name) {
                with.push((name.to_owned(), value));
            }
        }
        let mut reply = reply;
        reply.headers.extend(with);
        reply
    }

    fn choose(&mut self, asked: &Asked, here: &str, storage: &str) -> Reply {
        let fault = self
            .faults
            .iter()
            .position(|(part, _)| asked.target.contains(part));
        if let Some((_, reply)) = fault.and_then(|at| self.faults.remove(at)) {
            return reply;
        }
        let path = asked.path();
        let rest = path
            .strip_prefix("/repos/o/r")
            .or(path.strip_prefix("/repositories/4711"));
        let Some(rest) = rest else {
            return missing();
        };
        let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => object(
                &json!({"id": 4711, "full_name": "o/r", "default_branch": "main"}),
                asked,
            ),
            ["actions", rest @ ..] => self.actions(rest, asked, here, storage),
            ["pulls"] => {
                let mut pulls = self.pulls.clone();
                pulls.sort_by_key(|pull| std::cmp::Reverse(seconds(pull, "updated_at")));
                self.page(&pulls, None, asked, here)
            }
            ["compare", basehead] => self.compare(basehead, asked, here),
            ["branches", "main"] => object(&self.branch, asked),
            ["rules", "branches", "main"] => {
                let rules = self.rules.clone();
                self.page(&rules, None, asked, here)
            }
            ["contents", path @ ..] => {
                let file = self.files.get(&path.join("/"));
                file.map_or_else(missing, |text| {
                    tagged(Reply::new(200, text.as_str()), asked)
                })
            }
            _ => missing(),
        }
    }

    fn actions(&mut self, parts: &[&str], asked: &Asked, here: &str, storage: &str) -> Reply {
        match parts {
            ["runs"] | ["workflows", _, "runs"] => {
                let rows =
                    self.matching_runs(asked, parts.get(1).copied().filter(|_| parts.len() == 3));
                let reply = self.page(&rows, Some("workflow_runs"), asked, here);
                self.runs.extend(self.arriving.pop());
                reply
            }
            ["runs", id] => {
                let run = self
                    .runs
                    .iter()
                    .find(|run| number(run, "id").to_string() == **id);
                run.map_or_else(missing, |run| object(run, asked))
            }
            ["runs", id, "jobs"] => {
                let jobs = id
                    .parse()
                    .ok()
                    .and_then(|id: u64| self.jobs.get(&id))
                    .cloned();
                let mut jobs = jobs.unwrap_or_default();
                if asked.query("filter").as_deref() != Some("all") {
                    let newest = jobs.iter().map(|job| number(job, "run_attempt")).max();
                    jobs.retain(|job| Some(number(job, "run_attempt")) == newest);
                }
                self.page(&jobs, Some("jobs"), asked, here)
            }
            ["runs", id, "attempts", attempt, "jobs"] => {
                let jobs = id
                    .parse()
                    .ok()
                    .and_then(|id: u64| self.jobs.get(&id))
                    .cloned();
                let mut jobs = jobs.unwrap_or_default();
                jobs.retain(|job| number(job, "run_attempt").to_string() == **attempt);
                self.page(&jobs, Some("jobs"), asked, here)
            }
            ["jobs", id, "logs"] => {
                let known = id
                    .parse()
                    .ok()
                    .filter(|id: &u64| self.logs.contains_key(id));
                known.map_or_else(missing, |id| {
                    Reply::new(302, "").with("location", format!("{storage}/log/{id}?sig=signed"))
                })
            }
            _ => missing(),
        }
    }

    fn matching_runs(&self, asked: &Asked, workflow: Option<&str>) -> Vec<Value> {
        let same = |run: &Value, key: &str, query: &str| {
            let wanted = asked.query(query);
            wanted.is_none_or(|wanted| run.get(key).and_then(Value::as_str) == Some(&wanted))
        };
        let (from, to) = window(&asked.query("created").unwrap_or_default());
        let mut runs: Vec<Value> = self.runs.clone();
        runs.retain(|run| {
            let created = seconds(run, "created_at");
            let path = run.get("path").and_then(Value::as_str).unwrap_or_default();
            same(run, "event", "event")
                && same(run, "head_branch", "branch")
                && (from..=to).contains(&created)
                && workflow.is_none_or(|file| path.ends_with(&format!("/{file}")))
        });
        runs.sort_by_key(|run| std::cmp::Reverse((seconds(run, "created_at"), number(run, "id"))));
        runs
    }

    fn compare(&self, basehead: &str, asked: &Asked, here: &str) -> Reply {
        let Some((base, head)) = basehead.split_once("...") else {
            return missing();
        };
        let at = |sha: &str| {
            self.commits
                .iter()
                .position(|commit| text(commit, "sha") == sha)
        };
        let (Some(from), Some(to)) = (at(base), at(head)) else {
            return missing();
        };
        let between = self.commits.get(from + 1..=to).unwrap_or_default();
        let mut reply = self.page(between, Some("commits"), asked, here);
        let mut body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        if let Some(body) = body.as_object_mut() {
            body.insert("total_commits".to_owned(), json!(between.len()));
            body.remove("total_count");
            body.insert("status".to_owned(), json!("ahead"));
        }
        reply.body = body.to_string().into_bytes();
        reply
    }

    fn page(&self, rows: &[Value], field: Option<&str>, asked: &Asked, here: &str) -> Reply {
        let ask = |key, usual| {
            asked
                .query(key)
                .and_then(|n| n.parse().ok())
                .unwrap_or(usual)
        };
        let (page, per_page): (usize, usize) = (ask("page", 1), ask("per_page", 30).min(100));
        if self.largest_page.is_some_and(|largest| per_page > largest) {
            return Reply::new(502, "<html>502 Bad Gateway</html>");
        }
        let end = rows.len().min(MOST_ROWS);
        let start = page.saturating_sub(1).saturating_mul(per_page).min(end);
        let stop = start.saturating_add(per_page).min(end);
        let part = rows.get(start..stop).unwrap_or_default();
        let body = match field {
            Some(field) => json!({ "total_count": rows.len(), field: part }),
            None => json!(part),
        };
        let mut reply = Reply::new(200, body.to_string());
        if stop < end {
            // GitHub names the repository by its id here.
            let path = asked.path().replace("/repos/o/r", "/repositories/4711");
            let query = asked.target.split_once('?').map_or("", |(_, query)| query);
            let mut query: Vec<&str> = query
                .split('&')
                .filter(|pair| !pair.starts_with("page="))
                .collect();
            let next = format!("page={}", page + 1);
            query.push(&next);
            let url = format!("{here}{path}?{}", query.join("&"));
            reply = reply.with(
                "link",
                format!("<{url}>; rel=\"next\", <{url}>; rel=\"last\""),
            );
        }
        tagged(reply, asked)
    }
}

/// A fake api.github.com and the host its logs are on.
pub struct FakeGithub {
    /// The API.
    pub api: FakeServer,
    /// The other host.
    pub storage: FakeServer,
    world: Arc<Mutex<World>>,
}

impl FakeGithub {
    /// Starts both.
    ///
    /// # Errors
    ///
    /// No port on loopback can be had.
    pub fn start(world: World) -> io::Result<Self> {
        let world = Arc::new(Mutex::new(world));
        let shared = Arc::clone(&world);
        let storage = FakeServer::start(move |asked| {
            let id = asked
                .path()
                .rsplit('/')
                .next()
                .and_then(|id| id.parse::<u64>().ok());
            let logs = &lock(&shared).logs;
            let log = id.and_then(|id| logs.get(&id));
            log.map_or_else(missing, |log| Reply::new(200, log.as_slice()))
        })?;
        let (shared, elsewhere) = (Arc::clone(&world), storage.url());
        let api = FakeServer::start(move |asked| {
            let host = asked.header("host").unwrap_or_default();
            lock(&shared).answer(asked, &format!("http://{host}"), &elsewhere)
        })?;
        Ok(Self {
            api,
            storage,
            world,
        })
    }

    /// Looks at it and changes it.
    pub fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }
}

fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

fn missing() -> Reply {
    Reply::new(404, r#"{"message":"Not Found","status":"404"}"#)
}

fn object(value: &Value, asked: &Asked) -> Reply {
    tagged(Reply::new(200, value.to_string()), asked)
}

/// With its ETag, or "not modified" where the asker has it.
fn tagged(reply: Reply, asked: &Asked) -> Reply {
    let mut hasher = DefaultHasher::new();
    reply.body.hash(&mut hasher);
    let etag = format!("W/\"{:x}\"", hasher.finish());
    if asked.header("if-none-match") == Some(&etag) {
        return Reply::new(304, "").with("etag", etag);
    }
    reply.with("etag", etag)
}

/// `A..B`, `>=A`, `<=B`.
fn window(created: &str) -> (i64, i64) {
    let time = |text: &str| parse_time(text);
    if let Some((from, to)) = created.split_once("..") {
        return (time(from).unwrap_or(i64::MAX), time(to).unwrap_or(i64::MIN));
    }
    let from = created
        .strip_prefix(">=")
        .and_then(time)
        .unwrap_or(i64::MIN);
    let to = created
        .strip_prefix("<=")
        .and_then(time)
        .unwrap_or(i64::MAX);
    (from, to)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn number(value: &Value, key: &str) -> u64 {
    value.get(key).and_then(Value::as_u64).unwrap_or(0)
}

fn seconds(value: &Value, key: &str) -> i64 {
    parse_time(text(value, key)).unwrap_or(0)
}
