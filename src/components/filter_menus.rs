//! What the menus of the filter bar show, and what their words mean.

use tailorbird_core::url::{Runs, Status};

use crate::ui::{MenuLooks, MenuOption};

/// Numbers of runs to choose from.
const RUNS: [Runs; 7] = [
    Runs::Count(5),
    Runs::Count(10),
    Runs::Count(15),
    Runs::Count(20),
    Runs::Count(30),
    Runs::Count(60),
    Runs::All,
];

fn option(id: String, label: Option<&str>, chosen: bool) -> MenuOption {
    MenuOption {
        label: label.map_or_else(|| id.clone(), ToOwned::to_owned),
        chosen,
        id,
        ..MenuOption::default()
    }
}

/// The states; where only results apply, those and what is chosen.
pub(super) fn status_menu(present: &[Status], only_results: bool) -> MenuLooks {
    let option = |status: &Status| MenuOption {
        hint: match status.is_outcome() {
            true => "newest result".into(),
            false => "".into(),
        },
        ..option(
            status.as_str().to_owned(),
            Some(status_label(*status)),
            present.contains(status),
        )
    };
    MenuLooks {
        label: "Status",
        value: joined(present.iter().map(|s| s.as_str())),
        options: Status::ALL
            .iter()
            .filter(|s| !only_results || s.is_outcome() || present.contains(s))
            .map(option)
            .collect(),
        is_set: !present.is_empty(),
        test_id: "status",
        ..MenuLooks::default()
    }
}

/// The owners, and nobody.
pub(super) fn owner_menu(mut owners: Vec<String>, present: &[String]) -> MenuLooks {
    owners.push(String::from("none"));
    let option = |id: String| {
        let label = (id == "none").then_some("nobody");
        let is_chosen = present.contains(&id);
        option(id, label, is_chosen)
    };
    MenuLooks {
        label: "Owner",
        value: joined(present.iter().map(String::as_str)),
        options: owners.into_iter().map(option).collect(),
        is_set: !present.is_empty(),
        test_id: "owner",
        ..MenuLooks::default()
    }
}

/// What rows can be grouped by.
pub(super) fn group_menu(mut groups: Vec<String>, present: Option<&str>) -> MenuLooks {
    groups.insert(0, String::new());
    let option = |id: String| {
        let label = id.is_empty().then_some("none");
        let is_chosen = id == present.unwrap_or_default();
        option(id, label, is_chosen)
    };
    MenuLooks {
        label: "Group",
        value: present.unwrap_or("none").to_owned(),
        options: groups.into_iter().map(option).collect(),
        is_set: present.is_some(),
        test_id: "group",
        ..MenuLooks::default()
    }
}

/// How many runs; `usual` where the address does not say.
pub(super) fn runs_menu(present: Runs, usual: Runs, unit: &str) -> MenuLooks {
    // The address leaves the default out, which stands for the usual number.
    let can_say = |runs: &&Runs| **runs != Runs::default() || **runs == usual;
    let option = |runs: &Runs| option(runs_word(*runs), None, *runs == present);
    let mut value = runs_word(present);
    value.push(' ');
    value.push_str(unit);
    MenuLooks {
        label: "Last",
        value,
        options: RUNS.iter().filter(can_say).map(option).collect(),
        is_set: present != usual,
        test_id: "runs",
        at_end: true,
        foot: None,
    }
}

/// `10` or `all`.
fn runs_word(runs: Runs) -> String {
    match runs {
        Runs::Count(n) => n.to_string(),
        Runs::All => "all".to_owned(),
    }
}

/// A number of runs from 1 on, or `all`.
pub(super) fn read_runs(word: &str) -> Option<Runs> {
    if word == "all" {
        return Some(Runs::All);
    }
    word.trim()
        .parse()
        .ok()
        .filter(|n| *n >= 1)
        .map(Runs::Count)
}

/// The choice in words: one by name, several by number.
fn joined<'a>(mut chosen: impl Iterator<Item = &'a str>) -> String {
    match (chosen.next(), chosen.count()) {
        (None, _) => "any".to_owned(),
        (Some(one), 0) => one.to_owned(),
        (Some(_), more) => {
            let mut text = (more + 1).to_string();
            text.push_str(" chosen");
            text
        }
    }
}

const fn status_label(status: Status) -> &'static str {
    match status {
        Status::Failing => "failing",
        Status::Broken => "newly broken",
        Status::None => "no result",
        Status::Mixed => "mixed results",
        other => other.as_str(),
    }
}
