//! The filter bar: the text, and the buttons that hold together with it.

use leptos::{ev, html, prelude::*};
use tailorbird_core::url::{Runs, Status};

use crate::ui::{Button, IconShape, Menu, MenuKind, MenuOption, TextField, Toggle};

/// What the buttons show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Buttons {
    /// Only required jobs.
    pub required: bool,
    /// Any of these states; empty for all.
    pub status: Vec<Status>,
    /// Any of these owners; empty for all.
    pub owners: Vec<String>,
    /// How many runs.
    pub runs: Runs,
    /// What rows are grouped by.
    pub group: Option<String>,
}

/// A change that a button asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Only required jobs, or all.
    Required(bool),
    /// Put a state in or take it out.
    Status(Status),
    /// Put an owner in or take it out.
    Owner(String),
    /// Show so many runs.
    Runs(Runs),
    /// Group by this; None for no groups.
    Group(Option<String>),
}

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

/// The bar.
#[component]
pub fn FilterBar(
    /// The filter text.
    text: Signal<String>,
    /// What is wrong with it.
    error: Signal<Option<String>>,
    /// What the buttons show.
    buttons: Memo<Buttons>,
    /// Owners to choose from.
    owners: Signal<Vec<String>>,
    /// Keys to group by.
    groups: Signal<Vec<String>>,
    /// What the columns are: `runs` or `pull requests`.
    unit: Signal<&'static str>,
    /// Called with the whole text at each key press.
    #[prop(into)]
    on_text: Callback<String>,
    /// Called with what a button asks for.
    #[prop(into)]
    on_change: Callback<Change>,
    /// Called to copy the address.
    #[prop(into)]
    on_copy: Callback<()>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() != "Escape" {
            return;
        }
        event.prevent_default();
        // Esc clears, then leaves the box.
        if text.get_untracked().is_empty() {
            if let Some(input) = input.get_untracked() {
                input.blur().ok();
            }
        } else {
            on_text.run(String::new());
        }
    };
    let required = move || buttons.read().required;
    view! {
        <section class="filters" id="filters" aria-label="Filter">
            <TextField
                class="filters__text"
                label="Filter jobs"
                value=text
                error=error
                placeholder="Filter: k8s -arm64 hypervisor:clh is:failing"
                key_hint="/"
                test_id="filter"
                node_ref=input
                on_input=on_text
                on_key=on_key
            />
            <Toggle
                text="Required only"
                pressed=Signal::derive(required)
                test_id="required"
                on_change=move |on| on_change.run(Change::Required(on))
            />
            <StatusMenu buttons on_change />
            <OwnerMenu buttons owners on_change />
            <GroupMenu buttons groups on_change />
            <RunsMenu buttons unit on_change />
            <Button
                text="Copy link"
                icon=Signal::stored(IconShape::Link)
                test_id="copy-link"
                on_click=on_copy
            />
        </section>
    }
}

#[component]
fn StatusMenu(buttons: Memo<Buttons>, on_change: Callback<Change>) -> impl IntoView {
    let options = Signal::derive(move || {
        let chosen = &buttons.read().status;
        let option = |status: Status| MenuOption {
            id: status.as_str().to_owned(),
            label: status_label(status).to_owned(),
            hint: if status.is_outcome() {
                "newest result".to_owned()
            } else {
                String::new()
            },
            chosen: chosen.contains(&status),
        };
        Status::ALL.map(option).to_vec()
    });
    let value = Signal::derive(move || joined(buttons.read().status.iter().map(|s| s.as_str())));
    let choose = move |id: String| {
        if let Some(status) = Status::parse(&id) {
            on_change.run(Change::Status(status));
        }
    };
    view! {
        <Menu
            label="Status"
            value
            options
            is_set=Signal::derive(move || !buttons.read().status.is_empty())
            kind=MenuKind::Many
            test_id="status"
            on_choose=choose
        />
    }
}

#[component]
fn OwnerMenu(
    buttons: Memo<Buttons>,
    owners: Signal<Vec<String>>,
    on_change: Callback<Change>,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let chosen = &buttons.read().owners;
        let names = owners.get().into_iter().chain([String::from("none")]);
        let option = |id: String| MenuOption {
            label: if id == "none" {
                "nobody".to_owned()
            } else {
                id.clone()
            },
            hint: String::new(),
            chosen: chosen.contains(&id),
            id,
        };
        names.map(option).collect()
    });
    let value = Signal::derive(move || joined(buttons.read().owners.iter().map(String::as_str)));
    view! {
        <Menu
            label="Owner"
            value
            options
            is_set=Signal::derive(move || !buttons.read().owners.is_empty())
            kind=MenuKind::Many
            test_id="owner"
            on_choose=move |id| on_change.run(Change::Owner(id))
        />
    }
}

#[component]
fn GroupMenu(
    buttons: Memo<Buttons>,
    groups: Signal<Vec<String>>,
    on_change: Callback<Change>,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let chosen = buttons.read().group.clone().unwrap_or_default();
        let keys = [String::new()].into_iter().chain(groups.get());
        let option = |id: String| MenuOption {
            label: if id.is_empty() {
                "none".to_owned()
            } else {
                id.clone()
            },
            hint: String::new(),
            chosen: id == chosen,
            id,
        };
        keys.map(option).collect()
    });
    let value = move || {
        buttons
            .read()
            .group
            .clone()
            .unwrap_or_else(|| "none".to_owned())
    };
    view! {
        <Menu
            label="Group"
            value=Signal::derive(value)
            options
            is_set=Signal::derive(move || buttons.read().group.is_some())
            test_id="group"
            on_choose=move |id: String| {
                on_change.run(Change::Group((!id.is_empty()).then_some(id)));
            }
        />
    }
}

#[component]
fn RunsMenu(
    buttons: Memo<Buttons>,
    unit: Signal<&'static str>,
    on_change: Callback<Change>,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let chosen = buttons.read().runs;
        let option = |runs: Runs| MenuOption {
            id: runs_word(runs),
            label: runs_word(runs),
            hint: String::new(),
            chosen: runs == chosen,
        };
        RUNS.map(option).to_vec()
    });
    let value = move || {
        let mut text = runs_word(buttons.read().runs);
        text.push(' ');
        text.push_str(unit.get());
        text
    };
    let choose = move |word: String| {
        if let Some(runs) = read_runs(&word) {
            on_change.run(Change::Runs(runs));
        }
    };
    view! {
        <Menu
            label="Last"
            value=Signal::derive(value)
            options
            is_set=Signal::derive(move || buttons.read().runs != Runs::default())
            test_id="runs"
            at_end=true
            on_choose=choose
        >
            <label class="filters__number">
                "Other "
                <input
                    type="number"
                    min="1"
                    data-testid="runs-number"
                    on:change=move |event| choose(event_target_value(&event))
                />
            </label>
        </Menu>
    }
}

/// `10` or `all`.
pub fn runs_word(runs: Runs) -> String {
    match runs {
        Runs::Count(n) => n.to_string(),
        Runs::All => "all".to_owned(),
    }
}

fn read_runs(word: &str) -> Option<Runs> {
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
