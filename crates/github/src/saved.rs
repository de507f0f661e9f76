//! Saved answers: files with GitHub's objects, told apart by their content.

use serde::Deserialize;
use serde_json::{Deserializer, Value};

use crate::time::parse_time;
use crate::types::{Commit, Job, Pull, Run};

/// An object of a saved answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Saved {
    /// A run.
    Run(Box<Run>),
    /// A job of a run.
    Job(Box<Job>),
    /// A pull request.
    Pull(Box<Pull>),
    /// A commit.
    Commit(Box<Commit>),
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SavedFile {
    /// Its objects in their order.
    pub objects: Vec<Saved>,
    /// Objects that are none of these or cannot be read.
    pub unreadable: Vec<Unreadable>,
    /// Fields that hold no time, and so count as not told: where, and what they hold.
    pub odd_times: Vec<String>,
}

/// An object that is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreadable {
    /// Where it is, and why it is not used.
    pub why: String,
    /// It may be a job, as it is nothing else: the list of jobs of a run is not whole then.
    pub may_be_job: bool,
    /// The run that it names.
    pub run_id: Option<u64>,
}

/// Why a file is no saved answer. Its text goes after "failed to read FILE: ".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SavedError {
    /// Not JSON.
    #[error("not JSON ({0}); save the answers of GitHub's API as they are")]
    NoJson(String),
    /// JSON of something else.
    #[error(
        "no workflow runs, jobs or pull requests of GitHub's API in it; lists of objects are \
         expected, or answers with `workflow_runs` or `jobs`"
    )]
    Nothing,
}

/// Lists within an answer.
const FIELDS: [&str; 3] = ["workflow_runs", "jobs", "commits"];

/// Fields of runs, jobs and pull requests that hold a time.
const TIMES: [&str; 6] = [
    "created_at",
    "updated_at",
    "run_started_at",
    "started_at",
    "completed_at",
    "merged_at",
];

/// Most characters of a value that is named.
const MAX_SHOWN: usize = 60;

/// Reads arrays of objects, whole answers, single objects, or several of these one behind the
/// other, as paging tools write them.
///
/// # Errors
///
/// See [`SavedError`]. An object that cannot be read is no error but told beside the others.
pub fn read_saved(bytes: &[u8]) -> Result<SavedFile, SavedError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut file = SavedFile::default();
    let mut empty_list = false;
    for value in Deserializer::from_slice(bytes).into_iter::<Value>() {
        let value = value.map_err(|err| SavedError::NoJson(err.to_string()))?;
        let within = FIELDS.iter().find_map(|field| value.get(field)?.as_array());
        match within.or(value.as_array()) {
            Some(rows) => {
                empty_list |= rows.is_empty();
                for row in rows {
                    add(&mut file, row);
                }
            }
            None => add(&mut file, &value),
        }
    }
    if file.objects.is_empty() && !empty_list {
        return Err(SavedError::Nothing);
    }
    Ok(file)
}

fn add(file: &mut SavedFile, value: &Value) {
    let at = file.objects.len() + file.unreadable.len();
    match read(value) {
        Ok(object) => {
            file.odd_times.extend(odd_times(value, at));
            file.objects.push(object);
        }
        Err((form, why)) => file.unreadable.push(Unreadable {
            why: format!("object {at}: {why}"),
            may_be_job: form == Form::Job || form == Form::Unknown,
            run_id: run_of(value),
        }),
    }
}

/// The run that an object names, as a number, a text, or by an address.
fn run_of(value: &Value) -> Option<u64> {
    let named = match value.get("run_id") {
        Some(Value::Number(id)) => id.as_u64(),
        Some(Value::String(id)) => id.trim().parse().ok(),
        _ => None,
    };
    let by_address = |key: &&str| {
        let (_, rest) = value.get(*key)?.as_str()?.split_once("/runs/")?;
        rest.split('/').next()?.parse().ok()
    };
    named.or_else(|| ["run_url", "html_url"].iter().find_map(by_address))
}

/// Times of an object that hold something else.
fn odd_times(value: &Value, at: usize) -> Vec<String> {
    let odd = |key: &&str| match value.get(*key)? {
        Value::Null => None,
        Value::Number(secs) if secs.is_i64() => None,
        Value::String(text) if parse_time(text).is_some() => None,
        other => {
            let text = short(&other.to_string());
            Some(format!(
                "object {at}: `{key}` is {text}, no time such as 2025-12-01T04:36:55Z"
            ))
        }
    };
    TIMES.iter().filter_map(odd).collect()
}

/// The beginning of a value that may be of any length.
fn short(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// What an object is by its fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Run,
    Job,
    Pull,
    Commit,
    Unknown,
}

fn form(value: &Value) -> Form {
    let has = |key: &str| value.get(key).is_some();
    if has("id") && has("run_id") {
        Form::Job
    } else if has("id") && (has("run_number") || has("workflow_id")) {
        Form::Run
    } else if has("number") && has("head") {
        Form::Pull
    } else if has("sha") && has("commit") {
        Form::Commit
    } else {
        Form::Unknown
    }
}

fn read(value: &Value) -> Result<Saved, (Form, String)> {
    let form = form(value);
    let read = match form {
        Form::Job => Job::deserialize(value).map(Box::new).map(Saved::Job),
        Form::Run => Run::deserialize(value).map(Box::new).map(Saved::Run),
        Form::Pull => Pull::deserialize(value).map(Box::new).map(Saved::Pull),
        Form::Commit => Commit::deserialize(value).map(Box::new).map(Saved::Commit),
        Form::Unknown => {
            let why = "neither a run, a job, a pull request nor a commit";
            return Err((form, why.to_owned()));
        }
    };
    read.map_err(|err| (form, err.to_string()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Any bytes are read or refused.
        #[test]
        fn no_bytes_are_too_odd(text in "[\\[\\]{}\",:a-z0-9 _.-]{0,60}", cut in 0..200_usize) {
            let _ = read_saved(text.as_bytes());
            let whole = br#"{"total_count":2,"jobs":[{"id":1,"run_id":2,"steps":[{"name":"x","number":1}],"labels":["a"]},{"id":3,"run_id":2,"started_at":"2025-12-01T04:36:55Z"}]}"#;
            let cut = cut.min(whole.len());
            prop_assert_eq!(read_saved(&whole[..cut]).is_ok(), cut == whole.len());
        }
    }

    #[test]
    fn forms_of_files_are_told_apart() {
        let run = r#"{"id":98960183655174,"run_number":3,"new":{"field":1}}"#;
        let job = r#"{"id":6,"run_id":5,"workflow_run_id":"5","source_repo":"o/r","labels":null}"#;
        let check = |text: &str, n: usize| {
            let file = read_saved(text.as_bytes()).unwrap();
            assert_eq!(
                (file.objects.len(), file.unreadable.len()),
                (n, 0),
                "{text}"
            );
            file.objects
        };
        check(run, 1);
        check(&format!("[{run},{job}]"), 2);
        check(
            &format!("{{\"total_count\":1,\"workflow_runs\":[{run}]}}"),
            1,
        );
        check("[]", 0);
        // As `--paginate` writes them.
        let objects = check(
            &format!("\u{feff}{{\"jobs\":[{job}]}}\n{{\"jobs\":[{job}]}}[{run}]"),
            3,
        );
        let Some(Saved::Run(run)) = objects.last() else {
            panic!("{objects:?}")
        };
        assert_eq!(run.id, 98_960_183_655_174);
    }

    #[test]
    fn other_files_are_refused_and_odd_objects_told() {
        for no_json in ["<html>", "[1", "{\"id\":"] {
            assert!(matches!(
                read_saved(no_json.as_bytes()),
                Err(SavedError::NoJson(_))
            ));
        }
        for nothing in ["", "null", "\"x\"", "{\"message\":\"Not Found\"}"] {
            assert_eq!(
                read_saved(nothing.as_bytes()),
                Err(SavedError::Nothing),
                "{nothing}"
            );
        }
        let file = read_saved(br#"[{"id":1,"run_id":2},{"id":-1,"run_id":2},{"x":1}]"#).unwrap();
        assert_eq!(file.objects.len(), 1);
        assert!(
            file.unreadable[0].why.starts_with("object 1: "),
            "{:?}",
            file.unreadable
        );
        assert!(file.unreadable[1].why.starts_with("object 2: neither"));
        assert!(file.unreadable.iter().all(|object| object.may_be_job));
        assert_eq!(file.unreadable[0].run_id, Some(2));
        let named = br#"[{"id":1,"run_id":2},{"id":"a","run_id":"3"},
            {"id":"a","run_id":null,"run_url":"https://api.github.com/repos/o/r/actions/runs/4"},
            {"id":"a","run_id":null},{"id":"a","run_number":3}]"#;
        let odd = read_saved(named).unwrap().unreadable;
        let told: Vec<_> = odd.iter().map(|o| (o.may_be_job, o.run_id)).collect();
        let job = |id| (true, id);
        assert_eq!(told, [job(Some(3)), job(Some(4)), job(None), (false, None)]);
    }

    #[test]
    fn times_that_are_none_are_told() {
        let text = r#"[{"id":1,"run_id":2,"started_at":"yesterday","created_at":null,
            "completed_at":"2025-12-01T04:36:55Z"},{"id":2,"run_id":2,"started_at":{}}]"#;
        let file = read_saved(text.as_bytes()).unwrap();
        assert_eq!(file.objects.len(), 2);
        assert_eq!(
            file.odd_times,
            [
                "object 0: `started_at` is \"yesterday\", no time such as 2025-12-01T04:36:55Z",
                "object 1: `started_at` is {}, no time such as 2025-12-01T04:36:55Z",
            ]
        );
        let long = format!(
            "[{{\"id\":1,\"run_id\":2,\"started_at\":\"{}\"}}]",
            "x".repeat(999)
        );
        assert!(read_saved(long.as_bytes()).unwrap().odd_times[0].len() < 150);
    }
}
