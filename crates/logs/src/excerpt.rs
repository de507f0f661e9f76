//! The lines around the first failure: some before it, as many behind it as fit.

use std::collections::VecDeque;

use crate::cut;
use crate::digest::MAX_EXCERPT;
use crate::found::Rank;
use crate::line::{Line, Mark};
use crate::mask::{KeyBlock, mask};

/// Bytes of a line that are kept while it is not yet clear whether it is needed. Much more than is
/// shown, so that no secret is cut in two before it is masked.
const MAX_KEPT: usize = 4 * 1024;
/// Bytes of a line that are shown.
const MAX_SHOWN: usize = 300;
/// Bytes shown of what stands before a failure.
const BEFORE: usize = 500;
/// The same where the runner reports a failed step: what it is about stands before.
const BEFORE_STEP: usize = 1_500;
/// Lines kept for that.
const MAX_LINES: usize = 40;

/// Takes an excerpt while lines go by.
#[derive(Debug, Default)]
pub(crate) struct Excerpt {
    /// The newest lines, not yet masked.
    before: VecDeque<String>,
    key: KeyBlock,
    taken: String,
    rank: Option<Rank>,
    /// Still taking lines.
    is_open: bool,
}

impl Excerpt {
    /// Takes notice of a line, and of what it tells of a failure.
    pub(crate) fn line(&mut self, line: &Line<'_>, rank: Option<Rank>) {
        let mut text: &str = cut::at_byte(&line.text, MAX_KEPT);
        if self.key.holds(&line.text) {
            text = "***";
        }
        if rank > self.rank {
            self.rank = rank;
            self.taken.clear();
            self.is_open = true;
            let room = if rank == Some(Rank::Step) {
                BEFORE_STEP
            } else {
                BEFORE
            };
            self.take_before(room);
        } else if line.mark == Some(Mark::Group) && line.text.starts_with("Run ") {
            // The next step tells nothing of this failure.
            self.is_open = false;
            self.before.clear();
        }
        if self.is_open {
            self.take(text);
        }
        if self.before.len() >= MAX_LINES {
            self.before.pop_front();
        }
        self.before.push_back(text.to_owned());
    }

    /// The excerpt; None where no line told of a failure.
    pub(crate) fn finish(self) -> Option<String> {
        let text = self.taken.trim_end();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn take_before(&mut self, mut room: usize) {
        let mut shown = Vec::new();
        for line in self.before.iter().rev() {
            let line = visible(line);
            if line.len() + 1 > room {
                break;
            }
            room -= line.len() + 1;
            shown.push(line);
        }
        for line in shown.iter().rev() {
            self.push(line);
        }
    }

    fn take(&mut self, line: &str) {
        let line = visible(line);
        self.is_open = self.push(&line);
    }

    /// Adds a line, cut where the excerpt is full. False: there is no room for more.
    fn push(&mut self, line: &str) -> bool {
        if self.taken.is_empty() && line.trim().is_empty() {
            return true;
        }
        let room = MAX_EXCERPT.saturating_sub(self.taken.len() + 1);
        self.taken.push_str(cut::at_byte(line, room));
        if line.len() < room {
            self.taken.push('\n');
        }
        line.len() < room
    }
}

/// A text that is not from a log, fit to stand in the place of an excerpt: secrets masked, at most
/// [`MAX_EXCERPT`] bytes.
#[must_use]
pub fn excerpt_of(text: &str) -> String {
    let masked = mask(cut::at_byte(text.trim(), 2 * MAX_EXCERPT));
    cut::at_byte(&masked, MAX_EXCERPT).to_owned()
}

/// A line as it is shown: masked, then cut.
fn visible(line: &str) -> String {
    let masked = mask(line.trim_end());
    let cut = cut::at_byte(&masked, MAX_SHOWN);
    if cut.len() < masked.len() {
        format!("{cut}…")
    } else {
        masked
    }
}
