//! Lists: all pages of them, by the links that GitHub gives. Rows may shift from page to page
//! while it answers, so that some come twice and some not at all.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::client::Client;
use crate::endpoint::{FULL_PAGE, Request};
use crate::error::Error;
use crate::event::Event;
use crate::exchange::Answer;
use crate::link::same_place;
use crate::types::{Commit, Job, Pull, Rule, Run};

/// Rows a page when the server fails at larger ones.
const SMALLEST_PAGE: u32 = 25;

/// A list as far as it could be had.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Listing<T> {
    /// Each row once, in the order in which GitHub gave them first.
    pub rows: Vec<T>,
    /// How many GitHub says there are. None: it does not say.
    pub total: Option<u64>,
    /// Whether nothing is known to be missing.
    pub complete: bool,
    /// Rows that could not be read, each with the reason.
    pub unreadable: Vec<String>,
}

/// A row of a list.
pub(crate) trait Row: Serialize + DeserializeOwned {
    /// The field that holds the rows. None: the answer is an array.
    const FIELD: Option<&'static str>;
    /// The field that says how many rows there are.
    const TOTAL: &'static str = "total_count";

    /// What tells it from the others.
    fn key(&self) -> String;

    /// The larger one of two with the same key stands.
    fn age(&self) -> (bool, Option<i64>) {
        (false, None)
    }
}

impl Row for Run {
    const FIELD: Option<&'static str> = Some("workflow_runs");

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn age(&self) -> (bool, Option<i64>) {
        (false, self.updated_at)
    }
}

impl Row for Job {
    const FIELD: Option<&'static str> = Some("jobs");

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn age(&self) -> (bool, Option<i64>) {
        (self.is_completed(), self.completed_at)
    }
}

impl Row for Pull {
    const FIELD: Option<&'static str> = None;

    fn key(&self) -> String {
        self.number.to_string()
    }

    fn age(&self) -> (bool, Option<i64>) {
        (false, self.updated_at)
    }
}

impl Row for Commit {
    const FIELD: Option<&'static str> = Some("commits");
    const TOTAL: &'static str = "total_commits";

    fn key(&self) -> String {
        self.sha.clone()
    }
}

impl Row for Rule {
    const FIELD: Option<&'static str> = None;

    fn key(&self) -> String {
        // A rule has no id: two of one ruleset are the same only if all of them is.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// One page, as it is kept with its ETag.
#[derive(Serialize, Deserialize)]
#[serde(bound = "T: Serialize + DeserializeOwned")]
struct Page<T> {
    rows: Vec<T>,
    total: Option<u64>,
    next: Option<String>,
    unreadable: Vec<String>,
}

/// Whether to go on after a page.
pub(crate) enum Go {
    On,
    /// No more pages are wanted; the list counts as complete.
    Enough,
}

/// Rows so far.
struct Gathered<T> {
    order: Vec<String>,
    rows: BTreeMap<String, T>,
    total: Option<u64>,
    unreadable: Vec<String>,
}

impl Client {
    /// All pages of a list. `look` sees each page's rows and the number of all rows.
    pub(crate) fn list<T: Row>(
        &mut self,
        request: &Request,
        look: &mut dyn FnMut(&[T], Option<u64>) -> Go,
    ) -> Result<Listing<T>, Error> {
        let mut per_page = FULL_PAGE;
        let mut gathered = Gathered {
            order: Vec::new(),
            rows: BTreeMap::new(),
            total: None,
            unreadable: Vec::new(),
        };
        loop {
            match self.pages(request, per_page, &mut gathered, look) {
                Ok(whole) => return Ok(gathered.listing(whole)),
                // Large answers time out at GitHub; pages of another size are other pages, so
                // it begins anew.
                Err(Error::Unavailable { .. }) if per_page > SMALLEST_PAGE => {
                    per_page /= 2;
                    gathered.unreadable.clear();
                    self.tell(&Event::Smaller {
                        request: request.name(),
                        per_page,
                    });
                }
                Err(err) => return Err(err),
            }
        }
    }

    /// Whether the last page was seen: by its links, or since no more is wanted.
    fn pages<T: Row>(
        &mut self,
        request: &Request,
        per_page: u32,
        gathered: &mut Gathered<T>,
        look: &mut dyn FnMut(&[T], Option<u64>) -> Go,
    ) -> Result<Whole, Error> {
        let first = request.target(per_page);
        let mut target = first.clone();
        let mut seen = BTreeSet::new();
        loop {
            seen.insert(target.clone());
            let page: Page<T> = self.ask(request, &target, decode)?;
            let go = look(&page.rows, page.total);
            gathered.add(page.rows, page.total, page.unreadable);
            if matches!(go, Go::Enough) {
                return Ok(Whole::Enough);
            }
            let Some(next) = page.next else {
                return Ok(Whole::ByCount);
            };
            let Some(next) = same_place(&next, &self.options.api_url, &first) else {
                let place = self.scrub(&crate::address::place(&next));
                return Err(Error::Elsewhere {
                    request: request.name(),
                    place,
                });
            };
            if seen.contains(next) {
                return Ok(Whole::Circle);
            }
            target = next.to_owned();
        }
    }
}

/// How a list ended.
#[derive(Clone, Copy)]
enum Whole {
    Enough,
    ByCount,
    Circle,
}

impl<T: Row> Gathered<T> {
    fn add(&mut self, rows: Vec<T>, total: Option<u64>, unreadable: Vec<String>) {
        self.total = total.or(self.total);
        self.unreadable.extend(unreadable);
        for row in rows {
            let key = row.key();
            match self.rows.get(&key) {
                Some(known) if known.age() > row.age() => {}
                Some(_) => drop(self.rows.insert(key, row)),
                None => {
                    self.order.push(key.clone());
                    self.rows.insert(key, row);
                }
            }
        }
    }

    fn listing(mut self, whole: Whole) -> Listing<T> {
        let rows: Vec<T> = self
            .order
            .iter()
            .filter_map(|key| self.rows.remove(key))
            .collect();
        let n_rows = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let enough = match (whole, self.total) {
            (Whole::Enough, _) | (Whole::ByCount, None) => true,
            (Whole::ByCount | Whole::Circle, Some(total)) => n_rows >= total,
            (Whole::Circle, None) => false,
        };
        Listing {
            complete: enough && self.unreadable.is_empty(),
            rows,
            total: self.total,
            unreadable: self.unreadable,
        }
    }
}

fn decode<T: Row>(answer: &Answer) -> Result<Page<T>, String> {
    let body: Value = serde_json::from_slice(&answer.body).map_err(|err| err.to_string())?;
    let list = T::FIELD.map_or(Some(&body), |field| body.get(field));
    let Some(list) = list.and_then(Value::as_array) else {
        return Err(match T::FIELD {
            Some(field) => format!("no list `{field}`"),
            None => "it is no list".to_owned(),
        });
    };
    let mut page = Page {
        rows: Vec::with_capacity(list.len()),
        total: body.get(T::TOTAL).and_then(Value::as_u64),
        next: answer.next.clone(),
        unreadable: Vec::new(),
    };
    for (at, row) in list.iter().enumerate() {
        match T::deserialize(row) {
            Ok(row) => page.rows.push(row),
            Err(err) => page.unreadable.push(format!("row {at}: {err}")),
        }
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn gather(pages: &[Vec<(u64, i64)>], total: u64) -> Listing<Run> {
        let mut gathered = Gathered {
            order: Vec::new(),
            rows: BTreeMap::new(),
            total: None,
            unreadable: Vec::new(),
        };
        for page in pages {
            let run = |(id, updated): &(u64, i64)| Run {
                id: *id,
                updated_at: Some(*updated),
                ..Run::default()
            };
            gathered.add(page.iter().map(run).collect(), Some(total), Vec::new());
        }
        gathered.listing(Whole::ByCount)
    }

    proptest! {
        /// However rows shift and repeat, each comes once, in the newest form seen.
        #[test]
        fn each_row_once_and_newest(pages in prop::collection::vec(prop::collection::vec((0..20_u64, 0..9_i64), 0..12), 1..6)) {
            let mut newest: BTreeMap<u64, i64> = BTreeMap::new();
            for (id, updated) in pages.iter().flatten() {
                let known = newest.entry(*id).or_insert(*updated);
                *known = (*known).max(*updated);
            }
            let n_rows = u64::try_from(newest.len()).unwrap();
            let listing = gather(&pages, n_rows);
            prop_assert!(listing.complete);
            prop_assert!(!gather(&pages, n_rows + 1).complete);
            prop_assert_eq!(listing.rows.len(), newest.len());
            for run in listing.rows {
                prop_assert_eq!(run.updated_at, newest.get(&run.id).copied());
            }
        }
    }
}
