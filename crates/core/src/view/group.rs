//! Stage four: the rows in groups, or as they are.

use super::table::Table;
use crate::state::State;
use crate::store::{SeriesIdx, Store};

/// The head of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupView {
    /// What its rows share; empty: they have no such value.
    pub label: String,
    /// Number of its rows.
    pub jobs: u32,
    /// Rows that are failing or newly broken.
    pub broken: u32,
    /// State of its worst row.
    pub worst: State,
}

impl GroupView {
    /// What the group is called on the screen.
    #[must_use]
    pub fn name(&self) -> String {
        let name = if self.label.is_empty() {
            "none"
        } else {
            &self.label
        };
        name.to_owned()
    }
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Head of a group: an index into [`Shown::groups`].
    Group(u32),
    /// A job: an index into [`Table::rows`].
    Row(u32),
}

/// The list as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Lines from top to bottom.
    pub items: Vec<Item>,
    /// The groups, in order.
    pub groups: Vec<GroupView>,
}

/// What rows can be grouped by: some keys of every project, then its dimensions.
#[must_use]
pub fn group_keys(store: &Store) -> Vec<String> {
    let fixed = ["path", "owner", "kind", "category"].map(str::to_owned);
    fixed
        .into_iter()
        .chain(store.naming().dimensions.keys().iter().cloned())
        .collect()
}

/// Puts sorted rows into groups of equal value of `key`. Groups stand in the order of their first
/// row, so the worst stays on top; rows keep their order. A job with several owners or categories
/// stands once, under the first.
#[must_use]
pub fn shown(store: &Store, table: &Table, rows: &[u32], key: Option<&str>) -> Shown {
    let known = key.filter(|k| group_keys(store).iter().any(|g| g == k));
    let Some(key) = known else {
        let items = rows.iter().map(|r| Item::Row(*r)).collect();
        return Shown {
            items,
            groups: Vec::new(),
        };
    };
    let mut groups: Vec<(String, Vec<u32>)> = Vec::new();
    for &row in rows {
        let Some(found) = table.rows.get(row as usize) else {
            continue;
        };
        let label = value(store, found.series, key);
        match groups.iter_mut().find(|g| g.0 == label) {
            Some(group) => group.1.push(row),
            None => groups.push((label, vec![row])),
        }
    }
    let mut shown = Shown::default();
    for (at, (label, rows)) in (0..).zip(groups) {
        shown.items.push(Item::Group(at));
        shown.groups.push(head(table, label, &rows));
        shown.items.extend(rows.into_iter().map(Item::Row));
    }
    shown
}

fn value(store: &Store, at: SeriesIdx, key: &str) -> String {
    let described = store.described(at);
    let text = match key {
        "path" => described.map(|d| d.path.as_str()),
        "owner" => store.owner_groups(at).next().map(|o| o.group.as_str()),
        "kind" => described.map(|d| d.job.kind.as_str()),
        "category" => store.categories(at).first().copied(),
        _ => described.and_then(|d| d.job.dimension(key)),
    };
    text.unwrap_or_default().to_owned()
}

/// Counts of a group. Its first row is its worst only in the default order, so all are looked at.
fn head(table: &Table, label: String, rows: &[u32]) -> GroupView {
    let mut worst = State::NoResult;
    let mut broken = 0;
    for row in rows.iter().filter_map(|r| table.rows.get(*r as usize)) {
        let state = row.stats.standing.state;
        broken += u32::from(state.is_red());
        if state.badness() > worst.badness() {
            worst = state;
        }
    }
    GroupView {
        label,
        jobs: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        broken,
        worst,
    }
}
