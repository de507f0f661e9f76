//! From the address of a figure to what it is made of.

use super::address::FigureAt;
use super::{lists, subject, subjects};
use crate::store::{SeriesIdx, Store};
use crate::view::Asking;

/// Lines listed at most.
pub(super) const MOST: usize = 200;
/// Lines of another list at most.
const FEW: usize = 20;

/// One thing that was counted: a job, or a result of a job.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountedIn {
    /// Its name.
    pub name: String,
    /// What it adds.
    pub said: String,
    /// Id of the job, where it is one.
    pub job: Option<String>,
    /// Where it can be looked at, if it may be a link.
    pub url: Option<String>,
}

impl CountedIn {
    /// A job.
    #[inline(never)]
    pub(super) fn job(store: &Store, at: SeriesIdx, said: String) -> Self {
        let series = store.series(at);
        Self {
            name: series.map(|s| s.name.clone()).unwrap_or_default(),
            said,
            job: series.map(|s| s.id().to_string()),
            url: None,
        }
    }
}

/// A figure, explained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explained {
    /// Its word in an address.
    pub figure: &'static str,
    /// What it is; of what.
    pub title: String,
    /// The figure as it is shown.
    pub value: String,
    /// How it is computed.
    pub formula: &'static str,
    /// What was counted, at most 200.
    pub counted: Vec<CountedIn>,
    /// How many more there are.
    pub more: usize,
    /// What was left out: why, and how many.
    pub left_out: Vec<(&'static str, u32)>,
    /// What else is listed.
    pub also: Vec<Listed>,
}

/// A list beside what was counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// Its word: `alone`, the conditions of the address, each with how many it leaves out on its own;
    /// `missing`, what is left out, with why.
    pub key: &'static str,
    /// Its head.
    pub title: &'static str,
    /// Its first lines.
    pub lines: Vec<CountedIn>,
    /// How many more there are.
    pub more: usize,
}

impl Listed {
    /// Adds one; its line is made while there are few.
    pub(super) fn add(&mut self, line: &dyn Fn() -> CountedIn) {
        if self.lines.len() < FEW {
            self.lines.push(line());
        } else {
            self.more += 1;
        }
    }
}

impl Explained {
    /// A figure of which nothing is counted yet.
    #[inline(never)]
    pub(super) fn new(
        figure: &'static str,
        title: String,
        value: String,
        formula: &'static str,
    ) -> Self {
        Self {
            figure,
            title,
            value,
            formula,
            ..Self::default()
        }
    }

    /// How many were counted.
    #[must_use]
    pub const fn n_counted(&self) -> usize {
        self.counted.len() + self.more
    }

    /// Counts one; its line is made while there are few.
    pub(super) fn count(&mut self, line: &dyn Fn() -> CountedIn) {
        if self.counted.len() < MOST {
            self.counted.push(line());
        } else {
            self.more += 1;
        }
    }

    /// Leaves so many out.
    pub(super) fn leave(&mut self, why: &'static str, many: u32) {
        match self.left_out.iter_mut().find(|(w, _)| *w == why) {
            Some((_, n)) => *n += many,
            None if many > 0 => self.left_out.push((why, many)),
            None => {}
        }
    }
}

/// Explains the figure at an address, or all figures of the line that it names. Nothing: there is
/// no such figure in the view.
#[must_use]
pub fn explain(asking: Asking<'_>, address: &str) -> Vec<Explained> {
    let at = FigureAt::parse(address);
    if let Some(found) = lists::explained(asking, at) {
        return found;
    }
    let Some(subject) = subjects::find(asking, at) else {
        return Vec::new();
    };
    let is_any = at.figure.is_empty() && !address.is_empty();
    let wanted = subject
        .values
        .iter()
        .filter(|(measure, _)| is_any || measure.word() == at.figure);
    wanted
        .map(|(measure, value)| subject::explained(asking, &subject, *measure, value))
        .collect()
}
