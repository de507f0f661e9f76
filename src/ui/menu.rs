//! A button that opens a list to choose from: one of several (it closes) or any number of them
//! (it stays open). Arrow keys, Home, End and typed letters move; Enter and Space choose; Esc, Tab
//! and a press outside close; the focus goes back to the button. Options may stand under headings,
//! and may be left out as well as chosen: by the key `-`, or by the sign at their end.

use std::sync::Arc;

use super::icon::{IconShape, icon};
use crate::node::{
    AnyElement, Node, Text, by_id, el, focus_id, key_of, next_id, reveal_id, soon, text,
};
use crate::signal::{RwSignal, StoredValue};
use leptos::ev;
use leptos::prelude::{event_target, on_cleanup, window_event_listener_untyped};

/// How many options may be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MenuKind {
    /// Exactly one.
    #[default]
    One,
    /// Any number.
    Many,
    /// Any number, and any may be left out instead: its id is then reported with a `-` in front.
    /// The list is wide.
    ManyOrNot,
}

/// One option of a menu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MenuOption {
    /// What is reported when it is chosen.
    pub id: String,
    /// Its words.
    pub label: String,
    /// A note at its end, as a count; empty for none.
    pub hint: Text,
    /// Whether it is chosen, or left out.
    pub chosen: bool,
    /// Whether it is left out.
    pub is_out: bool,
    /// The heading of this and of the options behind it; empty: that of the one before.
    pub heading: String,
}

/// What a menu shows.
#[derive(Clone, Debug, Default)]
pub struct MenuLooks {
    /// What is chosen here, as in "Status".
    pub label: &'static str,
    /// The present choice in words, as in "any".
    pub value: String,
    /// The options in order.
    pub options: Vec<MenuOption>,
    /// Whether the choice differs from the default: the button is marked.
    pub is_set: bool,
    /// Stable name for tests, on the button.
    pub test_id: &'static str,
    /// Whether the list lines up with the end of the button instead of its start.
    pub at_end: bool,
    /// More below the list, as a field for a free number.
    pub foot: Option<Node>,
}

/// A menu. A copy stands for the same.
#[derive(Clone, Copy, Debug)]
pub struct Menu {
    kind: MenuKind,
    open: RwSignal<bool>,
    active: RwSignal<usize>,
    id: StoredValue<String>,
}

/// What the handlers of one drawing share.
struct Open {
    menu: Menu,
    options: Vec<MenuOption>,
    on_choose: Box<dyn Fn(String) + Send + Sync>,
}

impl Menu {
    /// A closed menu.
    pub fn new(kind: MenuKind) -> Self {
        let menu = Self {
            kind,
            open: RwSignal::new(false),
            active: RwSignal::new(0),
            id: StoredValue::new(next_id()),
        };
        menu.close_on_leave();
        menu
    }

    /// Whether it is open, reactively.
    pub fn is_open(self) -> bool {
        self.open.get()
    }

    /// Element id of a part of it.
    fn id(self, part: &str) -> String {
        let mut id = self.id.get_value();
        id.push('-');
        id.push_str(part);
        id
    }

    fn option_id(self, at: usize) -> String {
        self.id(&at.to_string())
    }

    /// Closes it at a press outside and when the focus leaves it.
    fn close_on_leave(self) {
        for name in ["pointerdown", "focusin"] {
            let listener = window_event_listener_untyped(name, move |event| {
                if self.open.try_get_untracked() != Some(true) {
                    return;
                }
                let target = event_target::<AnyElement>(&event);
                let root = by_id(&self.id("root"));
                if !root.is_some_and(|root| root.contains(Some(&target))) {
                    self.open.set(false);
                }
            });
            on_cleanup(move || listener.remove());
        }
    }

    fn close(self) {
        self.open.set(false);
        focus_id(&self.id("button"));
    }

    fn open_list(self, options: &[MenuOption]) {
        let chosen = options.iter().position(|option| option.chosen);
        self.active.set(chosen.unwrap_or_default());
        self.open.set(true);
        // The list takes the focus as soon as it is on the page.
        soon(move || focus_id(&self.id("list")));
    }

    fn move_to(self, at: usize) {
        self.active.set(at);
        reveal_id(&self.option_id(at));
    }

    /// Draws it; `on_choose` is called with the id of the option that was chosen or, of many,
    /// switched.
    pub fn draw(
        self,
        looks: MenuLooks,
        on_choose: impl Fn(String) + Send + Sync + 'static,
    ) -> Node {
        let is_open = self.open.get();
        let class = if looks.is_set {
            "button menu__button menu__button--set"
        } else {
            "button menu__button"
        };
        let open = Arc::new(Open {
            menu: self,
            options: looks.options,
            on_choose: Box::new(on_choose),
        });
        let (toggled, keyed) = (Arc::clone(&open), Arc::clone(&open));
        let button = el("button")
            .with("type", "button")
            .class(class)
            .with("id", self.id("button"))
            .with("data-testid", looks.test_id)
            .with("aria-haspopup", "listbox")
            .with("aria-expanded", if is_open { "true" } else { "false" })
            .on("click", move |_| {
                if self.open.get_untracked() {
                    self.close();
                } else {
                    self.open_list(&toggled.options);
                }
            })
            .text(looks.label)
            .text(" ")
            .child(el("span").class("menu__value").text(looks.value))
            .child(icon(IconShape::ChevronDown));
        let is_wide = self.kind == MenuKind::ManyOrNot;
        let panel = is_open.then(|| {
            let class = match looks.at_end {
                _ if is_wide => "popover__panel menu__panel menu__panel--wide",
                true => "popover__panel popover__panel--end menu__panel",
                false => "popover__panel menu__panel",
            };
            el("div")
                .class(class)
                .child(list(&open, looks.label))
                .child_some(
                    looks
                        .foot
                        .map(|foot| el("div").class("menu__foot").child(foot)),
                )
        });
        let class = if is_wide {
            "popover popover--wide"
        } else {
            "popover"
        };
        el("div")
            .class(class)
            .with("id", self.id("root"))
            .on("keydown", move |event| keyed.on_outer_key(&event))
            .child(button)
            .child_some(panel)
    }
}

impl Open {
    /// Chooses an option; with the sign `-` it is left out.
    fn choose(&self, at: usize, sign: &'static str) {
        if let Some(option) = self.options.get(at) {
            self.menu.active.set(at);
            (self.on_choose)([sign, &option.id].concat());
        }
        if self.menu.kind == MenuKind::One {
            self.menu.close();
        }
    }

    /// The next option, going round, whose label starts with `letter`.
    fn starting_with(&self, letter: &str) -> Option<usize> {
        let letter = letter.to_ascii_lowercase();
        let count = self.options.len();
        let first = self.menu.active.get_untracked() + 1;
        (first..first + count)
            .map(|at| at % count.max(1))
            .find(|at| {
                self.options
                    .get(*at)
                    .is_some_and(|it| it.label.to_ascii_lowercase().starts_with(&letter))
            })
    }

    fn on_key(&self, event: &ev::Event) {
        let key = key_of(event);
        if key.ctrl_key() || key.meta_key() || key.alt_key() {
            return;
        }
        let last = self.options.len().saturating_sub(1);
        let at = self.menu.active.get_untracked().min(last);
        let is_first = |at: &usize| {
            let option = self.options.get(*at);
            option.is_some_and(|option| !option.heading.is_empty())
        };
        match key.key().as_str() {
            "ArrowDown" => self.menu.move_to((at + 1).min(last)),
            "ArrowUp" => self.menu.move_to(at.saturating_sub(1)),
            "Home" => self.menu.move_to(0),
            "End" => self.menu.move_to(last),
            "ArrowRight" => self
                .menu
                .move_to((at + 1..last).find(is_first).unwrap_or(last)),
            "ArrowLeft" => self.menu.move_to((0..at).rev().find(is_first).unwrap_or(0)),
            "-" if self.menu.kind == MenuKind::ManyOrNot => self.choose(at, "-"),
            "Enter" | " " => self.choose(at, ""),
            letter if letter.chars().count() == 1 => {
                if let Some(found) = self.starting_with(letter) {
                    self.menu.move_to(found);
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn on_outer_key(&self, event: &ev::Event) {
        let is_open = self.menu.open.get_untracked();
        match key_of(event).key().as_str() {
            "Escape" if is_open => self.menu.close(),
            "ArrowDown" | "ArrowUp" if !is_open => self.menu.open_list(&self.options),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

fn list(open: &Arc<Open>, label: &'static str) -> Node {
    let menu = open.menu;
    let active = menu.active.get();
    let keyed = Arc::clone(open);
    let can_leave_out = menu.kind == MenuKind::ManyOrNot;
    let draw = |at: usize, option: &MenuOption| {
        let class = if active == at {
            "menu__option menu__option--active"
        } else {
            "menu__option"
        };
        let (pressed, left_out) = (Arc::clone(open), Arc::clone(open));
        let icon_shape = match option.is_out {
            true => IconShape::Cross,
            false => IconShape::Check,
        };
        let sign = can_leave_out.then(|| {
            el("span")
                .class("menu__not")
                .with("aria-hidden", "true")
                .with("title", "Leave out")
                .on("click", move |event| {
                    event.stop_propagation();
                    left_out.choose(at, "-");
                })
                .text("−")
        });
        let not = option.is_out.then(|| text("not "));
        el("li")
            .class(class)
            .with("id", menu.option_id(at))
            .with("role", "option")
            .with("data-value", option.id.clone())
            .with(
                "aria-selected",
                if option.chosen { "true" } else { "false" },
            )
            .on("click", move |_| pressed.choose(at, ""))
            .child(icon(icon_shape))
            .child(el("span").child_some(not).text(option.label.clone()))
            .child(el("span").class("menu__hint").text(option.hint.clone()))
            .child_some(sign)
    };
    let many = (menu.kind != MenuKind::One).then_some("true");
    // Options under a heading are its children.
    let mut lines: Vec<Node> = Vec::new();
    let mut group = None::<Node>;
    for (at, option) in open.options.iter().enumerate() {
        let drawn = draw(at, option);
        if !option.heading.is_empty() {
            lines.extend(group.take());
            let heading = el("div")
                .class("menu__heading")
                .text(option.heading.clone());
            let under = el("div").class("menu__group").with("role", "group");
            let under = under.with("aria-label", option.heading.clone());
            group = Some(under.child(heading.with("aria-hidden", "true")));
        }
        match group.take() {
            Some(under) => group = Some(under.child(drawn)),
            None => lines.push(drawn),
        }
    }
    lines.extend(group);
    el("ul")
        .class("menu__list")
        .with("id", menu.id("list"))
        .with_all(&[
            ("role", "listbox"),
            ("tabindex", "0"),
            ("aria-label", label),
        ])
        .with_some("aria-multiselectable", many)
        .with("aria-activedescendant", menu.option_id(active))
        .on("keydown", move |event| keyed.on_key(&event))
        .children(lines)
}
