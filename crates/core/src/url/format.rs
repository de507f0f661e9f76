//! A [`Query`] to its query string.

use chrono::{Datelike, NaiveDate};
use tailorbird_snapshot::Kind;

use super::codec::encode;
use super::list;
use super::query::{Query, Runs};
use super::words::{Status, Theme, View};

/// Writes a query string without its `?`: defaults left out, keys in the order of the fields of
/// [`Query`], unknown ones behind them as they came. Reading it gives the same query again.
#[must_use]
pub fn format(query: &Query) -> String {
    let mut out = Writer::default();
    out.text("view", query.view.map(View::as_str));
    out.text("kind", query.kind.map(Kind::as_str));
    out.text("project", query.project.as_deref());
    out.text("q", Some(&query.q));
    out.text("find", query.find.as_deref());
    out.text("required", query.required.then_some("1"));
    out.items("status", query.status.iter().copied().map(Status::as_str));
    out.list("owner", &query.owner);
    match query.runs {
        runs if runs == Runs::default() => {}
        Runs::Count(count) => out.text("runs", Some(&count.to_string())),
        Runs::All => out.text("runs", Some("all")),
    }
    if let Some(sort) = query.sort {
        let sign = if sort.descending { "-" } else { "" };
        out.text("sort", Some(&[sign, sort.column.as_str()].concat()));
    }
    out.text("group", query.group.as_deref());
    out.list("open", &query.open);
    out.text("pr", query.pr.map(|number| number.to_string()).as_deref());
    out.text("run", query.run.as_deref());
    out.text("job", query.job.as_deref());
    out.text("base", query.base.as_deref());
    out.text("head", query.head.as_deref());
    out.text("from", query.from.map(day).as_deref());
    out.text("to", query.to.map(day).as_deref());
    out.text("x", query.x.as_deref());
    out.text("y", query.y.as_deref());
    out.list("cols", &query.cols);
    out.text("density", query.density.as_deref());
    out.text("cell", query.cell.as_deref());
    out.list("hide", &query.hide);
    out.text("at", query.at.as_deref());
    out.text("window", query.window.as_deref());
    out.text("min", query.min.as_deref());
    out.list("whatif", &query.whatif);
    out.text("cluster", query.cluster.as_deref());
    for place in &query.data {
        out.text("data", Some(place));
    }
    out.text("theme", query.theme.map(Theme::as_str));
    for pair in &query.unknown {
        out.raw(pair);
    }
    out.into_string()
}

pub(crate) fn day(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Collects pairs.
#[derive(Default)]
pub(super) struct Writer {
    out: String,
}

impl Writer {
    /// Adds a value, unless there is nothing to say.
    pub(super) fn text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.raw(key);
            self.out.push('=');
            encode(value, &mut self.out);
        }
    }

    /// Adds a pair as it is.
    pub(super) fn raw(&mut self, pair: &str) {
        // A "?" at the very start would be taken for the one before a query string.
        if !self.out.is_empty() || pair.starts_with('?') {
            self.out.push('&');
        }
        self.out.push_str(pair);
    }

    fn list(&mut self, key: &str, items: &[String]) {
        self.items(key, items.iter().map(String::as_str));
    }

    fn items<'a>(&mut self, key: &str, items: impl Iterator<Item = &'a str>) {
        self.text(key, Some(&list::join(items)));
    }

    /// The whole query string.
    pub(super) fn into_string(self) -> String {
        self.out
    }
}
