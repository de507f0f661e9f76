//! Saved answers: files with GitHub's objects, told apart by their content.

use serde::Deserialize;
use serde_json::{Deserializer, Value};

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
    /// Objects that are none of these or cannot be read: where, and why.
    pub unreadable: Vec<String>,
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
        Ok(object) => file.objects.push(object),
        Err(why) => file.unreadable.push(format!("object {at}: {why}")),
    }
}

fn read(value: &Value) -> Result<Saved, String> {
    let has = |key: &str| value.get(key).is_some();
    let why = |err: serde_json::Error| err.to_string();
    if has("id") && has("run_id") {
        return Job::deserialize(value)
            .map(Box::new)
            .map(Saved::Job)
            .map_err(why);
    }
    if has("id") && (has("run_number") || has("workflow_id")) {
        return Run::deserialize(value)
            .map(Box::new)
            .map(Saved::Run)
            .map_err(why);
    }
    if has("number") && has("head") {
        return Pull::deserialize(value)
            .map(Box::new)
            .map(Saved::Pull)
            .map_err(why);
    }
    if has("sha") && has("commit") {
        return Commit::deserialize(value)
            .map(Box::new)
            .map(Saved::Commit)
            .map_err(why);
    }
    Err("neither a run, a job, a pull request nor a commit".to_owned())
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
            file.unreadable[0].starts_with("object 1: "),
            "{:?}",
            file.unreadable
        );
        assert!(file.unreadable[1].starts_with("object 2: neither"));
    }
}
