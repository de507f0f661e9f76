//! What can be asked, one method each.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::Client;
use crate::endpoint::{FULL_PAGE, Request};
use crate::error::Error;
use crate::exchange::Answer;
use crate::pages::{Go, Listing};
use crate::repo::RepoName;
use crate::types::{Branch, Commit, Job, Pull, Repository, Rule, Run};

/// Largest file read from a repository, in bytes.
const MAX_FILE: usize = 4 * 1024 * 1024;

impl Client {
    /// The repository: its default branch.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn repository(&mut self, repo: &RepoName) -> Result<Repository, Error> {
        self.one(&Request::repository(repo))
    }

    /// One run as it is now.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn run(&mut self, repo: &RepoName, run_id: u64) -> Result<Run, Error> {
        self.one(&Request::run(repo, run_id))
    }

    /// Jobs of all attempts of a run, copies included.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn jobs(&mut self, repo: &RepoName, run_id: u64) -> Result<Listing<Job>, Error> {
        self.list(&Request::jobs(repo, run_id), &mut |_, _| Go::On)
    }

    /// Jobs of one attempt, where the list of all attempts is not complete.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn attempt_jobs(
        &mut self,
        repo: &RepoName,
        run_id: u64,
        attempt: u32,
    ) -> Result<Listing<Job>, Error> {
        self.list(
            &Request::attempt_jobs(repo, run_id, attempt),
            &mut |_, _| Go::On,
        )
    }

    /// Pull requests that changed at or after a time (seconds since 1970), and what else is on
    /// the same page.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn pulls(&mut self, repo: &RepoName, since: i64) -> Result<Listing<Pull>, Error> {
        self.list(&Request::pulls(repo), &mut |page: &[Pull], _| {
            let older = |pull: &Pull| pull.updated_at.is_some_and(|time| time < since);
            if page.last().is_some_and(older) {
                Go::Enough
            } else {
                Go::On
            }
        })
    }

    /// Commits that `head` has and `base` has not, oldest first, at most about `limit`.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn compare(
        &mut self,
        repo: &RepoName,
        base: &str,
        head: &str,
        limit: usize,
    ) -> Result<Listing<Commit>, Error> {
        let mut n_seen = 0;
        let mut cut = false;
        let mut listing = self.list(&Request::compare(repo, base, head), &mut |page, total| {
            n_seen += page.len();
            let more = total.is_some_and(|total| u64::try_from(n_seen).unwrap_or(u64::MAX) < total);
            cut = n_seen >= limit && more;
            if cut { Go::Enough } else { Go::On }
        })?;
        listing.complete &= !cut;
        Ok(listing)
    }

    /// A branch with what its protection asks for.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn branch(&mut self, repo: &RepoName, branch: &str) -> Result<Branch, Error> {
        self.one(&Request::branch(repo, branch))
    }

    /// Rules that hold for a branch.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn rules(&mut self, repo: &RepoName, branch: &str) -> Result<Listing<Rule>, Error> {
        self.list(&Request::rules(repo, branch), &mut |_, _| Go::On)
    }

    /// A text file of the repository at a branch, tag or commit.
    ///
    /// # Errors
    ///
    /// See [`Error`]; it is also an error if the file is no UTF-8 or larger than 4 MiB.
    pub fn file(&mut self, repo: &RepoName, path: &str, at: &str) -> Result<String, Error> {
        let request = Request::file(repo, path, at);
        let target = request.target(FULL_PAGE);
        self.ask(&request, &target, |answer: &Answer| {
            if answer.body.len() > MAX_FILE {
                return Err(format!("the file is larger than {MAX_FILE} bytes"));
            }
            String::from_utf8(answer.body.clone()).map_err(|_| "the file is no UTF-8".to_owned())
        })
    }

    fn one<T: Serialize + DeserializeOwned>(&mut self, request: &Request) -> Result<T, Error> {
        let target = request.target(FULL_PAGE);
        self.ask(request, &target, |answer: &Answer| {
            serde_json::from_slice(&answer.body).map_err(|err| err.to_string())
        })
    }
}
