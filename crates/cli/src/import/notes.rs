//! Odd things of many rows: the first of each kind one by one, the others counted.

use std::collections::BTreeMap;

use tailorbird_snapshot::Issue;

/// How many of one code are kept one by one.
const KEPT: usize = 200;

/// Collects issues without filling the memory with them.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    kept: Vec<Issue>,
    counts: BTreeMap<&'static str, usize>,
}

impl Notes {
    /// Adds an issue.
    pub fn add(&mut self, code: &'static str, place: &str, message: &str) {
        let n = self.counts.entry(code).or_default();
        *n += 1;
        if *n <= KEPT {
            self.kept.push(Issue::new(code, place, message));
        }
    }

    /// All that were kept, and one for each code of which there were more.
    #[must_use]
    pub fn finish(mut self) -> Vec<Issue> {
        for (code, n) in self.counts {
            if n > KEPT {
                let more = format!("{} more of this kind", n - KEPT);
                self.kept.push(Issue::new(code, "import", more));
            }
        }
        self.kept
    }
}
