//! Runs of a long time: GitHub ends a filtered list at 1,000 results, so a time with more is cut in
//! two until each part has fewer.

use std::cmp::Reverse;

use crate::client::Client;
use crate::endpoint::{Request, RunQuery};
use crate::error::Error;
use crate::pages::{Go, Listing, Row};
use crate::repo::RepoName;
use crate::types::Run;

/// Where GitHub ends a filtered list.
const MOST: u64 = 1_000;
/// GitHub has no runs from before (Actions began in 2018).
const BEGINNING: i64 = 1_514_764_800;

impl Client {
    /// All runs that fit, the newest first.
    ///
    /// # Errors
    ///
    /// See [`Error`]; a list that is known to be cut short is no error but not `complete`.
    pub fn runs(&mut self, repo: &RepoName, query: &RunQuery) -> Result<Listing<Run>, Error> {
        let mut all = Listing {
            rows: Vec::new(),
            total: None,
            complete: true,
            unreadable: Vec::new(),
        };
        // Newest part on top.
        let mut parts = vec![query.clone()];
        while let Some(part) = parts.pop() {
            let mut too_many = false;
            let listing = self.list(&Request::runs(repo, &part), &mut |_: &[Run], total| {
                too_many = total.is_some_and(|total| total >= MOST);
                if too_many { Go::Enough } else { Go::On }
            })?;
            if too_many && let Some((older, newer)) = self.halves(&part) {
                parts.extend([older, newer]);
                continue;
            }
            all.complete &= listing.complete && !too_many;
            all.unreadable.extend(listing.unreadable);
            all.rows.extend(listing.rows);
        }
        newest_once(&mut all.rows);
        all.total = u64::try_from(all.rows.len()).ok();
        Ok(all)
    }

    /// None: it is but a second. Both halves hold the second they share.
    fn halves(&self, part: &RunQuery) -> Option<(RunQuery, RunQuery)> {
        let from = part.from.unwrap_or(BEGINNING);
        let to = part.to.unwrap_or_else(|| self.now().saturating_add(1));
        let middle = from + (to - from) / 2;
        if middle <= from {
            return None;
        }
        let half = |from, to| RunQuery {
            from: Some(from),
            to: Some(to),
            ..part.clone()
        };
        Some((half(from, middle), half(middle, to)))
    }
}

/// Each run once (its newest form), by time of creation downwards.
fn newest_once(rows: &mut Vec<Run>) {
    rows.sort_by_key(|run| Reverse((run.created_at, run.id, run.age())));
    rows.dedup_by_key(|run| run.id);
}
