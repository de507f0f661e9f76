//! The filter bar: the text, and the buttons that hold together with it.

use std::sync::Arc;

use tailorbird_core::query::{Facet, Offers};
use tailorbird_core::url::{Runs, Status};

use super::completion::{Ask, Completion};
use super::facets_menu::facets_menu;
use super::filter_menus::{group_menu, owner_menu, read_runs, runs_menu, status_menu};
use crate::node::{Node, by_id, el, key_of, next_id, value_of};
use crate::signal::StoredValue;
use crate::ui::{Button, IconShape, Menu, MenuKind, TextField, toggle};

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
    /// This filter text, as typed so far.
    Text(String),
    /// Copy the address; changes nothing.
    Copy,
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
    /// Choose the value `key:value` in the text or take it out; with a `-` in front leave it out.
    Facet(String),
}

/// What the bar shows.
#[derive(Clone, Debug, Default)]
pub struct FilterShows {
    /// The filter text.
    pub text: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What may be meant, and the text with it.
    pub mend: Option<(String, String)>,
    /// What the buttons show.
    pub buttons: Buttons,
    /// Owners to choose from.
    pub owners: Vec<String>,
    /// Values to choose from, while that is asked for.
    pub facets: Arc<Vec<Facet>>,
    /// Keys to group by.
    pub groups: Vec<String>,
    /// What the columns are: `runs` or `pull requests`; empty where their number does not matter.
    pub unit: &'static str,
    /// Rows can be put in groups.
    pub can_group: bool,
    /// Of the states only results apply.
    pub only_results: bool,
    /// How many are shown where the address does not say.
    pub usual_runs: Runs,
}

/// The bar. A copy stands for the same.
#[derive(Clone, Copy, Debug)]
pub struct FilterBar {
    status: Menu,
    owner: Menu,
    facets: Menu,
    group: Menu,
    runs: Menu,
    input: StoredValue<String>,
    completion: Completion,
}

impl FilterBar {
    /// A bar with closed menus.
    pub fn closed() -> Self {
        Self {
            status: Menu::new(MenuKind::Many),
            owner: Menu::new(MenuKind::Many),
            facets: Menu::new(MenuKind::ManyOrNot),
            group: Menu::new(MenuKind::One),
            runs: Menu::new(MenuKind::One),
            input: StoredValue::new(next_id()),
            completion: Completion::closed(),
        }
    }

    /// Whether the values to choose from are asked for.
    pub fn asks_facets(self) -> bool {
        self.facets.is_open()
    }

    /// Draws it; `on_change` is called with what is asked for, `offers` to know what may stand at a
    /// place (in bytes) of a text.
    pub fn draw(
        self,
        mut shows: FilterShows,
        on_change: impl Fn(Change) + Copy + Send + Sync + 'static,
        offers: impl Fn(&str, usize) -> Offers + Send + Sync + 'static,
    ) -> Node {
        let told = shows.text.clone();
        let field = self.field(&mut shows, on_change, offers);
        let copy = Button {
            text: "Copy link".into(),
            icon: Some(IconShape::Link),
            test_id: "copy-link",
            ..Button::default()
        };
        let required = toggle(
            "Required only",
            shows.buttons.required,
            "required",
            move |on| on_change(Change::Required(on)),
        );
        let row = el("div")
            .class("filters__row")
            .child(required)
            .children(self.menus(shows, on_change))
            .child(copy.draw(move || on_change(Change::Copy)));
        el("section")
            .class("filters")
            .with("id", "filters")
            .with("aria-label", "Filter")
            // On paper it stands for the field, which cannot wrap.
            .with("data-told", told)
            .child(field)
            .child(row)
    }

    /// The box for the text, with its suggestions. Takes what is written there.
    fn field(
        self,
        shows: &mut FilterShows,
        on_change: impl Fn(Change) + Copy + Send + Sync + 'static,
        offers: impl Fn(&str, usize) -> Offers + Send + Sync + 'static,
    ) -> Node {
        let is_empty = shows.text.is_empty();
        let id = self.input.get_value();
        let completion = self.completion;
        let ask = Arc::new(Ask {
            input: id.clone(),
            offers: Box::new(offers),
            on_text: Box::new(move |text| on_change(Change::Text(text))),
        });
        let (typed, keyed) = (Arc::clone(&ask), Arc::clone(&ask));
        let mend = shows.mend.take();
        let error = shows.error.take();
        let field = TextField {
            class: "filters__text",
            label: "Filter jobs",
            value: std::mem::take(&mut shows.text),
            // What is still being typed is not wrong yet.
            error: error.filter(|_| mend.is_some() || !completion.waits()),
            mend,
            placeholder: "Filter: k8s -arm64 hypervisor:clh is:failing",
            key_hint: "/",
            test_id: "filter",
            id: id.clone(),
            suggest: Some(completion.suggest()),
        };
        field.draw_suggesting(
            move |text| {
                on_change(Change::Text(text));
                completion.typed(&typed);
            },
            move |event| {
                if completion.on_key(&keyed, &event) || key_of(&event).key() != "Escape" {
                    return;
                }
                event.prevent_default();
                // Esc clears, then leaves the box.
                if !is_empty {
                    on_change(Change::Text(String::new()));
                } else if let Some(input) = by_id(&id) {
                    input.blur().ok();
                }
            },
            move |taken| match taken {
                Some(at) => completion.take(&ask, at),
                None => completion.close(),
            },
        )
    }

    /// The menus, of which only those are drawn that have an effect in the view.
    fn menus(
        self,
        shows: FilterShows,
        on_change: impl Fn(Change) + Copy + Send + Sync + 'static,
    ) -> Vec<Node> {
        let buttons = &shows.buttons;
        let number = el("input")
            .with_all(&[
                ("type", "number"),
                ("min", "1"),
                ("data-testid", "runs-number"),
            ])
            .on("change", move |event| {
                on_change_of(read_runs(&value_of(&event)).map(Change::Runs), on_change);
            });
        let number = el("label")
            .class("filters__number")
            .text("Other ")
            .child(number);
        let mut runs = runs_menu(buttons.runs, shows.usual_runs, shows.unit);
        runs.foot = Some(number);
        let status = status_menu(&buttons.status, shows.only_results);
        let group = group_menu(shows.groups, buttons.group.as_deref());
        let menus = [
            (self.status, status, 0),
            (self.owner, owner_menu(shows.owners, &buttons.owners), 1),
            (self.facets, facets_menu(&shows.facets), 4),
            (self.group, group, 2),
            (self.runs, runs, 3),
        ];
        let (can_group, has_runs) = (shows.can_group, !shows.unit.is_empty());
        let menus = menus.into_iter().filter(|(_, _, which)| match which {
            2 => can_group,
            3 => has_runs,
            _ => true,
        });
        menus
            .map(|(menu, looks, which)| {
                menu.draw(looks, move |id| on_change_of(chosen(which, id), on_change))
            })
            .collect()
    }
}

fn on_change_of(change: Option<Change>, on_change: impl Fn(Change)) {
    if let Some(change) = change {
        on_change(change);
    }
}

/// What choosing `id` in the menu of this number asks for.
fn chosen(menu: u8, id: String) -> Option<Change> {
    match menu {
        0 => Status::parse(&id).map(Change::Status),
        1 => Some(Change::Owner(id)),
        2 => Some(Change::Group((!id.is_empty()).then_some(id))),
        4 => Some(Change::Facet(id)),
        _ => read_runs(&id).map(Change::Runs),
    }
}
